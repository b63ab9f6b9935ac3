"""A published state opened for reading, and the documents in it that may answer a question."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.query import And, Every, Term
from whoosh.searching import Searcher

from search_index.analysis import asked_terms
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
        if not self.manifest.documents or understanding.kind is QueryKind.NOTHING_SPECIAL:
            return
        for leaf, offset in self._searcher.leaf_searchers():
            rows = leaf.reader().column_reader("row")
            for number in _numbers(leaf, understanding):
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
    fragments = understanding.fragments
    names = [_having(leaf, "name", fragment) for fragment in fragments]
    addresses = [_having(leaf, "address", fragment) for fragment in fragments]
    former_names = [_having(leaf, "former_names", fragment) for fragment in fragments]
    either = [name | address for name, address in zip(names, addresses, strict=True)]
    coded: set[int] = set(Term("codes", understanding.whole).docs(leaf))
    return coded.union(set.intersection(*either), set.intersection(*former_names))


def _having(leaf: Searcher, field: str, fragment: str) -> set[int]:
    """The numbers of the documents whose field has the fragment's rarest terms."""
    reader = leaf.reader()
    frequencies = {term: reader.doc_frequency(field, term) for term in asked_terms(fragment)}
    if not all(frequencies.values()):
        return set()
    rarest = sorted(frequencies, key=frequencies.__getitem__)[:_TERMS_ASKED]
    return set(And([Term(field, term) for term in rarest]).docs(leaf))
