"""The form of a step in a proceeding, and what the page of the queue is asked to show."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.procedures.tables import Move, Need, ProcedureKind
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.web import context
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed

FIELDS = (Need.DOCUMENT_NUMBER.value, Need.ON.value, Need.NOTE.value)
"""The fields of every step, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed, as the service takes it, and whether it was confirmed or is to be changed."""

    typed: Typed
    form: ProceedingForm
    is_confirmed: bool
    is_to_change: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which proceedings are shown: of a kind or all, the overdue alone, and from where on."""

    kind: ProcedureKind | None
    is_overdue: bool
    after: tuple[date, int] | None


def read(move: Move, typed: Typed, today: date) -> Stated:
    """The form of a step; faults are noted in `typed`."""
    form = ProceedingForm(
        version=typed.number("version"),
        document_number=typed.text(Need.DOCUMENT_NUMBER.value, longest=LONGEST_LINE),
        note=typed.text(Need.NOTE.value),
        on=typed.day(Need.ON.value, today),
    )
    for need in move.needs:
        if not typed.values.get(need.value, "").strip():
            typed.faults.setdefault(need.value, typed.voice.say("form.needed"))
    typed.impersonal(*FIELDS)
    confirmed = typed.values.get("confirmed")
    return Stated(typed, form, confirmed == "yes", confirmed == "no")


def asked() -> Asked:
    """What the address asks for. Raises InvalidInput for what the page itself never wrote."""
    query = context.current_request().args
    kind, after = query.get("kind", ""), query.get("after", "")
    try:
        return Asked(
            ProcedureKind(kind) if kind else None,
            query.get("due", "") == "overdue",
            _place(after) if after else None,
        )
    except ValueError:
        error = FieldError("/kind", "is not known", f"one of: {', '.join(ProcedureKind)}")
        raise InvalidInput("There is no such page of proceedings.", [error]) from None


def _place(text: str) -> tuple[date, int]:
    """The day and the id that a page ends with."""
    day, _, number = text.partition(".")
    return date.fromisoformat(day), from_public(number)
