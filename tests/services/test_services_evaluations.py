"""Grades: what counts is what is public, with every record and rule behind it named."""

from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from rule_texts import the_extract
from sqlalchemy import select
from test_services_exchanging import deliver, file_of

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import AlreadyRecorded, NotPermitted
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.services import law_editions
from credit_registry.services.clocks import Clock
from credit_registry.services.files import credit_files
from credit_registry.services.grading import grading, proposals, rule_sets
from credit_registry.services.grading.evaluations import GradeCard
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.listings import Listing
from credit_registry.store.subjects import PublicityConsent


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """A rule owner who has published the shipped rules."""
    actor = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        rule_set = the_extract()
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    return actor


def on(registry: Registry, day: date) -> None:
    registry.clock = Clock(now=registry.clock.now, fixed_day=day)


def card(registry: Registry, actor: Actor, as_of: date | None = None) -> GradeCard:
    with registry.reading() as session:
        seen = registry.view(session, actor, as_of)
        number = subjects.by_code(session, a_uscc(1))
        assert number is not None
        law = law_editions.current(session)
        return credit_files.read(session, number, seen, law.edition).grade


def serious(number: int, day: date) -> object:
    return a_record_draft(
        RecordKind.PENALTY,
        1,
        document_number=f"严{number}号",
        severity=Severity.SERIOUS,
        decided_on=day,
        amount_fen=20_000_000,
    )


def test_a_grade_is_not_shown_without_a_basis_or_consent(registry: Registry, owner: Actor) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(RecordKind.COMMITMENT, 1))
    shown = card(registry, PUBLIC)
    assert (shown.is_shown, shown.grade, shown.findings) == (False, "", ())
    assert card(registry, owner).grade == "AAA"


@pytest.mark.usefixtures("owner")
def test_a_grade_is_shown_with_the_enterprises_consent(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.COMMITMENT, 1))
    with registry.transaction() as session:
        number = subjects.by_code(session, a_uscc(1))
        newest = session.scalars(select(Evaluation.recorded_by)).first()
        assert newest is None
        event = rule_sets.published(session)[0].published_by
        session.add(
            PublicityConsent(
                id=1, subject_id=number, since=date(2026, 11, 1), until=date(2026, 11, 23),
                recorded_by=event, ordinal=0,
            )
        )  # fmt: skip
    assert card(registry, PUBLIC).is_shown
    on(registry, date(2026, 11, 24))
    assert not card(registry, PUBLIC).is_shown


def test_every_record_behind_the_grade_is_named_and_gone_the_day_after_its_window(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.PENALTY, 1, decided_on=date(2026, 6, 1)))
    deliver(registry, a_record_draft(RecordKind.COMMITMENT, 1))
    last = date(2027, 6, 1)
    for day, named in ((last, 1), (last + timedelta(days=1), 0)):
        on(registry, day)
        found = {each.rule_code: each for each in card(registry, owner).findings}
        assert len(found["D1"].record_ids) == named
        records = file_of(registry, a_uscc(1)).records
        assert [each.kind for each in records].count(RecordKind.PENALTY) == named


def test_looking_back_shows_nothing_that_is_not_public_today(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.PENALTY, 1, decided_on=date(2026, 6, 1)))
    assert len(file_of(registry, a_uscc(1), as_of=date(2026, 7, 1)).records) == 1
    on(registry, date(2027, 6, 2))
    assert file_of(registry, a_uscc(1), as_of=date(2026, 7, 1)).records == ()


def test_two_serious_penalties_make_a_candidate_that_only_a_person_can_list(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.COMMITMENT, 1))
    for number, day in ((1, date(2026, 5, 1)), (2, date(2026, 9, 1))):
        deliver(registry, serious(number, day))  # type: ignore[arg-type] # a draft
    report = grading.evaluate_all(registry, actor=owner)
    assert (report.evaluated, report.changed, report.candidates) == (1, 1, 1)
    proposer = an_officer(registry, Role.PROPOSER)
    assert proposals.propose_candidates(registry, actor=proposer).opened == 1
    assert proposals.propose_candidates(registry, actor=proposer).opened == 0
    assert file_of(registry, a_uscc(1)).listings == ()
    with registry.reading() as session:
        assert session.scalars(select(Listing.list_type)).all() == ["serious_violation"]


def test_a_second_run_on_the_same_day_writes_nothing(registry: Registry, owner: Actor) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    assert grading.evaluate_all(registry, actor=owner).changed == 2
    assert grading.evaluate_all(registry, actor=owner).changed == 0


def test_the_stored_result_equals_the_traced_one(registry: Registry, owner: Actor) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        a_record_draft(RecordKind.COMMITMENT, 1),
        a_record_draft(
            RecordKind.SAMPLING, 1, outcome="failed", category="ordinary", level=Level.PROVINCIAL,
            occurred_on=date(2026, 4, 2), served_on=date(2026, 4, 20),
        ),
    )  # fmt: skip
    grading.evaluate_all(registry, actor=owner)
    live = card(registry, owner)
    with registry.reading() as session:
        stored = session.scalars(select(Evaluation)).one()
    assert (stored.grade, stored.score_centi, stored.next_change_on) == (
        live.grade,
        live.score_centi,
        live.next_change_on,
    )


def test_a_rule_set_is_published_once_and_by_its_owner(registry: Registry, owner: Actor) -> None:
    rule_set = the_extract()
    at = registry.clock.now()
    with registry.transaction() as session, pytest.raises(AlreadyRecorded):
        rule_sets.publish(session, rule_set, actor=owner, at=at)
    visitor = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session, pytest.raises(NotPermitted):
        rule_sets.publish(session, rule_set, actor=visitor, at=at)
