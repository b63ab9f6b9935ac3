"""Penalties and samplings state what the publication regimes ask for."""

from datetime import date

import pytest
from record_texts import TEXTS

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.entries import read_entry
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import Publication, PublicationFacts
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds

TODAY = date(2026, 11, 24)
LAW = parse(read_seeds())
K = RecordKind
REFUSED = {"result": "拒绝抽样", "sampled_on": "2026-05-10", "batch": "", "inspection_body": ""}
FAILED = {"result": "不合格", "failed_items": "铅含量", "sampled_on": "2026-05-10"}
SERVED = {"result_served_on": "2026-05-20", "announced_on": "2026-06-01"}


def reasons(kind: RecordKind, **changes: str) -> list[tuple[str, str]]:
    found = read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)
    return [(fault.pointer, fault.reason) for fault in found.faults]


def draft(kind: RecordKind, **changes: str) -> RecordDraft:
    found = read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)
    assert not found.faults
    return KINDS[kind].draft(found.values)


def shown(kind: RecordKind, **changes: str) -> Publication:
    found = draft(kind, **changes)
    facts = PublicationFacts(
        kind=kind,
        subject_kind=SubjectKind.LEGAL_PERSON,
        state=found.state,
        disclosure=found.disclosure,
        severity=found.severity,
        outcome=found.outcome,
        occurred_on=found.occurred_on,
        decided_on=found.decided_on,
        served_on=found.served_on,
        first_displayed_on=found.first_displayed_on,
        effective_from=found.effective_from,
        effective_to=found.effective_to,
    )
    return publication(facts, LAW.regimes, LAW.working_days)


def test_a_penalty_states_its_procedure_and_the_day_of_its_display() -> None:
    stated = {"procedure": "简易程序", "displayed_on": "2026-05-20"}
    found = draft(K.PENALTY, **stated)
    assert (found.is_summary, found.first_displayed_on) == (True, date(2026, 5, 20))
    assert draft(K.PENALTY, procedure="普通程序").is_summary is False
    assert draft(K.PENALTY, procedure="").is_summary is None


def test_a_sampling_states_its_challenge_and_its_alert() -> None:
    days = {"challenged_on": "2026-05-25", "challenge_settled_on": "2026-06-20"}
    found = draft(K.SAMPLING, **FAILED, **SERVED, **days, alerted_on="2026-05-22")
    assert found.challenged_on == date(2026, 5, 25)
    assert found.challenge_settled_on == date(2026, 6, 20)
    assert found.alerted_on == date(2026, 5, 22)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (SERVED | {"alerted_on": "2026-05-22"}, ("/alerted_on", Reason.NO_ALERT)),
        (FAILED | SERVED | {"alerted_on": "2026-05-09"}, ("/alerted_on", Reason.BEFORE)),
        (FAILED | SERVED | {"alerted_on": "2026-11-25"}, ("/alerted_on", Reason.FUTURE_DATE)),
        (FAILED | SERVED | {"challenged_on": "2026-05-19"}, ("/challenged_on", Reason.BEFORE)),
        (
            FAILED | SERVED | {"challenged_on": "2026-05-25", "challenge_settled_on": "2026-05-24"},
            ("/challenge_settled_on", Reason.BEFORE),
        ),
    ],
    ids=["of a pass", "before the sample", "in the future", "before service", "before it"],
)
def test_a_challenge_or_an_alert_out_of_order_is_refused(
    changes: dict[str, str], fault: tuple[str, Reason]
) -> None:
    assert fault in reasons(K.SAMPLING, **changes)
