"""Search for the public: the index finds subjects, one set of queries says what may be shown."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.subjects import Standing, SubjectKind
from credit_registry.law.editions import Edition
from credit_registry.services.finding import (
    exact_lookups,
    hit_identities,
    list_badges,
    meant_codes,
    standing_texts,
)
from credit_registry.services.finding.hit_identities import Identity
from credit_registry.services.finding.list_badges import Badge
from credit_registry.services.grading import stored_grades
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.services.subjects import subjects
from credit_registry.store.views import View
from search_index.analysis import letters
from search_index.errors import QueryRefused, SearchIndexError
from search_index.highlighting import highlight
from search_index.queries import Query, QueryKind, Sort, Understanding
from search_index.ranking import MatchedField, MatchReason
from search_index.results import Hit, Results

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks: words, filters by facet, the page wanted, and whether facets are told."""

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limit: int = 20
    after: str | None = None
    sort: Sort = "match"
    counts_facets: bool = True


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One subject that answers, why, and what stands of it in public; `grade` only where shown."""

    subject_id: int
    code: str | None
    name: str
    name_parts: tuple[tuple[str, bool], ...]
    former_name: str | None
    reason: MatchReason
    matched_text: str
    kind: SubjectKind
    standing: Standing
    division_zh: str
    division_en: str
    industry_zh: str
    industry_en: str
    badges: tuple[Badge, ...]
    grade: str | None
    score_centi: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to go on with while typing, or with the code that may have been meant."""

    subject_id: int
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of hits; `is_degraded` says that only codes and exact names were searched.

    `meant` are subjects whose code is one slip away from what was typed.
    """

    understanding: Understanding
    hits: tuple[SearchHit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    after: str | None
    is_degraded: bool
    meant: tuple[Suggestion, ...] = ()


def find(
    session: Session, index: SubjectIndex, question: Question, view: View, edition: Edition
) -> SearchPage:
    """A page of subjects. Raises InvalidInput for words that cannot be asked for."""
    results, is_degraded = _search(session, index, question, view)
    hits = _hits(session, standing_texts.kept(session, results, view, edition), view, edition)
    return SearchPage(
        results.understanding,
        hits,
        results.total,
        results.facets,
        results.after,
        is_degraded,
        () if results.total else _meant(session, question.text, view),
    )


def _meant(session: Session, text: str, view: View) -> tuple[Suggestion, ...]:
    """The subjects whose code the text may be a slip of."""
    codes = meant_codes.meant(session, text)
    known = hit_identities.named(session, list(codes), view)
    found = ((number, code) for number, code in codes.items() if number in known)
    return tuple(Suggestion(number, known[number].name, code) for number, code in found)


def suggest(
    session: Session, index: SubjectIndex, text: str, view: View, limit: int = 8
) -> list[Suggestion]:
    """Names to go on with; nothing for less than two characters."""
    shortest = 2
    if len(text.strip()) < shortest:
        return []
    results, _ = _search(session, index, Question(text, limit=limit, counts_facets=False), view)
    ids = [int(hit.id) for hit in results.hits]
    found = hit_identities.named(session, ids, view)
    return [Suggestion(each, found[each].name, found[each].code) for each in ids if each in found]


def _search(
    session: Session, index: SubjectIndex, question: Question, view: View
) -> tuple[Results, bool]:
    """The index's answer; without an index, the database's by code and exact name."""
    try:
        query = Query(
            question.text,
            question.filters,
            view.today.toordinal(),
            question.limit,
            question.after,
            question.sort,
            public_only=view.is_public,
            counts_facets=question.counts_facets,
        )
        results = index.port.search(query)
    except QueryRefused as refused:
        raise InvalidInput(str(refused)) from None
    except SearchIndexError as fault:
        LOG.warning("the search index cannot answer: %s", fault)
        return exact_lookups.results(session, query), True
    if results.understanding.kind is QueryKind.CODE and not results.total and not query.filters:
        # A taxpayer number is no code of its own: the organisation code in it decides.
        return exact_lookups.results(session, query), False
    return results, False


def _hits(
    session: Session, results: Results, view: View, edition: Edition
) -> tuple[SearchHit, ...]:
    """The hits with their public particulars, in a fixed number of statements."""
    ids = [int(hit.id) for hit in results.hits]
    identities = hit_identities.identities(session, ids, view)
    badges = list_badges.of_subjects(session, ids, view, edition)
    grades = stored_grades.shown(session, ids, view, edition)
    fragments = results.understanding.fragments
    return tuple(
        _hit(
            hit,
            identities[number],
            badges.get(number, ()),
            grades.get(number),
            fragments,
            (view, edition),
        )
        for hit, number in zip(results.hits, ids, strict=True)
        if number in identities
    )


def _hit(
    hit: Hit,
    identity: Identity,
    badges: tuple[Badge, ...],
    graded: tuple[str, int | None] | None,
    fragments: Sequence[str],
    place: tuple[View, Edition],
) -> SearchHit:
    """One hit as it is shown."""
    registration = identity.registration
    view, edition = place
    name = identity.named.name or hit.name
    division_zh, division_en = subjects.division_names(registration, edition, view.as_of)
    code = registration.industry_code if registration else None
    industry = edition.industries.section_of(code or "")
    is_former = hit.field is MatchedField.FORMER_NAME
    return SearchHit(
        subject_id=int(hit.id),
        code=identity.named.code,
        name=name,
        name_parts=tuple(highlight(name, _marked(hit.reason, fragments))),
        former_name=hit.matched_text if is_former else None,
        reason=hit.reason,
        matched_text=hit.matched_text,
        kind=identity.kind,
        standing=Standing(registration.standing) if registration else Standing.UNKNOWN,
        division_zh=division_zh,
        division_en=division_en,
        industry_zh=industry.name if industry else "",
        industry_en=industry.name_en if industry else "",
        badges=badges,
        grade=graded[0] if graded else None,
        score_centi=graded[1] if graded else None,
    )


def _marked(reason: MatchReason, fragments: Sequence[str]) -> Sequence[str]:
    """What is marked in the name: the fragments, or their characters where these lie apart."""
    if reason is not MatchReason.NAME_LETTERS:
        return fragments
    return [letter for fragment in fragments for letter in letters(fragment)]
