"""The files of arrays, and the sets, terms and texts that are read from them."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed import a_document, asked, found

from search_index.array_files import ArrayFileWriter, read_arrays
from search_index.errors import IndexTorn
from search_index.manifests import Manifest, packed, sealed, unpacked
from search_index.port import HealthState
from search_index.postings import Postings, among, intersection, union
from search_index.term_dictionaries import TermDictionary, TermsWriter, renumbering
from search_index.texts import Texts, TextsWriter
from search_index.whoosh_index import WhooshIndex

LETTERS = "宁波电𠮷aé"


def written(path: Path) -> Path:
    """A file of two arrays."""
    with path.open("wb") as stream:
        file = ArrayFileWriter(stream)
        file.add_array("numbers", "<u4", np.arange(5))
        file.add("letters", "<u1", [b"ab", b"c"])
        file.close()
    return path


def test_arrays_are_read_as_they_were_written(tmp_path: Path) -> None:
    arrays = read_arrays(written(tmp_path / "file"))
    assert arrays["numbers"].tolist() == [0, 1, 2, 3, 4]
    assert arrays["letters"].tobytes() == b"abc"
    (tmp_path / "file").unlink()
    assert arrays["numbers"].sum() == 10


def test_numbers_stand_in_the_file_as_little_endian_bytes(tmp_path: Path) -> None:
    content = written(tmp_path / "file").read_bytes()
    assert content[:20] == b"".join(number.to_bytes(4, "little") for number in range(5))


def test_a_file_cut_short_anywhere_is_torn(tmp_path: Path) -> None:
    path = written(tmp_path / "file")
    for size in reversed(range(path.stat().st_size)):
        os.truncate(path, size)
        with pytest.raises(IndexTorn):
            read_arrays(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_arrays(path)


def test_a_spoilt_directory_is_torn(tmp_path: Path) -> None:
    path = written(tmp_path / "file")
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"letters"', b'"betters"'))
    with pytest.raises(IndexTorn):
        read_arrays(path)


def resealed(index: WhooshIndex, spoil: Callable[[Path], None]) -> None:
    """Spoil the file of arrays and seal it anew, as a faulty writer would have left it."""
    manifest_path = index.path / "manifest"
    manifest = unpacked(manifest_path.read_bytes())
    name = next(each for each in manifest.files if each.endswith(".seg"))
    path = index.path / manifest.directory / name
    spoil(path)
    files = {**manifest.files, name: sealed(path)}
    fields = (manifest.cursor, manifest.documents, manifest.segments, files)
    manifest_path.write_bytes(packed(Manifest(manifest.directory, manifest.generation, *fields)))


def halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def lose_the_terms(path: Path) -> None:
    arrays = read_arrays(path)
    with path.with_suffix(".new").open("wb") as stream:
        file = ArrayFileWriter(stream)
        for name, values in arrays.items():
            if name != "name.terms":
                file.add_array(name, values.dtype.str, values)
        file.close()
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("spoil", [halve, empty, lose_the_terms])
def test_arrays_that_are_not_whole_are_known_even_under_a_right_seal(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.apply([a_document(1), a_document(2)], [], 1)
    resealed(index, spoil)
    reader = WhooshIndex(index.path)
    with pytest.raises(IndexTorn):
        asked(reader, "电器")
    with pytest.raises(IndexTorn):
        index.apply([a_document(3)], [], 2)
    with reader.rebuild() as fresh:
        fresh.apply([a_document(1)], [], 2)
    assert found(reader, "电器") == ["id-1"]
    assert reader.health().state is HealthState.READY


def test_a_segment_with_the_documents_of_another_is_torn(tmp_path: Path) -> None:
    index, other = WhooshIndex(tmp_path / "index"), WhooshIndex(tmp_path / "other")
    index.apply([a_document(1)], [], 1)
    other.apply([a_document(1), a_document(2)], [], 1)
    taken = next(other.path.glob("files-*/*.seg")).read_bytes()

    def exchange(path: Path) -> None:
        path.write_bytes(taken)

    resealed(index, exchange)
    with pytest.raises(IndexTorn):
        asked(WhooshIndex(index.path), "电器")


numbers = st.sets(st.integers(0, 999), max_size=400).map(
    lambda those: np.array(sorted(those), np.uint32)
)


@settings(deadline=None)
@given(st.lists(numbers, min_size=1, max_size=4), numbers)
def test_sets_of_postings_are_sets(parts: list[Postings], others: Postings) -> None:
    sets = [set(part.tolist()) for part in parts]
    assert intersection(parts, 1000).tolist() == sorted(set.intersection(*sets))
    assert union(parts, 1000).tolist() == sorted(set.union(*sets))
    truths = among(parts[0], others, 1000)
    assert truths.tolist() == [number in sets[0] for number in others.tolist()]


terms = st.sets(st.text(LETTERS, min_size=1, max_size=12), max_size=6)


@settings(deadline=None)
@given(
    st.lists(terms, max_size=12), st.lists(terms, max_size=12), st.sets(st.integers(0, 11)), terms
)
def test_a_dictionary_has_the_postings_of_every_term_and_of_no_other(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[set[str]],
    second: list[set[str]],
    gone: set[int],
    others: set[str],
) -> None:
    path = tmp_path_factory.mktemp("terms") / "file"
    writer = TermsWriter()
    for number, those in enumerate(second):
        writer.add(number, those)
    held = dictionary_of(writer, path)
    merged = TermsWriter()
    for number, those in enumerate(first):
        merged.add(number, those)
    kept = np.array([each for each in range(len(second)) if each not in gone], np.uint32)
    merged.add_dictionary(held, renumbering(len(second), kept, len(first)))
    documents = first + [second[number] for number in kept]
    read = dictionary_of(merged, path)
    every = {term for those in documents for term in those}
    assert list(read.terms()) == sorted(every)
    for term in every | others:
        expected = [number for number, those in enumerate(documents) if term in those]
        assert read.postings(term).tolist() == expected


def dictionary_of(writer: TermsWriter, path: Path) -> TermDictionary:
    with path.open("wb") as stream:
        file = ArrayFileWriter(stream)
        writer.write("name", file)
        file.close()
    return TermDictionary("name", read_arrays(path))


FORTY, MORE = 40, 400
"""So many documents are not looked at one by one: among so many more they are picked out first."""

texts = st.lists(st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=2), max_size=20)
parts = st.text(LETTERS, min_size=1, max_size=3)


@settings(deadline=None)
@given(texts, st.sets(st.integers(0, 19)), parts, parts)
def test_texts_are_searched_as_each_by_itself(
    written_texts: list[list[str]], chosen: set[int], part: str, other: str
) -> None:
    writer = TextsWriter()
    for each in (*written_texts, *([()] * MORE)):
        writer.add(each)
    held = writer.texts()
    some = np.array(sorted(one for one in chosen if one < len(written_texts)), np.uint32)
    every = np.arange(len(written_texts), dtype=np.uint32)
    many = (np.repeat(some[:1], FORTY), np.repeat(every, FORTY))
    for numbers_asked in (some, some[:1], every, *many):
        those = [written_texts[number] for number in numbers_asked]
        assert [held.parts(int(number)) for number in numbers_asked] == [*map(tuple, those)]
        truths = held.having(part, numbers_asked).tolist()
        assert truths == [any(part in text for text in each) for each in those]
        first = held.beginning_with(part, numbers_asked).tolist()
        assert first == [any(text.startswith(part) for text in each[:1]) for each in those]
        ended = held.beginning_with(f"{part}\x1e", numbers_asked).tolist()
        assert ended == [each[:1] == [part] for each in those]
        ordered = held.having_in_order([part, other], numbers_asked).tolist()
        joined = ["\x1e".join(each) for each in those]
        assert ordered == [0 <= text.find(part) < after(text, part, other) for text in joined]
    copied = TextsWriter()
    copied.add(["前"])
    copied.add_texts(Texts(held._units, held._ends), some)  # noqa: SLF001 - as a merge does
    assert [copied.texts().parts(place + 1) for place in range(len(some))] == [
        held.parts(int(number)) for number in some
    ]


def after(text: str, part: str, other: str) -> int:
    """Where the other begins after the part, -1 where it does not."""
    return text.find(other, text.find(part) + len(part))
