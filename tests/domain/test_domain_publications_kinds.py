"""What the regime in force since 2026-04-01 shows of each kind of conduct, and until when."""

from datetime import date

import pytest

from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import PublicationFacts, Reason
from credit_registry.domain.records import Disclosure, RecordKind, RecordState
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds

LAW = parse(read_seeds())
DAY, END = date(2026, 5, 10), date(2027, 2, 1)
YEAR, THREE_YEARS = date(2027, 5, 10), date(2029, 5, 10)
K = RecordKind


def shown(kind: RecordKind, outcome: str | None, end: date | None) -> date | Reason | None:
    """The last day of display, or why there is none."""
    facts = PublicationFacts(
        kind=kind,
        subject_kind=SubjectKind.LEGAL_PERSON,
        state=RecordState.ACTIVE,
        disclosure=Disclosure.PUBLIC,
        outcome=outcome,
        occurred_on=DAY,
        decided_on=DAY,
        effective_from=DAY,
        effective_to=end,
    )
    result = publication(facts, LAW.regimes, LAW.working_days)
    if result.withheld:
        return result.withheld
    (window,) = result.windows
    assert window.since == DAY
    return window.until


@pytest.mark.parametrize(
    ("kind", "outcome", "until"),
    [
        (K.LICENCE, "valid", END),
        (K.LICENCE, "invalid", Reason.OUTCOME_NOT_SHOWN),
        (K.RANDOM_INSPECTION, "no_problem", None),
        (K.RANDOM_INSPECTION, "not_engaged", None),
        (K.RANDOM_INSPECTION, "corrected", Reason.MINOR_NOT_SHOWN),
        (K.RANDOM_INSPECTION, "pending", YEAR),
        (K.RANDOM_INSPECTION, "obstructed", YEAR),
        (K.RANDOM_INSPECTION, "not_inspected", Reason.OUTCOME_NOT_SHOWN),
        (K.RECALL, "voluntary", END),
        (K.RECALL, "ordered", YEAR),
        (K.RECALL, "refused", YEAR),
        (K.RECALL, "delayed", YEAR),
        (K.EXPORT_NOTIFICATION, "notified", Reason.CLASS_UNDETERMINED),
        (K.ACCIDENT, "main", YEAR),
        (K.ACCIDENT, "none", Reason.OUTCOME_NOT_SHOWN),
        (K.ACCIDENT, "undetermined", Reason.OUTCOME_NOT_SHOWN),
        (K.COMPLAINT, "refused", Reason.MINOR_NOT_SHOWN),
        (K.SURVEY, None, END),
        (K.ABNORMAL_OPERATIONS, "listed", END),
        (K.ABNORMAL_OPERATIONS, "removed", Reason.OUTCOME_NOT_SHOWN),
        (K.NATIONAL_LIST, "listed", END),
        (K.NATIONAL_LIST, "removed", Reason.OUTCOME_NOT_SHOWN),
        (K.NATIONAL_LIST, "abnormal", END),
        (K.CONTRACT, "fulfilled", None),
        (K.CONTRACT, "breached", Reason.MINOR_NOT_SHOWN),
    ],
)
def test_each_outcome_has_its_display(
    kind: RecordKind, outcome: str | None, until: date | Reason | None
) -> None:
    assert shown(kind, outcome, END) == until


@pytest.mark.parametrize("end", [None, date(2033, 1, 1)])
def test_an_entry_that_stands_on_is_not_shown_longer_than_its_band(end: date | None) -> None:
    assert shown(K.NATIONAL_LIST, "listed", end) == THREE_YEARS
    assert shown(K.ABNORMAL_OPERATIONS, "listed", end) == YEAR
