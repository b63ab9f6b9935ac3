"""Which documents of a segment answer a question, and why: for all candidates at once.

Terms find the candidates; the reason is then decided on the texts, the strongest reason first, so
that each is asked only of the documents for which no stronger one was found.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_index.analysis import asked_terms, letters
from search_index.fragments import Fragment
from search_index.likeness_matching import alike
from search_index.postings import NO_POSTINGS, Postings, Truths, among, intersection, union
from search_index.queries import QueryKind, Understanding
from search_index.ranking import MatchReason
from search_index.restrictions import Restrictions
from search_index.segments import SearchedSegment
from search_index.shown_windows import ShownWindows
from search_index.sound_matching import Sounding, together
from search_index.texts import SEPARATOR

REASONS = tuple(MatchReason)
_NO_REASON = len(REASONS)

Reasons = npt.NDArray[np.int64]
Test = Callable[[Postings], Truths]


class Matched(NamedTuple):
    """Documents of a segment that answer, ascending, with the place of each one's reason."""

    numbers: Postings
    reasons: Reasons


class SegmentMatch:
    """A question put to one segment."""

    def __init__(
        self,
        segment: SearchedSegment,
        understanding: Understanding,
        shown: Truths,
        windows: ShownWindows,
    ) -> None:
        self._segment = segment
        self._asked = understanding
        self._shown = shown
        self._windows = windows
        self._restrictions = Restrictions(segment, understanding, windows)
        self._fragments = [Fragment(text, segment, windows) for text in understanding.fragments]
        self._beginning = NO_POSTINGS

    def matched(self) -> Matched:
        """The documents that answer."""
        if self._asked.kind is QueryKind.NOTHING_SPECIAL:
            return _none()
        if self._asked.kind is QueryKind.EVERYTHING:
            return all_for(MatchReason.LISTED, np.flatnonzero(self._shown).astype(np.uint32))
        if self._asked.kind is QueryKind.FIELDS:
            numbers = self._allowed(np.arange(len(self._segment), dtype=np.uint32))
            return all_for(self._restrictions.reason, numbers)
        matched = self._reasoned(self._allowed(self._candidates()))
        return _both(matched, self._sounding(matched.numbers))

    def matched_by_code(self) -> Matched:
        """The documents of which what was typed is a code."""
        numbers = self._allowed(self._segment.term("codes", self._asked.whole))
        return all_for(MatchReason.EXACT_CODE, numbers)

    def matched_by_letters(self) -> Matched:
        """The documents whose names have the characters of each fragment, others between them."""
        asked = [letters(fragment.text) for fragment in self._fragments]
        single = {letter for those in asked for letter in those}
        numbers = self._allowed(self._segment.having("name", single))
        names = self._segment.documents.texts["name"]
        for those in asked:
            numbers = numbers[names.having_in_order(those, numbers)]
        return all_for(MatchReason.NAME_LETTERS, numbers)

    def matched_by_likeness(self) -> tuple[Postings, npt.NDArray[np.int64]]:
        """The documents whose names have few enough slips, and how many each has."""
        numbers, counted = alike(self._segment, self._asked.fragments, self._shown)
        counts = np.array(counted, np.int64)
        kept = among(self._allowed(numbers), numbers, len(self._segment))
        return numbers[kept], counts[kept]

    def _sounding(self, others: Postings) -> Matched:
        """The documents but the others whose names, or former names, sound like what was typed."""
        if self._asked.strict or not any(each.sounding for each in self._fragments):
            return _none()
        now = [(each.in_text("name"), each.sounding) for each in self._fragments]
        named = self._heard(now, others, MatchReason.NAME_INITIALS, MatchReason.NAME_PINYIN)
        before = [
            (each.in_text("former_names"), each.sounding_formerly) for each in self._fragments
        ]
        known = union((others, named.numbers), len(self._segment))
        formerly = (MatchReason.FORMER_NAME_INITIALS, MatchReason.FORMER_NAME_PINYIN)
        return _both(named, self._heard(before, known, *formerly))

    def _heard(
        self,
        parts: list[tuple[Postings, Sounding | None]],
        others: Postings,
        by_letters: MatchReason,
        by_syllables: MatchReason,
    ) -> Matched:
        """The documents but the others that have every part as typed or by its sound."""
        count = len(self._segment)
        numbers, spelled = together(parts, count)
        numbers = self._allowed(numbers)
        numbers = numbers[~among(others, numbers, count)]
        places = np.array([REASONS.index(reason) for reason in (by_letters, by_syllables)])
        return Matched(numbers, places[among(spelled, numbers, count).astype(np.int64)])

    def _allowed(self, numbers: Postings) -> Postings:
        """Those of the documents that may be shown and keep to what was marked."""
        return self._restrictions.keeping(numbers[self._shown[numbers]])

    def _candidates(self) -> Postings:
        """All documents that answer, and some that do not."""
        count, fragments = len(self._segment), self._fragments
        named = [(one.candidates("name"), one) for one in fragments]
        addresses = [union((names, one.candidates("address")), count) for names, one in named]
        codes = [union((names, one.code_candidates), count) for names, one in named]
        formers = [one.candidates("former_names") for one in fragments]
        texts = [
            union((names, np.unique(self._windows.owners(one.windows))), count)
            for names, one in named
        ]
        whole = self._segment.term("codes", self._asked.whole)
        parts = [intersection(each, count) for each in (addresses, codes, formers, texts)]
        return union((whole, *parts), count)

    def _reasoned(self, numbers: Postings) -> Matched:
        """Those of the documents for which there is a reason, with it."""
        names = self._segment.documents.texts["name"]
        self._beginning = numbers[names.beginning_with(self._asked.whole, numbers)]
        reasons = np.full(len(numbers), _NO_REASON, np.int64)
        left, unexplained = np.arange(len(numbers)), numbers
        for reason, test in self._tests():
            if not len(left):
                break
            truths = test(unexplained)
            if not truths.any():
                continue
            reasons[left[truths]] = REASONS.index(reason)
            left, unexplained = left[~truths], unexplained[~truths]
        if not len(left):
            return Matched(numbers, reasons)
        has_reason = reasons != _NO_REASON
        return Matched(numbers[has_reason], reasons[has_reason])

    def _tests(self) -> tuple[tuple[MatchReason, Test], ...]:
        """The reasons with what decides them, the strongest first."""
        return (
            (MatchReason.EXACT_CODE, self._is_code),
            (MatchReason.EXACT_NAME, self._is_name),
            (MatchReason.EXACT_FORMER_NAME, self._is_former_name),
            (MatchReason.NAME_PREFIX, self._begins_name),
            (MatchReason.NAME_PART, self._in_name),
            (MatchReason.FORMER_NAME_PART, self._in_former_name),
            (MatchReason.CODE_PART, self._in_code),
            (MatchReason.ADDRESS_PART, self._in_address),
            (MatchReason.PRODUCT_PART, lambda numbers: self._in_windows("product", numbers)),
            (MatchReason.VIOLATION_PART, lambda numbers: self._in_windows("violation", numbers)),
            (MatchReason.SAMPLING_PART, lambda numbers: self._in_windows("sampling", numbers)),
        )

    def _is_code(self, numbers: Postings) -> Truths:
        codes = self._segment.term("codes", self._asked.whole)
        return among(codes, numbers, len(self._segment))

    def _is_name(self, numbers: Postings) -> Truths:
        names = self._segment.documents.texts["name"]
        ended = names.beginning_with(f"{self._asked.whole}{SEPARATOR}", self._beginning)
        return among(self._beginning[ended], numbers, len(self._segment))

    def _is_former_name(self, numbers: Postings) -> Truths:
        whole = self._asked.whole
        candidates = self._segment.having("former_names", asked_terms(whole))
        truths = among(candidates, numbers, len(self._segment))
        texts = self._segment.documents.texts["former_names"]
        truths[truths] = texts.having(f"{SEPARATOR}{whole}{SEPARATOR}", numbers[truths])
        return truths

    def _begins_name(self, numbers: Postings) -> Truths:
        names = self._segment.documents.texts["name"]
        truths = among(self._beginning, numbers, len(self._segment))
        said = "".join(self._asked.fragments)
        return truths if said == self._asked.whole else truths | names.beginning_with(said, numbers)

    def _in_name(self, numbers: Postings) -> Truths:
        return self._all_stand(numbers, lambda one, those: one.stands_in("name", those))

    def _in_former_name(self, numbers: Postings) -> Truths:
        truths = self._all_stand(numbers, lambda one, those: one.stands_in("former_names", those))
        if len(self._fragments) > 1:
            texts = self._segment.documents.texts["former_names"]
            asked = self._asked.fragments
            for place in np.flatnonzero(truths):
                names = texts.parts(int(numbers[place]))
                truths[place] = any(all(part in name for part in asked) for name in names)
        return truths

    def _in_code(self, numbers: Postings) -> Truths:
        return self._all_stand(
            numbers, lambda one, those: one.stands_in("name", those) | one.stands_in_code(those)
        )

    def _in_address(self, numbers: Postings) -> Truths:
        return self._all_stand(
            numbers,
            lambda one, those: one.stands_in("address", those) | one.stands_in("name", those),
        )

    def _in_windows(self, kind: str, numbers: Postings) -> Truths:
        """For each of the documents whether one text of the kind, and the name, have it all."""
        count = len(self._segment)
        found = [self._windows.of_kind(kind, one.windows) for one in self._fragments]
        candidates = np.unique(np.concatenate(found)) if found else NO_POSTINGS
        for fragment, windows in zip(self._fragments, found, strict=True):
            stands = np.isin(candidates, windows, assume_unique=True)
            stands |= fragment.stands_in("name", self._windows.owners(candidates))
            candidates = candidates[stands]
        return among(np.unique(self._windows.owners(candidates)), numbers, count)

    def _all_stand(
        self, numbers: Postings, stands: Callable[[Fragment, Postings], Truths]
    ) -> Truths:
        """For each of the documents whether every fragment stands where it should."""
        truths = np.ones(len(numbers), np.bool_)
        for fragment in self._fragments:
            truths[truths] = stands(fragment, numbers[truths])
        return truths


def _none() -> Matched:
    """No document."""
    return all_for(MatchReason.LISTED, NO_POSTINGS)


def _both(one: Matched, other: Matched) -> Matched:
    """The documents of both, of which no document is in the other."""
    if not len(other.numbers):
        return one
    numbers = np.concatenate((one.numbers, other.numbers))
    order = np.argsort(numbers)
    return Matched(numbers[order], np.concatenate((one.reasons, other.reasons))[order])


def all_for(reason: MatchReason, numbers: Postings) -> Matched:
    """The documents, all for one reason."""
    return Matched(numbers, np.full(len(numbers), REASONS.index(reason), np.int64))
