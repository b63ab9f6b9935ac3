"""Restoration as pages show it: its terms, what may be applied for, conditions, an application."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures.restorations import RETURNED
from credit_registry.domain.procedures.tables import About
from credit_registry.domain.restoration_conditions import ConditionAnswer
from credit_registry.law.editions import Edition
from credit_registry.law.restoration_terms import RestorationTerms
from credit_registry.services.proceedings import followings
from credit_registry.services.proceedings.followings import Followed
from credit_registry.services.proceedings.restoration_applications import Restorable
from credit_registry.web.site.forms import restoration_applications as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields, proceedings
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.proceedings import Period
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

PERIODS = ("restoration_acceptance", "restoration_completion", "restoration_decision")


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition with its answer, from when on it is met, and what asks for it."""

    title: str
    answer: str
    first: str
    evidence: str
    source: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class TermsPage:
    """How restoration works: what is asked for, the periods, and that nothing is charged."""

    fee: str
    remedies: str
    pledge: str
    of_records: tuple[Fact, ...]
    of_entries: tuple[Fact, ...]
    periods: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FollowedStep:
    """One step that was taken."""

    day: str
    title: str
    state: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """An application as whoever holds its code reads it."""

    kind: str
    state: str
    facts: tuple[Fact, ...]
    missing: str
    steps: tuple[FollowedStep, ...]
    periods: tuple[Period, ...]
    conditions: tuple[ConditionLine, ...]
    fee: str
    remedies: str
    is_over: bool


def conditions(answers: Iterable[ConditionAnswer], voice: Voice) -> tuple[ConditionLine, ...]:
    """The conditions in the order of the terms."""
    return tuple(
        ConditionLine(
            title=voice.label(each.condition),
            answer=voice.say("restore.met" if each.is_met else "restore.unmet"),
            first=_first(each, voice),
            evidence=each.evidence,
            source=voice.either(each.source.text_zh, each.source.text_en),
            is_met=each.is_met,
        )
        for each in answers
    )


def _first(answer: ConditionAnswer, voice: Voice) -> str:
    """From when on it is met, where a day is known."""
    return voice.say("restore.first", day=voice.day(answer.first_on)) if answer.first_on else ""


def terms(found: RestorationTerms, edition: Edition, today: date, voice: Voice) -> TermsPage:
    """The terms of the day."""
    return TermsPage(
        fee=voice.either(found.fee_zh, found.fee_en),
        remedies=voice.either(found.remedies_zh, found.remedies_en),
        pledge=voice.either(found.pledge_zh, found.pledge_en),
        of_records=tuple(_asked(found, About.RECORD, voice)),
        of_entries=tuple(_asked(found, About.LISTING, voice)),
        periods=tuple(
            (
                voice.either(rule.label_zh, rule.label_en),
                voice.period(rule.on(today).period),
            )
            for rule in (edition.deadlines[code] for code in PERIODS)
        ),
    )


def _asked(found: RestorationTerms, about: About, voice: Voice) -> Iterable[Fact]:
    """The conditions with what asks for each."""
    for each in found.of(about):
        source = voice.either(each.source.text_zh, each.source.text_en)
        yield voice.label(each.condition), source


def offered(found: Sequence[Restorable], voice: Voice) -> tuple[Fact, ...]:
    """What may be applied for, in words, each with the first day on which it may be."""
    return tuple((_value(each), _words(each, voice)) for each in found)


def _value(thing: Restorable) -> str:
    """What the form sends for a record or an entry."""
    if thing.listing_id is not None:
        return f"{forms.ENTRY}-{to_public(thing.listing_id)}"
    return f"r-{to_public(thing.record_id or 0)}"


def _words(thing: Restorable, voice: Voice) -> str:
    """The record or the entry with its document and its first day."""
    kind = thing.list_type
    title = thing.title if kind is None else voice.either(kind.label_zh, kind.label_en)
    first = voice.say("restore.first", day=voice.day(thing.first_on)) if thing.first_on else ""
    return " · ".join(part for part in (title, thing.document_number, first) if part)


def form_fields(things: tuple[Fact, ...], typed: Typed, *, at_counter: bool) -> Sequence[FieldItem]:
    """The fields of an application; the day of receipt is asked at the counter alone."""
    pledged = (("yes", typed.voice.say("restore.pledge_made")),)
    found = [
        fields.item(forms.ABOUT, "choice", typed, is_needed=True, options=things),
        fields.item(forms.FULFILMENT, "line", typed, is_needed=True),
        fields.item(forms.NOTE, "text", typed),
        fields.item(forms.PLEDGE, "choices", typed, is_needed=True, options=pledged),
    ]
    return [*found, fields.item(forms.RECEIVED, "day", typed)] if at_counter else found


def code_fields(typed: Typed) -> tuple[FieldItem, ...]:
    """The field that asks for a code."""
    return (fields.item(forms.CODE, "line", typed, is_needed=True),)


def followed(found: Followed, edition: Edition, today: date, voice: Voice) -> FollowedPage:
    """An application as it stands."""
    file, last, said = found.file, found.file.version, found.terms
    facts = (
        (voice.say("restore.enterprise"), file.name),
        (voice.say("restore.thing"), found.title),
        (voice.say("field.document_number"), found.document_number),
    )
    return FollowedPage(
        kind=proceedings.word(file.procedure, file.proceeding.kind, voice),
        state=proceedings.word(file.procedure, last.state, voice),
        facts=tuple(fact for fact in facts if fact[1]),
        missing=last.note if last.state == RETURNED else "",
        steps=tuple(_steps(found, voice)),
        periods=tuple(proceedings.period(row, edition, today, voice) for row in file.deadlines),
        conditions=conditions(found.conditions, voice),
        fee=voice.either(said.fee_zh, said.fee_en) if said else "",
        remedies=voice.either(said.remedies_zh, said.remedies_en) if said else "",
        is_over=not file.proceeding.is_open,
    )


def _steps(found: Followed, voice: Voice) -> Iterable[FollowedStep]:
    """The steps, without who took them."""
    procedure = found.file.procedure
    for step in found.file.steps:
        facts = (
            (voice.say("field.document_number"), step.document_number),
            (voice.say("field.note"), followings.told(step)),
        )
        yield FollowedStep(
            day=voice.day(step.stepped_on),
            title=proceedings.word(procedure, step.step, voice),
            state=proceedings.word(procedure, step.state, voice),
            facts=tuple(fact for fact in facts if fact[1]),
        )
