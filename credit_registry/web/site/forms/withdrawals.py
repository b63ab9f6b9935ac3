"""The forms that end a record's publicity, and give it back: what has become of it, and why."""

from dataclasses import dataclass

from credit_registry.domain.records import ENDED_BY_ACT, RecordState
from credit_registry.web.site.forms.typed import Typed

STATE, REASON = "state", "ending_reason"
RETURN_REASON = "return_reason"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was stated; it counts only where `Typed` found no fault."""

    state: RecordState
    reason: str
    version: int
    is_confirmed: bool
    is_to_change: bool


def read(typed: Typed) -> Withdrawal:
    """The withdrawal, with the version of the record that the officer had before the eyes."""
    state = typed.chosen(STATE, {each.value: "" for each in ENDED_BY_ACT})
    reason = typed.needed(REASON)
    typed.impersonal(REASON)
    confirmed = typed.values.get("confirmed")
    return Withdrawal(
        state=RecordState(state) if STATE not in typed.faults else RecordState.ACTIVE,
        reason=reason,
        version=typed.number("version"),
        is_confirmed=confirmed == "yes",
        is_to_change=confirmed == "no",
    )


def read_return(typed: Typed) -> Withdrawal:
    """The return of the publicity, with the version that the officer had before the eyes."""
    reason = typed.needed(RETURN_REASON)
    typed.impersonal(RETURN_REASON)
    confirmed = typed.values.get("confirmed")
    return Withdrawal(
        state=RecordState.ACTIVE,
        reason=reason,
        version=typed.number("version"),
        is_confirmed=confirmed == "yes",
        is_to_change=confirmed == "no",
    )
