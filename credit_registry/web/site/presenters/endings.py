"""The propagation board: each ending with its downstreams, and the form for one that waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.domain.dates import Deadline
from credit_registry.domain.downstreams import TakenBy
from credit_registry.services.lists.dated_endings import DatedEnding
from credit_registry.services.lists.endings import Ending, Standing
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.forms import endings as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem, Option
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One downstream of an ending."""

    label: str
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class EndingLine:
    """One ending; `address` leads to the form of whoever has not confirmed, where there is any."""

    day: str
    kind: str
    name: str
    subject_address: str
    due: str
    standings: tuple[StandingLine, ...]
    address: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One display that ended by its date."""

    day: str
    name: str
    subject_address: str
    what: str
    due: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board; `more` is the address of what follows, `other` that of the other half."""

    sentence: str
    lines: tuple[EndingLine, ...]
    is_all: bool
    other: str
    more: str


@dataclass(frozen=True, slots=True)
class EndingPage:
    """One ending with the form of a confirmation; no fields where nobody is waited for."""

    line: EndingLine
    address: str
    fields: tuple[FieldItem, ...]


def board(found: Sequence[Ending], limit: int, voice: Voice, *, is_all: bool) -> BoardPage:
    """The board; `found` may hold one ending more than are shown."""
    lines = tuple(line(each, voice) for each in found[:limit])
    late = sum(each.is_late for each in lines)
    key = "ending.late" if late else ("ending.some" if lines else "ending.none")
    which = "all" if is_all else None
    more = ""
    if len(found) > limit:
        more = here("propagation", which=which, after=found[limit - 1].position)
    other = here("propagation", which=None if is_all else "all")
    return BoardPage(voice.say(key, count=late), lines, is_all, other, more)


def dated(found: Sequence[DatedEnding], voice: Voice) -> tuple[DatedLine, ...]:
    """The displays that ended by their date."""
    return tuple(
        DatedLine(
            day=voice.day(each.last_on),
            name=each.name,
            subject_address=of_subject(each.subject_id, each.code),
            what=voice.say("ending.dated_entry" if each.is_entry else "ending.dated_record"),
            due=_due(each.due, voice),
        )
        for each in found
    )


def _due(due: Deadline, voice: Voice) -> str:
    """Until when an ending is to be taken in."""
    day = voice.day(due.due_on)
    return day + voice.say("case.provisional") if due.is_provisional else day


def line(ending: Ending, voice: Voice) -> EndingLine:
    """One ending."""
    return EndingLine(
        day=voice.day(ending.on),
        kind=voice.say(f"happening.{ending.kind.value}"),
        name=ending.name,
        subject_address=of_subject(ending.subject_id, ending.code),
        due=_due(ending.due, voice),
        standings=tuple(_standing(each, voice) for each in ending.standings),
        address=here("ending", position=ending.position) if waiting(ending, voice) else "",
        is_late=ending.is_late,
    )


def _standing(standing: Standing, voice: Voice) -> StandingLine:
    """One downstream in words."""
    known = standing.downstream
    if standing.is_taken:
        day = voice.day(standing.taken_on)
        state = voice.say("ending.taken_on", day=day) if day else voice.say("ending.taken")
    else:
        state = voice.say("ending.is_late" if standing.is_late else "ending.awaited")
    return StandingLine(voice.either(known.label_zh, known.label_en), state, standing.is_late)


def waiting(ending: Ending, voice: Voice) -> tuple[Option, ...]:
    """The downstreams of which a confirmation is awaited."""
    return tuple(
        (each.downstream.code, voice.either(each.downstream.label_zh, each.downstream.label_en))
        for each in ending.standings
        if each.downstream.taken_by is TakenBy.CONFIRMATION and not each.is_taken
    )


def page(ending: Ending, typed: Typed, *, may_confirm: bool) -> EndingPage:
    """One ending, with the form for whoever may confirm."""
    options = waiting(ending, typed.voice)
    items = (
        fields.item(forms.DOWNSTREAM, "choice", typed, is_needed=True, options=options),
        fields.item(forms.EVIDENCE, "text", typed, is_needed=True),
    )
    return EndingPage(
        line=line(ending, typed.voice),
        address=here("confirm_ending", position=ending.position),
        fields=items if options and may_confirm else (),
    )
