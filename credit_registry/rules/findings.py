"""What an evaluation says: the score, the grade, and for every rule what it found and why."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

make = tuple.__new__
"""Makes a named tuple of its values, in half the time of its own constructor."""


class Lack(StrEnum):
    """What a rule would have needed."""

    NO_RECORD = "no_record"
    NO_DATE = "no_date"
    NO_ROW = "no_row"
    NO_AMOUNT = "no_amount"
    NO_SCORE = "no_score"


class NoGradeReason(StrEnum):
    """Why a subject is not graded."""

    ESTABLISHMENT_UNKNOWN = "establishment_unknown"
    TOO_YOUNG = "too_young"
    NOT_OPERATING = "not_operating"
    TOO_FEW_DIMENSIONS = "too_few_dimensions"


class Missing(NamedTuple):
    """Something that was missing, and in which record; None means that there is no record."""

    lack: Lack
    record_id: int | None


class Used(NamedTuple):
    """A record that counted: its points, the share kept at its age, and until when.

    `until` is the last day of this age step, `ends` the last day on which it counts at all; None
    means no end. `observed` holds the values that the rule read, by column.
    """

    record_id: int
    version_id: int
    document_number: str
    title: str
    points: int | None
    percent: int
    age_step: int
    since: date
    until: date | None
    ends: date | None
    observed: tuple[tuple[str, str | int], ...]


class Finding(NamedTuple):
    """What one rule found. Points are hundredths, None for a rule that gives none.

    `measure` is the number of records, the sum in fen or the score in hundredths, None for rules
    that read a table. `unmet` are the requirements that do not hold, by their place in the rule; a
    rule that does not apply to the subject's industry found nothing.
    """

    rule: str
    points_before_ageing: int | None
    points_after_ageing: int | None
    points_after_cap: int | None
    measure: int | None
    used: tuple[Used, ...]
    missing: tuple[Missing, ...]
    unmet: tuple[int, ...] = ()
    is_applicable: bool = True


class DimensionScore(NamedTuple):
    """The points of a dimension; without data it stays out of the score."""

    code: str
    points: int
    most: int
    has_data: bool


class HeldBack(NamedTuple):
    """A grade whose score was reached, and the place of a requirement of it that is not met."""

    grade: str
    requirement: int


class CapHit(NamedTuple):
    """A rule that lets the grade rise no higher."""

    rule: str
    grade: str


class Candidate(NamedTuple):
    """A list for which a rule proposes the subject; people decide."""

    list_type: str
    rule: str


class Evaluation(NamedTuple):
    """The result for one subject on a legal date under one rule-set version.

    Nothing in it but `as_of` changes before `next_change_on`, None if it never will by itself.
    """

    subject_id: int
    as_of: date
    rule_set: str
    version: str
    score_centi: int | None
    grade: str
    grade_before_caps: str
    bonus: int
    dimensions: tuple[DimensionScore, ...]
    findings: tuple[Finding, ...]
    held_back: tuple[HeldBack, ...]
    caps: tuple[CapHit, ...]
    candidates: tuple[Candidate, ...]
    no_grade_reasons: tuple[NoGradeReason, ...]
    next_change_on: date | None
