"""What each rule of a rule set must satisfy; each fault names its row by JSON pointer."""

from collections.abc import Iterator

from credit_registry.domain.errors import FieldError
from credit_registry.rules.documents.requirement_checks import requirement_faults
from credit_registry.rules.rule_sets import (
    BONUS,
    MEASURED,
    SUMMED,
    Aggregate,
    Rule,
    RuleSet,
    Timing,
)


def rule_faults(rule_set: RuleSet) -> Iterator[FieldError]:
    """The faults of every rule."""
    for index, rule in enumerate(rule_set.rules):
        pointer = f"/rules/{index}"
        yield from _points(rule, rule_set, pointer)
        yield from _timing(rule, pointer)
        yield from _effect(rule, rule_set, pointer)
        yield from requirement_faults(rule_set, rule.requires, index, f"{pointer}/requires")
        yield from _bands(rule, pointer) if rule.aggregate in MEASURED else _table(rule, pointer)


def _points(rule: Rule, rule_set: RuleSet, pointer: str) -> Iterator[FieldError]:
    """A rule gives points to something there is, or has another effect."""
    targets = [*(each.code for each in rule_set.dimensions), BONUS]
    if rule.dimension is not None and rule.dimension not in targets:
        yield FieldError(
            f"{pointer}/dimension", f"There is no dimension {rule.dimension}.", ", ".join(targets)
        )
    if rule.dimension is None and _has_points(rule):
        yield FieldError(f"{pointer}/dimension", "A rule without a dimension has no points.")
    if rule.dimension is None and rule.effect is None and not _is_read(rule, rule_set):
        yield FieldError(
            f"{pointer}/effect", "Neither points nor an effect nor a requirement rests on the rule."
        )
    if rule.least > rule.most:
        yield FieldError(f"{pointer}/least", "The least is above the most.", f"0 to {rule.most}")
    if rule.otherwise and not (rule.requires and rule.least <= rule.otherwise <= rule.most):
        yield FieldError(
            f"{pointer}/otherwise",
            "Points where a requirement does not hold need a requirement, and keep the limits.",
            f"{rule.least} to {rule.most}",
        )


def _has_points(rule: Rule) -> bool:
    """Whether the rule says anything of points."""
    return bool(rule.table or rule.bands or rule.otherwise or rule.without_records)


def _is_read(rule: Rule, rule_set: RuleSet) -> bool:
    """Whether a rule or a grade requires something of the rule."""
    return any(each.rule == rule.code for each in rule_set.requirements)


def _timing(rule: Rule, pointer: str) -> Iterator[FieldError]:
    """Steps go with a date and grow in months; a span has a beginning of its own."""
    timing = rule.timing
    if timing.steps and timing.dated_by is None:
        yield FieldError(f"{pointer}/timing/dated_by", "Steps need the date they run from.")
    if timing.steps and timing.is_of_span:
        yield FieldError(
            f"{pointer}/timing",
            "Months after the beginning or the end belong to a span, not steps.",
        )
    if timing.from_next_day and timing.dated_by is None:
        yield FieldError(
            f"{pointer}/timing/from_next_day", "A validity begins on its own first day."
        )
    if rule.aggregate is not Aggregate.POINTS and _ages(timing):
        yield FieldError(
            f"{pointer}/timing/steps", "Only points age; other aggregates have one step of 100 %."
        )
    for index in range(1, len(timing.steps)):
        before, step = timing.steps[index - 1], timing.steps[index]
        if step.months <= before.months or step.percent > before.percent:
            yield FieldError(
                f"{pointer}/timing/steps/{index}",
                "A step ends later than the one before, not dearer.",
            )


def _ages(timing: Timing) -> bool:
    """Whether the share changes with age."""
    return len(timing.steps) > 1 or any(step.percent != 100 for step in timing.steps)  # noqa: PLR2004


def _effect(rule: Rule, rule_set: RuleSet, pointer: str) -> Iterator[FieldError]:
    """An effect belongs to a measure, does something, and caps at a grade there is."""
    effect = rule.effect
    if effect is None:
        return
    grades = [grade.code for grade in rule_set.grades]
    if rule.aggregate not in MEASURED:
        yield FieldError(
            f"{pointer}/effect", "Only a measure has a threshold.", ", ".join(sorted(MEASURED))
        )
    if effect.grade_cap is None and effect.candidate is None:
        yield FieldError(f"{pointer}/effect", "The effect does nothing.", "grade_cap or candidate")
    if effect.grade_cap is not None and effect.grade_cap not in grades:
        yield FieldError(
            f"{pointer}/effect/grade_cap",
            f"There is no grade {effect.grade_cap}.",
            ", ".join(grades),
        )


def _bands(rule: Rule, pointer: str) -> Iterator[FieldError]:
    """Bands begin at nothing and grow; a measuring rule has no table."""
    if rule.table:
        yield FieldError(f"{pointer}/table", f"The aggregate {rule.aggregate} reads bands.")
    if rule.without_records and rule.aggregate in SUMMED:
        yield FieldError(f"{pointer}/without_records", "The band at 0 says it.", "0")
    if rule.dimension is not None and (not rule.bands or rule.bands[0].at_least != 0):
        yield FieldError(f"{pointer}/bands", "The first band begins at 0.", "at_least: 0")
    for index in range(1, len(rule.bands)):
        if rule.bands[index].at_least <= rule.bands[index - 1].at_least:
            yield FieldError(
                f"{pointer}/bands/{index}/at_least", "A band begins above the one before."
            )


def _table(rule: Rule, pointer: str) -> Iterator[FieldError]:
    """A rule that gives each record points has a table and no bands."""
    if rule.bands:
        yield FieldError(f"{pointer}/bands", f"The aggregate {rule.aggregate} reads a table.")
    if not rule.table:
        yield FieldError(f"{pointer}/table", "The table has no row.", "at least one row")
