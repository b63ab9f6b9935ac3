"""One rule made ready for evaluation: its conditions as sets of words, its references looked up."""

from bisect import bisect_right
from dataclasses import dataclass

from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.requirements import CompiledRequirement, compile_requirements
from credit_registry.rules.execution.timings import anchor_field
from credit_registry.rules.findings import Finding, Lack, Missing
from credit_registry.rules.rule_sets import MEASURED, SUMMED, Aggregate, Match, Rule, RuleSet

FIELDS = {
    "outcome": "outcomes",
    "severity": "severities",
    "level": "levels",
    "category": "categories",
}
"""The columns that a row can ask about, and the name under which the row lists the values."""

VALUES = {Aggregate.AMOUNT: "amount_fen", Aggregate.SCORE: "score_centi"}
"""The columns that hold the number which an aggregate reads."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The columns that must hold one of some values; a column that may hold any is left out."""

    tests: tuple[tuple[str, frozenset[str]], ...]

    def fits(self, fact: Fact) -> bool:
        """Whether the record is meant."""
        for column, values in self.tests:  # noqa: SIM110 - half the time of all() with a generator
            if getattr(fact, column) not in values:
                return False
        return True


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its conditions; `observes` are the columns that decide what it finds.

    `lowest` holds where the bands begin, `nothing` what is found where there is no record, `lapsed`
    where none counts on the day, and `elsewhere` what is found of a subject to which the rule does
    not apply.
    """

    rule: Rule
    is_measured: bool
    is_summed: bool
    is_ageing: bool
    lowest: tuple[int, ...]
    nothing: Finding
    lapsed: Finding
    elsewhere: Finding
    requires: tuple[CompiledRequirement, ...]
    selects: Condition
    table: tuple[tuple[Condition, int], ...]
    observes: tuple[str, ...]
    dimension: int | None
    cap: int | None
    candidate: int | None

    @property
    def number(self) -> str | None:
        """The column whose number each record adds, None where it adds 1 or its row's points."""
        return VALUES.get(self.rule.aggregate)

    def value_of(self, fact: Fact) -> int | None:
        """What a record adds that is not read off a column: itself, or the points of its row."""
        if self.is_measured:
            return 1
        for condition, points in self.table:
            if condition.fits(fact):
                return points
        return None

    def applies_to(self, industry: str) -> bool:
        """Whether the rule is meant for subjects of the industry."""
        return not self.rule.industries or industry.startswith(self.rule.industries)

    def banded(self, measure: int) -> int:
        """The points of the band that the measure reaches."""
        return self.rule.bands[bisect_right(self.lowest, measure) - 1].points


def compile_rule(rule: Rule, rule_set: RuleSet, candidates: tuple[str, ...]) -> CompiledRule:
    """One rule with its references looked up."""
    dimensions = [dimension.code for dimension in rule_set.dimensions]
    grades = [grade.code for grade in rule_set.grades]
    cap = rule.effect.grade_cap if rule.effect else None
    candidate = rule.effect.candidate if rule.effect else None
    return CompiledRule(
        rule=rule,
        is_measured=rule.aggregate in MEASURED,
        is_summed=rule.aggregate in SUMMED,
        is_ageing=rule.aggregate is Aggregate.POINTS,
        lowest=tuple(band.at_least for band in rule.bands),
        nothing=_nothing(rule),
        lapsed=_nothing(rule)._replace(missing=()),
        elsewhere=_elsewhere(rule),
        requires=compile_requirements(rule_set, rule.requires),
        selects=_condition(rule.match),
        table=tuple((_condition(row.match), row.points) for row in rule.table),
        observes=_observed(rule),
        dimension=dimensions.index(rule.dimension) if rule.dimension in dimensions else None,
        cap=None if cap is None else grades.index(cap),
        candidate=None if candidate is None else candidates.index(candidate),
    )


def _nothing(rule: Rule) -> Finding:
    """What the rule finds where it has no record to look at."""
    is_summed = rule.aggregate in SUMMED
    points = capped = None
    if rule.dimension is not None:
        points = rule.bands[0].points if is_summed else rule.without_records
        capped = min(max(points, rule.least), rule.most)
    missing = (Missing(Lack.NO_RECORD, None),)
    return Finding(rule.code, points, points, capped, 0 if is_summed else None, (), missing)


def _elsewhere(rule: Rule) -> Finding:
    """What the rule finds of a subject to which it does not apply."""
    return Finding(rule.code, None, None, None, None, (), (), is_applicable=False)


def _condition(match: Match) -> Condition:
    """The tests behind a row's lists of values."""
    lists = ((column, getattr(match, name)) for column, name in FIELDS.items())
    return Condition(
        tuple((column, frozenset(map(str, values))) for column, values in lists if values)
    )


def _observed(rule: Rule) -> tuple[str, ...]:
    """The columns that the rule reads, the date it counts from first."""
    rows = (rule.match, *(row.match for row in rule.table))
    columns = [c for c, name in FIELDS.items() if any(getattr(row, name) for row in rows)]
    number = [VALUES[rule.aggregate]] if rule.aggregate in VALUES else []
    return (anchor_field(rule.timing), *columns, *number)
