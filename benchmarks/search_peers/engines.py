"""What every engine offers, and our own."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from search_index.queries import Query
from search_index.whoosh_index import WhooshIndex
from search_peers.entries import Entry
from search_peers.questions import Question

HITS = 10


class Answer(NamedTuple):
    """How many hits there are in all, and the codes of the first ten."""

    total: int
    codes: Sequence[str]


class Engine(Protocol):
    """An engine on one set of entries; `is_served` means that another process answers."""

    is_served: bool

    def build(self, entries: Iterable[Entry]) -> int:
        """Take in all entries at once, and tell how many."""
        ...

    def ask(self, question: Question) -> Answer:
        """The answer, counted exactly."""
        ...

    def facets(self, question: Question) -> Answer:
        """The answer together with counts of the values of four facets."""
        ...

    def megabytes(self) -> float:
        """The size on disk."""
        ...


class Own:
    """The registry's index."""

    is_served = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self.index = WhooshIndex(path)

    def build(self, entries: Iterable[Entry]) -> int:
        with self.index.rebuild() as fresh:
            fresh.apply((entry.document() for entry in entries), [], 1)
        return self.index.document_count()

    def ask(self, question: Question) -> Answer:
        return self._asked(question, counts_facets=False)

    def facets(self, question: Question) -> Answer:
        return self._asked(question, counts_facets=True)

    def _asked(self, question: Question, *, counts_facets: bool) -> Answer:
        """The answer of the index; a question of kinds is sorted by name."""
        query = Query(
            question.text,
            {"subject_kind": question.kinds} if question.kinds else {},
            limit=HITS,
            sort="name" if question.kinds else "match",
            counts_facets=counts_facets,
        )
        results = self.index.search(query)
        return Answer(results.total, [hit.id for hit in results.hits])

    def megabytes(self) -> float:
        return size_of(self._path)


def size_of(path: Path) -> float:
    """The megabytes of all files in a directory."""
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) / 1e6
