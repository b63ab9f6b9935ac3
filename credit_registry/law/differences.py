"""How one edition of the law differs from another: table by table, row by row, in words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from credit_registry.domain.dates import PeriodUnit
from credit_registry.law.seeds import SeedRow, named_rows

UNITS = {
    PeriodUnit.WORKING_DAYS: ("个工作日", "working day"),
    PeriodUnit.CALENDAR_DAYS: ("日", "day"),
    PeriodUnit.MONTHS: ("个月", "month"),
    PeriodUnit.YEARS: ("年", "year"),
}
NOTHING = ("（无）", "nothing")


class Turn(StrEnum):
    """What became of a row or of one of its values."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `column`, `before` and `after` are those of a value that changed."""

    file: str
    key: str
    turn: Turn
    column: str = ""
    before: Any = None
    after: Any = None

    @property
    def text_zh(self) -> str:
        """The difference as a sentence in Chinese."""
        place = f"{self.file}：{self.key}"
        match self.turn:
            case Turn.ADDED:
                return f"{place}：新增"
            case Turn.REMOVED:
                return f"{place}：删去"
            case Turn.CHANGED:
                return f"{place}：{self.column} 由{_word(self.before, 0)}改为{_word(self.after, 0)}"

    @property
    def text_en(self) -> str:
        """The difference as a sentence in English."""
        place = f"{self.file}: {self.key}"
        match self.turn:
            case Turn.ADDED:
                return f"{place} is added"
            case Turn.REMOVED:
                return f"{place} is removed"
            case Turn.CHANGED:
                change = f"changes from {_word(self.before, 1)} to {_word(self.after, 1)}"
                return f"{place}: {self.column} {change}"


def differences(before: str, after: str) -> Iterator[Difference]:
    """The differences from one edition's content to another's, in the order of the tables."""
    old, new = json.loads(before), json.loads(after)
    for file in sorted({*old, *new}):
        yield from _of_table(file, old.get(file, ""), new.get(file, ""))


def _of_table(file: str, before: str, after: str) -> Iterator[Difference]:
    """The differences of one table."""
    if before == after:
        return
    old, new = named_rows(file, before), named_rows(file, after)
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield Difference(file, key, Turn.REMOVED)
        elif key not in old:
            yield Difference(file, key, Turn.ADDED)
        else:
            yield from _of_row(file, old[key], new[key])


def _of_row(file: str, before: SeedRow, after: SeedRow) -> Iterator[Difference]:
    """The values of a row that changed."""
    names = [*before.values, *(name for name in after.values if name not in before.values)]
    for name in names:
        old, new = before.values.get(name), after.values.get(name)
        if old != new:
            yield Difference(file, before.key, Turn.CHANGED, name, old, new)


def _word(value: Any, language: int) -> str:  # noqa: ANN401 - whatever a seed holds
    """A value in Chinese (0) or English (1)."""
    if value in (None, ""):
        return NOTHING[language]
    if isinstance(value, Mapping):
        amount, unit = value["amount"], UNITS[PeriodUnit(value["unit"])][language]
        plural = "" if amount == 1 else "s"
        return f"{amount}{unit}" if language == 0 else f"{amount} {unit}{plural}"
    return f"“{value}”"
