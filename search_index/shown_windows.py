"""The windows of a segment that a question may meet on its day."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from search_index.analysis import asked_terms
from search_index.documents import NO_VALUE, WINDOW_FACETS
from search_index.postings import NO_POSTINGS, Postings, Truths, intersection
from search_index.window_arrays import KINDS, WindowArrays


class ShownWindows:
    """The windows shown on a day; `live` says which documents are not deleted."""

    def __init__(self, windows: WindowArrays, live: Truths, day: int, *, public_only: bool) -> None:
        self._windows = windows
        self._live = live
        self._day = day
        self._public_only = public_only

    @cached_property
    def truths(self) -> Truths:
        """For each window whether it is shown."""
        windows = self._windows
        truths = self._live[windows.owners]
        truths &= (windows.since <= self._day) & (self._day <= windows.until)
        if self._public_only:
            truths &= windows.is_public.astype(np.bool_)
        return truths

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, Truths]]:
        """For each facet of windows, and each value, which documents have it today."""
        return {facet: self._values(facet) for facet in WINDOW_FACETS}

    def with_text(self, fragment: str) -> Postings:
        """The shown windows in whose texts the fragment (a key) stands."""
        found = []
        for term in asked_terms(fragment):
            postings = self._windows.terms.postings(term)
            if not len(postings):
                return NO_POSTINGS
            found.append(postings)
        numbers = intersection(found, len(self._windows))
        numbers = numbers[self.truths[numbers]]
        return numbers[self._windows.forms.having(fragment, numbers)]

    def of_kind(self, kind: str, numbers: Postings) -> Postings:
        """Those of the windows that are of the kind."""
        kept: Postings = numbers[self._windows.kinds[numbers] == KINDS.index(kind)]
        return kept

    def owners(self, numbers: Postings) -> Postings:
        """The document of each of the windows, ascending where the windows are."""
        owners: Postings = self._windows.owners[numbers]
        return owners

    def closest(self, document: int, kind: str, fragments: Sequence[str]) -> str:
        """The text of a shown window of the document that has the most of the fragments."""
        own = self._windows.of(document)
        own = self.of_kind(kind, own[self.truths[own]])
        forms = {int(one): self._windows.forms.parts(int(one))[0] for one in own}

        def met(number: int) -> int:
            return sum(part in forms[number] for part in fragments)

        best = max(forms, key=met, default=None)
        return "" if best is None else self._windows.texts.parts(best)[0]

    def _values(self, facet: str) -> Mapping[str, Truths]:
        """Which documents have which value of one facet, and which have none."""
        windows = self._windows
        shown = self.of_kind(facet, np.flatnonzero(self.truths).astype(np.uint32))
        masks: dict[str, Truths] = {}
        without = np.ones(len(self._live), np.bool_)
        for ordinal in np.unique(windows.values[shown]):
            mask = np.zeros(len(self._live), np.bool_)
            mask[windows.owners[shown[windows.values[shown] == ordinal]]] = True
            masks[windows.value_names[ordinal]] = mask
            without &= ~mask
        return masks | {NO_VALUE: without}


def any_of(masks: Mapping[str, Truths], values: Iterable[str], numbers: Postings) -> Truths:
    """For each of the documents whether it has any of the values."""
    truths = np.zeros(len(numbers), np.bool_)
    for value in values:
        if value in masks:
            truths |= masks[value][numbers]
    return truths
