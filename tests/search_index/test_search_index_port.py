"""What every engine promises: the port's own words, one by one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from indexed import a_document, asked, contents, found

from search_index.documents import Document
from search_index.errors import (
    CursorBehind,
    IndexBusy,
    IndexMissing,
)
from search_index.port import HealthState
from search_index.whoosh_index import WhooshIndex


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    opened = WhooshIndex(tmp_path / "index")
    yield opened
    opened.close()


def another(index: WhooshIndex) -> WhooshIndex:
    """The same index as another process opens it."""
    return WhooshIndex(path_of(index))


def path_of(index: WhooshIndex) -> Path:
    return index.path


def live_files(index: WhooshIndex) -> list[Path]:
    return sorted(path for path in path_of(index).glob("files-*/*") if path.is_file())


def test_an_index_that_does_not_exist_is_empty_to_its_writer_and_missing_to_its_readers(
    index: WhooshIndex,
) -> None:
    assert (index.cursor(), index.document_count()) == (0, 0)
    assert index.health().state is HealthState.MISSING
    with pytest.raises(IndexMissing):
        asked(index, "电器")


def test_documents_can_be_read_with_the_cursor_that_came_with_them(index: WhooshIndex) -> None:
    index.apply([a_document(1), a_document(2)], [], 7)
    assert (index.cursor(), index.document_count()) == (7, 2)
    assert asked(index, "电器").cursor == 7
    assert contents(index) == {
        "id-1": "虚构市第1电器有限公司",
        "id-2": "虚构市第2电器有限公司",
    }


def test_a_batch_without_documents_moves_the_cursor_alone(index: WhooshIndex) -> None:
    index.apply([], [], 3)
    assert (index.cursor(), index.document_count()) == (3, 0)
    assert found(index, "电器") == []


def test_a_document_takes_the_place_of_the_one_with_its_id(index: WhooshIndex) -> None:
    index.apply([a_document(1), a_document(2)], [], 1)
    index.apply([a_document(1, name="虚构市更名家具厂", code="91999901MA00000077")], [], 2)
    assert index.document_count() == 2
    assert found(index, "第1电器") == []
    assert found(index, "91999901MA00000001") == []
    assert found(index, "家具厂") == ["id-1"]


def test_of_documents_with_one_id_in_a_batch_the_last_stays(index: WhooshIndex) -> None:
    index.apply([a_document(1, name=name) for name in ("甲店铺", "乙店铺", "丙店铺")], [], 1)
    assert contents(index) == {"id-1": "丙店铺"}
    index.apply([a_document(1, name=name) for name in ("丁店铺", "戊店铺")], [], 2)
    assert contents(index) == {"id-1": "戊店铺"}
    assert index.document_count() == 1


def test_an_id_that_is_deleted_and_put_in_one_batch_is_put(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 1)
    index.apply([a_document(1, name="新的店铺")], ["id-1"], 2)
    assert contents(index) == {"id-1": "新的店铺"}


def test_a_deleted_document_is_gone_and_may_be_deleted_again(index: WhooshIndex) -> None:
    index.apply([a_document(1), a_document(2)], [], 1)
    index.apply([], ["id-1", "id-1", "never-there"], 2)
    index.apply([], ["id-1"], 3)
    assert list(contents(index)) == ["id-2"]
    assert index.document_count() == 1


def test_a_deleted_document_can_come_back(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 1)
    index.apply([], ["id-1"], 2)
    index.apply([a_document(1)], [], 3)
    assert list(contents(index)) == ["id-1"]


def test_the_same_batch_again_changes_nothing(index: WhooshIndex) -> None:
    batch = ([a_document(1), a_document(2)], ["id-3"], 5)
    index.apply([a_document(3)], [], 4)
    index.apply(*batch)
    before = contents(index)
    index.apply(*batch)
    assert (contents(index), index.document_count(), index.cursor()) == (before, 2, 5)


def test_a_batch_behind_the_cursor_is_refused_and_changes_nothing(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 5)
    with pytest.raises(CursorBehind):
        index.apply([a_document(2)], ["id-1"], 4)
    assert (list(contents(index)), index.cursor()) == (["id-1"], 5)


def test_a_batch_that_breaks_off_leaves_nothing_of_itself(index: WhooshIndex) -> None:
    def broken() -> Iterator[Document]:
        yield a_document(2)
        raise LookupError

    index.apply([a_document(1)], [], 1)
    with pytest.raises(LookupError):
        index.apply(broken(), ["id-1"], 2)
    assert (list(contents(index)), index.cursor()) == (["id-1"], 1)
    index.apply([a_document(3)], [], 2)
    assert sorted(contents(another(index))) == ["id-1", "id-3"]


@pytest.mark.parametrize("fails_at", range(1, 12))
def test_a_disk_that_fails_in_the_middle_leaves_the_state_before_or_the_state_after(
    index: WhooshIndex, fails_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def failing(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(5, "Input/output error")

    index.apply([a_document(1)], [], 1)
    before = {"id-1": "虚构市第1电器有限公司"}
    after = {"id-2": "虚构市第2电器有限公司"}
    monkeypatch.setattr(os, "fsync", failing)
    try:
        index.apply([a_document(2)], ["id-1"], 2)
    except OSError:
        assert calls == fails_at
    monkeypatch.undo()
    reader = another(index)
    assert (contents(reader), reader.cursor()) in [(before, 1), (after, 2)]
    index.apply([a_document(2)], ["id-1"], 2)
    assert (contents(reader), reader.cursor()) == (after, 2)
    assert reader.health().state is HealthState.READY


def test_everything_is_on_the_disk_before_the_manifest_names_it(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        steps.append(f"-> {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    index.apply([a_document(1)], [], 1)
    monkeypatch.undo()
    named = steps.index("-> manifest")
    files = [path.name for path in live_files(index)]
    assert files
    assert set(steps[:named]) >= {*files, "manifest.new", path_of(index).name}
    assert steps[named + 1 :] == [path_of(index).name]


def test_a_reader_sees_what_another_process_wrote_without_being_told(index: WhooshIndex) -> None:
    writer = another(index)
    writer.apply([a_document(1)], [], 1)
    assert found(index, "电器") == ["id-1"]
    writer.apply([a_document(2)], ["id-1"], 2)
    assert found(index, "电器") == ["id-2"]
    with writer.rebuild() as fresh:
        fresh.apply([a_document(3)], [], 3)
    assert found(index, "电器") == ["id-3"]


def test_many_batches_leave_few_segments_and_no_files_of_earlier_states(
    index: WhooshIndex,
) -> None:
    for number in range(1, 41):
        index.apply([a_document(number)], [], number)
    health = index.health()
    assert (health.documents, health.cursor) == (40, 40)
    assert health.segments < 10
    assert len(live_files(index)) == health.segments + 1
    assert len(contents(index)) == 40


def test_of_two_writers_one_waits_outside(index: WhooshIndex) -> None:
    other = another(index)
    index.apply([a_document(1)], [], 1)
    with index.rebuild() as fresh:
        with pytest.raises(IndexBusy):
            other.apply([a_document(2)], [], 2)
        with pytest.raises(IndexBusy), other.rebuild():
            pass
        fresh.apply([a_document(3)], [], 3)
    other.apply([a_document(4)], [], 4)
    assert sorted(contents(index)) == ["id-3", "id-4"]


def test_a_rebuild_starts_empty_and_takes_over_at_its_end(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 9)
    with index.rebuild() as fresh:
        fresh.apply([a_document(2)], [], 0)
        assert found(index, "电器") == ["id-1"]
        fresh.apply([a_document(3)], ["id-2"], 4)
        with pytest.raises(CursorBehind):
            fresh.apply([], [], 3)
    assert (list(contents(index)), index.cursor()) == (["id-3"], 4)


def test_a_rebuild_that_breaks_off_changes_nothing_and_leaves_nothing(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 1)
    before = live_files(index)

    def broken() -> None:
        with index.rebuild() as fresh:
            fresh.apply([a_document(2)], [], 2)
            raise LookupError

    with pytest.raises(LookupError):
        broken()
    assert (list(contents(index)), index.cursor()) == (["id-1"], 1)
    assert live_files(index) == before
    assert [path.name for path in path_of(index).glob("files-*")] == [before[0].parent.name]
