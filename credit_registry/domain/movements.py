"""How the days on which something is public move when the law changes; pure."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

Span = tuple[date, date | None]
"""A first and a last day, both included; None stands for no end."""


class Movement(StrEnum):
    """What became of a thing's days, or of a deadline."""

    OPENED = "opened"
    CLOSED = "closed"
    LENGTHENED = "lengthened"
    SHORTENED = "shortened"
    SHIFTED = "shifted"
    RESTATED = "restated"
    EARLIER = "earlier"
    LATER = "later"
    SETTLED = "settled"


def hull(spans: Sequence[Span]) -> Span | None:
    """From the first day to the last of several stretches; None where there is none."""
    if not spans:
        return None
    ends = [until for _, until in spans]
    last = None if None in ends else max(end for end in ends if end is not None)
    return min(since for since, _ in spans), last


def of_days(before: Span | None, after: Span | None) -> Movement:
    """How a display moved; `restated` where its days are the same and only its reason is another.

    >>> of_days((date(2026, 5, 1), date(2027, 5, 1)), (date(2026, 5, 1), date(2026, 11, 1)))
    <Movement.SHORTENED: 'shortened'>
    """
    if before is None or after is None:
        if before == after:
            return Movement.RESTATED
        return Movement.OPENED if before is None else Movement.CLOSED
    if before == after:
        return Movement.RESTATED
    if _holds(after, before):
        return Movement.LENGTHENED
    return Movement.SHORTENED if _holds(before, after) else Movement.SHIFTED


def _holds(outer: Span, inner: Span) -> bool:
    """Whether all days of the one are days of the other."""
    return outer[0] <= inner[0] and (outer[1] or date.max) >= (inner[1] or date.max)


def of_deadline(before: date | None, after: date) -> Movement:
    """How a deadline moved; `settled` where the day is the same and no longer provisional."""
    if before is None or before == after:
        return Movement.SETTLED
    return Movement.EARLIER if after < before else Movement.LATER
