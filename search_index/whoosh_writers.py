"""Batches of documents written through whoosh, durable before they are published."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search_index.codec import ArrayCodec, write_segment
from search_index.documents import Document
from search_index.errors import CursorBehind
from search_index.index_directories import IndexDirectory
from search_index.manifests import FileSeal, Manifest, sealed, sync
from search_index.segment_arrays import SegmentArrays
from search_index.term_dictionaries import renumbering
from search_index.whoosh_documents import SCHEMA, terms_and_row

INDEX_NAME = "index"

Publish = Callable[[int, Collection[Any]], None]


class _PublishedWriter(SegmentWriter):  # type: ignore[misc] # whoosh has no types
    """Whoosh's writer, whose commit ends by publishing instead of by its table of contents.

    Whoosh never calls fsync and removes the old state as soon as it has named the new one.
    """

    def __init__(self, index: FileIndex, publish: Publish) -> None:
        super().__init__(index, _lk=False, codec=ArrayCodec(), compound=False)
        self._publish = publish
        self.superseded: set[int] = set()

    def put(self, document: Document) -> None:
        """Add the document to the new segment, as the next by number."""
        terms, row = terms_and_row(document)
        self.perdocwriter.add(row)
        self.fieldwriter.add(self.docnum, terms)
        self.docnum += 1
        self._added = True

    def add_reader(self, reader: SegmentReader) -> None:
        """Add the live documents of another segment; whoosh's merge calls this."""
        arrays = reader._perdoc.arrays  # noqa: SLF001 - whoosh gives no other way to it
        count = len(arrays.documents)
        is_live = np.ones(count, np.bool_)
        is_live[list(reader.segment().deleted_docs())] = False
        numbers = np.flatnonzero(is_live).astype(np.uint32)
        self.fieldwriter.add_terms(arrays, renumbering(count, numbers, self.docnum))
        self.perdocwriter.add_documents(arrays.documents, numbers)
        self.docnum += len(numbers)
        self._added = True

    def _flush_segment(self) -> None:
        """Write the new segment."""
        write_segment(self.storage, self.newsegment, self.perdocwriter, self.fieldwriter)

    def _commit_toc(self, segments: list[Any]) -> None:
        """Write the table of contents, publish it, and only then remove what it replaces."""
        for number in self.superseded:
            # This batch's own documents stand first in the segment that it has just added.
            segments[-1].delete_document(number)
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        self._publish(self.generation, segments)
        clean_files(self.storage, self.indexname, self.generation, segments)


class Batch:
    """Changes that become readable together."""

    def __init__(self, index: FileIndex, publish: Publish) -> None:
        self._writer = _PublishedWriter(index, publish)
        self._added: dict[str, int] = {}
        self._held = [
            (segment, SegmentArrays.read(index.storage, segment).documents)
            for segment in self._writer.segments
        ]
        self.cursor = 0

    def take(self, upserts: Iterable[Document], deletes: Iterable[str], cursor: int) -> None:
        """Take in the changes of one call of the port."""
        for document_id in deletes:
            self.remove(document_id)
        for document in upserts:
            self.put(document)
        self.cursor = cursor

    def remove(self, document_id: str) -> None:
        """Take out the document of that id, wherever it stands."""
        if document_id in self._added:
            self._writer.superseded.add(self._added.pop(document_id))
        for segment, documents in self._held:
            for number in documents.numbers_of(document_id):
                segment.delete_document(number)

    def put(self, document: Document) -> None:
        """Put the document in the place of the one of its id."""
        self.remove(document.id)
        self._added[document.id] = self._writer.docnum
        self._writer.put(document)

    def commit(self) -> None:
        """Make the changes durable and publish them."""
        self._writer.commit()

    def close(self) -> None:
        """Drop what was not committed."""
        if not self._writer.is_closed:
            self._writer.cancel()


@contextmanager
def batch_into(directory: IndexDirectory, live: Manifest | None) -> Iterator[Batch]:
    """A batch on the live state, or on none in a new directory; for the holder of the lock.

    Whoever opens it commits.
    """
    path = directory.files_of(live) if live else directory.new_directory()
    storage = FileStorage(str(path))
    if live is None:
        index = FileIndex.create(storage, SCHEMA, INDEX_NAME)
    else:
        _discard_unpublished(storage, live)
        index = FileIndex(storage, SCHEMA, INDEX_NAME)

    def publish(generation: int, segments: Collection[Any]) -> None:
        files = _sealed_files(path, generation, segments, live.files if live else {})
        count = sum(segment.doc_count() for segment in segments)
        directory.publish(
            Manifest(path.name, generation, batch.cursor, count, len(segments), files)
        )

    batch = Batch(index, publish)
    try:
        yield batch
    finally:
        batch.close()


def require_forward(held: int, cursor: int) -> None:
    """Raises CursorBehind when the cursor lies behind the one already held."""
    if cursor < held:
        raise CursorBehind(f"The batch ends at {cursor}, but the index already holds {held}.")


def _discard_unpublished(storage: FileStorage, live: Manifest) -> None:
    """Remove what a writer left that died before it could publish."""
    segments = TOC.read(storage, INDEX_NAME, live.generation, SCHEMA).segments
    clean_files(storage, INDEX_NAME, live.generation, segments)


def _sealed_files(
    path: Path, generation: int, segments: Iterable[Any], known: Mapping[str, FileSeal]
) -> dict[str, FileSeal]:
    """The files of a state with their seals, all brought to the disk.

    A segment's files never change once written, so a known seal is kept.
    """
    prefixes = tuple(f"{segment.segment_id()}." for segment in segments)
    toc = f"_{INDEX_NAME}_{generation}.toc"
    names = [file.name for file in path.iterdir() if file.name.startswith(prefixes)]
    files = {}
    for name in sorted([*names, toc]):
        if name not in known:
            sync(path / name)
        files[name] = known.get(name) or sealed(path / name)
    return files
