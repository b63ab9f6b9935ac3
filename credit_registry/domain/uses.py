"""What a credit file is used for, and what a legal measure does to a use."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.sources import Source


class Use(StrEnum):
    """A use that a measure is about; qualification review and honours are told apart."""

    GOVERNMENT_PROCUREMENT = "government_procurement"
    WORKS_TENDERING = "works_tendering"
    QUALIFICATION = "qualification"
    HONOURS = "honours"
    BANK_CREDIT = "bank_credit"


class Force(StrEnum):
    """Whether a measure bars the use, or whoever decides has to weigh it."""

    BARS = "bars"
    WEIGHED = "weighed"


class Outcome(StrEnum):
    """What a profile comes to; the first says only that nothing was found in this registry."""

    NO_BAR_FOUND = "no_bar_found"
    NEEDS_REVIEW = "needs_review"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Measure:
    """What an entry on a list does to one use, from a first to a last day, and by what rule."""

    use: Use
    force: Force
    words_zh: str
    words_en: str
    since: date
    until: date | None
    source: Source

    @property
    def bars(self) -> bool:
        """Whether it bars the use; what nobody has verified is weighed at most."""
        return self.force is Force.BARS and self.source.is_verified

    def is_in_force(self, day: date) -> bool:
        """Whether the measure applies on the day."""
        return self.since <= day and (self.until is None or day <= self.until)
