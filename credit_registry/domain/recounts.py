"""From which day a display counts, where its time began again."""

from datetime import date


def counted_from(facts: object, day: date | None) -> date | None:
    """The day that a display of a record is counted from, None where it is not on file.

    That is the day that the regime names, or the later one from which its time counts again because
    a restoration was revoked.
    """
    again: date | None = getattr(facts, "recounted_on", None)
    return day if day is None or again is None else max(day, again)
