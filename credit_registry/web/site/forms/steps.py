"""The form of each step with a case: its fields, and what an officer stated in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.services.listing_steps import StepForm
from credit_registry.services.listings import ListEntry
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed

DOCUMENT, NOTE, GROUNDS, ON = "document_number", "note", "grounds", "on"

FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.SERVE_NOTICE: (DOCUMENT, ON, NOTE),
    Step.RECORD_STATEMENT: (NOTE, ON),
    Step.DECIDE: (DOCUMENT, ON, GROUNDS),
    Step.DECLINE: (NOTE, DOCUMENT, ON),
    Step.PUBLISH: (NOTE,),
    Step.REMOVE: (DOCUMENT, NOTE, ON),
    Step.EXPIRE: (),
}
"""The fields of each step, in the order in which they are asked."""

NEEDED: Mapping[Step, frozenset[str]] = {
    Step.SERVE_NOTICE: frozenset({DOCUMENT}),
    Step.RECORD_STATEMENT: frozenset({NOTE}),
    Step.DECIDE: frozenset({DOCUMENT, GROUNDS}),
    Step.DECLINE: frozenset({NOTE}),
    Step.PUBLISH: frozenset(),
    Step.REMOVE: frozenset({DOCUMENT, NOTE}),
    Step.EXPIRE: frozenset(),
}

CONFIRMED = frozenset({Step.DECIDE, Step.DECLINE, Step.PUBLISH, Step.REMOVE, Step.EXPIRE})
"""Steps that no later step takes back; each is asked for once more."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed, as the service takes it, and whether it was confirmed or is to be changed."""

    typed: Typed
    form: StepForm
    is_confirmed: bool
    is_to_change: bool


def read(step: Step, typed: Typed, today: date) -> Stated:
    """The form of a step; faults are noted in `typed`."""
    form = StepForm(
        version=typed.number("version"),
        document_number=_line(step, DOCUMENT, typed),
        note=_line(step, NOTE, typed),
        on=typed.day(ON, today) if ON in FIELDS[step] else None,
        grounds=_line(step, GROUNDS, typed),
    )
    confirmed = typed.values.get("confirmed")
    return Stated(typed, form, confirmed == "yes", confirmed == "no")


def check_day(step: Step, stated: Stated, entry: ListEntry) -> None:
    """Note where the day comes before the step that it follows, or before the hearing is over."""
    day, version, typed = stated.form.on, entry.version, stated.typed
    if day is None:
        return
    due = version.statement_due_on
    if day < version.stepped_on:
        typed.faults[ON] = typed.voice.say(
            "step.too_early", day=typed.voice.day(version.stepped_on)
        )
    elif step is Step.DECIDE and entry.status is ListingStatus.NOTICED and due and day <= due:
        typed.faults[ON] = typed.voice.say("step.not_heard", day=typed.voice.day(due))


def _line(step: Step, name: str, typed: Typed) -> str:
    """The text of a field, where the step has it."""
    if name not in FIELDS[step]:
        return ""
    longest = {"longest": LONGEST_LINE} if name == DOCUMENT else {}
    return typed.needed(name, **longest) if name in NEEDED[step] else typed.text(name, **longest)
