"""The embedded engine of the search port: whoosh with a codec of arrays, in a private directory."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from search_index.answers import answer
from search_index.documents import Document
from search_index.errors import (
    IndexMissing,
    IndexNotPrivate,
    IndexOutdated,
    IndexTorn,
    SearchIndexError,
)
from search_index.index_directories import IndexDirectory
from search_index.manifests import FileSeal, Manifest
from search_index.paging import page_start
from search_index.port import BatchWriter, Health, HealthState
from search_index.queries import Query, understand
from search_index.results import Results
from search_index.whoosh_readers import OpenedState, check_files
from search_index.whoosh_writers import Batch, batch_into, require_forward

_STATES = {
    IndexMissing: HealthState.MISSING,
    IndexOutdated: HealthState.OUTDATED,
    IndexTorn: HealthState.TORN,
    IndexNotPrivate: HealthState.UNTRUSTED,
}


class _Rebuilding:
    """The writer of a new index, which becomes readable all at once."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def apply(self, upserts: Iterable[Document], deletes: Iterable[str], cursor: int) -> None:
        require_forward(self._batch.cursor, cursor)
        self._batch.take(upserts, deletes, cursor)


class WhooshIndex:
    """An index in a directory; threads of a process may share one object."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._directory = IndexDirectory(path)
        self._opened: tuple[bytes, OpenedState] | None = None
        self._checked: Mapping[str, FileSeal] = {}
        # Threads take turns in opening; what is open may be read by any number at once.
        self._turn = threading.Lock()

    def cursor(self) -> int:  # noqa: D102 - described once, on the port
        live = self._live()
        return live.cursor if live else 0

    def document_count(self) -> int:  # noqa: D102
        live = self._live()
        return live.documents if live else 0

    def apply(  # noqa: D102
        self, upserts: Iterable[Document], deletes: Iterable[str], cursor: int
    ) -> None:
        with self._directory.writing():
            live = self._live()
            require_forward(live.cursor if live else 0, cursor)
            if live:
                self._directory.with_steady_files(self._check)
            with batch_into(self._directory, live) as batch:
                batch.take(upserts, deletes, cursor)
                batch.commit()

    @contextmanager
    def rebuild(self) -> Iterator[BatchWriter]:  # noqa: D102
        directory = self._directory
        with directory.writing(), directory.alone(), batch_into(directory, None) as batch:
            yield _Rebuilding(batch)
            batch.commit()

    def search(self, query: Query) -> Results:  # noqa: D102
        start = page_start(query)
        understanding = understand(query.text)
        with self._turn:
            state = self._refreshed()
        return answer(state, query, understanding, start)

    def health(self) -> Health:  # noqa: D102
        try:
            return self._directory.with_steady_files(self._examined)
        except SearchIndexError as fault:
            return Health(_STATES[type(fault)], fault=str(fault))

    def close(self) -> None:  # noqa: D102
        with self._turn:
            self._opened = None

    def _live(self) -> Manifest | None:
        """The published state, None when nothing is indexed yet."""
        try:
            return self._directory.manifest()
        except IndexOutdated:
            raise
        except IndexMissing:
            return None

    def _check(self, _: bytes, live: Manifest) -> None:
        """Check the files that this object has not yet found whole."""
        check_files(self._directory.files_of(live), live, self._checked)
        self._checked = live.files

    def _examined(self, _: bytes, live: Manifest) -> Health:
        """The health of a state, each of its files read."""
        check_files(self._directory.files_of(live), live, {})
        return Health(
            HealthState.READY, live.documents, live.cursor, live.segments, live.size_bytes
        )

    def _refreshed(self) -> OpenedState:
        """The state published last, open."""
        if self._opened and self._opened[0] == self._directory.manifest_bytes():
            return self._opened[1]
        self._opened = self._directory.with_steady_files(self._open)
        return self._opened[1]

    def _open(self, content: bytes, live: Manifest) -> tuple[bytes, OpenedState]:
        """The state opened, with the bytes of the manifest that names it."""
        self._check(content, live)
        return content, OpenedState.open(self._directory.files_of(live), live)
