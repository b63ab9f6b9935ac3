"""Who waits for a person, and how an officer settles it: corrected, confirmed, rejected, linked."""

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, position, subject_of
from sqlalchemy import select
from statements import counted

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.errors import (
    Conflict,
    NotFound,
    NotPermitted,
    Unauthenticated,
    Unlawful,
)
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import LinkKind, SubjectState
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import identities, subject_links, subject_states
from credit_registry.services.subjects.identities import QueuedSubject
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import Subject

WRONG = a_uscc(1)[:17] + ("0" if a_uscc(1)[17] != "0" else "1")


@pytest.fixture
def enterer(registry: Registry) -> Actor:
    return an_officer(registry, Role.ENTERER)


def waiting(
    registry: Registry, actor: Actor, after: int = 0, limit: int = 100
) -> list[QueuedSubject]:
    with registry.reading() as session:
        return identities.queue(session, actor, after, limit)


def named_only(name: str) -> SubjectReference:
    return SubjectReference(name, {})


def rejected(registry: Registry, number: int, actor: Actor, reason: str = "查无此主体") -> None:
    with registry.transaction() as session:
        subject_states.reject(session, number, reason, actor=actor, at=registry.clock.now())


def test_who_waits_is_listed_with_the_faulty_code_and_what_it_may_have_meant(
    registry: Registry, enterer: Actor
) -> None:
    faulty = a_subject_draft(1, uscc=None, quarantined_code=WRONG, suggested_code=a_uscc(1))
    deliver(registry, faulty, a_subject_draft(2))
    unnamed = a_record_draft(RecordKind.HONOUR, subject=named_only("只有名称的作坊"))
    deliver(registry, unnamed)
    quarantined, provisional = waiting(registry, enterer)
    assert quarantined.quarantined is not None
    assert (quarantined.quarantined.value, quarantined.quarantined.suggestion) == (
        WRONG,
        a_uscc(1),
    )
    assert (provisional.name, provisional.record_count) == ("只有名称的作坊", 1)
    assert provisional.quarantined is None


def test_the_queue_goes_on_where_a_page_ended_and_costs_the_same_for_many(
    registry: Registry, enterer: Actor
) -> None:
    drafts = [
        a_record_draft(RecordKind.HONOUR, subject=named_only(f"作坊{number}"))
        for number in range(7)
    ]
    deliver(registry, *drafts)
    everybody = [each.subject_id for each in waiting(registry, enterer)]
    assert len(everybody) == 7
    found: list[int] = []
    while page := waiting(registry, enterer, found[-1] if found else 0, 3):
        found += [each.subject_id for each in page]
    assert found == everybody
    sent = []
    for limit in (1, 7):
        with counted(registry.database) as statements:
            waiting(registry, enterer, 0, limit)
        sent.append(statements.count)
    assert sent[0] == sent[1]


def test_nobody_waits_once_it_is_settled(registry: Registry, enterer: Actor) -> None:
    faulty = a_subject_draft(1, uscc=None, quarantined_code=WRONG, suggested_code=a_uscc(1))
    deliver(registry, faulty)
    deliver(registry, a_record_draft(RecordKind.HONOUR, subject=named_only("只有名称的作坊")))
    quarantined, provisional = waiting(registry, enterer)
    with registry.transaction() as session:
        at = registry.clock.now()
        number = quarantined.subject_id
        subject_states.correct_code(session, number, a_uscc(1), actor=enterer, at=at)
    rejected(registry, provisional.subject_id, enterer)
    assert waiting(registry, enterer) == []


def test_a_rejected_subject_is_public_nowhere_and_was_provisional_before(
    registry: Registry, enterer: Actor
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    number, before = subject_of(registry), position(registry)
    rejected(registry, number, enterer)
    with pytest.raises(NotFound):
        file_of(registry)
    assert file_of(registry, enterer).state is SubjectState.REJECTED
    assert file_of(registry, enterer, known_at=before).state is SubjectState.PROVISIONAL
    with pytest.raises(Conflict):
        rejected(registry, number, enterer)


@pytest.mark.parametrize("is_by_register", [True, False])
def test_a_rejected_subject_is_confirmed_after_all(
    registry: Registry, enterer: Actor, is_by_register: bool
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    number = subject_of(registry)
    rejected(registry, number, enterer)
    between = position(registry)
    if is_by_register:
        deliver(registry, a_subject_draft(1))
    else:
        with registry.transaction() as session:
            subject_states.confirm(session, number, actor=enterer, at=registry.clock.now())
    assert len(file_of(registry).records) == 1
    assert file_of(registry, enterer, known_at=between).state is SubjectState.REJECTED
    with registry.transaction() as session, pytest.raises(Conflict):
        subject_states.confirm(session, number, actor=enterer, at=registry.clock.now())


def test_a_rejection_needs_its_reason_and_a_role_and_a_subject_that_waits(
    registry: Registry, enterer: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.HONOUR, 2))
    waits, stands = subject_of(registry, a_uscc(2)), subject_of(registry)
    before = position(registry)
    with pytest.raises(Unlawful):
        rejected(registry, waits, enterer, " ")
    with pytest.raises(NotPermitted):
        rejected(registry, waits, an_officer(registry, Role.AUDITOR))
    with pytest.raises(Conflict):
        rejected(registry, stands, enterer)
    with pytest.raises(NotFound):
        rejected(registry, 5, enterer)
    assert position(registry) == before + 1  # the auditor's account


def test_each_settlement_has_one_event(registry: Registry, enterer: Actor) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    number, before = subject_of(registry), position(registry)
    rejected(registry, number, enterer)
    with registry.reading() as session:
        kinds = session.scalars(select(Event.kind).where(Event.position >= before)).all()
        assert session.get_one(Subject, number).row_version == 2
    assert kinds == ["subject_rejected"]


def test_both_subjects_of_a_link_are_told_of_it_while_it_stands(
    registry: Registry, enterer: Actor
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    branch, head = subject_of(registry), subject_of(registry, a_uscc(2))
    with registry.transaction() as session:
        at = registry.clock.now()
        made = subject_links.link(session, branch, head, LinkKind.BRANCH_OF, actor=enterer, at=at)
    with registry.reading() as session:
        (seen,) = identities.one(session, enterer, branch).relations
        (opposite,) = identities.one(session, enterer, head).relations
        assert (seen.is_from, seen.code, opposite.is_from, opposite.code) == (
            True,
            a_uscc(2),
            False,
            a_uscc(1),
        )
        for actor, number, error in ((PUBLIC, head, Unauthenticated), (enterer, 5, NotFound)):
            with pytest.raises(error):
                identities.one(session, actor, number)
    with registry.transaction() as session:
        subject_links.reverse(session, made, "误认", actor=enterer, at=registry.clock.now())
    with registry.reading() as session:
        assert identities.one(session, enterer, head).relations == ()
