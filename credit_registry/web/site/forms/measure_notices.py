"""What a body reports of a measure, as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.procedures.measures import APPLY, LIFT, NOT_APPLY
from credit_registry.services.proceeding_steps import ProceedingForm
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed

DOCUMENT, NOTE, ON = "document_number", "note", "on"

FIELDS: Mapping[str, tuple[str, ...]] = {
    APPLY: (ON, DOCUMENT, NOTE),
    NOT_APPLY: (NOTE,),
    LIFT: (ON, DOCUMENT, NOTE),
}
"""The fields of each report, in the order in which they are asked."""

NEEDED: Mapping[str, frozenset[str]] = {
    APPLY: frozenset(FIELDS[APPLY]),
    NOT_APPLY: frozenset({NOTE}),
    LIFT: frozenset({ON, NOTE}),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed, as the service takes it, and whether it was confirmed or is to be changed."""

    typed: Typed
    form: ProceedingForm
    is_confirmed: bool
    is_to_change: bool


def read(step: str, typed: Typed, today: date) -> Stated:
    """The form of a report; faults are noted in `typed`."""
    day = typed.day(ON, today) if ON in FIELDS[step] else None
    if ON in NEEDED[step] and day is None:
        typed.faults.setdefault(ON, typed.voice.say("form.needed"))
    form = ProceedingForm(
        version=typed.number("version"),
        document_number=_line(step, DOCUMENT, typed),
        note=_line(step, NOTE, typed),
        on=day,
    )
    typed.impersonal(*FIELDS[step])
    confirmed = typed.values.get("confirmed")
    return Stated(typed, form, confirmed == "yes", confirmed == "no")


def _line(step: str, name: str, typed: Typed) -> str:
    """The text of a field, where the report has it."""
    if name not in FIELDS[step]:
        return ""
    longest = {"longest": LONGEST_LINE} if name == DOCUMENT else {}
    return typed.needed(name, **longest) if name in NEEDED[step] else typed.text(name, **longest)
