"""Notices of measures on the desk: the table, one notice with its reports, and the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.procedures.measures import (
    APPLY,
    LIFT,
    LIFTING,
    MEASURE,
    NOT_APPLICABLE,
    NOT_APPLY,
    NOTICED,
)
from credit_registry.domain.procedures.tables import Need
from credit_registry.law.editions import Edition
from credit_registry.services.measures.measure_desks import Notice
from credit_registry.services.measures.measure_figures import Counts, Figure
from credit_registry.store.proceedings import ProceedingVersion
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.forms.proceedings import FIELDS, Stated
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields, measures
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

KINDS = {Need.DOCUMENT_NUMBER.value: "line", Need.ON.value: "day", Need.NOTE.value: "text"}
REPORTS = (APPLY, NOT_APPLY, LIFT)
"""The steps that a body takes."""
COUNTED = ("notices", "applied", "not_applicable", "lifting", "lifted", "late")


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in the table; `is_owed` marks what waits for a report, `late` says that it is."""

    name: str
    code: str
    address: str
    measure: str
    unit: str
    given_on: str
    state: str
    due: str
    is_owed: bool
    late: str


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One report that the body may make: its form, and what follows."""

    step: str
    title: str
    address: str
    consequence: str
    fields: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice with all that was reported of it."""

    title: str
    name: str
    code: str
    subject_address: str
    notice: str
    version: int
    state: str
    sentence: str
    late: str
    facts: tuple[Fact, ...]
    steps: tuple[tuple[str, str, tuple[Fact, ...]], ...]
    reports: tuple[ReportForm, ...]


def state_name(state: str, voice: Voice) -> str:
    """What a state or a step of a notice is called."""
    return voice.either(*MEASURE.words[state])


def line(notice: Notice, voice: Voice) -> NoticeLine:
    """One notice in the table."""
    return NoticeLine(
        name=notice.name,
        code=notice.code or "",
        address=here("measure_notice", notice=to_public(notice.notice_id)),
        measure=_measure(notice, voice),
        unit=notice.unit or voice.say("notices.no_unit"),
        given_on=voice.day(notice.given_on),
        state=state_name(notice.state, voice),
        due=_due(notice, voice),
        is_owed=notice.is_owed,
        late=voice.say("notices.late") if notice.is_late else "",
    )


def page(
    notice: Notice,
    steps: Sequence[ProceedingVersion],
    edition: Edition,
    actor: Actor,
    typed: Typed,
) -> NoticePage:
    """The page of a notice, with the reports that the actor may make."""
    voice = typed.voice
    return NoticePage(
        title=_measure(notice, voice),
        name=notice.name,
        code=notice.code or "",
        subject_address=of_subject(notice.subject_id, notice.code),
        notice=to_public(notice.notice_id),
        version=notice.row_version,
        state=state_name(notice.state, voice),
        sentence=voice.say(
            f"notices.is_{notice.state}", day=voice.day(notice.lifted_from), due=_due(notice, voice)
        ),
        late=voice.say("notices.late") if notice.is_late else "",
        facts=tuple(fact for fact in _facts(notice, edition, voice) if fact[1]),
        steps=tuple(_step(step, voice) for step in steps),
        reports=tuple(report(notice, step, typed) for step in _possible(notice, actor)),
    )


def report(notice: Notice, step: str, typed: Typed) -> ReportForm:
    """The form of one report."""
    voice, needed = typed.voice, MEASURE.move(notice.state, step).needs
    words = {"name": notice.name, "measure": _measure(notice, voice)}
    return ReportForm(
        step=step,
        title=state_name(step, voice),
        address=here("measure_notice", notice=to_public(notice.notice_id)) + f"/{step}",
        consequence=voice.say(f"notices.consequence_{step}", **words),
        fields=tuple(
            fields.item(name, KINDS[name], typed, is_needed=Need(name) in needed) for name in FIELDS
        ),
    )


def summary(stated: Stated) -> tuple[Fact, ...]:
    """What was typed, to be read once more."""
    typed, day = stated.typed, stated.form.on
    words = {Need.ON.value: typed.voice.day(day)} if day else {}
    return tuple(
        (typed.voice.say(f"field.{name}"), text)
        for name in FIELDS
        if (text := words.get(name) or typed.values.get(name, "").strip())
    )


def columns(voice: Voice) -> tuple[str, ...]:
    """The heads of the columns of the figures."""
    heads = ("notices.unit", "notices.measure", *(f"notices.count_{name}" for name in COUNTED))
    return tuple(voice.say(key) for key in heads)


def cells(figure: Figure, voice: Voice) -> tuple[str, ...]:
    """One row of the figures."""
    measure = figure.measure
    content = voice.either(measure.content_zh, measure.content_en) if measure else ""
    unit = figure.unit or voice.say("notices.no_unit")
    return unit, f"{figure.item} {content}".strip(), *numbers(figure.counts)


def numbers(counts: Counts) -> tuple[str, ...]:
    """The counts in the order of their columns."""
    return tuple(str(getattr(counts, name)) for name in COUNTED)


def _possible(notice: Notice, actor: Actor) -> Iterable[str]:
    """The reports that the actor may make of the notice in its state by date."""
    if not may(actor, Permission.REPORT_MEASURE):
        return ()
    if notice.state == LIFTING:
        return (LIFT,) if notice.was_applied else (LIFT, NOT_APPLY)
    return {NOTICED: (APPLY, NOT_APPLY), NOT_APPLICABLE: (APPLY,)}.get(notice.state, ())


def _measure(notice: Notice, voice: Voice) -> str:
    """The measure by its number and what it is."""
    measure = notice.measure
    content = voice.either(measure.content_zh, measure.content_en) if measure else ""
    return f"{notice.item} {content}".strip()


def _due(notice: Notice, voice: Voice) -> str:
    """Until when the body has to report."""
    if notice.due_on is None:
        return ""
    return voice.day(notice.due_on) + (
        voice.say("case.provisional") if notice.is_provisional else ""
    )


def _facts(notice: Notice, edition: Edition, voice: Voice) -> Iterable[Fact]:
    """What the notice is about: the entry, and the measure with its basis."""
    kind = edition.list_types.get(notice.list_type)
    yield voice.say("notices.list"), voice.either(kind.label_zh, kind.label_en) if kind else ""
    yield voice.say("listing.decision"), notice.decision_number
    yield voice.say("listing.term"), voice.span(notice.since, notice.until) if notice.since else ""
    if notice.measure is not None:
        item = measures.item(notice.measure, voice)
        yield voice.say("measures.matter"), item.matter
        yield voice.say("measures.object"), item.object
        yield voice.say("measures.basis"), f"{item.basis}（{item.level}）"
        yield voice.say("measures.body"), item.body
        yield voice.say("measures.frequency"), item.frequency
    yield voice.say("notices.unit"), notice.unit or voice.say("notices.no_unit")
    yield voice.say("notices.given_on"), voice.day(notice.given_on)


def _step(step: ProceedingVersion, voice: Voice) -> tuple[str, str, tuple[Fact, ...]]:
    """One step of the notice: what it was, its day, and what was stated."""
    stated = (
        (voice.say("field.document_number"), step.document_number),
        (voice.say("field.note"), step.note),
    )
    return (
        state_name(step.step, voice),
        voice.day(step.stepped_on),
        tuple(fact for fact in stated if fact[1]),
    )
