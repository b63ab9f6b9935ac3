"""Those who carry on what is public here, and have to take in when it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.sources import Source


class TakenBy(StrEnum):
    """How it is known that a downstream has taken an ending in."""

    CURSOR = "cursor"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class Downstream:
    """One downstream while it is one.

    `unit_zh` is the name of the body that confirms for it with its own account; where it is empty,
    officers confirm alone.
    """

    code: str
    label_zh: str
    label_en: str
    taken_by: TakenBy
    unit_zh: str
    since: date
    until: date | None
    source: Source

    def is_one_on(self, day: date) -> bool:
        """Whether it is a downstream on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


def require_downstream(known: Mapping[str, Downstream], code: str) -> Downstream:
    """The downstream. Raises NotFound naming those there are."""
    if code not in known:
        raise NotFound(f"There is no downstream {code!r}; there are: {', '.join(sorted(known))}.")
    return known[code]


_ENDING = frozenset(
    {
        "record_withdrawn",
        "listing_removed",
        "listing_expired",
        "listing_withdrawn",
        "listing_revoked",
    }
)
ENDINGS = frozenset(kind for kind in EventKind if kind.value in _ENDING)
"""The events by which the publicity of a record or an entry ends."""
