"""Answers to a search: how it was understood, the hits, and the filters with their counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from credit_registry.domain import usccs
from credit_registry.domain.listings import ListColour
from credit_registry.domain.subjects import Standing, SubjectKind
from credit_registry.domain.usccs import UsccVerdict
from credit_registry.law.editions import Edition
from credit_registry.services.finding import match_words
from credit_registry.services.finding.searching import SearchHit, SearchPage, Suggestion
from credit_registry.store.views import View
from credit_registry.web.site.addresses import of_subject, same_page
from credit_registry.web.site.presenters import badges, grades
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.voices import Voice

FACETS = ("list_state", "grade", "standing", "subject_kind", "division", "industry")
SORTS = ("match", "name")
MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class HitItem:
    """One subject that answers, and why."""

    name_parts: tuple[tuple[str, bool], ...]
    address: str
    code: str
    former_name: str
    facts: tuple[str, ...]
    badges: tuple[Badge, ...]
    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; its address adds it or takes it away."""

    label: str
    count: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A page of answers."""

    count: str
    understanding: str
    hits: tuple[HitItem, ...]
    facets: tuple[Facet, ...]
    more: str
    degraded: str
    none: str
    chosen: tuple[Choice, ...]
    meant: tuple[tuple[str, str, str], ...]
    similar: str


def results(
    found: SearchPage,
    chosen: Mapping[str, tuple[str, ...]],
    view: View,
    edition: Edition,
    at: datetime,
    voice: Voice,
) -> ResultsPage:
    """The page of a search."""
    facets = tuple(_facets(found, chosen, view, edition, voice))
    return ResultsPage(
        count=voice.say("results.count", count=found.total),
        understanding=_understanding(found, voice),
        hits=tuple(_hit(hit, voice) for hit in found.hits),
        facets=facets,
        more=same_page(after=found.after) if found.after else "",
        degraded=voice.say("results.degraded") if found.is_degraded else "",
        none="" if found.hits else voice.say("results.none_lead", at=voice.instant(at)),
        chosen=tuple(each for facet in facets for each in facet.choices if each.is_chosen),
        meant=tuple(map(suggestion, found.meant)),
        similar=voice.say("results.similar") if _is_similar(found) else "",
    )


def _is_similar(found: SearchPage) -> bool:
    """Whether nothing was found as typed, and what is shown is only like it."""
    return any(match_words.is_similar(hit.reason) for hit in found.hits)


def suggestion(found: Suggestion) -> tuple[str, str, str]:
    """A name to go on with: its address, the name and the code."""
    return of_subject(found.subject_id, found.code), found.name, found.code or ""


def advice(text: str, voice: Voice) -> str:
    """What is wrong with a unified code that was typed; empty for anything else."""
    checked = usccs.check(text)
    is_wrong = checked.verdict is UsccVerdict.WRONG_CHECK_CHARACTER
    return voice.say("results.code_wrong", code=checked.code) if is_wrong else ""


def sorts(chosen: str, voice: Voice) -> tuple[tuple[str, str, bool], ...]:
    """The orders of the hits: what each is called, its address, whether it is chosen."""
    return tuple(
        (
            voice.say(f"sort.{name}"),
            same_page(sort=None if name == SORTS[0] else name, after=None),
            name == chosen,
        )
        for name in SORTS
    )


def _understanding(found: SearchPage, voice: Voice) -> str:
    """How the words were understood, and what was left out."""
    understood = found.understanding
    words = " ".join(understood.fragments)
    sentence = voice.say(f"understood.{understood.kind.value}", words=words.upper())
    for key, marked in (("within", understood.within), ("excluded", understood.excluded)):
        for one in marked:
            field = voice.say(f"asked_field.{one.field.value}")
            sentence += voice.say(f"understood.{key}", field=field, words=one.text)
    if understood.ignored and understood.fragments:
        words = voice.listed(list(understood.ignored))
        sentence += voice.say("understood.ignoring", words=words)
    return sentence + voice.say("understood.end")


def _hit(hit: SearchHit, voice: Voice) -> HitItem:
    """One hit."""
    place = voice.either(hit.division_zh, hit.division_en)
    industry = voice.either(hit.industry_zh, hit.industry_en)
    facts = (voice.label(hit.standing), voice.label(hit.kind), place, industry)
    return HitItem(
        name_parts=hit.name_parts,
        address=of_subject(hit.subject_id, hit.code),
        code=hit.code or "",
        former_name=voice.say("results.former", name=hit.former_name) if hit.former_name else "",
        facts=tuple(fact for fact in facts if fact),
        badges=tuple(
            badges.of_list(badge.colour, voice.either(badge.label_zh, badge.label_en))
            for badge in hit.badges
        ),
        grade=grades.line(hit.grade, hit.score_centi, voice),
        reason=voice.either(*match_words.sentence(hit.reason, hit.matched_text)),
    )


def _facets(
    found: SearchPage,
    chosen: Mapping[str, tuple[str, ...]],
    view: View,
    edition: Edition,
    voice: Voice,
) -> Iterable[Facet]:
    """The filters that have something to choose."""
    for name in FACETS:
        counted = dict(found.facets.get(name, ())[:MOST_VALUES])
        marked = chosen.get(name, ())
        values = [*counted, *(value for value in marked if value not in counted)]
        if values:
            yield Facet(
                voice.say(f"facet.{name}"),
                tuple(
                    Choice(
                        label=_value(name, value, view, edition, voice),
                        count=f"{counted.get(value, 0):,}",
                        address=same_page(**{name: _toggled(value, marked)}, after=None),
                        is_chosen=value in marked,
                    )
                    for value in values
                ),
            )


def _toggled(value: str, marked: Sequence[str]) -> list[str] | None:
    """The chosen values with one more, or without it."""
    if value in marked:
        return [other for other in marked if other != value] or None
    return [*marked, value]


def _colour(value: str, voice: Voice) -> str:
    """The lists of a colour; the value itself where there is no such colour."""
    return voice.label(ListColour(value)) if value in set(ListColour) else value


def _value(facet: str, value: str, view: View, edition: Edition, voice: Voice) -> str:
    """What a filter's value is called; the value itself where it has no name."""
    if facet == "division":
        division = edition.divisions.named(value, view.as_of)
        return voice.either(division.name, division.name_en or value) if division else value
    if facet == "industry":
        section = edition.industries.section_of(value)
        return voice.either(section.name, section.name_en) if section else value
    if facet == "grade":
        return voice.say("facet.no_grade") if value == match_words.NONE else value
    if facet == "list_state":
        return voice.say("facet.no_list") if value == match_words.NONE else _colour(value, voice)
    kinds: type[Standing | SubjectKind] = Standing if facet == "standing" else SubjectKind
    return voice.label(kinds(value)) if value in set(kinds) else value
