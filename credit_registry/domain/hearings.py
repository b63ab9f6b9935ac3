"""The notice of an entry, the time to answer it, and the hearing that the subject may ask for."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.errors import Unlawful


@dataclass(frozen=True, slots=True)
class Hearing:
    """The notice of an entry and what came of it; `statement_due_on` is the last day to answer."""

    notice_served_on: date
    statement_due_on: date
    statement_received_on: date | None = None
    is_due_provisional: bool = False
    requested_on: date | None = None
    held_on: date | None = None

    def is_over(self, day: date) -> bool:
        """Whether the time to answer is certain to be over on the day."""
        return not self.is_due_provisional and day > self.statement_due_on


def require_in_time(hearing: Hearing | None, day: date) -> None:
    """Pass if a hearing may still be asked for on the day. Raises Unlawful."""
    if hearing is None:
        raise Unlawful("No hearing without prior notice; serve the notice first.")
    if hearing.is_over(day):
        raise Unlawful(
            f"A hearing could be asked for until {hearing.statement_due_on.isoformat()}; "
            f"the request of {day.isoformat()} came too late."
        )


def require_heard(hearing: Hearing | None, today: date) -> None:
    """Pass once the subject has answered or the last day to answer is over for certain.

    A hearing that was asked for is to be held first.
    """
    if hearing is None:
        raise Unlawful("No decision without prior notice; serve the notice first.")
    if hearing.requested_on is not None:
        _require_held(hearing)
        return
    if hearing.statement_received_on is not None or hearing.is_over(today):
        return
    due = hearing.statement_due_on
    if hearing.is_due_provisional:
        raise Unlawful(
            f"The last day to answer, {due.isoformat()}, is provisional: the working days of "
            f"{_years(hearing)} are not on file. Load that year's table; a decision is possible "
            "once the day is certain and over, or once the subject has answered."
        )
    raise Unlawful(
        f"The subject may state its case until {due.isoformat()}; "
        "a decision is possible once it has answered or from the day after."
    )


def _require_held(hearing: Hearing) -> None:
    """Pass if the hearing that was asked for has been held."""
    if hearing.held_on is None and hearing.requested_on is not None:
        raise Unlawful(
            f"A hearing was asked for on {hearing.requested_on.isoformat()}; "
            "a decision is possible once it has been held."
        )


def _years(hearing: Hearing) -> str:
    """The years that the time to answer touches."""
    years = range(hearing.notice_served_on.year, hearing.statement_due_on.year + 1)
    return " or ".join(map(str, years))
