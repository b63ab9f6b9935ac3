"""Between two regimes: the shorter display wins, and nothing that had ended comes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.dates import Period, PeriodUnit, WorkingDays, months_after
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import Band, KindRule, PublicationFacts, Reason, Regime
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import SubjectKind

DAYS = WorkingDays(frozenset(), {})
LAST = date(2027, 12, 31)
RULES = (
    KindRule(RecordKind.PENALTY, frozenset(), is_adverse=True, clock="decided_on"),
    KindRule(
        RecordKind.HONOUR,
        frozenset(),
        is_adverse=False,
        clock="effective_from",
        ends="effective_to",
    ),
)


def regime(months: int | None, since: date, until: date | None = None) -> Regime:
    """A regime that shows a general penalty for so many months."""
    maximum = None if months is None else Period(months, PeriodUnit.MONTHS)
    band = Band(Severity.GENERAL, None, maximum)
    return Regime("r", since, until, {Severity.GENERAL: band}, RULES, "出处")


def two(first: int | None, second: int | None) -> tuple[Regime, Regime]:
    """Two regimes, the second from the day after the first."""
    after = LAST + timedelta(days=1)
    return regime(first, date(2026, 4, 1), LAST), regime(second, after)


PENALTY = PublicationFacts(
    kind=RecordKind.PENALTY,
    subject_kind=SubjectKind.LEGAL_PERSON,
    state=RecordState.ACTIVE,
    disclosure=Disclosure.PUBLIC,
    severity=Severity.GENERAL,
    decided_on=date(2027, 6, 1),
)


@pytest.mark.parametrize(
    ("first", "second", "last"),
    [
        (12, 36, date(2028, 6, 1)),
        (36, 12, date(2028, 6, 1)),
        (3, 36, date(2027, 9, 1)),
        (36, 3, LAST),
    ],
)
def test_a_record_of_the_first_regime_ends_by_the_shorter_of_both(
    first: int, second: int, last: date
) -> None:
    shown = publication(PENALTY, two(first, second), DAYS)
    assert shown.on(last) is not None
    assert shown.on(last + timedelta(days=1)) is None
    assert max(window.until or date.max for window in shown.windows) == last


def test_what_the_first_regime_withheld_is_not_shown_under_the_second() -> None:
    shown = publication(PENALTY, two(None, 36), DAYS)
    assert (shown.windows, shown.withheld) == ((), Reason.MINOR_NOT_SHOWN)


def test_a_record_of_the_second_regime_is_judged_by_the_second_alone() -> None:
    later = replace(PENALTY, decided_on=LAST + timedelta(days=1))
    for first in (None, 3):
        (window,) = publication(later, two(first, 36), DAYS).windows
        assert (window.since, window.until) == (date(2028, 1, 1), date(2031, 1, 1))


def test_a_class_without_a_band_is_withheld_for_a_person() -> None:
    serious = replace(PENALTY, severity=Severity.SERIOUS)
    assert publication(serious, two(12, 12), DAYS).withheld is Reason.CLASS_UNDETERMINED


def test_an_honour_passes_from_one_regime_to_the_next_within_one_window() -> None:
    honour = replace(
        PENALTY,
        kind=RecordKind.HONOUR,
        effective_from=date(2020, 1, 1),
        effective_to=date(2028, 6, 30),
    )
    (window,) = publication(honour, two(12, 12), DAYS).windows
    assert (window.since, window.until) == (date(2020, 1, 1), date(2028, 6, 30))


@given(
    st.integers(1, 48),
    st.integers(1, 48),
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    st.dates(date(2024, 1, 1), date(2034, 12, 31)),
)
def test_no_day_is_shown_that_either_regime_since_the_decision_would_not_show(
    first: int, second: int, decided: date, day: date
) -> None:
    facts = replace(PENALTY, decided_on=decided)
    regimes = two(first, second)
    applicable = [each for each in regimes if each.until is None or decided <= each.until]
    months = [first, second][-len(applicable) :]
    if day <= LAST:
        months = months[:1] if len(applicable) == len(regimes) else []
    within = all(day <= months_after(decided, each) for each in months)
    begins = max(decided, applicable[0].since)
    is_shown = publication(facts, regimes, DAYS).on(day) is not None
    assert is_shown == (within and bool(months) and day >= begins)
