"""A rule set made ready once for both executions: the traced one and the set-based one."""

from collections.abc import Mapping
from dataclasses import dataclass

from credit_registry.domain.records import RecordKind
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.findings import Finding, Lack, Missing
from credit_registry.rules.rule_sets import MEASURED, Aggregate, Match, Rule, RuleSet
from credit_registry.rules.timings import anchor_field
from credit_registry.rules.versions import version_of

FIELDS = {
    "outcome": "outcomes",
    "severity": "severities",
    "level": "levels",
    "category": "categories",
}
"""The columns that a row can ask about, and the name under which the row lists the values."""


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

    `lowest` holds where the bands begin, `nothing` what is found where there is no record.
    """

    rule: Rule
    is_measured: bool
    lowest: tuple[int, ...]
    nothing: Finding
    selects: Condition
    table: tuple[tuple[Condition, int], ...]
    observes: tuple[str, ...]
    dimension: int | None
    cap: int | None
    candidate: int | None

    def value_of(self, fact: Fact) -> int | None:
        """What the record adds: itself, its money, or the points of the first row that means it."""
        if self.rule.aggregate is Aggregate.AMOUNT:
            return fact.amount_fen
        if self.is_measured:
            return 1
        for condition, points in self.table:
            if condition.fits(fact):
                return points
        return None


@dataclass(frozen=True, slots=True)
class CompiledRuleSet:
    """A rule set with everything looked up; indices count dimensions, grades and candidates."""

    rule_set: RuleSet
    version: str
    rules: tuple[CompiledRule, ...]
    rules_of: Mapping[RecordKind, tuple[int, ...]]
    dimensions_of: Mapping[RecordKind, tuple[int, ...]]
    candidates: tuple[str, ...]

    @property
    def grade_codes(self) -> tuple[str, ...]:
        """The grades from the best to the worst, and the code for no grade last."""
        return (*(grade.code for grade in self.rule_set.grades), self.rule_set.no_grade.code)


def compile_rule_set(rule_set: RuleSet) -> CompiledRuleSet:
    """The rule set, ready for evaluation. It must have passed the checks."""
    found = {rule.effect.candidate for rule in rule_set.rules if rule.effect}
    candidates = tuple(sorted(code for code in found if code is not None))
    rules = tuple(_compiled(rule, rule_set, candidates) for rule in rule_set.rules)
    return CompiledRuleSet(
        rule_set=rule_set,
        version=version_of(rule_set),
        rules=rules,
        rules_of={
            kind: tuple(index for index, each in enumerate(rules) if each.rule.kind is kind)
            for kind in RecordKind
        },
        dimensions_of={
            kind: tuple(i for i, each in enumerate(rule_set.dimensions) if kind in each.sources)
            for kind in RecordKind
        },
        candidates=candidates,
    )


def _compiled(rule: Rule, rule_set: RuleSet, candidates: tuple[str, ...]) -> CompiledRule:
    """One rule with its references looked up."""
    dimensions = [dimension.code for dimension in rule_set.dimensions]
    grades = [grade.code for grade in rule_set.grades]
    cap = rule.effect.grade_cap if rule.effect else None
    candidate = rule.effect.candidate if rule.effect else None
    return CompiledRule(
        rule=rule,
        is_measured=rule.aggregate in MEASURED,
        lowest=tuple(band.at_least for band in rule.bands),
        nothing=_nothing(rule),
        selects=_condition(rule.match),
        table=tuple((_condition(row.match), row.points) for row in rule.table),
        observes=_observed(rule),
        dimension=dimensions.index(rule.dimension) if rule.dimension in dimensions else None,
        cap=None if cap is None else grades.index(cap),
        candidate=None if candidate is None else candidates.index(candidate),
    )


def _nothing(rule: Rule) -> Finding:
    """What the rule finds where it has no record to look at."""
    is_measured = rule.aggregate in MEASURED
    points = capped = None
    if rule.dimension is not None:
        points = rule.bands[0].points if is_measured else rule.without_records
        capped = min(max(points, rule.least), rule.most)
    missing = (Missing(Lack.NO_RECORD, None),)
    return Finding(rule.code, points, points, capped, 0 if is_measured else None, (), missing)


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
    amount = ["amount_fen"] if rule.aggregate is Aggregate.AMOUNT else []
    return (anchor_field(rule.timing), *columns, *amount)
