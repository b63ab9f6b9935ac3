from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain import dates
from credit_registry.domain.dates import Deadline, Period, PeriodUnit, WorkingDays, due_on
from credit_registry.domain.partial_dates import PartialDate
from credit_registry.law import editions

CALENDAR = editions.parse(editions.read_seeds()).working_days
WORKING, CALENDAR_DAYS = PeriodUnit.WORKING_DAYS, PeriodUnit.CALENDAR_DAYS
days = st.dates(date(2004, 1, 1), date(2026, 9, 1))


def test_a_legal_date_is_that_of_shanghai() -> None:
    assert dates.legal_date(datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 31)
    assert dates.legal_date(datetime(2026, 3, 31, 16, tzinfo=UTC)) == date(2026, 4, 1)
    west = timezone(timedelta(hours=-10))
    assert dates.legal_date(datetime(2026, 3, 31, 6, tzinfo=west)) == date(2026, 4, 1)


def test_a_naive_instant_has_no_legal_date() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        dates.legal_date(datetime(2026, 3, 31))  # noqa: DTZ001 - this is what is refused


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(
    start: date, months: int, end: date
) -> None:
    assert dates.months_after(start, months) == end


def test_years_from_the_leap_day_end_on_the_last_of_february() -> None:
    assert dates.years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert dates.years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("since", "amount", "unit", "due"),
    [
        (date(2026, 2, 13), 7, WORKING, date(2026, 3, 2)),
        (date(2026, 2, 13), 20, WORKING, date(2026, 3, 19)),
        (date(2026, 9, 30), 3, WORKING, date(2026, 10, 10)),
        (date(2026, 9, 30), 7, WORKING, date(2026, 10, 15)),
        (date(2025, 12, 31), 5, WORKING, date(2026, 1, 8)),
        (date(2025, 9, 28), 7, WORKING, date(2025, 10, 14)),
        (date(2026, 4, 30), 15, WORKING, date(2026, 5, 25)),
        (date(2026, 6, 18), 1, WORKING, date(2026, 6, 22)),
        (date(2026, 9, 17), 15, CALENDAR_DAYS, date(2026, 10, 8)),
        (date(2026, 2, 3), 15, CALENDAR_DAYS, date(2026, 2, 24)),
        (date(2026, 1, 18), 1, PeriodUnit.MONTHS, date(2026, 2, 24)),
        (date(2023, 2, 18), 3, PeriodUnit.YEARS, date(2026, 2, 24)),
    ],
)
def test_a_period_is_due_as_the_civil_code_counts(
    since: date, amount: int, unit: PeriodUnit, due: date
) -> None:
    assert due_on(since, Period(amount, unit), CALENDAR) == Deadline(due, is_provisional=False)


def test_a_last_day_that_is_an_adjusted_saturday_stays() -> None:
    assert CALENDAR.is_working_day(date(2026, 10, 10))
    assert due_on(date(2026, 9, 25), Period(15, CALENDAR_DAYS), CALENDAR).due_on == date(
        2026, 10, 10
    )


def test_a_period_may_end_on_the_last_loaded_day() -> None:
    deadline = due_on(date(2026, 12, 30), Period(1, WORKING), CALENDAR)
    assert deadline == Deadline(date(2026, 12, 31), is_provisional=False)


@pytest.mark.parametrize("unit", [WORKING, CALENDAR_DAYS])
def test_a_period_into_a_year_without_a_table_is_provisional(unit: PeriodUnit) -> None:
    deadline = due_on(date(2026, 12, 31), Period(1, unit), CALENDAR)
    assert deadline == Deadline(date(2027, 1, 1), is_provisional=True)


def test_a_period_that_only_passes_through_a_year_without_a_table_is_provisional() -> None:
    table = WorkingDays(frozenset({2025, 2027}), {})
    assert table.is_provisional(date(2025, 12, 31), date(2027, 1, 1))
    assert not table.is_provisional(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
        *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    ],
)
def test_people_work_on_an_adjusted_weekend(text: str) -> None:
    day = date.fromisoformat(text)
    assert day.weekday() >= 5
    assert CALENDAR.is_working_day(day)


def test_no_other_weekend_of_these_years_is_adjusted() -> None:
    adjusted = [day for day, works in CALENDAR.exceptions.items() if works and day.year >= 2025]
    assert len(adjusted) == 11


@given(days, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(since: date, count: int) -> None:
    due = CALENDAR.after(since, count)
    span = [since + timedelta(days=offset) for offset in range(1, (due - since).days + 1)]
    assert CALENDAR.is_working_day(due)
    assert sum(map(CALENDAR.is_working_day, span)) == count


@given(days, st.sampled_from(PeriodUnit), st.integers(1, 10))
def test_a_deadline_falls_on_a_working_day_after_the_first(
    since: date, unit: PeriodUnit, amount: int
) -> None:
    due = due_on(since, Period(amount, unit), CALENDAR).due_on
    assert due > since
    assert CALENDAR.is_working_day(due)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-04-01", "2026-4-1", "2026/04/01", "2026/4/1", "20260401"),
        *("2026年4月1日", "2026年04月01日", " 2026-04-01\n"),
    ],
)
def test_a_date_is_read_in_every_accepted_form(text: str) -> None:
    assert dates.parse_legal_date(text) == date(2026, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-04", "04/01/2026", "2026-W14-3", "2026.4.1", "2026-04/01"),
        *("2026-04-01T00:00:00", "二〇二六年四月一日", "260401", "2026-04-01-"),
    ],
)
def test_another_form_is_refused_with_those_accepted(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; accepted: YYYY-MM-DD"):
        dates.parse_legal_date(text)


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026/13/01", "20260631", "2026年0月1日", "0000-01-01"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no day of the calendar; accepted"):
        dates.parse_legal_date(text)


def test_the_end_of_2099_stands_for_no_end() -> None:
    assert dates.open_end(dates.parse_legal_date("2099/12/31")) is None
    assert dates.open_end(date(2099, 12, 30)) == date(2099, 12, 30)
    assert dates.open_end(None) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1998", date(1998, 1, 1), date(1998, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2014-02-25", date(2014, 2, 25), date(2014, 2, 25)),
    ],
)
def test_a_partial_date_keeps_its_precision(text: str, first: date, last: date) -> None:
    partial = PartialDate.parse(text)
    assert (partial.first_day, partial.last_day, str(partial)) == (first, last, text)


@pytest.mark.parametrize("text", ["", "98", "2013-13", "2013-02-30", "2013-1", "2013/11"])
def test_anything_else_is_no_partial_date(text: str) -> None:
    with pytest.raises(ValueError, match="accepted: YYYY, YYYY-MM, YYYY-MM-DD"):
        PartialDate.parse(text)
