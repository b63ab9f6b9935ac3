"""A segment's arrays in the words of whoosh, so that its own queries can read them."""

from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound

from search_index.postings import Postings
from search_index.segment_arrays import SegmentArrays


class TermsOfSegmentReader(TermsReader):  # type: ignore[misc] # whoosh has no types
    """The terms of a segment; a term is a field's name and UTF-8 bytes."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self._arrays = arrays

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return len(self._postings(*term)) > 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return list(self._arrays.terms)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term, in order."""
        for field, dictionary in self._arrays.terms.items():
            for place in range(len(dictionary)):
                yield field, dictionary.term(place)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from that one on."""
        dictionary = self._arrays.terms[fieldname]
        for place in range(dictionary.place(prefix), len(dictionary)):
            yield fieldname, dictionary.term(place)

    def items(self) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        """Every term with what whoosh asks of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        """The terms of a field from that one on, with what whoosh asks of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> W3TermInfo:
        """What whoosh asks of a term. Raises whoosh's TermNotFound."""
        postings = self._postings(fieldname, text)
        if not len(postings):
            raise TermNotFound(f"There is no term {fieldname}:{text!r}")
        count = len(postings)
        return W3TermInfo(
            weight=count, df=count, maxweight=1.0, minid=int(postings[0]), maxid=int(postings[-1])
        )

    def frequency(self, fieldname: str, text: bytes) -> int:
        """How often the term stands. Raises KeyError, as whoosh expects."""
        return self.doc_frequency(fieldname, text)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents the term stands. Raises KeyError, as whoosh expects."""
        count = len(self._postings(fieldname, text))
        if not count:
            raise KeyError((fieldname, text))
        return count

    def matcher(
        self,
        fieldname: str,
        text: bytes,
        format_: Any,  # noqa: ANN401 - whoosh has no types
        scorer: Any = None,  # noqa: ANN401
    ) -> ListMatcher:
        """The postings as whoosh walks them. Raises whoosh's TermNotFound."""
        found = self.term_info(fieldname, text)
        return ListMatcher(
            self._postings(fieldname, text).tolist(),
            format=format_,
            scorer=scorer,
            all_weights=1.0,
            term=(fieldname, text),
            terminfo=found,
        )

    def close(self) -> None:
        """Nothing is held open."""

    def _postings(self, field: str, term: bytes) -> Postings:
        """The postings of a term."""
        return self._arrays.postings(field, term.decode())


class DocumentsReader(PerDocumentReader):  # type: ignore[misc] # whoosh has no types
    """The documents of a segment."""

    def __init__(self, arrays: SegmentArrays, segment: Any) -> None:  # noqa: ANN401
        self.arrays = arrays
        self._segment = segment

    def doc_count(self) -> int:
        """How many documents live."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones among them."""
        return len(self.arrays.documents)

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether that document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted documents."""
        return iter(self._segment.deleted_docs())

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """What a hit shows."""
        return {"shown": self.arrays.documents.shown(docnum)}

    def close(self) -> None:
        """Nothing is held open."""
