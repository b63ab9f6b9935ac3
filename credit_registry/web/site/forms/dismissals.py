"""The forms of a dismissal: why a candidate is not the one, until when, and why that ends."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.dates import parse_legal_date
from credit_registry.services.screening.dismissals import LONGEST_REASON
from credit_registry.web.site.forms.typed import Typed

REASON, UNTIL, END_REASON = "dismissal_reason", "dismissal_until", "end_reason"


@dataclass(frozen=True, slots=True)
class Stated:
    """Why, and the last day; None for no end."""

    reason: str
    until: date | None


def read(typed: Typed, today: date) -> Stated:
    """What is stated; faults are noted in `typed`."""
    reason = typed.needed(REASON, longest=LONGEST_REASON)
    typed.impersonal(REASON)
    return Stated(reason, _until(typed, today))


def ending(typed: Typed) -> str:
    """Why a dismissal ends; faults are noted in `typed`."""
    reason = typed.needed(END_REASON, longest=LONGEST_REASON)
    typed.impersonal(END_REASON)
    return reason


def _until(typed: Typed, today: date) -> date | None:
    """The last day, which has not passed."""
    text = typed.text(UNTIL)
    if not text:
        return None
    try:
        day = parse_legal_date(text)
    except ValueError:
        typed.faults[UNTIL] = typed.voice.say("form.no_day")
        return None
    if day < today:
        typed.faults[UNTIL] = typed.voice.say("dismissals.past", today=typed.voice.day(today))
    return day
