"""One page of an answer, drawn from the candidates of an opened state."""

from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import Any, NamedTuple

from search_index.analysis import key
from search_index.facets import FacetCounts
from search_index.paging import page_after
from search_index.queries import Query, Understanding
from search_index.ranking import MatchedField, MatchReason, SortKey, reason_for, sort_key
from search_index.results import Hit, Results
from search_index.whoosh_readers import OpenedState


class _Match(NamedTuple):
    """A hit before its texts are read: where it sorts, why it is one, and its number."""

    place: SortKey
    reason: MatchReason
    number: int


class _Tally:
    """What has been counted while matches went by."""

    def __init__(self, query: Query) -> None:
        self.total = 0
        self.facets = FacetCounts(query.filters)


def answer(
    state: OpenedState, query: Query, understanding: Understanding, start: SortKey | None
) -> Results:
    """The page that follows `start`, with the counts of the whole answer."""
    tally = _Tally(query)
    matches = _matches(state, query, understanding, tally)
    following = (match for match in matches if start is None or match.place > start)
    best = nsmallest(query.limit + 1, following)
    page = best[: query.limit]
    return Results(
        understanding,
        tuple(_hit(match, state.shown(match.number), understanding) for match in page),
        tally.total,
        tally.facets.told(),
        page_after(query, page[-1].place) if len(best) > query.limit else None,
        state.manifest.cursor,
    )


def _matches(
    state: OpenedState, query: Query, understanding: Understanding, tally: _Tally
) -> Iterator[_Match]:
    """Every hit in no order, counted as it goes by."""
    for number, candidate in state.candidates(understanding):
        if not candidate.may_be_shown(query.day, public_only=query.public_only):
            continue
        reason = reason_for(candidate, understanding)
        if reason and tally.facets.admits(candidate.facets):
            tally.total += 1
            yield _Match(sort_key(candidate, reason, query.sort), reason, number)


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
    """The text that is all that was typed, or else the first that has every fragment."""
    forms = {key(text): text for text in reversed(texts)}
    whole = forms.get(understanding.whole)
    return whole or next(
        text
        for form, text in reversed(forms.items())
        if all(part in form for part in understanding.fragments)
    )
