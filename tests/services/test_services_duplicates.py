"""Subjects that may be one are found by set, asked about once, and settled either way."""

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, documents, file_of, position, subject_of
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.errors import Conflict, NotFound, NotPermitted
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import DuplicateReason, IdentifierScheme
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import (
    duplicate_searches,
    duplicates,
    subject_links,
    subject_states,
)
from credit_registry.services.subjects.duplicates import Candidate
from credit_registry.store.ledgers import Event

WRONG = a_uscc(2)[:17] + "X"


@pytest.fixture
def officer(registry: Registry) -> Actor:
    return an_officer(registry, *Role)


def search(registry: Registry, actor: Actor) -> int:
    with registry.transaction() as session:
        return duplicate_searches.find(session, actor=actor, at=registry.clock.now())


def waiting(registry: Registry, actor: Actor, after: int = 0, limit: int = 100) -> list[Candidate]:
    with registry.reading() as session:
        return duplicates.queue(session, actor, after, limit)


def pairs(registry: Registry, actor: Actor) -> dict[tuple[str, str], DuplicateReason]:
    """What waits, by the names of the duplicate and of the one that would stand for it."""
    return {(each.duplicate.name, each.kept.name): each.reason for each in waiting(registry, actor)}


def named(name: str, **codes: str) -> SubjectReference:
    return SubjectReference(
        name, {IdentifierScheme(scheme): code for scheme, code in codes.items()}
    )


def test_each_reason_finds_its_pairs_and_nothing_else(registry: Registry, officer: Actor) -> None:
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3, 4)))
    deliver(registry, a_subject_draft(5, uscc=None, name="误录企业", quarantined_code=WRONG))
    deliver(registry, a_subject_draft(6, name="虚构市第 3 制造有限公司"))
    deliver(registry, a_subject_draft(7, name="虚构市第4制造有限公司", division_code="999902"))
    only_name = a_record_draft(RecordKind.HONOUR, subject=named("虚构市第1制造有限公司"))
    deliver(registry, only_name)
    assert search(registry, officer) == 3
    assert pairs(registry, officer) == {
        ("误录企业", "虚构市第2制造有限公司"): DuplicateReason.CONFUSABLE_CODE,
        ("虚构市第 3 制造有限公司", "虚构市第3制造有限公司"): DuplicateReason.SAME_NAME,
        ("虚构市第1制造有限公司", "虚构市第1制造有限公司"): DuplicateReason.SAME_NAME,
    }


def test_one_organisation_code_in_two_codes_is_found(registry: Registry, officer: Actor) -> None:
    same = a_uscc(1, "92")
    deliver(registry, a_subject_draft(1), a_subject_draft(2, uscc=same))
    assert search(registry, officer) == 1
    (pair,) = waiting(registry, officer)
    assert pair.reason is DuplicateReason.SAME_ORGANIZATION_CODE
    assert (pair.kept.subject_id, pair.duplicate.subject_id) == (
        subject_of(registry),
        subject_of(registry, same),
    )


def test_a_pair_is_asked_about_once_whatever_the_answer(registry: Registry, officer: Actor) -> None:
    deliver(registry, *(a_subject_draft(number, name="同名企业") for number in (1, 2, 3)))
    assert search(registry, officer) == 2
    before = position(registry)
    assert search(registry, officer) == 0
    assert position(registry) == before
    first, second = waiting(registry, officer)
    with registry.transaction() as session:
        at = registry.clock.now()
        duplicates.refuse(session, first.candidate_id, actor=officer, at=at)
        made = duplicates.merge(session, second.candidate_id, actor=officer, at=at)
    assert waiting(registry, officer) == []
    assert search(registry, officer) == 0
    with registry.transaction() as session:
        subject_links.reverse(session, made, "误认", actor=officer, at=at)
    assert search(registry, officer) == 0
    with registry.reading() as session:
        kinds = session.scalars(
            select(Event.kind).where(Event.position >= before).order_by(Event.position)
        ).all()
    assert kinds == ["duplicate_refused", "subjects_linked", "link_reversed"]
    for settle in (duplicates.merge, duplicates.refuse):
        with registry.transaction() as session, pytest.raises(Conflict):
            settle(session, first.candidate_id, actor=officer, at=at)
        with registry.transaction() as session, pytest.raises(NotFound):
            settle(session, 5, actor=officer, at=at)


def test_a_merged_pair_is_one_file(registry: Registry, officer: Actor) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2, name="虚构市第1制造有限公司"))
    second = named("虚构市第1制造有限公司", uscc=a_uscc(2))
    deliver(registry, a_record_draft(number=1, document_number="1号"))
    deliver(registry, a_record_draft(document_number="2号", subject=second))
    search(registry, officer)
    (pair,) = waiting(registry, officer)
    with registry.transaction() as session:
        at = registry.clock.now()
        duplicates.merge(session, pair.candidate_id, actor=officer, at=at)
    assert documents(file_of(registry)) == ["1号", "2号"]


def test_subjects_that_are_linked_or_rejected_are_no_candidates(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2, name="虚构市第1制造有限公司"))
    deliver(registry, a_record_draft(RecordKind.HONOUR, 3, subject=named("虚构市第1制造有限公司")))
    from credit_registry.domain.subjects import LinkKind
    from credit_registry.services.subjects import identities

    with registry.reading() as session:
        (uncertain,) = identities.queue(session, officer)
    with registry.transaction() as session:
        at = registry.clock.now()
        pair = subject_of(registry, a_uscc(2)), subject_of(registry)
        subject_links.link(session, *pair, LinkKind.DUPLICATE_OF, actor=officer, at=at)
        subject_states.reject(session, uncertain.subject_id, "误录", actor=officer, at=at)
    assert search(registry, officer) == 0


def test_the_queue_goes_on_where_a_page_ended(registry: Registry, officer: Actor) -> None:
    drafts = [a_subject_draft(number, name=f"同名企业{number % 4}") for number in range(1, 9)]
    deliver(registry, *drafts)
    assert search(registry, officer) == 4
    first = waiting(registry, officer, 0, 3)
    rest = waiting(registry, officer, first[-1].candidate_id, 3)
    assert [*first, *rest] == waiting(registry, officer)


def test_who_may_not_search_or_settle_changes_nothing(registry: Registry, officer: Actor) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2, name="虚构市第1制造有限公司"))
    auditor = an_officer(registry, Role.AUDITOR)
    with pytest.raises(NotPermitted):
        search(registry, auditor)
    search(registry, officer)
    (pair,) = waiting(registry, auditor)
    for settle in (duplicates.merge, duplicates.refuse):
        with registry.transaction() as session, pytest.raises(NotPermitted):
            settle(session, pair.candidate_id, actor=auditor, at=registry.clock.now())
    assert waiting(registry, auditor) == [pair]
