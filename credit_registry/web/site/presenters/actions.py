"""The step an officer is about to take: its form, its consequence, and what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.listing_courses import COURSES, steps_in_the_way, steps_to_take
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import DeclineGround, ListingStatus, ListProcedure, Step
from credit_registry.domain.measures import Measure
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import ALLOWED, Permission, may
from credit_registry.services.files.cases import CaseFile
from credit_registry.services.lists.listing_steps import hearing_of
from credit_registry.services.lists.listings import ListEntry
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import steps
from credit_registry.web.site.forms.steps import Stated
from credit_registry.web.site.forms.typed import SEPARATOR, Typed
from credit_registry.web.site.presenters import fields, measures
from credit_registry.web.site.presenters.case_lines import ANSWERED
from credit_registry.web.site.presenters.case_steps import (
    is_permitted,
    lapse_words,
    next_step,
    step_name,
)
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

KINDS = {
    steps.DOCUMENT: "line",
    steps.ON: "day",
    steps.NOTE: "text",
    steps.GROUNDS: "text",
    steps.GROUND: "choice",
    steps.RESTRICTED: "day",
    steps.UNNAMED: "text",
    steps.MEASURES: "choices",
}
NEED_BASIS = frozenset({Step.DECIDE, Step.PUBLISH})


@dataclass(frozen=True, slots=True)
class Action:
    """One step: its form while nothing stands in the way, else `obstacles`.

    `is_forbidden` says that another officer could take it, today.
    """

    step: str
    title: str
    lead: str
    consequence: str
    address: str
    is_confirmed_once_more: bool
    fields: tuple[FieldItem, ...]
    obstacles: tuple[str, ...]
    is_forbidden: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """The step in hand, and the addresses of the others that are possible."""

    chosen: Action | None
    others: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence above the case; `look` is a class of the style sheet."""

    look: str
    text: str


def actions(case: CaseFile, asked: Step | None, actor: Actor, today: date, typed: Typed) -> Actions:
    """What can be done with a case now; `asked` is the step the officer has chosen."""
    entry = case.entry
    possible = steps_to_take(entry.list_type.procedure, entry.status)
    due = next_step(entry, today, has_lapsed=case.lapse is not None)
    chosen = asked if asked in possible else due
    others = tuple(
        (typed.voice.label(step), _address(entry, step))
        for step in possible
        if step is not chosen and not (step is Step.EXPIRE and due is not Step.EXPIRE)
    )
    found = action(case, chosen, actor, today, typed) if chosen else None
    return Actions(found, others)


def action(case: CaseFile, step: Step, actor: Actor, today: date, typed: Typed) -> Action:
    """One step with its form."""
    voice, entry = typed.voice, case.entry
    kind = entry.list_type
    words = {"name": case.file.name, "list": voice.either(kind.label_zh, kind.label_en)}
    forbidden = tuple(_forbidding(case, step, actor, voice))
    return Action(
        step=step.value,
        title=voice.label(step),
        lead=voice.say(f"step.{step.value}", **words),
        consequence=voice.say(f"consequence.{step.value}", **words, term=voice.period(kind.term)),
        address=_address(entry, step),
        is_confirmed_once_more=step in steps.CONFIRMED,
        fields=tuple(_fields(case, step, today, typed)),
        obstacles=(*forbidden, *_obstacles(case, step, today, voice)),
        is_forbidden=bool(forbidden),
    )


def notice(case: CaseFile, asked: Step | None, seen: int, done: str, voice: Voice) -> Notice | None:
    """What the officer must know first: others were faster, or the step just taken."""
    entry = case.entry
    if entry.row_version != seen:
        return Notice("warning", voice.say("case.stale"))
    if asked is not None and asked not in steps_to_take(entry.list_type.procedure, entry.status):
        words = {"step": voice.label(asked), "status": voice.label(entry.status)}
        return Notice("warning", voice.say("case.not_possible", **words))
    if done and done == entry.version.step:
        return Notice("done", voice.say("case.just_done", step=step_name(done, voice)))
    return None


def summary(stated: Stated, step: Step, possible: Sequence[Measure]) -> tuple[Fact, ...]:
    """What was typed, to be read once more, with the measures in words."""
    typed, day = stated.typed, stated.form.on
    words = {steps.ON: typed.voice.day(day)} if day else {}
    if stated.form.ground is not None:
        words[steps.GROUND] = typed.voice.label(stated.form.ground)
    words[steps.MEASURES] = measures.listed(possible, stated.form.measures, typed.voice)
    return tuple(
        (typed.voice.say(f"field.{name}"), text)
        for name in steps.FIELDS[step]
        if (text := words.get(name) or typed.values.get(name, "").strip())
    )


def _address(entry: ListEntry, step: Step) -> str:
    """Where the step is taken."""
    return here("case_step", case=to_public(entry.listing_id), step=step.value)


def _fields(case: CaseFile, step: Step, today: date, typed: Typed) -> Iterable[FieldItem]:
    """The fields of the step; measures are asked for where the list names any."""
    for name in steps.FIELDS[step]:
        if name != steps.MEASURES or case.possible:
            yield _field(case, step, name, today, typed)


def _field(case: CaseFile, step: Step, name: str, today: date, typed: Typed) -> FieldItem:
    """One field of the step; day, grounds and measures are filled in to begin with."""
    presets = {
        steps.ON: today.isoformat(),
        steps.GROUNDS: case.entry.version.grounds,
        steps.MEASURES: SEPARATOR.join(each.code for each in case.possible),
    }
    options = {
        steps.GROUND: _grounds(case.entry, typed.voice),
        steps.MEASURES: measures.options(case.possible, typed.voice),
    }
    return fields.item(
        name,
        KINDS[name],
        typed,
        preset=presets.get(name, ""),
        is_needed=name in steps.needed(case.entry.list_type.procedure, step),
        options=options.get(name, ()),
    )


def _grounds(entry: ListEntry, voice: Voice) -> tuple[Fact, ...]:
    """Why a subject may be left off the list."""
    is_red = entry.list_type.procedure is ListProcedure.NOMINATION
    found = steps.RED_GROUNDS if is_red else steps.BLACK_GROUNDS
    return tuple((ground.value, voice.label(ground)) for ground in DeclineGround if ground in found)


def _forbidding(case: CaseFile, step: Step, actor: Actor, voice: Voice) -> Iterable[str]:
    """Why this officer may not take the step, and who may."""
    permission = PERMISSION[step]
    roles = voice.listed([voice.label(role) for role in sorted(ALLOWED[permission])])
    procedure = case.entry.list_type.procedure
    if not may(actor, permission, division=actor.division):
        yield voice.say("obstacle.role", roles=roles)
    elif not is_permitted(step, actor, case.division):
        is_consent = permission is Permission.CONSENT_LISTING
        said = "obstacle.superior" if is_consent else "obstacle.division"
        yield voice.say(said, roles=roles)
    if barring := steps_in_the_way(procedure, step, case.taken_by, actor.account_id):
        named = voice.listed([step_name(name, voice) for name in barring])
        yield voice.say("obstacle.same_officer", steps=named)


def _obstacles(case: CaseFile, step: Step, today: date, voice: Voice) -> Iterable[str]:
    """What stands in the way of the step whoever takes it."""
    entry = case.entry
    kind, last = entry.list_type, entry.version.until
    if step in {Step.DECIDE, Step.PUBLISH}:
        yield from _unheard(entry, today, voice)
    way = COURSES[kind.procedure].get(step)
    if way is not None and way.is_resting and case.lapse is not None:
        yield lapse_words(case.lapse, voice)
    if step in NEED_BASIS and not (kind.is_active(today) and kind.basis.is_verified):
        yield voice.say("obstacle.basis")
    if step is Step.PUBLISH and last and last < today:
        yield voice.say("obstacle.term_over", day=voice.day(last))
    if step is Step.EXPIRE and (last is None or last >= today):
        yield voice.say("obstacle.term_running", day=voice.until(last))


def _unheard(entry: ListEntry, today: date, voice: Voice) -> Iterable[str]:
    """Why the hearing does not allow a decision yet."""
    hearing = hearing_of(entry.version)
    if entry.status not in ANSWERED or hearing is None or hearing.is_over(today):
        return
    said = "obstacle.due_provisional" if hearing.is_due_provisional else "obstacle.hearing"
    if entry.status is ListingStatus.ANNOUNCED:
        said = "obstacle.announced"
    yield voice.say(said, day=voice.day(hearing.statement_due_on))
