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


class Purpose(StrEnum):
    """What a rule set is for: the grade that may be published, or the internal risk class."""

    GRADE = "grade"
    RISK = "risk"


class Aggregate(StrEnum):
    """How a rule makes one measure or one number of points out of many records."""

    EXISTS = "exists"
    COUNT = "count"
    AMOUNT = "amount"
    SCORE = "score"
    POINTS = "points"
    LATEST = "latest"
    HIGHEST = "highest"
    LOWEST = "lowest"


SUMMED = frozenset({Aggregate.EXISTS, Aggregate.COUNT, Aggregate.AMOUNT})
"""Aggregates that add up; where no record counts they come to nothing, which the bands name."""

MEASURED = SUMMED | {Aggregate.SCORE}
"""Aggregates whose measure is read off bands; the others give each record points by a table."""

CHOOSING = frozenset({Aggregate.SCORE, Aggregate.LATEST, Aggregate.HIGHEST, Aggregate.LOWEST})
"""Aggregates under which one of the records decides."""


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
    """On which days a record counts: in steps of age, or for one span.

    It begins on `dated_by` (effective_from where none is named), whose own day is left out under
    `from_next_day`. Without steps it counts until effective_to (that day is left out under
    `without_last_day`, as of a removal), and `after_end_months` longer; where no end is stated
    `open_months` from the beginning, or for ever. `after_months` have to pass first, as of a
    certificate that must have been held for three years.
    """

    dated_by: DateField | None = None
    from_next_day: bool = False
    steps: tuple[AgeStep, ...] = ()
    after_months: int = 0
    after_end_months: int = 0
    open_months: int = 0
    without_last_day: bool = False

    @property
    def is_of_span(self) -> bool:
        """Whether anything is said that only a span has."""
        months = self.after_months or self.after_end_months or self.open_months
        return bool(months) or self.without_last_day


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows, besides points, when the measure reaches a threshold."""

    at_least: int
    grade_cap: str | None = None
    candidate: str | None = None


class Reading(StrEnum):
    """What a requirement looks at."""

    MEASURE = "measure"
    POINTS = "points"
    ESTABLISHED_MONTHS = "established_months"


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that must hold besides: of an earlier rule, or of the subject's age.

    The measure or the points (hundredths, after the cap) of `rule`, or the full months since the
    establishment, must be `at_least` so much and `below` so much; what is not known does not hold.
    """

    reads: Reading
    rule: str | None = None
    at_least: int | None = None
    below: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One indicator: the records it looks at, how it adds them up and what follows.

    `without_records` are the points where no record counts; under `points` the deductions start
    from them. The result stays between `least` and `most`. Where a requirement does not hold, the
    points are `otherwise` and there is no effect. To subjects of other `industries` (GB/T 4754,
    the section with any digits; all where none is named) the rule does not apply: its points go to
    the other rules of its dimension in proportion.
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
    requires: tuple[Requirement, ...] = ()
    otherwise: int = 0
    industries: tuple[str, ...] = ()

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
    """A grade, the lowest score that earns it, and what it requires besides.

    `sampling_percent` is the share of such enterprises that a random inspection draws.
    """

    code: str
    at_least: int
    title: Wording
    requires: tuple[Requirement, ...] = ()
    sampling_percent: int | None = None


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
    purpose: Purpose = Purpose.GRADE

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What all rules and grades require."""
        of_rules = (each for rule in self.rules for each in rule.requires)
        of_grades = (each for grade in self.grades for each in grade.requires)
        return (*of_rules, *of_grades)
