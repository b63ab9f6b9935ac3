"""Candidates of the rules: on what stands, once a ground, one refusal not stopping the rest."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, subject_of, withdraw
from rule_texts import the_extract

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.listings import DeclineGround, Step
from credit_registry.domain.records import RecordState, Severity
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.grading import grading, proposals, rule_sets
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry


@pytest.fixture
def officer(registry: Registry) -> Actor:
    """One who publishes the rules and may do all that the rules ask for."""
    actor = an_officer(registry, *Role)
    with registry.transaction() as session:
        rule_set = the_extract()
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    return actor


def serious(number: int, day: date, document_number: str) -> RecordDraft:
    """A grave penalty of the enterprise."""
    return a_record_draft(
        number=number, severity=Severity.SERIOUS, decided_on=day, document_number=document_number
    )


def two_serious(registry: Registry, number: int, second: str) -> None:
    """An enterprise with two grave penalties, as a rule wants them."""
    deliver(registry, a_subject_draft(number))
    deliver(registry, serious(number, date(2026, 5, 1), f"重〔2026〕{number}1号"))
    deliver(registry, serious(number, date(2026, 9, 1), second))


def decline(registry: Registry) -> None:
    """Decide not to list the first enterprise."""
    decider = an_officer(registry, Role.DECIDER)
    auditor = an_officer(registry, Role.AUDITOR)
    (entry,) = file_of(registry, auditor).listings
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(decider, registry.clock.now(), registry.clock.today(), law)
        form = StepForm(
            entry.row_version, note="没有主观故意", ground=DeclineGround.NO_SUBJECTIVE_INTENT
        )
        listings.step(session, entry.listing_id, Step.DECLINE, form, act=act)


def test_what_was_declined_is_proposed_again_on_a_new_ground_alone(
    registry: Registry, officer: Actor
) -> None:
    two_serious(registry, 1, "重〔2026〕2号")
    grading.evaluate_all(registry, actor=officer)
    assert proposals.propose_candidates(registry, actor=officer).opened == 1
    decline(registry)
    assert proposals.propose_candidates(registry, actor=officer).opened == 0
    deliver(registry, serious(1, date(2026, 10, 1), "重〔2026〕3号"))
    grading.evaluate_all(registry, actor=officer)
    assert proposals.propose_candidates(registry, actor=officer).opened == 1


def test_a_stored_result_does_not_outlive_the_record_behind_it(
    registry: Registry, officer: Actor
) -> None:
    two_serious(registry, 1, "重〔2026〕2号")
    grading.evaluate_all(registry, actor=officer)
    for record in file_of(registry).records[:1]:
        withdraw(registry, record.record_id, RecordState.ANNULLED)
    report = proposals.propose_candidates(registry, actor=officer)
    assert (report.opened, report.refused) == (0, 0)


def test_one_that_may_not_be_listed_does_not_stop_the_others(
    registry: Registry, officer: Actor
) -> None:
    two_serious(registry, 1, "重13800138000号")
    two_serious(registry, 2, "重〔2026〕2号")
    grading.evaluate_all(registry, actor=officer)
    report = proposals.propose_candidates(registry, actor=officer)
    assert (report.opened, report.refused) == (1, 1)
    number = subject_of(registry, a_uscc(2))
    assert len(file_of(registry, officer, subject_id=number).listings) == 1
