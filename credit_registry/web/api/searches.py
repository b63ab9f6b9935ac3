"""Search: by code, name, former name, parts of a name, or address."""

from collections.abc import Iterator
from dataclasses import replace

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.finding import match_words, searching
from credit_registry.services.finding.searching import Question, SearchHit, SearchPage
from credit_registry.web import context
from credit_registry.web.api import cursors, paging
from credit_registry.web.api.operations import Answer, Subject, prefers, read
from credit_registry.web.api.readings import Query, Reading, reading
from credit_registry.web.api.schemas.searches import (
    MOST_HITS,
    Hits,
    SearchQuery,
    Suggestions,
    SuggestQuery,
)
from credit_registry.web.api.shapes.terms import Shape, either, term, times, worded
from credit_registry.web.responses import NDJSON, lines

subject = Subject("search", __name__, description="查询 · Search")
FILTERS = ("list_state", "grade", "division", "industry", "subject_kind", "standing")


@read(subject, "/search", SearchQuery, Answer(schema=Hits, also=(NDJSON,)))
def search(query: Query) -> object:
    """Search for enterprises.

    The answer says how the question was understood, and why each hit was found.
    With `Accept: application/x-ndjson`, one hit a line, to the end.
    """
    filters = {name: tuple(query[name]) for name in FILTERS if query[name]}
    asked = ["search", query["q"], sorted(filters.items()), query["sort"]]
    after = cursors.unseal(asked, query["after"])[0] if "after" in query else None
    question = Question(
        text=query["q"],
        filters=filters,
        limit=MOST_HITS if prefers(NDJSON) else query["limit"],
        after=None if after is None else str(after),
        sort=query["sort"],
    )
    with reading(query) as given:
        page = _found(given, question)
        following = None if page.after is None else cursors.seal(asked, [page.after])
        shape = times(given.view) | _page(page) | {"next": following}
    if prefers(NDJSON):
        return lines(_all_hits(query, question, page))
    return paging.with_link(shape, following)


@read(subject, "/suggestions", SuggestQuery, Answer(schema=Suggestions))
def suggest(query: Query) -> object:
    """Complete what has been typed.

    For a search box: names with their codes, found by characters, pinyin, first letters or code.
    """
    with reading(query) as given:
        index = context.registry().index
        found = searching.suggest(given.session, index, query["q"], given.view, query["limit"])
        shown = [{"name": each.name, "code": each.code} for each in found]
        return times(given.view) | {"suggestions": shown}


def _found(given: Reading, question: Question) -> SearchPage:
    """One page of what answers the question."""
    index = context.registry().index
    return searching.find(given.session, index, question, given.view, given.edition)


def _all_hits(query: Query, question: Question, first: SearchPage) -> Iterator[Shape]:
    """All hits from the first page on."""
    page = first
    yield from map(_hit, page.hits)
    while page.after is not None:
        with reading(query) as given:
            page = _found(given, replace(question, after=page.after))
        yield from map(_hit, page.hits)


def _page(page: SearchPage) -> Shape:
    """A page of hits."""
    understood = page.understanding
    return {
        "understanding": {
            "kind": understood.kind,
            "fragments": list(understood.fragments),
            "ignored": list(understood.ignored),
            "quoted": list(understood.strict),
            "within": [{"field": each.field, "text": each.text} for each in understood.within],
            "excluded": [{"field": each.field, "text": each.text} for each in understood.excluded],
        },
        "total": page.total,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {
            facet: [{"value": value, "count": count} for value, count in counts]
            for facet, counts in page.facets.items()
        },
        "is_degraded": page.is_degraded,
        "did_you_mean": [{"name": each.name, "code": each.code} for each in page.meant],
    }


def _hit(hit: SearchHit) -> Shape:
    """One hit."""
    return {
        "id": to_public(hit.subject_id),
        "code": hit.code,
        "name": hit.name,
        "name_parts": [{"text": part, "is_match": match} for part, match in hit.name_parts],
        "former_name": hit.former_name,
        "reason": hit.reason,
        "why": _why(hit),
        "division": either(hit.division_zh, hit.division_en),
        "industry": either(hit.industry_zh, hit.industry_en),
        "kind": term(hit.kind),
        "standing": term(hit.standing),
        "badges": [
            {
                "colour": term(badge.colour),
                "list_type": worded(badge.list_type, badge.label_zh, badge.label_en),
            }
            for badge in hit.badges
        ],
        "grade": hit.grade,
        "score_centi": hit.score_centi,
    }


def _why(hit: SearchHit) -> Shape:
    """What of the subject met the question, for programs and for people."""
    zh, en = match_words.sentence(hit.reason, hit.matched_text)
    return {
        "field": hit.reason.field,
        "text": hit.matched_text or hit.name,
        "sentence_zh": zh,
        "sentence_en": en,
    }
