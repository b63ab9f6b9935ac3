"""Publication windows at the edges of the regime in force since 2026-04-01 (NDRC Order 36).

What is older has passed through the regimes before it; see the tests of the table of regimes.
"""

from dataclasses import replace
from datetime import date

import pytest

from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import Publication, PublicationFacts, Reason
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds

LAW = parse(read_seeds())

PENALTY = PublicationFacts(
    kind=RecordKind.PENALTY,
    subject_kind=SubjectKind.LEGAL_PERSON,
    state=RecordState.ACTIVE,
    disclosure=Disclosure.PUBLIC,
    severity=Severity.GENERAL,
    decided_on=date(2026, 5, 10),
    served_on=date(2026, 5, 12),
)
SAMPLING = replace(
    PENALTY,
    kind=RecordKind.SAMPLING,
    severity=None,
    outcome="failed",
    decided_on=None,
    occurred_on=date(2026, 8, 20),
    served_on=date(2026, 9, 17),
)


def of(facts: PublicationFacts) -> Publication:
    return publication(facts, LAW.regimes, LAW.working_days)


def test_a_general_penalty_is_shown_on_its_last_day_and_not_on_the_day_after() -> None:
    shown = of(PENALTY)
    assert shown.on(date(2026, 5, 9)) is None
    assert shown.on(date(2026, 5, 10)) is not None
    assert shown.on(date(2027, 5, 10)) is not None
    assert shown.on(date(2027, 5, 11)) is None


def test_a_serious_penalty_is_shown_for_three_years_from_its_document() -> None:
    (window,) = of(replace(PENALTY, severity=Severity.SERIOUS)).windows
    assert (window.until, window.reason) == (date(2029, 5, 10), Reason.SERIOUS_BAND)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"severity": Severity.MINOR}, Reason.MINOR_NOT_SHOWN),
        ({"severity": Severity.UNDETERMINED}, Reason.CLASS_UNDETERMINED),
        ({"severity": None}, Reason.CLASS_UNDETERMINED),
        ({"decided_on": None}, Reason.CLOCK_UNKNOWN),
        ({"state": RecordState.ANNULLED}, Reason.NO_LONGER_ACTIVE),
        ({"state": RecordState.RESTORED}, Reason.NO_LONGER_ACTIVE),
        ({"disclosure": Disclosure.LIMITED}, Reason.NOT_DISCLOSED),
        ({"decided_on": date(2018, 8, 31)}, Reason.DISPLAY_OVER),
    ],
)
def test_what_may_not_be_shown_is_withheld_with_its_reason(
    changes: dict[str, object], reason: Reason
) -> None:
    result = of(replace(PENALTY, **changes))  # type: ignore[arg-type] # fields by name
    assert (result.windows, result.withheld) == ((), reason)


def test_a_penalty_older_than_the_first_regime_is_shown_from_the_regimes_first_day() -> None:
    (window,) = of(replace(PENALTY, decided_on=date(2018, 9, 1))).windows
    assert (window.since, window.until) == (date(2021, 9, 1), date(2021, 9, 1))


def test_a_penalty_of_29_february_ends_on_the_last_day_of_its_month() -> None:
    leap = replace(PENALTY, severity=Severity.SERIOUS, decided_on=date(2028, 2, 29))
    (window,) = of(leap).windows
    assert window.until == date(2031, 2, 28)


def test_a_failed_sampling_waits_until_the_time_to_ask_for_re_inspection_is_over() -> None:
    """15 calendar days from 2026-09-17 end on 2026-10-02, a rest day, so on 2026-10-08."""
    shown = of(SAMPLING)
    assert shown.on(date(2026, 10, 8)) is None
    assert shown.on(date(2026, 10, 9)) is not None


def test_a_failed_sampling_that_nobody_was_served_is_withheld_for_a_person() -> None:
    assert of(replace(SAMPLING, served_on=None)).withheld is Reason.CLOCK_UNKNOWN


def test_an_honour_is_shown_while_it_is_valid() -> None:
    honour = replace(
        PENALTY,
        kind=RecordKind.HONOUR,
        outcome="valid",
        effective_from=date(2020, 1, 1),
        effective_to=date(2026, 12, 31),
    )
    shown = of(honour)
    assert shown.on(date(2026, 12, 31)) is not None
    assert shown.on(date(2027, 1, 1)) is None
    assert of(replace(honour, outcome="revoked")).withheld is Reason.OUTCOME_NOT_SHOWN


COMMITMENT = replace(
    PENALTY,
    kind=RecordKind.COMMITMENT,
    severity=None,
    outcome="not_due",
    decided_on=date(2026, 1, 5),
    effective_from=date(2026, 1, 5),
    effective_to=date(2026, 12, 31),
)


def test_a_commitment_that_is_not_due_is_shown_while_it_is_valid() -> None:
    (window,) = of(COMMITMENT).windows
    assert (window.since, window.until) == (date(2026, 1, 5), date(2026, 12, 31))


def test_a_kept_commitment_stays_in_view_after_it_fell_due() -> None:
    (window,) = of(replace(COMMITMENT, outcome="fulfilled")).windows
    assert (window.since, window.until) == (date(2026, 1, 5), None)


@pytest.mark.parametrize("outcome", ["partly", "unfulfilled"])
def test_a_broken_commitment_is_shown_for_a_year_from_its_finding(outcome: str) -> None:
    found = replace(COMMITMENT, outcome=outcome, decided_on=date(2027, 1, 20))
    (window,) = of(found).windows
    assert (window.since, window.until) == (date(2027, 1, 20), date(2028, 1, 20))
    assert window.reason is Reason.GENERAL_BAND
