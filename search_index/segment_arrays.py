"""The arrays of one segment: its terms with their postings, and its documents."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from search_index.array_files import Array, read_arrays
from search_index.document_arrays import DocumentArrays
from search_index.errors import IndexTorn
from search_index.postings import NO_POSTINGS, Postings
from search_index.term_dictionaries import TermDictionary
from search_index.window_arrays import FIELD

ARRAYS = ".seg"
_POSTINGS = ".postings"


class SegmentArrays:
    """The arrays of one segment, mapped into memory."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        fields = [name.removesuffix(_POSTINGS) for name in arrays if name.endswith(_POSTINGS)]
        self.documents = DocumentArrays(arrays)
        self.terms = {field: TermDictionary(field, arrays) for field in fields if field != FIELD}

    @classmethod
    def read(cls, storage: FileStorage, segment: Any) -> "SegmentArrays":  # noqa: ANN401 - whoosh's
        """The arrays of a whoosh segment. Raises IndexTorn, FileNotFoundError."""
        name = segment.make_filename(ARRAYS)
        try:
            read = cls(read_arrays(Path(storage.folder) / name))
        except KeyError as fault:
            raise IndexTorn(f"The file {name} of the index lacks {fault}") from fault
        if len(read.documents) != segment.doc_count_all():
            raise IndexTorn(f"The file {name} of the index does not hold its documents")
        return read

    def postings(self, field: str, term: str) -> Postings:
        """The numbers of the documents whose field has the term, deleted ones among them."""
        dictionary = self.terms.get(field)
        return NO_POSTINGS if dictionary is None else dictionary.postings(term)
