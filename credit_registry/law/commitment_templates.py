"""The dated templates of commitments that an enterprise can sign in its own name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.domain.kinds.commitments import COMMITMENT_TYPES
from credit_registry.domain.sources import Source, read_source
from credit_registry.law.periods import read_day

FILE = "commitment_templates.yaml"
TEXTS = ("label", "matter", "text", "liability")
_TONGUES = ("zh", "en")
_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Blank:
    """What the enterprise fills in: its words, how long it may be, and whether it is a number."""

    name: str
    label_zh: str
    label_en: str
    hint_zh: str
    hint_en: str
    longest: int
    is_number: bool


@dataclass(frozen=True, slots=True)
class CommitmentTemplate:
    """One commitment in both languages, with its blanks and the days on which it can be signed."""

    code: str
    label_zh: str
    label_en: str
    commitment_type: str
    matter_zh: str
    matter_en: str
    since: date
    until: date | None
    calendar_years: int
    text_zh: str
    text_en: str
    liability_zh: str
    liability_en: str
    blanks: tuple[Blank, ...]
    source: Source

    def is_in_force(self, day: date) -> bool:
        """Whether it can be signed on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def ends(self, day: date) -> tuple[date, ...]:
        """The days up to which a commitment signed on a day may run: ends of calendar years."""
        return tuple(date(day.year + more, 12, 31) for more in range(self.calendar_years))

    def filled_zh(self, values: Mapping[str, str]) -> str:
        """The Chinese text with its blanks filled; one without a value stays open."""
        return _filled(self.text_zh, values)

    def filled_en(self, values: Mapping[str, str]) -> str:
        """The English text with its blanks filled."""
        return _filled(self.text_en, values)


def templates_on(
    templates: Sequence[CommitmentTemplate], day: date
) -> Mapping[str, CommitmentTemplate]:
    """The templates that can be signed on the day, by their codes."""
    return {each.code: each for each in templates if each.is_in_force(day)}


def read_templates(rows: list[dict[str, Any]]) -> tuple[CommitmentTemplate, ...]:
    """The templates as the YAML states them. Raises ValueError naming what does not fit."""
    templates = tuple(map(_template, rows))
    for place, template in enumerate(templates):
        same = (each for each in templates[:place] if each.code == template.code)
        if any(each.is_in_force(template.since) for each in same):
            raise ValueError(f"{FILE}: two templates {template.code} are in force on one day.")
        _require_blanks(template)
    return templates


def read_type(value: object) -> str:
    """A type of commitment. Raises ValueError."""
    if value not in COMMITMENT_TYPES.values:
        accepted = ", ".join(COMMITMENT_TYPES.values)
        raise ValueError(f"{value!r} is no type of commitment; accepted: {accepted}")
    return str(value)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place of their names."""
    return _NAMED.sub(lambda found: values.get(found[1]) or "______", text)


def _require_blanks(template: CommitmentTemplate) -> None:
    """Pass if both texts name all blanks and nothing else."""
    names = {blank.name for blank in template.blanks}
    for text in (template.text_zh, template.text_en):
        if set(_NAMED.findall(text)) != names:
            raise ValueError(f"{FILE}: the texts of {template.code} do not name its blanks.")


def _template(row: dict[str, Any]) -> CommitmentTemplate:
    """One template from its YAML."""
    texts = {f"{name}_{tongue}": row[f"{name}_{tongue}"] for name in TEXTS for tongue in _TONGUES}
    return CommitmentTemplate(
        code=row["code"],
        commitment_type=read_type(row["commitment_type"]),
        since=row["since"],
        until=read_day(row["until"]),
        calendar_years=int(row["calendar_years"]),
        blanks=tuple(Blank(**blank) for blank in row["blanks"]),
        source=read_source(row["source"]),
        **texts,
    )
