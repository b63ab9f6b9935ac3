"""Proceedings on the desk: the queue, and one with its steps, its periods and what may follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.deadlines import DeadlineState, ReminderLevel
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import ALLOWED, Permission, may
from credit_registry.domain.procedures.sampling_follow_ups import CHALLENGE as RE_INSPECTION_TIME
from credit_registry.domain.procedures.tables import Move, Need, Procedure, ProcedureKind
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.law.editions import Edition
from credit_registry.services.proceedings.proceeding_files import ProceedingFile, Waiting
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.proceedings import ProceedingVersion
from credit_registry.web.site.addresses import here, of_case, of_subject
from credit_registry.web.site.forms.proceedings import FIELDS, Asked
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.desks import Tab
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

KINDS = {Need.DOCUMENT_NUMBER.value: "line", Need.ON.value: "day", Need.NOTE.value: "text"}


@dataclass(frozen=True, slots=True)
class Line:
    """One proceeding in the queue; `is_pressing` marks one whose last day is over."""

    name: str
    code: str
    address: str
    kind: str
    state: str
    since: str
    due: str
    is_pressing: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue; `more` is the address of what follows, empty at its end."""

    sentence: str
    tabs: tuple[Tab, ...]
    lines: tuple[Line, ...]
    overdue_address: str
    is_overdue: bool
    more: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was taken."""

    title: str
    state: str
    day: str
    person: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One legal period of the proceeding, in words."""

    title: str
    day: str
    state: str
    source: str


@dataclass(frozen=True, slots=True)
class Action:
    """One step that may follow: its form, or what stands in the way."""

    step: str
    title: str
    address: str
    is_last: bool
    fields: tuple[FieldItem, ...]
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProceedingPage:
    """One proceeding."""

    proceeding: str
    name: str
    code: str
    subject_address: str
    about_address: str
    about: str
    re_inspection_address: str
    kind: str
    state: str
    is_over: bool
    version: int
    steps: tuple[Step, ...]
    periods: tuple[Period, ...]
    actions: tuple[Action, ...]


def word(procedure: Procedure, name: str, voice: Voice) -> str:
    """What the procedure, a state or a step of it is called."""
    return voice.either(*procedure.words[name])


def queue(
    found: list[Waiting],
    counts: Mapping[ProcedureKind, int],
    asked: Asked,
    limit: int,
    voice: Voice,
) -> QueuePage:
    """The queue; `found` may hold one proceeding more than are shown."""
    lines = tuple(_line(each, voice) for each in found[:limit])
    pressing = sum(line.is_pressing for line in lines)
    said = "proceeding.none" if not lines else "proceeding.pressing"
    kind = asked.kind.value if asked.kind else None
    more = ""
    if len(found) > limit:
        day, number = found[limit - 1].place
        due = "overdue" if asked.is_overdue else None
        after = f"{day.isoformat()}.{to_public(number)}"
        more = here("proceedings", kind=kind, due=due, after=after)
    return QueuePage(
        sentence=voice.say(said, count=pressing),
        tabs=tuple(_tabs(counts, asked, voice)),
        lines=lines,
        overdue_address=here("proceedings", kind=kind, due=None if asked.is_overdue else "overdue"),
        is_overdue=asked.is_overdue,
        more=more,
    )


def _tabs(counts: Mapping[ProcedureKind, int], asked: Asked, voice: Voice) -> Iterable[Tab]:
    """All proceedings under way, then those of each kind."""
    total = sum(counts.values())
    yield Tab(voice.say("proceeding.all"), f"{total:,}", here("proceedings"), asked.kind is None)
    for kind, procedure in PROCEDURES.items():
        address = here("proceedings", kind=kind.value)
        count = f"{counts.get(kind, 0):,}"
        yield Tab(word(procedure, kind.value, voice), count, address, asked.kind is kind)


def _line(each: Waiting, voice: Voice) -> Line:
    """One proceeding in the queue."""
    header = each.proceeding
    procedure = PROCEDURES[ProcedureKind(header.kind)]
    return Line(
        name=each.name,
        code=each.code or "",
        address=here("proceeding", proceeding=to_public(header.id)),
        kind=word(procedure, header.kind, voice),
        state=word(procedure, each.version.state, voice),
        since=voice.day(each.version.stepped_on),
        due=_due(each, voice),
        is_pressing=each.level in {ReminderLevel.OVERDUE, ReminderLevel.ESCALATED},
    )


def _due(each: Waiting, voice: Voice) -> str:
    """Until when the next step is owed."""
    if each.due is None:
        return voice.say("proceeding.no_period")
    pressing = each.level.value if each.level else "due"
    words = voice.say(f"reminder.{pressing}", day=voice.day(each.due.due_on))
    return words + voice.say("case.provisional") if each.due.is_provisional else words


def page(
    file: ProceedingFile, actor: Actor, today: date, edition: Edition, typed: Typed, tried: str = ""
) -> ProceedingPage:
    """One proceeding; `tried` is the step whose form was typed."""
    voice, header, procedure = typed.voice, file.proceeding, file.procedure
    return ProceedingPage(
        proceeding=to_public(header.id),
        name=file.name,
        code=file.code or "",
        subject_address=of_subject(header.subject_id, file.code),
        about_address=_about_address(file),
        about=voice.say("proceeding.entry" if header.listing_id else "proceeding.record"),
        re_inspection_address=_re_inspection_address(file, actor),
        kind=word(procedure, header.kind, voice),
        state=word(procedure, file.version.state, voice),
        is_over=procedure.is_over(file.version.state),
        version=header.row_version,
        steps=tuple(_step(step, file, voice) for step in file.steps),
        periods=tuple(period(each, edition, today, voice) for each in file.deadlines),
        actions=tuple(
            action(file, move, actor, today, typed, is_tried=move.step == tried)
            for move in file.moves
        ),
    )


def chosen(page: ProceedingPage, asked: str) -> Action | None:
    """The step in hand: the one asked for where it may follow, else the first that may be taken."""
    open_ones = [each for each in page.actions if not each.obstacles]
    asked_for = [each for each in page.actions if each.step == asked]
    return next(iter([*asked_for, *open_ones, *page.actions]), None)


def _re_inspection_address(file: ProceedingFile, actor: Actor) -> str:
    """Where a re-inspection is asked for while its time runs; empty for whoever may not."""
    record = file.proceeding.record_id
    runs = any(
        each.code == RE_INSPECTION_TIME.deadline and each.state == DeadlineState.RUNNING.value
        for each in file.deadlines
    )
    is_allowed = may(actor, Permission.FILE_OBJECTION, division=file.division)
    return (
        here("re_inspection_form", record=to_public(record))
        if record and runs and is_allowed
        else ""
    )


def _about_address(file: ProceedingFile) -> str:
    """Where what it is about stands on the desk."""
    header = file.proceeding
    if header.listing_id is not None:
        return of_case(header.listing_id)
    return here("record", record=to_public(header.record_id)) if header.record_id else ""


def _step(step: ProceedingVersion, file: ProceedingFile, voice: Voice) -> Step:
    """One step that was taken."""
    facts = (
        (voice.say("field.document_number"), step.document_number),
        (voice.say("field.note"), step.note),
    )
    return Step(
        title=word(file.procedure, step.step, voice),
        state=word(file.procedure, step.state, voice),
        day=voice.day(step.stepped_on),
        person=file.people.get(step.actor_id, ""),
        facts=tuple(fact for fact in facts if fact[1]),
    )


def period(row: LegalDeadline, edition: Edition, today: date, voice: Voice) -> Period:
    """One legal period, with the law that sets it."""
    rule = edition.deadlines[row.code]
    source = rule.on(row.started_on).source
    day = voice.day(row.due_on)
    is_late = row.due_on < (row.ended_on or today) and not row.is_provisional
    is_dropped = row.state == DeadlineState.DROPPED.value
    state = f"{row.state}_late" if is_late and not is_dropped else row.state
    return Period(
        title=voice.either(rule.label_zh, rule.label_en),
        day=day + voice.say("case.provisional") if row.is_provisional else day,
        state=voice.say(f"deadline.{state}", day=voice.day(row.ended_on)),
        source=voice.either(source.text_zh, source.text_en),
    )


def action(
    file: ProceedingFile, move: Move, actor: Actor, today: date, typed: Typed, *, is_tried: bool
) -> Action:
    """One step that may follow; what was typed stands in the form of the step that was tried."""
    kept = typed if is_tried else Typed({}, typed.voice)
    kind = file.procedure.kind.value
    return Action(
        step=move.step,
        title=word(file.procedure, move.step, typed.voice),
        address=here(f"take_{kind}_{move.step}", proceeding=to_public(file.proceeding.id)),
        is_last=file.procedure.is_over(move.to),
        fields=tuple(_field(move, name, today, kept) for name in FIELDS),
        obstacles=tuple(_obstacles(file, move, actor, typed.voice)),
    )


def _field(move: Move, name: str, today: date, typed: Typed) -> FieldItem:
    """One field of the step; the day is filled in to begin with."""
    preset = today.isoformat() if name == Need.ON.value else ""
    return fields.item(name, KINDS[name], typed, preset=preset, is_needed=Need(name) in move.needs)


def _obstacles(file: ProceedingFile, move: Move, actor: Actor, voice: Voice) -> Iterable[str]:
    """Why this officer may not take the step, and who may."""
    roles = voice.listed([voice.label(role) for role in sorted(ALLOWED[move.permission])])
    if not may(actor, move.permission, division=actor.division):
        yield voice.say("obstacle.role", roles=roles)
    elif not may(actor, move.permission, division=file.division):
        yield voice.say("obstacle.division", roles=roles)
    barring = [name for name in sorted(move.apart) if file.taken_by.get(name) == actor.account_id]
    if barring:
        named = voice.listed([word(file.procedure, name, voice) for name in barring])
        yield voice.say("obstacle.same_officer", steps=named)
