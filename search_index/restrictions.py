"""What a question marks: texts that have to stand in a field, and such as may not."""

import numpy as np

from search_index.analysis import asked_terms, is_ideographic
from search_index.documents import WINDOW_TEXTS
from search_index.postings import Postings, Truths, among
from search_index.queries import Understanding, Within
from search_index.ranking import MatchReason
from search_index.segments import SearchedSegment
from search_index.shown_windows import ShownWindows
from search_index.syntax import AskedField

_TEXTS = {
    AskedField.NAME: ("name", MatchReason.NAME_PART),
    AskedField.FORMER_NAME: ("former_names", MatchReason.FORMER_NAME_PART),
    AskedField.CODE: ("codes", MatchReason.CODE_PART),
    AskedField.ADDRESS: ("address", MatchReason.ADDRESS_PART),
    AskedField.PRODUCT: ("product", MatchReason.PRODUCT_PART),
    AskedField.VIOLATION: ("violation", MatchReason.VIOLATION_PART),
    AskedField.SAMPLING: ("sampling", MatchReason.SAMPLING_PART),
}


class Restrictions:
    """The marks of a question in one segment."""

    def __init__(
        self, segment: SearchedSegment, understanding: Understanding, windows: ShownWindows
    ) -> None:
        self._segment = segment
        self._asked = understanding
        self._windows = windows

    @property
    def reason(self) -> MatchReason:
        """Why a document is a hit where marks are all that was typed."""
        within = self._asked.within
        return _TEXTS[within[0].field][1] if within else MatchReason.LISTED

    def keeping(self, numbers: Postings) -> Postings:
        """Those of the documents that keep to all marks."""
        for within in self._asked.within:
            numbers = numbers[self._stands(within, numbers)]
        for without in self._asked.excluded:
            numbers = numbers[~self._stands(without, numbers)]
        return numbers

    def _stands(self, within: Within, numbers: Postings) -> Truths:
        """For each of the documents whether the text stands in the field."""
        field, _ = _TEXTS[within.field]
        if field in WINDOW_TEXTS:
            windows = self._windows.of_kind(field, self._windows.with_text(within.text))
            owners = np.unique(self._windows.owners(windows))
            return among(owners, numbers, len(self._segment))
        texts = self._segment.documents.texts[field]
        if field == "codes" or not is_ideographic(within.text):
            return texts.having(within.text, numbers)
        having = self._segment.having(field, asked_terms(within.text))
        truths = among(having, numbers, len(self._segment))
        truths[truths] = texts.having(within.text, numbers[truths])
        return truths
