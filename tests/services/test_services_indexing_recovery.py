"""Following after a kill, a damage or a rival comes to the documents of a fresh rebuild."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver
from found_subjects import everything, linked, names, page, unlinked
from sqlalchemy import select

from credit_registry.domain.errors import Conflict, Unavailable
from credit_registry.domain.records import RecordKind
from credit_registry.services import ledgers, readiness
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.store.subjects import Registration
from search_index import manifests
from search_index.documents import Document
from search_index.port import HealthState
from search_index.queries import Query
from search_index.whoosh_index import WhooshIndex

FIRST, SECOND, THIRD = (f"虚构市第{number}制造有限公司" for number in (1, 2, 3))
RENAMED = "虚构市更名家具有限公司"


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


def test_an_index_of_an_earlier_format_is_told_and_built_anew(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(registry, a_subject_draft(1))
    monkeypatch.setattr(manifests, "FORMAT", manifests.FORMAT - 1)
    indexing.follow(registry)
    monkeypatch.undo()
    registry.index = SubjectIndex(WhooshIndex(registry.settings.index_directory))
    assert registry.index.health().state is HealthState.OUTDATED
    degraded = page(registry, FIRST)
    assert ([hit.name for hit in degraded.hits], degraded.is_degraded) == ([FIRST], True)
    indexing.follow(registry)
    whole = page(registry, FIRST)
    assert ([hit.name for hit in whole.hits], whole.is_degraded) == ([FIRST], False)
    assert len(list(registry.settings.index_directory.glob("files-*"))) == 1


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
from credit_registry.services.finding import indexing
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
        standing = select(Registration).where(Registration.superseded_by.is_(None))
        divisions = {row.division_code: row.until for row in session.scalars(standing)}
    assert divisions["999902"] is None
    assert divisions["999901"] is not None
