"""The collector: counts all hits and their facets exactly, and keeps the first of them."""

from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from search_index.documents import FILTERS, WINDOW_FACETS
from search_index.facets import FacetCounts
from search_index.matching import Matched
from search_index.postings import Postings, Truths
from search_index.queries import Query
from search_index.ranking import MatchReason, SortKey, place_of_weight, reason_at, sort_key
from search_index.segments import SearchedSegment
from search_index.shown_windows import ShownWindows, any_of

Number = TypeVar("Number", bound=np.integer[Any])
Places = npt.NDArray[np.int64]

# A place by match is made of the reason's place, the length of the name and the rank of the id.
_REASON_SHIFT, _MOST_LENGTH = 56, (1 << 24) - 1
_LEAST, _MOST = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class Found(NamedTuple):
    """A hit before its texts are read: where it sorts, why it is one, and where it stands."""

    place: SortKey
    reason: MatchReason
    segment: int
    number: int


class Collector:
    """Takes in what matched in segment after segment; `is_met`: something did, filtered or not.

    It keeps the first `limit` and one more of those that sort after `start`.
    """

    def __init__(self, query: Query, start: SortKey | None) -> None:
        self._query = query
        self._start = start
        self._first: list[Found] = []
        self.facets = FacetCounts(query.filters)
        self.total = 0
        self.is_met = False

    def take(self, place: int, segment: SearchedSegment, matched: Matched) -> None:
        """Take in what matched in the segment at that place."""
        if not len(matched.numbers):
            return
        self.is_met = True
        passed = {
            facet: self._passing(segment, facet, values, matched.numbers)
            for facet, values in self.facets.filters.items()
        }
        if self._query.counts_facets:
            self._count(segment, matched.numbers, passed)
        every = list(passed.values())
        hits = Matched(_kept(matched.numbers, every), _kept(matched.reasons, every))
        self.total += len(hits.numbers)
        self._first += self._first_of(place, segment, hits)

    def _count(
        self, segment: SearchedSegment, numbers: Postings, passed: Mapping[str, Truths]
    ) -> None:
        """Count the values of each facet, for which every filter but its own is heeded."""
        for facet in FILTERS:
            others = [truths for filtered, truths in passed.items() if filtered != facet]
            self.facets.counted(facet, self._values(segment, facet, _kept(numbers, others)))

    def first(self) -> list[Found]:
        """The first hits in their order."""
        return nsmallest(self._query.limit + 1, self._first)

    def _first_of(self, place: int, segment: SearchedSegment, hits: Matched) -> Iterator[Found]:
        """The first hits of one segment, in no order."""
        documents = segment.documents
        if self._query.sort == "name":
            places = documents.name_places[hits.numbers]
        else:
            places = documents.match_places[hits.numbers] | (hits.reasons << _REASON_SHIFT)
        for chosen in self._lowest(places, self._bound(segment)):
            number, reason = int(hits.numbers[chosen]), reason_at(int(hits.reasons[chosen]))
            name, document_id = documents.name(number), documents.id(number)
            rank = int(documents.ranks[number])
            key = sort_key(name, document_id, reason, self._query.sort, rank)
            yield Found(key, reason, place, number)

    def _lowest(self, places: Places, bound: int | None) -> npt.NDArray[np.intp]:
        """Which of the places are the lowest that are not below the bound, in no order."""
        most = self._query.limit + 1
        if bound is not None:
            following = np.flatnonzero(places >= bound)
            return following[self._lowest(places[following], None)]
        if len(places) <= most:
            return np.arange(len(places))
        return np.argpartition(places, most - 1)[:most]

    def _bound(self, segment: SearchedSegment) -> int | None:
        """The lowest place in the segment that a hit after the start can have."""
        match self._start:
            case (int(weight), str(name), str(document_id)):
                bound = segment.documents.name_place_after((name, document_id))
                bound = bound if weight == 0 else _LEAST if weight < 0 else _MOST
            case (int(weight), int(length), str(document_id)):
                within = segment.documents.match_place_after(
                    min(max(length, 0), _MOST_LENGTH), document_id
                )
                bound = (place_of_weight(weight) << _REASON_SHIFT) + within
            case _:
                return None
        return min(max(bound, _LEAST), _MOST)

    def _passing(
        self, segment: SearchedSegment, facet: str, accepted: frozenset[str], numbers: Postings
    ) -> Truths:
        """For each of the documents whether its value of the facet is an accepted one."""
        if facet in WINDOW_FACETS:
            return any_of(self._windows(segment).facets[facet], accepted, numbers)
        documents = segment.documents
        values = np.array([value in accepted for value in documents.facet_values[facet]], np.bool_)
        return values[documents.facets[facet][numbers]]

    def _values(self, segment: SearchedSegment, facet: str, numbers: Postings) -> Mapping[str, int]:
        """How many of the documents have each value of the facet."""
        if facet in WINDOW_FACETS:
            masks = self._windows(segment).facets[facet]
            counted = {value: int(mask[numbers].sum()) for value, mask in masks.items()}
            return {value: count for value, count in counted.items() if count}
        documents = segment.documents
        values = documents.facet_values[facet]
        counts = np.bincount(documents.facets[facet][numbers])
        met = np.flatnonzero(counts)
        return dict(zip(map(values.__getitem__, met.tolist()), counts[met].tolist(), strict=True))

    def _windows(self, segment: SearchedSegment) -> ShownWindows:
        """The windows that the question may meet."""
        return segment.windows_on(self._query.day, public_only=self._query.public_only)


def _kept(values: npt.NDArray[Number], conditions: list[Truths]) -> npt.NDArray[Number]:
    """Those of the values for which all conditions hold."""
    return values[np.logical_and.reduce(conditions)] if conditions else values
