"""The index follows the ledger: what is found, what never is, and what a kill leaves."""

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver
from found_subjects import everything, linked, names, number_of, unlinked
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.events import EventKind
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import LinkKind, SubjectKind, SubjectState
from credit_registry.services import ledgers, readiness
from credit_registry.services.finding import indexing
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_states
from credit_registry.services.subjects.subject_documents import Forwarding
from credit_registry.store.subjects import Subject, SubjectIdentifier
from search_index.queries import Query

FIRST, SECOND, THIRD = (f"虚构市第{number}制造有限公司" for number in (1, 2, 3))
RENAMED = "虚构市更名家具有限公司"


def test_what_is_delivered_is_found_once_the_index_has_followed(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    assert names(registry, "制造") == [FIRST, SECOND]
    assert names(registry, a_uscc(2)) == [SECOND]
    assert names(registry, "测试路1号") == [FIRST]


def test_following_again_writes_nothing(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    assert indexing.follow(registry) == 1
    generation = registry.index.port.health()
    assert indexing.follow(registry) == 0
    assert registry.index.port.health() == generation


def test_the_cursor_is_the_ledgers_size_when_all_is_taken_in(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    before = readiness.of(registry)
    assert (before.is_ready, before.index_lag) != (True, 0)
    indexing.follow(registry)
    after = readiness.of(registry)
    assert (after.is_ready, after.index_lag) == (True, 0)
    assert after.head == registry.index.cursor()


def test_no_more_events_are_taken_in_than_asked_for(registry: Registry) -> None:
    indexing.follow(registry)
    start = registry.index.cursor()
    deliver(registry, a_subject_draft(1))
    indexing.follow(registry, limit=1)
    assert registry.index.cursor() == start + 1
    while indexing.follow(registry, limit=1) == 0:
        assert registry.index.port.search(Query("制造")).total == 0
    assert registry.index.port.search(Query("制造")).total == 1


def test_an_event_without_a_position_waits(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    indexing.follow(registry)
    cursor = registry.index.cursor()
    with registry.database.transaction() as session:
        number = number_of(registry, FIRST)
        ledgers.record(
            session,
            EventKind.SUBJECT_CONFIRMED,
            actor=INSTALLER,
            at=registry.clock.now(),
            subject_id=number,
        )
    assert indexing.follow(registry) == 0
    assert registry.index.cursor() == cursor
    registry.sequence()
    assert indexing.follow(registry) == 1


def test_a_renamed_subject_is_found_by_both_names(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    indexing.follow(registry)
    deliver(registry, a_subject_draft(1, name=RENAMED))
    assert names(registry, RENAMED) == [RENAMED]
    assert names(registry, FIRST) == [RENAMED]
    reasons = {hit.reason.value for hit in registry.index.port.search(Query(FIRST)).hits}
    assert reasons == {"exact_former_name"}


def test_a_provisional_subject_enters_when_it_is_confirmed(registry: Registry) -> None:
    wrong, right = a_uscc(1)[:17] + "A", a_uscc(1)
    deliver(registry, a_subject_draft(1, uscc=None, quarantined_code=wrong, suggested_code=right))
    assert names(registry, "") == []
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        number = session.scalars(select(Subject.id)).one()
        at = registry.clock.now()
        subject_states.correct_code(session, number, right, actor=enterer, at=at)
    assert names(registry, right) == [FIRST]
    assert names(registry, wrong) == []
    assert names(registry, "制造") == [FIRST]


def test_a_subject_known_only_from_a_record_enters_when_it_is_confirmed(
    registry: Registry,
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    assert names(registry, FIRST) == []
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        number = session.scalars(select(Subject.id)).one()
        subject_states.confirm(session, number, actor=enterer, at=registry.clock.now())
    assert names(registry, FIRST) == [FIRST]
    before = everything(registry, FIRST, a_uscc(1))
    indexing.rebuild(registry)
    assert everything(registry, FIRST, a_uscc(1)) == before


def test_a_subject_that_is_no_longer_confirmed_disappears(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    assert names(registry, "制造") == [FIRST, SECOND]
    number = number_of(registry, FIRST)
    with registry.transaction() as session:
        session.get_one(Subject, number).state = SubjectState.REJECTED.value
        ledgers.record(
            session,
            EventKind.IDENTIFIER_CORRECTED,
            actor=INSTALLER,
            at=registry.clock.now(),
            subject_id=number,
        )
    assert names(registry, "制造") == [SECOND]
    assert names(registry, a_uscc(1)) == []


@pytest.mark.parametrize("kind", [LinkKind.DUPLICATE_OF, LinkKind.CODE_CORRECTED_TO])
def test_a_duplicates_code_and_name_lead_to_the_subject_that_stands_for_it(
    registry: Registry, kind: LinkKind
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2, name="虚构市重复登记厂"))
    indexing.follow(registry)
    link = linked(registry, "虚构市重复登记厂", FIRST, kind)
    for text in (a_uscc(2), "虚构市重复登记厂", "重复登记", a_uscc(1), ""):
        assert names(registry, text) == [FIRST]
    unlinked(registry, link)
    assert names(registry, a_uscc(2)) == ["虚构市重复登记厂"]
    assert names(registry, "重复登记") == ["虚构市重复登记厂"]
    assert names(registry, a_uscc(1)) == [FIRST]


def test_a_successor_and_its_predecessor_are_two_subjects(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    linked(registry, FIRST, SECOND, LinkKind.SUCCEEDED_BY)
    assert names(registry, a_uscc(1)) == [FIRST]
    assert names(registry, a_uscc(2)) == [SECOND]


def test_links_are_followed_to_their_end_and_taken_apart_in_the_middle(
    registry: Registry,
) -> None:
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3)))
    linked(registry, FIRST, SECOND)
    indexing.follow(registry)
    link = linked(registry, SECOND, THIRD)
    assert {tuple(names(registry, a_uscc(number))) for number in (1, 2, 3)} == {(THIRD,)}
    deliver(registry, a_subject_draft(1, name=RENAMED))
    assert names(registry, RENAMED) == [THIRD]
    unlinked(registry, link)
    assert names(registry, RENAMED) == [SECOND]
    assert names(registry, a_uscc(3)) == [THIRD]
    assert names(registry, a_uscc(1)) == [SECOND]


def test_a_provisional_duplicate_brings_nothing_of_its_own_into_the_index(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.HONOUR, 2))
    linked(registry, SECOND, FIRST)
    assert names(registry, SECOND) == []
    assert names(registry, "") == [FIRST]


def test_a_circle_of_links_hides_nobody() -> None:
    circle = Forwarding({1: 2, 2: 3, 3: 1, 4: 1})
    assert [circle.end(number) for number in (1, 2, 3)] == [1, 2, 3]
    chain = Forwarding({1: 2, 2: 3})
    assert [chain.end(number) for number in (1, 2, 3, 9)] == [3, 3, 3, 9]
    assert (sorted(chain.sources(3)), list(chain.sources(2))) == ([1, 2], [])


def test_the_address_of_an_individual_business_is_not_searched(registry: Registry) -> None:
    deliver(
        registry,
        a_subject_draft(1, kind=SubjectKind.INDIVIDUAL_BUSINESS),
        a_subject_draft(2, address="虚构市测试路2号，电话13800138000"),
    )
    assert names(registry, "测试路1号") == []
    assert names(registry, "测试路") == [SECOND]
    assert names(registry, "13800138000") == []
    deliver(registry, a_subject_draft(2, kind=SubjectKind.INDIVIDUAL_BUSINESS))
    assert names(registry, "测试路") == []


def test_nothing_of_a_record_is_in_the_index(registry: Registry) -> None:
    draft = a_record_draft(RecordKind.PENALTY, 1, title="虚构的处罚事由")
    deliver(registry, a_subject_draft(1))
    deliver(registry, draft)
    assert names(registry, FIRST) == [FIRST]
    assert names(registry, "处罚事由") == []
    assert names(registry, draft.document_number) == []


def test_every_code_of_a_subject_finds_it(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    number = number_of(registry, FIRST)
    with registry.transaction() as session:
        event = ledgers.record(
            session,
            EventKind.IDENTIFIER_CORRECTED,
            actor=INSTALLER,
            at=registry.clock.now(),
            subject_id=number,
        )
        for offset, code in enumerate(("999901000000017", "999901000000025")):
            session.add(
                SubjectIdentifier(
                    id=offset + 1, subject_id=number, scheme="business_registration_number",
                    value=code, state="active", suggestion=None, since=None, until=None,
                    source="test", recorded_by=event, ordinal=offset,
                )
            )  # fmt: skip
    for code in ("999901000000017", "999901000000025", a_uscc(1)):
        assert names(registry, code) == [FIRST]
