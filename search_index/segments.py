"""A segment as questions meet it: terms joined, and the documents that may be shown."""

from collections.abc import Iterable

import numpy as np

from search_index.postings import NO_POSTINGS, Postings, Truths, intersection
from search_index.segment_arrays import SegmentArrays
from search_index.shown_windows import ShownWindows


class SearchedSegment:
    """The arrays of a segment with its deleted documents masked."""

    def __init__(self, arrays: SegmentArrays, deleted: Iterable[int]) -> None:
        self.arrays = arrays
        self.documents = arrays.documents
        self._live = np.ones(len(self), np.bool_)
        self._live[list(deleted)] = False
        self._shown: tuple[tuple[int, bool], Truths] | None = None
        self._windows: tuple[tuple[int, bool], ShownWindows] | None = None

    def __len__(self) -> int:
        """How many documents there are, deleted ones among them."""
        return len(self.documents)

    def term(self, field: str, term: str) -> Postings:
        """The documents whose field has the term."""
        return self.arrays.postings(field, term)

    def having(self, field: str, terms: Iterable[str], enough: int = 0) -> Postings:
        """The documents whose field has every one of the terms; none where there are no terms.

        Not all terms are asked of the documents when no more than `enough` are left.
        """
        parts = []
        for term in terms:
            postings = self.term(field, term)
            if not len(postings):
                return NO_POSTINGS
            parts.append(postings)
        return intersection(parts, len(self), enough) if parts else NO_POSTINGS

    def shown_on(self, day: int, *, public_only: bool) -> Truths:
        """For each document whether a question asked for that day may meet it at all.

        The answer is kept for the next question, which asks for the same day but once a day.
        """
        asked = (day, public_only)
        kept = self._shown
        if kept and kept[0] == asked:
            return kept[1]
        documents = self.documents
        mask = self._live & (documents.since <= day) & (day <= documents.until)
        if public_only:
            mask &= documents.is_public.astype(np.bool_)
        self._shown = (asked, mask)
        return mask

    def windows_on(self, day: int, *, public_only: bool) -> ShownWindows:
        """The windows that a question asked for that day may meet; kept like `shown_on`."""
        asked = (day, public_only)
        kept = self._windows
        if kept and kept[0] == asked:
            return kept[1]
        found = ShownWindows(self.documents.windows, self._live, day, public_only=public_only)
        self._windows = (asked, found)
        return found
