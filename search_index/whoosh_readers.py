"""A published state opened for reading, and the documents in it that may answer a question."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.query import And, Every, Term
from whoosh.searching import Searcher

from search_index.analysis import asked_terms, code_terms, letters
from search_index.errors import IndexTorn
from search_index.manifests import FileSeal, Manifest, sealed
from search_index.queries import QueryKind, Understanding
from search_index.ranking import Candidate
from search_index.whoosh_documents import SCHEMA, candidate
from search_index.whoosh_writers import INDEX_NAME

# The rarest terms leave few documents; that the whole fragment is there is checked on the row.
_TERMS_ASKED = 3


class OpenedState:
    """A published state, open; it stays readable when a writer replaces it."""

    def __init__(self, searcher: Searcher, manifest: Manifest) -> None:
        self._searcher = searcher
        self.manifest = manifest

    @classmethod
    def open(cls, path: Path, manifest: Manifest) -> Self:
        """The state in that directory. Raises FileNotFoundError where a file is missing."""
        storage = FileStorage(str(path))
        segments = TOC.read(storage, INDEX_NAME, manifest.generation, SCHEMA).segments
        reader = FileIndex._reader(storage, SCHEMA, segments, manifest.generation)  # noqa: SLF001
        return cls(Searcher(reader), manifest)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def shown(self, number: int) -> dict[str, Any]:
        """The texts of a document as they were given."""
        return dict(self._searcher.stored_fields(number)["shown"])

    def candidates(self, understanding: Understanding) -> Iterator[tuple[int, Candidate]]:
        """Every document that may answer, with its number: all that do, and some that do not."""
        if understanding.kind is QueryKind.NOTHING_SPECIAL:
            return iter(())
        return self._rows(lambda leaf: _numbers(leaf, understanding))

    def letters_candidates(self, understanding: Understanding) -> Iterator[tuple[int, Candidate]]:
        """Every document whose name may have the characters asked for, others between them."""
        asked = frozenset(one for part in understanding.fragments for one in letters(part))
        return self._rows(lambda leaf: _having(leaf, "name", asked))

    def _rows(
        self, numbers: Callable[[Searcher], Iterable[int]]
    ) -> Iterator[tuple[int, Candidate]]:
        """The documents of those numbers within each segment, as ranking sees them."""
        if not self.manifest.documents:
            return
        for leaf, offset in self._searcher.leaf_searchers():
            rows = leaf.reader().column_reader("row")
            for number in numbers(leaf):
                yield offset + number, candidate(rows[number])


def check_files(path: Path, manifest: Manifest, checked: Mapping[str, FileSeal]) -> None:
    """Compare the files with their seals, but for those checked before.

    Raises FileNotFoundError, IndexTorn.
    """
    for name, seal in manifest.files.items():
        if checked.get(name) != seal and sealed(path / name) != seal:
            raise IndexTorn(f"The file {name} of the index is damaged")


def _numbers(leaf: Searcher, understanding: Understanding) -> Iterable[int]:
    """The numbers of the documents of one segment that may answer."""
    if understanding.kind is QueryKind.EVERYTHING:
        return set(Every().docs(leaf))
    asked = [(asked_terms(part), _code_terms(part)) for part in understanding.fragments]
    names = [_having(leaf, "name", terms) for terms, _ in asked]
    addresses = [_having(leaf, "address", terms) for terms, _ in asked]
    former_names = [_having(leaf, "former_names", terms) for terms, _ in asked]
    codes = [_having(leaf, "code_parts", terms) for _, terms in asked]
    coded: set[int] = set(Term("codes", understanding.whole).docs(leaf))
    return coded.union(
        set.intersection(*former_names), _either(names, addresses), _either(names, codes)
    )


def _either(first: Sequence[set[int]], second: Sequence[set[int]]) -> set[int]:
    """The numbers that stand for each fragment in the first or in the second."""
    return set.intersection(*(one | other for one, other in zip(first, second, strict=True)))


def _code_terms(fragment: str) -> frozenset[str]:
    """The terms of a fragment that may be part of a code, or none."""
    return code_terms(fragment) if fragment.isascii() else frozenset()


def _having(leaf: Searcher, field: str, terms: frozenset[str]) -> set[int]:
    """The numbers of the documents whose field has the rarest of the terms."""
    reader = leaf.reader()
    frequencies = {term: reader.doc_frequency(field, term) for term in terms}
    if not terms or not all(frequencies.values()):
        return set()
    rarest = sorted(frequencies, key=frequencies.__getitem__)[:_TERMS_ASKED]
    return set(And([Term(field, term) for term in rarest]).docs(leaf))
