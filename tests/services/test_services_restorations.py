"""Paths to restoration of a subject: from what the reader may see, and from nothing else."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from sqlalchemy import select
from test_services_exchanging import deliver

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.records import Disclosure, RecordKind, Severity
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.services import law_editions
from credit_registry.services.grading import restorations, rule_sets
from credit_registry.services.grading.restorations import Restoration, last_day
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import representations, subjects
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import PublicityConsent

SHOWN_FROM = date(2026, 4, 1)


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """A rule owner who has published the shipped rules."""
    actor = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        rule_set = shipped_rule_sets()[0]
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    return actor


def paths(registry: Registry, actor: Actor, as_of: date | None = None) -> Restoration:
    with registry.reading() as session:
        view = registry.view(session, actor, as_of)
        number = subjects.by_code(session, a_uscc(1))
        assert number is not None
        identity = subjects.identity(session, number, view)
        represented = representations.at_view(session, number, view)
        edition = law_editions.current(session).edition
        return restorations.read(session, represented, identity.registration, view, edition)


def consent(registry: Registry) -> None:
    with registry.transaction() as session:
        number = subjects.by_code(session, a_uscc(1))
        event = session.scalars(select(Event.id)).first()
        session.add(
            PublicityConsent(
                id=1, subject_id=number, since=SHOWN_FROM, until=None, recorded_by=event, ordinal=0
            )
        )


def fill(registry: Registry) -> None:
    """An enterprise with one penalty that is shown, of 2 November."""
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        a_record_draft(
            RecordKind.PENALTY, 1, decided_on=date(2026, 11, 2), severity=Severity.GENERAL,
            category="fine",
        ),
        a_record_draft(RecordKind.COMMITMENT, 1, effective_to=None),
        a_record_draft(RecordKind.CERTIFICATE, 1),
    )  # fmt: skip


def test_without_a_basis_the_public_is_told_no_path(registry: Registry, owner: Actor) -> None:
    fill(registry)
    hidden = paths(registry, PUBLIC)
    assert (hidden.is_shown, hidden.grade, hidden.paths, hidden.summary_zh) == (False, "", (), ())
    assert paths(registry, owner).is_shown


@pytest.mark.usefixtures("owner")
def test_nothing_that_is_not_public_influences_the_public_answer(registry: Registry) -> None:
    fill(registry)
    consent(registry)
    before = paths(registry, PUBLIC)
    hidden = {"disclosure": Disclosure.INTERNAL}
    deliver(
        registry,
        a_record_draft(RecordKind.PENALTY, 1, severity=Severity.SERIOUS, **hidden),
        a_record_draft(RecordKind.PENALTY, 1, severity=Severity.MINOR),
        a_record_draft(RecordKind.CERTIFICATE, 1, **hidden),
        a_record_draft(
            RecordKind.SAMPLING, 1, outcome="failed", category="safety",
            occurred_on=date(2026, 11, 10), served_on=date(2026, 11, 20),
        ),
    )  # fmt: skip
    assert before.is_shown
    assert before.paths
    assert paths(registry, PUBLIC) == before


def test_a_record_that_is_shown_can_be_restored_and_is_named(
    registry: Registry, owner: Actor
) -> None:
    fill(registry)
    found = paths(registry, owner)
    steps = [step for path in found.paths for step in path.steps if step.act == "restore_penalty"]
    assert {(step.applied_on, step.effective_on) for step in steps} == {
        (date(2027, 2, 3), date(2027, 2, 12))
    }
    assert all("日期为暂计" in step.timing_zh for step in steps)
    assert all(step.record_id is not None and step.document_number for step in steps)


def test_a_candidate_is_seen_in_paths_by_officers_alone(registry: Registry, owner: Actor) -> None:
    deliver(registry, a_subject_draft(1))
    for day in (date(2026, 5, 1), date(2026, 9, 1)):
        draft = a_record_draft(
            RecordKind.PENALTY, 1, severity=Severity.SERIOUS, decided_on=day, category="fine"
        )
        deliver(registry, draft)
    consent(registry)
    seen, shown = paths(registry, owner), paths(registry, PUBLIC)
    assert "serious_violation" in {path.candidate for path in seen.paths}
    assert {path.candidate for path in shown.paths} <= {None}
    assert "serious_violation" not in shown.unreached
    assert not any("serious_violation" in text for text in shown.summary_zh)


def test_spans_that_follow_each_other_count_as_one() -> None:
    day = date(2026, 6, 1)
    spans = [(date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 5, 1), date(2026, 6, 30))]
    assert last_day(spans, day) == date(2026, 7, 31)
    assert last_day([*spans, (date(2026, 9, 1), None)], day) == date(2026, 7, 31)
    assert last_day([*spans, (date(2026, 8, 1), None)], day) is None
