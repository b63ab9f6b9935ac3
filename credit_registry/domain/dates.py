"""Legal dates, working days and the periods that laws count in.

Periods are counted as 民法典 201–203 says: the first day is not counted, a period of months or
years ends on the corresponding day or the last day of its month, and a last day that is a
statutory rest day gives way to the first working day after it.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
LONG_TERM = date(2099, 12, 31)
"""How exchange formats write that no end is set."""

_SATURDAY = 5
_ISO_LENGTH = 10
_ACCEPTED = "accepted: YYYY-MM-DD, YYYY/MM/DD, YYYYMMDD, YYYY年M月D日"
_FORMS = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
)


class PeriodUnit(StrEnum):
    """The unit a period is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """An amount of a unit."""

    amount: int
    unit: PeriodUnit


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period; provisional where it touches a year without a table of days."""

    due_on: date
    is_provisional: bool


def legal_date(instant: datetime) -> date:
    """The date in Asia/Shanghai. Raises ValueError for a naive instant.

    >>> from datetime import timezone
    >>> legal_date(datetime(2026, 3, 31, 16, 0, tzinfo=timezone.utc))
    datetime.date(2026, 4, 1)
    """
    if instant.utcoffset() is None:
        raise ValueError("The instant has no time zone; only an aware one has a legal date.")
    return instant.astimezone(ZONE).date()


def days_after(start: date, days: int) -> date:
    """The day `days` later."""
    return start + timedelta(days=days)


def months_after(start: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of its month.

    >>> months_after(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def years_after(start: date, years: int) -> date:
    """The corresponding day `years` later, or the last day of its month.

    >>> years_after(date(2024, 2, 29), 3)
    datetime.date(2027, 2, 28)
    """
    return months_after(start, 12 * years)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The statutory calendar: `exceptions` tells of a day that breaks the Monday-to-Friday rule.

    In years that are not loaded only weekends rest, and what is counted there is provisional.
    """

    years: frozenset[int]
    exceptions: Mapping[date, bool]
    _longest: dict[Period, timedelta] = field(default_factory=dict, compare=False, repr=False)

    def is_working_day(self, day: date) -> bool:
        """Whether people work on the day."""
        return self.exceptions.get(day, day.weekday() < _SATURDAY)

    def is_provisional(self, since: date, until: date) -> bool:
        """Whether the stretch touches a year whose table is not loaded."""
        return any(year not in self.years for year in range(since.year, until.year + 1))

    def after(self, since: date, days: int) -> date:
        """The `days`-th working day after `since`, which is not counted itself."""
        day = since
        while days > 0:
            day += timedelta(days=1)
            days -= self.is_working_day(day)
        return day

    def longest(self, period: Period) -> timedelta:
        """The most days that the period took from any day of the years that are loaded."""
        if period not in self._longest:
            taken = ((day, due_on(day, period, self)) for day in _days_of(self.years))
            self._longest[period] = max(
                (due.due_on - day for day, due in taken if not due.is_provisional),
                default=timedelta(),
            )
        return self._longest[period]

    def first_from(self, day: date) -> date:
        """The day, or the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day


def _days_of(years: frozenset[int]) -> Iterator[date]:
    """Every day of the years."""
    for year in sorted(years):
        first = date(year, 1, 1)
        for number in range((date(year + 1, 1, 1) - first).days):
            yield first + timedelta(days=number)


def due_on(since: date, period: Period, working_days: WorkingDays) -> Deadline:
    """The last day of a period that begins on the day after `since`."""
    match period.unit:
        case PeriodUnit.WORKING_DAYS:
            last = working_days.after(since, period.amount)
        case PeriodUnit.CALENDAR_DAYS:
            last = working_days.first_from(days_after(since, period.amount))
        case PeriodUnit.MONTHS:
            last = working_days.first_from(months_after(since, period.amount))
        case PeriodUnit.YEARS:
            last = working_days.first_from(years_after(since, period.amount))
    return Deadline(last, working_days.is_provisional(since, last))


def over_at_latest(since: date, period: Period, working_days: WorkingDays) -> date:
    """The day by which the period is over, whatever rest days a year without a table will have.

    Where the table is there this is its last day; elsewhere it counts as long as the period has
    ever taken in a year with a table.
    """
    deadline = due_on(since, period, working_days)
    if not deadline.is_provisional:
        return deadline.due_on
    latest = since + working_days.longest(period)
    return max(deadline.due_on, working_days.first_from(latest))


def parse_legal_date(text: str) -> date:
    """The date that the text writes. Raises ValueError naming the accepted forms.

    The first form is tried by itself: a register has a million dates, nearly all written so.

    >>> parse_legal_date("2026年4月1日")
    datetime.date(2026, 4, 1)
    """
    text = text.strip()
    try:
        if text[4:5] == text[7:8] == "-" and len(text) == _ISO_LENGTH:
            return date.fromisoformat(text)
        for form in _FORMS:
            if found := form.fullmatch(text):
                year, month, day = map(int, found.groups())
                return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar; {_ACCEPTED}.") from error
    raise ValueError(f"{text!r} is not a date; {_ACCEPTED}.")


def open_end(day: date | None) -> date | None:
    """The day, or None where exchange formats write `2099/12/31` for no end.

    >>> open_end(date(2099, 12, 31)) is None
    True
    """
    return None if day is None or day >= LONG_TERM else day
