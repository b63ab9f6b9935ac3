"""One fragment of a question in one segment: where its terms and its characters stand."""

from functools import cached_property

import numpy as np

from search_index.analysis import CODE_GRAM, asked_terms, code_terms, is_ideographic
from search_index.postings import NO_POSTINGS, Postings, Truths, among
from search_index.segments import SearchedSegment
from search_index.shown_windows import ShownWindows
from search_index.sound_matching import FORMER_NAMES, Sounding, sounding

_PAIR = 2
# So few documents are sooner looked at than asked for further terms.
_ENOUGH = 2


class Fragment:
    """One fragment of a question in one segment."""

    def __init__(self, text: str, segment: SearchedSegment, shown: ShownWindows) -> None:
        self.text = text
        self._segment = segment
        self._shown = shown
        self._terms = asked_terms(text)
        self._found: dict[str, Postings] = {}

    def candidates(self, field: str) -> Postings:
        """The documents whose field has the fragment's terms: of several terms, perhaps a few more.

        A fragment of one term is known by it; any other is looked for in the texts.
        """
        if field not in self._found:
            self._found[field] = self._segment.having(field, self._terms, _ENOUGH)
        return self._found[field]

    @cached_property
    def code_candidates(self) -> Postings:
        """The documents with a code of which the fragment may be a part."""
        return self._coded if self.text.isascii() else NO_POSTINGS

    @cached_property
    def windows(self) -> Postings:
        """The windows in which the fragment stands."""
        return self._shown.with_text(self.text)

    @cached_property
    def sounding(self) -> Sounding | None:
        """The documents whose names sound so, None where it has no letters to sound."""
        return sounding(self._segment, self.text)

    @cached_property
    def sounding_formerly(self) -> Sounding | None:
        """The same for the names that they bore."""
        return sounding(self._segment, self.text, FORMER_NAMES)

    def in_text(self, field: str) -> Postings:
        """The documents in whose field the fragment stands."""
        numbers = self.candidates(field)
        return numbers[self.stands_in(field, numbers)]

    def stands_in(self, field: str, numbers: Postings) -> Truths:
        """For each of the documents whether the fragment stands in that text of it."""
        if not is_ideographic(self.text):
            # A word is a term as a whole only, so terms do not find its parts.
            return self._segment.documents.texts[field].having(self.text, numbers)
        truths = among(self.candidates(field), numbers, len(self._segment))
        return truths if len(self.text) <= _PAIR else self._seen(field, numbers, truths)

    def stands_in_code(self, numbers: Postings) -> Truths:
        """For each of the documents whether the fragment is long enough a part of a code."""
        if len(self.text) < CODE_GRAM:
            return np.zeros(len(numbers), np.bool_)
        truths = among(self._coded, numbers, len(self._segment))
        return truths if len(self.text) == CODE_GRAM else self._seen("codes", numbers, truths)

    @cached_property
    def _coded(self) -> Postings:
        """The documents whose codes have the fragment's characters, and a few more."""
        return self._segment.having("code_parts", _spanning(self.text), _ENOUGH)

    def _seen(self, field: str, numbers: Postings, candidates: Truths) -> Truths:
        """Of the candidates those whose text really has the fragment."""
        texts = self._segment.documents.texts[field]
        candidates[candidates] = texts.having(self.text, numbers[candidates])
        return candidates


def _spanning(code: str) -> frozenset[str]:
    """The fewest terms of a code (a part of one) that cover all its characters.

    >>> sorted(_spanning("91330201MA"))
    ['01MA', '0201', '9133']
    """
    whole = len(code) // CODE_GRAM * CODE_GRAM
    terms = frozenset(code[place : place + CODE_GRAM] for place in range(0, whole, CODE_GRAM))
    return terms | code_terms(code[-CODE_GRAM:])
