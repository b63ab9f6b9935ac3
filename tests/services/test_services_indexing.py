"""The index follows the ledger: what is found, what never is, and what a kill leaves."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver
from found_subjects import everything, linked, names, number_of, unlinked
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import Conflict, Unavailable
from credit_registry.domain.events import EventKind
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import LinkKind, SubjectKind, SubjectState
from credit_registry.services import indexing, ledgers, readiness, subjects
from credit_registry.services.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.subject_documents import Forwarding
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.store.subjects import Registration, Subject, SubjectIdentifier
from search_index.documents import Document
from search_index.port import HealthState
from search_index.queries import Query
from search_index.whoosh_index import WhooshIndex

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
        subjects.correct_code(session, number, right, actor=enterer, at=at)
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
        subjects.confirm(session, number, actor=enterer, at=registry.clock.now())
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


PROBES = (FIRST, SECOND, RENAMED, "制造", "测试路", "虚构市 厂", a_uscc(1), a_uscc(2), a_uscc(3))


def eventful(registry: Registry) -> None:
    """Deliveries, a renaming, links and a move, each followed by the index or not."""
    deliver(registry, *(a_subject_draft(number) for number in range(1, 12)))
    indexing.follow(registry, limit=2)
    deliver(registry, a_subject_draft(1, name=RENAMED), a_subject_draft(4, address="虚构市新路4号"))
    indexing.follow(registry)
    link = linked(registry, SECOND, THIRD)
    linked(registry, "虚构市第5制造有限公司", SECOND)
    indexing.follow(registry, limit=1)
    unlinked(registry, link)
    deliver(registry, a_record_draft(RecordKind.HONOUR, 20))
    indexing.follow(registry)
    deliver(registry, a_subject_draft(20))


def test_following_comes_to_the_documents_of_a_fresh_rebuild(registry: Registry) -> None:
    eventful(registry)
    indexing.follow(registry)
    followed = everything(registry, *PROBES)
    assert followed[0].total == 11
    assert indexing.rebuild(registry) == 11
    assert everything(registry, *PROBES) == followed
    assert indexing.follow(registry) == 0


def test_a_deleted_index_is_built_anew_from_the_ledger(registry: Registry) -> None:
    eventful(registry)
    indexing.follow(registry)
    before = everything(registry, *PROBES)
    registry.index.port.close()
    shutil.rmtree(registry.settings.index_directory)
    indexing.follow(registry)
    assert everything(registry, *PROBES) == before


def test_a_damaged_index_is_built_anew(registry: Registry) -> None:
    eventful(registry)
    indexing.follow(registry)
    before = everything(registry, *PROBES)
    registry.index.port.close()
    for file in registry.settings.index_directory.glob("files-*/*.seg"):
        file.write_bytes(file.read_bytes()[:-9])
    registry.index = SubjectIndex(WhooshIndex(registry.settings.index_directory))
    deliver(registry, a_subject_draft(1, name="虚构市又更名厂"))
    indexing.follow(registry)
    assert registry.index.health().state is HealthState.READY
    assert names(registry, "又更名") == ["虚构市又更名厂"]
    assert everything(registry)[0].total == before[0].total


def test_an_index_of_another_ledger_is_built_anew(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    foreign = Document("77", "subject", None, (), "别处企业", (), "")
    registry.index.port.apply([foreign], [], 10_000)
    assert not readiness.of(registry).is_ready
    assert names(registry, "别处企业") == []
    assert names(registry, FIRST) == [FIRST]
    assert readiness.of(registry).index_lag == 0


def test_of_two_processes_that_follow_one_is_told_to_wait(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    other = WhooshIndex(registry.settings.index_directory)
    with other.rebuild():
        for use in (indexing.follow, indexing.rebuild):
            with pytest.raises(Conflict):
                use(registry)
    assert names(registry, FIRST) == [FIRST]


def test_an_index_that_others_may_write_to_is_not_used(registry: Registry) -> None:
    indexing.follow(registry)
    registry.settings.index_directory.chmod(0o777)
    deliver(registry, a_subject_draft(1))
    with pytest.raises(Unavailable, match="700"):
        indexing.follow(registry)
    registry.settings.index_directory.chmod(0o700)
    assert names(registry, FIRST) == [FIRST]


class Overtaken(WhooshIndex):
    """An index into which another process writes just before this one does."""

    registry: Registry | None = None

    def apply(self, upserts: Iterable[Document], deletes: Iterable[str], cursor: int) -> None:
        registry, self.registry = self.registry, None
        if registry is not None:
            deliver(registry, a_subject_draft(1, name=RENAMED))
            indexing.follow(registry)
        super().apply(upserts, deletes, cursor)


def test_what_another_process_took_in_meanwhile_is_not_overwritten(registry: Registry) -> None:
    indexing.follow(registry)
    deliver(registry, a_subject_draft(1))
    slow = Overtaken(registry.settings.index_directory)
    slow.registry = registry
    late = Registry(registry.settings, registry.database, SubjectIndex(slow), registry.clock)
    indexing.follow(late)
    assert names(registry, RENAMED) == [RENAMED]
    assert names(registry, "") == [RENAMED]
    assert readiness.of(registry).index_lag == 0


FOLLOW = """
import sys
from pathlib import Path
from credit_registry.bootstrap import open_registry
from credit_registry.services import indexing
from installed import settings_for
registry = open_registry(settings_for(sys.argv[1], Path(sys.argv[2])))
print("ready", flush=True)
while indexing.follow(registry, limit=1) >= 0:
    if registry.index.cursor() >= int(sys.argv[3]):
        indexing.rebuild(registry)
"""


@pytest.mark.parametrize("seconds", [0.05, 0.25, 0.6])
def test_a_killed_follower_leaves_a_whole_state_and_the_next_comes_to_the_same_documents(
    registry: Registry, seconds: float
) -> None:
    for part in range(8):
        deliver(registry, *(a_subject_draft(1 + part * 5 + each) for each in range(20)))
    with registry.reading() as session:
        head = ledgers.size(session)
    registry.index.port.close()
    shutil.rmtree(registry.settings.index_directory)
    url = registry.database.engine.url.render_as_string(hide_password=False)
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [
            sys.executable, "-W", "ignore", "-c", FOLLOW,
            url, str(registry.settings.index_directory), str(head),
        ],
        env={**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"},
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    health = registry.index.health()
    assert health.state in {HealthState.READY, HealthState.MISSING}
    assert health.cursor <= head
    indexing.follow(registry)
    followed = everything(registry, "制造", a_uscc(7), "测试路7号")
    assert followed[0].total == 55
    indexing.rebuild(registry)
    assert everything(registry, "制造", a_uscc(7), "测试路7号") == followed


def test_a_change_of_a_registration_alone_is_followed(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    indexing.follow(registry)
    deliver(registry, a_subject_draft(1, division_code="999902"))
    indexing.follow(registry)
    facets = registry.index.port.search(Query("")).facets
    assert facets["division"] == (("999902", 1),)
    with registry.reading() as session:
        assert len(session.scalars(select(Registration)).all()) == 2
