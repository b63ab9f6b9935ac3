"""The dated limits within which a change of the rules is released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from credit_registry.domain.sources import Source, read_source
from credit_registry.law.periods import read_day

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class ReleaseLimit:
    """The largest share of changed grades in percent, and the days for which a report speaks."""

    since: date
    until: date | None
    most_changed_percent: int
    report_days: int
    source: Source

    def is_exceeded(self, changed: int, graded: int) -> bool:
        """Whether so many changed grades among the graded are too many."""
        return changed * HUNDRED > self.most_changed_percent * graded


def limit_on(limits: Sequence[ReleaseLimit], day: date) -> ReleaseLimit | None:
    """The limit in force on the day; None where none is stated."""
    for limit in limits:
        if limit.since <= day and (limit.until is None or day <= limit.until):
            return limit
    return None


def read_release_limits(rows: list[dict[str, Any]]) -> tuple[ReleaseLimit, ...]:
    """The limits in order of their days. Raises ValueError where two overlap."""
    limits = tuple(sorted(map(_limit, rows), key=lambda each: each.since))
    for earlier, later in pairwise(limits):
        if earlier.until is None or earlier.until >= later.since:
            raise ValueError(f"release_limits.yaml: two limits are in force on {later.since}.")
    return limits


def _limit(row: dict[str, Any]) -> ReleaseLimit:
    """One limit from its YAML."""
    return ReleaseLimit(
        since=row["since"],
        until=read_day(row["until"]),
        most_changed_percent=int(row["most_changed_percent"]),
        report_days=int(row["report_days"]),
        source=read_source(row["source"]),
    )
