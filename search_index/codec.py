"""A codec for whoosh that keeps a segment's terms and documents as arrays of integers.

Whoosh keeps its part: schema, segments with their deleted documents, table of contents, commit and
the choice of segments to merge. Its own queries run on these segments too, slowly.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from search_index.array_files import Array, ArrayFileWriter
from search_index.document_arrays import DocumentsWriter
from search_index.segment_arrays import ARRAYS, SegmentArrays
from search_index.term_dictionaries import TermsWriter
from search_index.whoosh_segment_readers import DocumentsReader, TermsOfSegmentReader

Segment = Any
"""Whoosh's segment: whoosh has no types."""


class SegmentDocumentsWriter(DocumentsWriter):
    """The writer of a segment's documents as whoosh handles it; closing keeps nothing open."""

    is_closed = False

    def close(self) -> None:
        """Take no more."""
        self.is_closed = True


class SegmentTermsWriter:
    """The writer of a segment's terms, field by field."""

    is_closed = False

    def __init__(self) -> None:
        self._fields: defaultdict[str, TermsWriter] = defaultdict(TermsWriter)

    def add(self, number: int, terms: Mapping[str, frozenset[str]]) -> None:
        """Take in the terms of the next document by field."""
        for field, those in terms.items():
            self._fields[field].add(number, those)

    def add_terms(self, arrays: SegmentArrays, numbers: Array) -> None:
        """Take in the terms of another segment, whose documents get those numbers."""
        for field, dictionary in arrays.terms.items():
            self._fields[field].add_dictionary(dictionary, numbers)

    def write(self, file: ArrayFileWriter) -> None:
        """Write what was taken in."""
        for field in sorted(self._fields):
            self._fields[field].write(field, file)

    def close(self) -> None:
        """Take no more."""
        self.is_closed = True


class ArrayCodec(W3Codec):  # type: ignore[misc] # whoosh has no types
    """The codec; what it writes is kept in memory until the segment is flushed."""

    length_stats = False

    def per_document_writer(
        self,
        storage: FileStorage,  # noqa: ARG002 - whoosh calls it so
        segment: Segment,  # noqa: ARG002
    ) -> SegmentDocumentsWriter:
        """What takes in documents."""
        return SegmentDocumentsWriter()

    def field_writer(
        self,
        storage: FileStorage,  # noqa: ARG002
        segment: Segment,  # noqa: ARG002
    ) -> SegmentTermsWriter:
        """What takes in terms."""
        return SegmentTermsWriter()

    def terms_reader(self, storage: FileStorage, segment: Segment) -> TermsOfSegmentReader:
        """The terms as whoosh's own queries read them."""
        return TermsOfSegmentReader(SegmentArrays.read(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: Segment) -> DocumentsReader:
        """The documents as whoosh reads them."""
        return DocumentsReader(SegmentArrays.read(storage, segment), segment)


def write_segment(
    storage: FileStorage,
    segment: Segment,
    documents: SegmentDocumentsWriter,
    terms: SegmentTermsWriter,
) -> None:
    """Write the one file of a segment."""
    stream = segment.create_file(storage, ARRAYS)
    file = ArrayFileWriter(stream)
    documents.write(file)
    terms.write(file)
    file.close()
    stream.close()
