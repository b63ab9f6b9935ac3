"""The types of list, each with its legal basis, term and consequences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.domain.dates import Period
from credit_registry.domain.errors import NotFound, Unlawful
from credit_registry.domain.listings import ListColour
from credit_registry.domain.measures import Measure
from credit_registry.domain.sources import Source, read_source
from credit_registry.law.periods import read_day, read_period

TEXTS = (
    "code",
    "label_zh",
    "label_en",
    "field_zh",
    "field_en",
    "decided_by_zh",
    "decided_by_en",
    "weighing_zh",
    "weighing_en",
    "leaving_zh",
    "leaving_en",
    "consequences_zh",
    "consequences_en",
    "source_kind",
)


@dataclass(frozen=True, slots=True)
class ListType:
    """One list: who is on it, by whose decision, on what basis, how long, with what effect.

    `measures` are those of the catalogue that `measure_codes` name.
    """

    code: str
    colour: ListColour
    label_zh: str
    label_en: str
    field_zh: str
    field_en: str
    since: date
    until: date | None
    basis: Source
    authority_level: str
    decided_by_zh: str
    decided_by_en: str
    term: Period | None
    early_removal_after: Period | None
    weighing_zh: str
    weighing_en: str
    leaving_zh: str
    leaving_en: str
    consequences_zh: str
    consequences_en: str
    source_kind: str
    confirmed_within: Period | None
    measure_codes: tuple[str, ...]
    measures: tuple[Measure, ...] = ()

    def is_active(self, day: date) -> bool:
        """Whether the type is in force on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def require_basis(self, day: date) -> None:
        """Pass if an entry may be published under the type on the day. Raises Unlawful."""
        if not self.is_active(day):
            raise Unlawful(f"The list {self.code} is not in force on {day.isoformat()}.")
        if not self.basis.is_verified:
            raise Unlawful(f"The legal basis of the list {self.code} has not been verified.")


def read_list_types(rows: list[dict[str, Any]]) -> dict[str, ListType]:
    """The list types by code."""
    types = (_list_type(row) for row in rows)
    return {list_type.code: list_type for list_type in types}


def require_type(types: dict[str, ListType], code: str) -> ListType:
    """The list type. Raises NotFound naming those there are."""
    if code not in types:
        raise NotFound(f"There is no list {code!r}; there are: {', '.join(sorted(types))}.")
    return types[code]


def _list_type(row: dict[str, Any]) -> ListType:
    """One list type from its YAML."""
    return ListType(
        colour=ListColour(row["colour"]),
        since=row["since"],
        until=read_day(row["until"]),
        basis=read_source(row["basis"]),
        authority_level=row["basis"]["authority_level"],
        term=read_period(row["term"]),
        early_removal_after=read_period(row["early_removal_after"]),
        confirmed_within=read_period(row["confirmed_within"]),
        measure_codes=tuple(measure_code(row["code"], each) for each in row.get("measures", ())),
        **{name: row[name] for name in TEXTS},
    )


def measure_code(list_code: str, measure: str | Mapping[str, Any]) -> str:
    """The code by which a list names a measure.

    Lists of editions before there was a catalogue hold theirs themselves: the use names them.
    """
    if isinstance(measure, str):
        return measure
    return f"{list_code}.{measure['use']}.{measure['since']}"
