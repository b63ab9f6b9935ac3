"""The search port: what every engine does."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from search_index.documents import Document
from search_index.queries import Query
from search_index.results import Results


class HealthState(StrEnum):
    """Whether the index can answer."""

    READY = "ready"
    MISSING = "missing"
    OUTDATED = "outdated"
    TORN = "torn"
    UNTRUSTED = "untrusted"


@dataclass(frozen=True, slots=True)
class Health:
    """The index's state, what it holds, and in `fault` what is wrong, in a sentence."""

    state: HealthState
    documents: int = 0
    cursor: int = 0
    segments: int = 0
    size_bytes: int = 0
    fault: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the index can answer."""
        return self.state is HealthState.READY


class BatchWriter(Protocol):
    """What takes in batches of changes."""

    def apply(self, upserts: Iterable[Document], deletes: Iterable[str], cursor: int) -> None:
        """Delete the ids, put the documents in the place of those with their ids, set the cursor.

        All of it or nothing, and durable on return: the documents are on the disk before the cursor
        can be read. Of documents with one id the last stays; an id in both is put anew.
        Raises IndexBusy, CursorBehind, IndexTorn, IndexOutdated, IndexNotPrivate.
        """
        ...


class SearchIndex(BatchWriter, Protocol):
    """An index with one writer at a time and any number of readers, in any processes."""

    def cursor(self) -> int:
        """The cursor of the last batch, 0 when nothing is indexed yet. Raises IndexTorn."""
        ...

    def document_count(self) -> int:
        """How many documents stand in the index, 0 when nothing is. Raises IndexTorn."""
        ...

    def search(self, query: Query) -> Results:
        """One page of what answers the question, as of the last batch.

        Raises IndexMissing, IndexTorn, IndexNotPrivate, PageRefused.
        """
        ...

    def health(self) -> Health:
        """The state of the index, every file read and checked. Raises nothing of its own."""
        ...

    def rebuild(self) -> AbstractContextManager[BatchWriter]:
        """A writer of a new index beside the live one, which takes its place at a clean exit.

        Readers go on with the live one until then, and keep it when the block raises; other
        writers meet IndexBusy. The new index starts empty at cursor 0. Raises IndexBusy.
        """
        ...

    def close(self) -> None:
        """Let go of open files; the next search opens them again."""
        ...
