"""Periods and days as the law's YAML writes them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.domain.dates import Period, PeriodUnit
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.sources import Source, read_source


def read_period(value: dict[str, Any] | None) -> Period | None:
    """The period that `{amount: 3, unit: years}` states."""
    return None if value is None else Period(int(value["amount"]), PeriodUnit(value["unit"]))


def read_day(value: date | None) -> date | None:
    """A day that YAML has already parsed, or nothing."""
    if value is not None and not isinstance(value, date):
        raise ValueError(f"{value!r} is not a day; accepted: YYYY-MM-DD.")
    return value


@dataclass(frozen=True, slots=True)
class DatedPeriod:
    """A period of law while it is in force."""

    since: date
    until: date | None
    period: Period
    source: Source


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """The time for one step, through its history."""

    code: str
    label_zh: str
    label_en: str
    history: tuple[DatedPeriod, ...]

    def on(self, day: date) -> DatedPeriod:
        """The period in force on the day. Raises Unlawful where none is."""
        for dated in self.history:
            if dated.since <= day and (dated.until is None or day <= dated.until):
                return dated
        raise Unlawful(f"No period is on file for {self.code} on {day.isoformat()}.")


class Deadlines(dict[str, DeadlineRule]):
    """The deadline rules by code; an edition that was loaded before there was one says so."""

    def __missing__(self, code: str) -> DeadlineRule:
        """Raises Unlawful: the edition in force has no such period."""
        raise Unlawful(f"The edition of the law in force has no period {code}; load the new one.")


def read_deadlines(rows: list[dict[str, Any]]) -> Deadlines:
    """The deadline rules by code."""
    return Deadlines((row["code"], _deadline(row)) for row in rows)


def _deadline(row: dict[str, Any]) -> DeadlineRule:
    """One rule from its YAML."""
    history = []
    for dated in row["history"]:
        period = read_period(dated["period"])
        if period is None:
            raise ValueError(f"The deadline {row['code']} has an entry without a period.")
        history.append(
            DatedPeriod(
                dated["since"], read_day(dated["until"]), period, read_source(dated["source"])
            )
        )
    return DeadlineRule(row["code"], row["label_zh"], row["label_en"], tuple(history))
