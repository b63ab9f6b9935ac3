"""An index that is damaged, outdated or not private is known for it, and never read."""

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from indexed import a_document, asked, contents, found

from search_index.errors import (
    IndexNotPrivate,
    IndexOutdated,
    IndexTorn,
)
from search_index.port import HealthState
from search_index.queries import Query
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


def tear_a_file(index: WhooshIndex) -> None:
    file = max(live_files(index), key=lambda path: path.stat().st_size)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))


def lose_a_file(index: WhooshIndex) -> None:
    max(live_files(index), key=lambda path: path.stat().st_size).unlink()


def cut_a_file(index: WhooshIndex) -> None:
    file = max(live_files(index), key=lambda path: path.stat().st_size)
    os.truncate(file, file.stat().st_size - 1)


def tear_the_manifest(index: WhooshIndex) -> None:
    manifest = path_of(index) / "manifest"
    manifest.write_bytes(manifest.read_bytes().replace(b'"cursor": 1', b'"cursor": 0'))


def empty_the_manifest(index: WhooshIndex) -> None:
    (path_of(index) / "manifest").write_bytes(b"")


def make_the_manifest_a_directory(index: WhooshIndex) -> None:
    (path_of(index) / "manifest").unlink()
    (path_of(index) / "manifest").mkdir()


def outdate(index: WhooshIndex) -> None:
    from search_index import manifests

    manifest = manifests.unpacked((path_of(index) / "manifest").read_bytes())
    current = manifests.FORMAT
    manifests.FORMAT = current - 1
    try:
        (path_of(index) / "manifest").write_bytes(manifests.packed(manifest))
    finally:
        manifests.FORMAT = current


@pytest.mark.parametrize(
    "spoil",
    [
        tear_a_file,
        lose_a_file,
        cut_a_file,
        tear_the_manifest,
        empty_the_manifest,
        make_the_manifest_a_directory,
    ],
)
def test_a_torn_index_is_said_to_be_torn_and_never_read_nor_written_on(
    index: WhooshIndex, spoil: object
) -> None:
    index.apply([a_document(1)], [], 1)
    assert callable(spoil)
    spoil(index)
    reader = another(index)
    assert reader.health().state is HealthState.TORN
    with pytest.raises(IndexTorn):
        asked(reader, "电器")
    with pytest.raises(IndexTorn):
        reader.apply([a_document(2)], [], 2)


def test_an_index_of_another_format_is_outdated(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 1)
    outdate(index)
    assert index.health().state is HealthState.OUTDATED
    for use in (lambda: asked(index, "电器"), index.cursor, lambda: index.apply([], [], 2)):
        with pytest.raises(IndexOutdated):
            use()


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o722])
def test_a_directory_that_others_may_write_to_is_not_trusted(index: WhooshIndex, mode: int) -> None:
    index.apply([a_document(1)], [], 1)
    path_of(index).chmod(mode)
    assert index.health().state is HealthState.UNTRUSTED
    with pytest.raises(IndexNotPrivate):
        asked(index, "电器")
    with pytest.raises(IndexNotPrivate):
        index.apply([a_document(2)], [], 2)
    path_of(index).chmod(0o700)
    assert found(index, "电器") == ["id-1"]


def test_nothing_is_unpickled_from_a_file_that_is_not_as_it_was_written(
    index: WhooshIndex, tmp_path: Path
) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "sprung"),)

    index.apply([a_document(1)], [], 1)
    toc = next(path for path in live_files(index) if path.suffix == ".toc")
    toc.write_bytes(pickle.dumps(Trap()))
    with pytest.raises(IndexTorn):
        asked(another(index), "电器")
    assert not (tmp_path / "sprung").exists()


def test_the_directory_is_made_for_its_owner_alone(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 1)
    directories = [path_of(index), *path_of(index).glob("files-*")]
    assert [path.stat().st_mode & 0o777 for path in directories] == [0o700, 0o700]


def test_a_closed_index_opens_again_at_the_next_search(index: WhooshIndex) -> None:
    index.apply([a_document(1)], [], 1)
    assert found(index, "电器") == ["id-1"]
    index.close()
    index.close()
    assert found(index, "电器") == ["id-1"]


def test_a_reader_whose_files_are_taken_away_goes_on_with_the_next_state(
    index: WhooshIndex,
) -> None:
    reader = another(index)
    index.apply([a_document(number) for number in range(1, 30)], [], 1)
    assert len(found(reader, "电器", limit=50)) == 29
    with index.rebuild() as fresh:
        fresh.apply([a_document(1)], [], 2)
    assert reader.search(Query("电器")).total == 1


def test_a_document_without_an_id_or_with_an_unknown_facet_is_refused() -> None:
    with pytest.raises(ValueError, match="id"):
        a_document(id="")
    with pytest.raises(ValueError, match="facets"):
        a_document(facets={"colour": "black"})
    with pytest.raises(ValueError, match="printable"):
        a_document(facets={"division": "99\x1f01"})


def test_a_rebuild_mends_a_torn_and_an_outdated_index(index: WhooshIndex) -> None:
    for spoil in (tear_a_file, tear_the_manifest, outdate):
        index.apply([a_document(1)], [], 1)
        spoil(index)
        with index.rebuild() as fresh:
            fresh.apply([a_document(2)], [], 1)
        assert list(contents(index)) == ["id-2"]
        assert index.health().state is HealthState.READY
        index.apply([], ["id-2"], 1)
