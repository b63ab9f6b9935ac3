"""What a credit file is used for, and what a legal measure does to a use."""

from enum import StrEnum


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
