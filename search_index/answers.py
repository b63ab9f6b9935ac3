"""One page of an answer, drawn from the candidates of an opened state."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nsmallest
from typing import Any, NamedTuple

from search_index.analysis import key
from search_index.facets import FacetCounts
from search_index.paging import page_after
from search_index.queries import Query, Understanding
from search_index.ranking import (
    Candidate,
    MatchedField,
    MatchReason,
    SortKey,
    letters_reason_for,
    reason_for,
    sort_key,
)
from search_index.results import Hit, Results
from search_index.whoosh_readers import OpenedState

Candidates = Iterable[tuple[int, Candidate]]
ReasonFor = Callable[[Candidate, Understanding], MatchReason | None]


class _Match(NamedTuple):
    """A hit before its texts are read: where it sorts, why it is one, and its number."""

    place: SortKey
    reason: MatchReason
    number: int


class _Tally:
    """What was counted while matches went by; `is_met`: there was one, filtered out or not."""

    def __init__(self, query: Query, understanding: Understanding) -> None:
        self.query = query
        self.understanding = understanding
        self.is_met = False
        self.total = 0
        self.facets = FacetCounts(query.filters)

    def matches(self, candidates: Candidates, reason_of: ReasonFor) -> Iterator[_Match]:
        """Every hit among the candidates in no order, counted as it goes by."""
        query = self.query
        for number, candidate in candidates:
            if not candidate.may_be_shown(query.day, public_only=query.public_only):
                continue
            reason = reason_of(candidate, self.understanding)
            if not reason:
                continue
            self.is_met = True
            if self.facets.admits(candidate.facets):
                self.total += 1
                yield _Match(sort_key(candidate, reason, query.sort), reason, number)


def answer(
    state: OpenedState, query: Query, understanding: Understanding, start: SortKey | None
) -> Results:
    """The page that follows `start`, with the counts of the whole answer."""
    tally = _Tally(query, understanding)

    def best(candidates: Candidates, reason_of: ReasonFor) -> list[_Match]:
        matches = tally.matches(candidates, reason_of)
        following = (match for match in matches if start is None or match.place > start)
        return nsmallest(query.limit + 1, following)

    found = best(state.candidates(understanding), reason_for)
    if not tally.is_met and understanding.may_be_letters:
        found = best(state.letters_candidates(understanding), letters_reason_for)
    page = found[: query.limit]
    return Results(
        understanding,
        tuple(_hit(match, state.shown(match.number), understanding) for match in page),
        tally.total,
        tally.facets.told(),
        page_after(query, page[-1].place) if len(found) > query.limit else None,
        state.manifest.cursor,
    )


def _hit(match: _Match, shown: Mapping[str, Any], understanding: Understanding) -> Hit:
    """The hit with its texts as they were given."""
    return Hit(
        match.place[2],
        shown["kind"],
        shown["code"],
        shown["name"],
        match.reason,
        _matched_text(match.reason, shown, understanding),
    )


def _matched_text(
    reason: MatchReason, shown: Mapping[str, Any], understanding: Understanding
) -> str:
    """The text that the reason met."""
    match reason.field:
        case MatchedField.CODE:
            return _closest(shown["codes"], understanding)
        case MatchedField.FORMER_NAME:
            return _closest(shown["former_names"], understanding)
        case MatchedField.ADDRESS:
            return str(shown["address"])
        case MatchedField.NAME:
            return str(shown["name"])


def _closest(texts: tuple[str, ...], understanding: Understanding) -> str:
    """The text that is all that was typed, or else the first that has the most fragments."""

    def place(text: str) -> tuple[bool, int]:
        form = key(text)
        return form == understanding.whole, sum(part in form for part in understanding.fragments)

    return max(texts, key=place)
