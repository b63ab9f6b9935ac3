"""One page of an answer, drawn from the segments of an opened state."""

from collections.abc import Mapping
from typing import Any

from search_index.analysis import key
from search_index.collectors import Collector, Found
from search_index.matching import SegmentMatch
from search_index.paging import page_after
from search_index.queries import Query, Understanding
from search_index.ranking import MatchedField, MatchReason, SortKey
from search_index.results import Hit, Results
from search_index.whoosh_readers import OpenedState


def answer(
    state: OpenedState, query: Query, understanding: Understanding, start: SortKey | None
) -> Results:
    """The page that follows `start`, with the counts of the whole answer."""
    matches = [
        SegmentMatch(
            segment, understanding, segment.shown_on(query.day, public_only=query.public_only)
        )
        for segment in state.segments
    ]
    collector = Collector(query, start)
    for place, (segment, match) in enumerate(zip(state.segments, matches, strict=True)):
        collector.take(place, segment, match.matched())
    if not collector.is_met and understanding.may_be_letters:
        for place, (segment, match) in enumerate(zip(state.segments, matches, strict=True)):
            collector.take(place, segment, match.matched_by_letters())
    found = collector.first()
    page = found[: query.limit]
    return Results(
        understanding,
        tuple(_hit(one, state, understanding) for one in page),
        collector.total,
        collector.facets.told(),
        page_after(query, page[-1].place) if len(found) > query.limit else None,
        state.manifest.cursor,
    )


def _hit(found: Found, state: OpenedState, understanding: Understanding) -> Hit:
    """The hit with its texts as they were given."""
    documents = state.segments[found.segment].documents
    shown = documents.shown(found.number)
    return Hit(
        documents.id(found.number),
        shown["kind"],
        shown["code"],
        shown["name"],
        found.reason,
        _matched_text(found.reason, shown, understanding),
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


def _closest(texts: list[str], understanding: Understanding) -> str:
    """The text that is all that was typed, or else the first that has the most fragments."""

    def place(text: str) -> tuple[bool, int]:
        form = key(text)
        return form == understanding.whole, sum(part in form for part in understanding.fragments)

    return max(texts, key=place)
