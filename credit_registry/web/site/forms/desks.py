"""What a page of the desk is asked to show: a status of cases, and where to go on from."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.listings import ListingStatus
from credit_registry.domain.opaque_ids import from_public
from credit_registry.web import context


@dataclass(frozen=True, slots=True)
class Asked:
    """The status, or None for the cases that wait; and the last case of the page before."""

    status: ListingStatus | None
    after: tuple[date, int] | None


def asked() -> Asked:
    """What the address asks for. Raises InvalidInput for what the desk itself never wrote."""
    query = context.current_request().args
    status, after = query.get("status", ""), query.get("after", "")
    try:
        return Asked(ListingStatus(status) if status else None, _place(after) if after else None)
    except ValueError:
        accepted = ", ".join(ListingStatus)
        error = FieldError("/status", "is not known", f"one of: {accepted}")
        raise InvalidInput("The desk has no such page.", [error]) from None


def _place(text: str) -> tuple[date, int]:
    """The day and the id that a page ends with."""
    day, _, number = text.partition(".")
    return date.fromisoformat(day), from_public(number)
