"""The form of each step with a case: its fields, and what an officer stated in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.listing_courses import COURSES
from credit_registry.domain.listings import DeclineGround, ListingStatus, ListProcedure, Step
from credit_registry.services.lists.listing_steps import StepForm, hearing_of
from credit_registry.services.lists.listings import ListEntry
from credit_registry.web.site.forms.typed import LONGEST_LINE, SEPARATOR, Typed

DOCUMENT, NOTE, GROUNDS, ON = "document_number", "note", "grounds", "on"
GROUND, RESTRICTED, UNNAMED = "ground", "restricted_until", "unnamed"
MEASURES = "measures"

FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.SERVE_NOTICE: (DOCUMENT, ON, NOTE),
    Step.RECORD_STATEMENT: (NOTE, DOCUMENT, ON),
    Step.REQUEST_HEARING: (ON, DOCUMENT, NOTE),
    Step.HOLD_HEARING: (NOTE, DOCUMENT, ON),
    Step.DECIDE: (DOCUMENT, ON, GROUNDS, MEASURES, RESTRICTED, UNNAMED),
    Step.DECLINE: (GROUND, NOTE, DOCUMENT, ON),
    Step.GIVE_CONSENT: (DOCUMENT, ON, NOTE),
    Step.REFUSE_CONSENT: (DOCUMENT, NOTE, ON),
    Step.CHECK: (NOTE,),
    Step.ANNOUNCE: (DOCUMENT, ON, NOTE),
    Step.PUBLISH: (DOCUMENT, NOTE),
    Step.RESUME: (DOCUMENT, NOTE),
    Step.WITHDRAW: (DOCUMENT, NOTE, ON),
    Step.REVOKE: (DOCUMENT, NOTE, ON),
    Step.END: (NOTE, ON),
    Step.EXPIRE: (),
}
"""The fields of each step that is taken by itself, in the order in which they are asked."""

CONFIRMED = frozenset(FIELDS) - {
    Step.SERVE_NOTICE,
    Step.RECORD_STATEMENT,
    Step.REQUEST_HEARING,
    Step.HOLD_HEARING,
    Step.CHECK,
    Step.ANNOUNCE,
}
"""Steps that no later step takes back; each is asked for once more."""

RED_GROUNDS = frozenset({DeclineGround.CONDITIONS_NOT_MET, DeclineGround.OTHER})
BLACK_GROUNDS = frozenset(DeclineGround) - {DeclineGround.CONDITIONS_NOT_MET}


def needed(procedure: ListProcedure, step: Step) -> frozenset[str]:
    """The fields of a step that must be filled in."""
    way = COURSES[procedure].get(step)
    also = {Step.DECIDE: {GROUNDS}, Step.DECLINE: {GROUND}}.get(step, set())
    return frozenset({*(way.needs if way else ()), *also})


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed, as the service takes it, and whether it was confirmed or is to be changed."""

    typed: Typed
    form: StepForm
    is_confirmed: bool
    is_to_change: bool


def read(step: Step, procedure: ListProcedure, typed: Typed, today: date) -> Stated:
    """The form of a step; faults are noted in `typed`."""
    must = needed(procedure, step)
    form = StepForm(
        version=typed.number("version"),
        document_number=_line(step, DOCUMENT, typed, must),
        note=_line(step, NOTE, typed, must),
        on=typed.day(ON, today) if ON in FIELDS[step] else None,
        grounds=_line(step, GROUNDS, typed, must),
        ground=_ground(step, typed),
        restricted_until=typed.day(RESTRICTED, date.max) if RESTRICTED in FIELDS[step] else None,
        unnamed=_line(step, UNNAMED, typed, must),
        measures=_measures(step, typed),
    )
    typed.impersonal(*FIELDS[step])
    _check_needed(step, form, typed, must)
    confirmed = typed.values.get("confirmed")
    return Stated(typed, form, confirmed == "yes", confirmed == "no")


def _ground(step: Step, typed: Typed) -> DeclineGround | None:
    """Why a subject is not listed, where the step asks."""
    if GROUND not in FIELDS[step]:
        return None
    chosen = typed.chosen(GROUND, {ground.value: "" for ground in DeclineGround})
    return DeclineGround(chosen) if GROUND not in typed.faults else None


def _measures(step: Step, typed: Typed) -> tuple[str, ...] | None:
    """The codes that were ticked; None where the form did not ask, and all of them follow."""
    if MEASURES not in FIELDS[step] or MEASURES not in typed.values:
        return None
    codes = tuple(filter(None, typed.values[MEASURES].split(SEPARATOR)))
    if not codes:
        typed.faults[MEASURES] = typed.voice.say("step.no_measure")
    return codes


def _check_needed(step: Step, form: StepForm, typed: Typed, must: frozenset[str]) -> None:
    """Note where the needed day is lacking, or both an answer's words and its number."""
    if ON in must and form.on is None:
        typed.faults.setdefault(ON, typed.voice.say("form.needed"))
    if step is Step.RECORD_STATEMENT and not form.note and not form.document_number:
        typed.faults.setdefault(NOTE, typed.voice.say("step.no_answer"))


def check_day(step: Step, stated: Stated, entry: ListEntry) -> None:
    """Note where the day comes before the step it follows, or before the hearing is over."""
    day, version, typed = stated.form.on, entry.version, stated.typed
    if day is None:
        return
    due, hearing = version.statement_due_on, hearing_of(version)
    if day < version.stepped_on:
        typed.faults[ON] = typed.voice.say(
            "step.too_early", day=typed.voice.day(version.stepped_on)
        )
    elif (
        step is Step.DECIDE
        and entry.status is ListingStatus.NOTICED
        and hearing
        and not hearing.is_over(day)
    ):
        typed.faults[ON] = typed.voice.say("step.not_heard", day=typed.voice.day(due))


def _line(step: Step, name: str, typed: Typed, must: frozenset[str]) -> str:
    """The text of a field, where the step has it."""
    if name not in FIELDS[step]:
        return ""
    longest = {"longest": LONGEST_LINE} if name == DOCUMENT else {}
    return typed.needed(name, **longest) if name in must else typed.text(name, **longest)
