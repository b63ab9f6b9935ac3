"""A rule set: closed-vocabulary rows that turn a dossier into a score, a grade and candidates.

Points are hundredths of a point, money is fen; nothing here is an expression or code.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.subjects import Standing

BONUS = "bonus"
"""What a rule names instead of a dimension when its points come on top of the scaled score."""


class Aggregate(StrEnum):
    """How a rule makes one measure or one number of points out of many records."""

    EXISTS = "exists"
    LATEST = "latest"
    POINTS = "points"
    AMOUNT = "amount"
    HIGHEST = "highest"
    COUNT = "count"


MEASURED = frozenset({Aggregate.EXISTS, Aggregate.AMOUNT, Aggregate.COUNT})
"""Aggregates whose measure is read off bands; the others give each record points by a table."""


class DateField(StrEnum):
    """The date of a record from which a rule counts."""

    OCCURRED_ON = "occurred_on"
    DECIDED_ON = "decided_on"
    SERVED_ON = "served_on"
    EFFECTIVE_FROM = "effective_from"
    EFFECTIVE_TO = "effective_to"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Match:
    """Which records a row means; an empty field means any value, also a missing one."""

    outcomes: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    levels: tuple[Level, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointsRow:
    """The points of each record that the row means; of several rows the first that fits counts."""

    points: int
    match: Match = Match()


@dataclass(frozen=True, slots=True)
class Band:
    """The points from this measure (a number of records, or fen) up to the next band."""

    at_least: int
    points: int


@dataclass(frozen=True, slots=True)
class AgeStep:
    """The share of its points that a record keeps up to the corresponding day of the month."""

    months: int
    percent: int


@dataclass(frozen=True, slots=True)
class Timing:
    """On which days a record counts.

    Without `dated_by` it counts while it is valid (effective_from to effective_to). With it, the
    steps run from that date, whose own day is left out under `from_next_day`.
    """

    dated_by: DateField | None = None
    from_next_day: bool = False
    steps: tuple[AgeStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows, besides points, when the measure reaches a threshold."""

    at_least: int
    grade_cap: str | None = None
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One indicator: the records it looks at, how it adds them up and what follows.

    `without_records` are the points where no record counts; under `points` the deductions start
    from them. The result stays between `least` and `most`.
    """

    code: str
    title: Wording
    clause: Wording
    aggregate: Aggregate
    kind: RecordKind
    timing: Timing
    match: Match = Match()
    dimension: str | None = None
    without_records: int = 0
    least: int = 0
    most: int = 0
    table: tuple[PointsRow, ...] = ()
    bands: tuple[Band, ...] = ()
    effect: Effect | None = None

    @property
    def is_bonus(self) -> bool:
        """Whether the points come on top of the scaled score."""
        return self.dimension == BONUS


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of rules with its maximum; `sources` are the kinds of record that are data for it."""

    code: str
    title: Wording
    most: int
    sources: tuple[RecordKind, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the lowest score that earns it."""

    code: str
    at_least: int
    title: Wording


@dataclass(frozen=True, slots=True)
class NoGrade:
    """When a subject is not graded at all, and what is shown then."""

    code: str
    title: Wording
    established_months: int
    standings: tuple[Standing, ...]
    dimensions_needed: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A dated set of rules; the first grade is the best and the last begins at nothing.

    The points of the dimensions with data are scaled so that their maxima together make
    `scale_to`; `bonus_most` limits what comes on top.
    """

    code: str
    title: Wording
    source: Wording
    since: date
    scale_to: int
    bonus_most: int
    dimensions: tuple[Dimension, ...]
    grades: tuple[Grade, ...]
    no_grade: NoGrade
    rules: tuple[Rule, ...]
