"""The seed files as plain rows, each with the words that name it; whatever reads them is strict."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from credit_registry.domain.errors import NotFound
from credit_registry.domain.partial_dates import PartialDate

KEYS: dict[str, tuple[str, ...]] = {
    "divisions.csv": ("key", "since"),
    "industries.csv": ("section",),
    "inheritance.yaml": ("links", "since"),
    "targets.csv": ("code", "since"),
    "working_days.csv": ("date",),
    "publication_bases.yaml": ("since",),
    "release_limits.yaml": ("since",),
    "restoration_terms.yaml": ("since",),
}
"""What names a row of a table; a row of another is named by its code."""


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One row of a table: what names it, and its values; a nested value stands under its path."""

    key: str
    values: Mapping[str, Any]


def table_of(texts: Mapping[str, str], name: str) -> str:
    """The file that a table's name stands for, with or without its ending. Raises NotFound."""
    for file in texts:
        if name in {file, file.partition(".")[0]}:
            return file
    known = ", ".join(sorted(file.partition(".")[0] for file in texts))
    raise NotFound(f"The edition has no table {name!r}; it has: {known}.")


def rows(file: str, text: str) -> list[dict[str, Any]]:
    """The rows as the file has them."""
    if file.endswith(".csv"):
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    found = yaml.safe_load(text)
    return list(found) if isinstance(found, list) else []


def named_rows(file: str, text: str) -> dict[str, SeedRow]:
    """The rows by what names them, each with its nested values flat."""
    found: dict[str, SeedRow] = {}
    for row in rows(file, text):
        names = [str(row.get(name) or "") for name in KEYS.get(file, ("code",))]
        key = " ".join(name for name in names if name)
        found[key] = SeedRow(key, dict(_flat(row)))
    return found


def _flat(value: Mapping[str, Any], path: str = "") -> list[tuple[str, Any]]:
    """The values below a mapping by their paths; a period is one value."""
    found: list[tuple[str, Any]] = []
    for name, below in value.items():
        place = f"{path}{name}"
        if isinstance(below, dict) and set(below) != {"amount", "unit"}:
            found += _flat(below, f"{place}.")
        elif isinstance(below, list):
            for number, each in enumerate(below):
                mark = _mark(each, number)
                found += (
                    _flat(each, f"{place}[{mark}].")
                    if isinstance(each, dict)
                    else [(f"{place}[{mark}]", each)]
                )
        else:
            found.append((place, below))
    return found


MARKS = (
    ("severity",), ("kind", "outcomes"), ("about", "code"), ("code",), ("use", "since"), ("since",),
)  # fmt: skip
"""The columns that name a nested row, those of which all are there first."""


def _mark(value: object, number: int) -> str:
    """What names one of several nested values: its own words, or else its place."""
    if not isinstance(value, dict):
        return str(number + 1)
    for names in MARKS:
        if all(name in value for name in names):
            return " ".join(_word(value[name]) for name in names).strip()
    return str(number + 1)


def _word(value: object) -> str:
    """A value in a name."""
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def in_force(value: Any, day: date) -> Any:  # noqa: ANN401 - whatever a seed holds
    """The value without those of its dated parts that are not in force on the day."""
    if isinstance(value, list):
        return [in_force(each, day) for each in value if _holds(each, day)]
    if isinstance(value, dict):
        return {name: in_force(below, day) for name, below in value.items()}
    return value


def _holds(value: object, day: date) -> bool:
    """Whether a row is in force on the day; one that is not dated always is."""
    if not isinstance(value, dict) or "since" not in value:
        return True
    since, until = value.get("since"), value.get("until")
    has_begun = not since or PartialDate.parse(str(since)).first_day <= day
    return has_begun and (not until or day <= PartialDate.parse(str(until)).last_day)
