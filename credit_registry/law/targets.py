"""The city's quality targets: an indicator, what it must reach, where and by which year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import assert_never


class Comparator(StrEnum):
    """How a figure is held against the threshold.

    `gt` and `lt` exclude the threshold itself: 超过 and 低于 do (民法典 art. 1259).
    """

    AT_LEAST = "gte"
    MORE_THAN = "gt"
    LESS_THAN = "lt"
    EXACTLY = "eq"


class TargetUnit(StrEnum):
    """What a threshold is counted in."""

    PERCENT = "percent"
    SCORE = "score"
    INDEX_POINTS = "index_points"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Target:
    """One target of one edition of the plan; `is_main` marks those of its six main targets."""

    code: str
    clause: str
    name: str
    name_en: str
    comparator: Comparator
    threshold: Decimal
    unit: TargetUnit
    scope: str
    scope_en: str
    due_year: int
    since: date
    until: date | None
    is_main: bool
    source: str

    def is_met_by(self, figure: Decimal) -> bool:
        """Whether the figure reaches the target."""
        match self.comparator:
            case Comparator.AT_LEAST:
                return figure >= self.threshold
            case Comparator.MORE_THAN:
                return figure > self.threshold
            case Comparator.LESS_THAN:
                return figure < self.threshold
            case Comparator.EXACTLY:
                return figure == self.threshold
            case _ as never:
                assert_never(never)
