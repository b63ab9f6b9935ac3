"""One page of an answer, drawn from the segments of an opened state."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search_index.analysis import key
from search_index.collectors import Collector, Found
from search_index.documents import WINDOW_TEXTS
from search_index.matching import Matched, SegmentMatch, all_for
from search_index.paging import page_after
from search_index.queries import Query, QueryKind, Understanding
from search_index.ranking import MatchedField, MatchReason, SortKey
from search_index.results import Hit, Results
from search_index.sounds import sounds_so
from search_index.whoosh_readers import OpenedState


def answer(
    state: OpenedState, query: Query, understanding: Understanding, start: SortKey | None
) -> Results:
    """The page that follows `start`, with the counts of the whole answer.

    A code that subjects have decides. Else what was typed is looked for as it stands and as it
    sounds; where that finds nothing, by its characters alone, then in the spelling that
    traditional characters may have changed, then without the places it begins with, and last with
    slips allowed.
    """
    taking = _Taking(state, query, start)
    matches = taking.matches(understanding)
    if understanding.kind is QueryKind.CODE:
        taking.take(match.matched_by_code() for match in matches)
    if not taking.collector.is_met:
        taking.take(match.matched() for match in matches)
    if understanding.may_be_letters and not taking.collector.is_met:
        taking.take(match.matched_by_letters() for match in matches)
    others = [] if taking.collector.is_met else understanding.spelled_otherwise()
    for other in others:
        taking.take(match.matched() for match in taking.matches(other))
        if taking.collector.is_met:
            understanding = other
            break
    relaxed = None if taking.collector.is_met else understanding.without_places()
    if relaxed:
        taking.take(match.matched() for match in taking.matches(relaxed))
        understanding = relaxed if taking.collector.is_met else understanding
    if understanding.may_be_letters and not taking.collector.is_met:
        taking.take(_closest_of(matches))
    collector = taking.collector
    found = collector.first()
    page = found[: query.limit]
    return Results(
        understanding,
        tuple(_hit(one, state, query, understanding) for one in page),
        collector.total,
        collector.facets.told() if query.counts_facets else {},
        page_after(query, page[-1].place) if len(found) > query.limit else None,
        state.manifest.cursor,
    )


class _Taking:
    """A collector with the segments it takes from."""

    def __init__(self, state: OpenedState, query: Query, start: SortKey | None) -> None:
        self._segments = state.segments
        self._query = query
        self.collector = Collector(query, start)

    def matches(self, understanding: Understanding) -> list[SegmentMatch]:
        """The question put to each segment."""
        day, public_only = self._query.day, self._query.public_only
        return [
            SegmentMatch(
                segment,
                understanding,
                segment.shown_on(day, public_only=public_only),
                segment.windows_on(day, public_only=public_only),
            )
            for segment in self._segments
        ]

    def take(self, matched: Iterable[Matched]) -> None:
        """Take in what matched in each segment."""
        for place, (segment, those) in enumerate(zip(self._segments, matched, strict=True)):
            self.collector.take(place, segment, those)


def _closest_of(matches: Sequence[SegmentMatch]) -> list[Matched]:
    """Of the documents that are alike in any segment those with the fewest slips."""
    alike = [match.matched_by_likeness() for match in matches]
    fewest = min((int(counts.min()) for _, counts in alike if len(counts)), default=0)
    closest = [numbers[counts == fewest] for numbers, counts in alike]
    return [all_for(MatchReason.NAME_SIMILAR, numbers) for numbers in closest]


def _hit(found: Found, state: OpenedState, query: Query, understanding: Understanding) -> Hit:
    """The hit with its texts as they were given."""
    segment = state.segments[found.segment]
    shown = segment.documents.shown(found.number)
    kind = found.reason.field.value
    if kind in WINDOW_TEXTS:
        windows = segment.windows_on(query.day, public_only=query.public_only)
        asked = (*understanding.fragments, *(one.text for one in understanding.within))
        matched = windows.closest(found.number, kind, asked)
    else:
        matched = _matched_text(found.reason, shown, understanding)
    return Hit(
        segment.documents.id(found.number),
        shown["kind"],
        shown["code"],
        shown["name"],
        found.reason,
        matched,
    )


def _matched_text(
    reason: MatchReason, shown: Mapping[str, Any], understanding: Understanding
) -> str:
    """The text of the document that the reason met."""
    match reason.field:
        case MatchedField.CODE:
            return _closest(shown["codes"], understanding)
        case MatchedField.FORMER_NAME:
            return _closest(shown["former_names"], understanding)
        case MatchedField.ADDRESS:
            return str(shown["address"])
        case _:
            return str(shown["name"])


def _closest(texts: list[str], understanding: Understanding) -> str:
    """The text that is all that was typed, or else the first that has the most fragments."""
    asked = (*understanding.fragments, *(one.text for one in understanding.within))

    def place(text: str) -> tuple[bool, int]:
        form = key(text)
        met = sum(part in form or sounds_so(form, part) for part in asked)
        return form == understanding.whole, met

    return max(texts, key=place)
