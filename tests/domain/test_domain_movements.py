"""How displays and deadlines move, and how a hold counts in a year without a table."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit_registry.domain.dates import (
    Period,
    PeriodUnit,
    WorkingDays,
    due_on,
    over_at_latest,
)
from credit_registry.domain.movements import Movement, Span, hull, of_days, of_deadline
from credit_registry.law import editions

CALENDAR = editions.parse(editions.read_seeds()).working_days
HOLD = Period(15, PeriodUnit.CALENDAR_DAYS)
A, B, C, D = (date(2026, month, 1) for month in (1, 2, 3, 4))
M = Movement


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        (None, (A, B), M.OPENED),
        ((A, B), None, M.CLOSED),
        (None, None, M.RESTATED),
        ((A, B), (A, B), M.RESTATED),
        ((A, C), (A, B), M.SHORTENED),
        ((A, C), (B, C), M.SHORTENED),
        ((A, None), (A, C), M.SHORTENED),
        ((A, B), (A, C), M.LENGTHENED),
        ((B, C), (A, C), M.LENGTHENED),
        ((A, B), (A, None), M.LENGTHENED),
        ((A, C), (B, D), M.SHIFTED),
        ((A, None), (B, None), M.SHORTENED),
    ],
)
def test_a_display_moves_by_its_days(before: Span, after: Span, movement: Movement) -> None:
    assert of_days(before, after) is movement


def test_a_deadline_moves_or_is_settled() -> None:
    assert of_deadline(B, A) is M.EARLIER
    assert of_deadline(A, B) is M.LATER
    assert of_deadline(A, A) is M.SETTLED


def test_stretches_are_told_from_the_first_day_to_the_last() -> None:
    assert hull([]) is None
    assert hull([(B, C), (A, B)]) == (A, C)
    assert hull([(B, None), (A, B)]) == (A, None)


@cache
def without(year: int) -> WorkingDays:
    """The calendar as it was before the year's notice came."""
    days = {day: kind for day, kind in CALENDAR.exceptions.items() if day.year != year}
    return WorkingDays(CALENDAR.years - {year}, days)


@settings(deadline=None)  # the first use of a calendar looks at all its days
@given(st.sampled_from([2021, 2022, 2023, 2024, 2025, 2026]), st.integers(-20, 364))
def test_a_hold_counted_without_a_years_table_is_not_over_before_the_table_says(
    year: int, number: int
) -> None:
    since = date(year, 1, 1) + timedelta(days=number)
    assert over_at_latest(since, HOLD, without(year)) >= due_on(since, HOLD, CALENDAR).due_on


@pytest.mark.parametrize("days", [1, 5, 7, 20])
def test_a_hold_in_working_days_counts_as_long_as_it_ever_took(days: int) -> None:
    hold = Period(days, PeriodUnit.WORKING_DAYS)
    for number in range(0, 365, 7):
        since = date(2025, 1, 1) + timedelta(days=number)
        assert over_at_latest(since, hold, without(2025)) >= due_on(since, hold, CALENDAR).due_on


def test_a_hold_within_the_loaded_years_ends_on_its_day() -> None:
    since = date(2026, 9, 17)
    assert over_at_latest(since, HOLD, CALENDAR) == date(2026, 10, 8)


def test_a_hold_without_any_table_ends_on_the_first_weekday() -> None:
    nothing = WorkingDays(frozenset(), {})
    assert over_at_latest(date(2026, 9, 18), HOLD, nothing) == date(2026, 10, 5)
