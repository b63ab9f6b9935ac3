"""What a well-formed rule set must also satisfy; each fault names its row by JSON pointer."""

from collections.abc import Iterable, Iterator

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.rules.rule_sets import BONUS, MEASURED, Aggregate, Rule, RuleSet, Timing


def require_sound(rule_set: RuleSet) -> None:
    """Pass if the rule set has no fault. Raises InvalidInput with all of them."""
    faults = faults_of(rule_set)
    if faults:
        raise InvalidInput(f"The rule set {rule_set.code} has {len(faults)} faults.", faults)


def faults_of(rule_set: RuleSet) -> tuple[FieldError, ...]:
    """Every fault of the rule set, in the order of its rows."""
    return tuple(
        fault
        for check in (_repeated_codes, _grades, _dimensions, _rules)
        for fault in check(rule_set)
    )


def _repeated_codes(rule_set: RuleSet) -> Iterator[FieldError]:
    """A code must name one row."""
    grades = [*(grade.code for grade in rule_set.grades), rule_set.no_grade.code]
    yield from _repeated("/grades", grades)
    yield from _repeated("/dimensions", (each.code for each in rule_set.dimensions))
    yield from _repeated("/rules", (rule.code for rule in rule_set.rules))


def _repeated(pointer: str, codes: Iterable[str]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield FieldError(f"{pointer}/{index}/code", f"The code {code} is used twice.")
        seen.add(code)


def _grades(rule_set: RuleSet) -> Iterator[FieldError]:
    """Grades fall from row to row, and the last takes every score that is left."""
    lowest = [grade.at_least for grade in rule_set.grades]
    for index in range(1, len(lowest)):
        if lowest[index] >= lowest[index - 1]:
            yield FieldError(
                f"/grades/{index}/at_least", "A grade begins below the one before.", "a lower score"
            )
    if lowest[-1] != 0:
        yield FieldError(f"/grades/{len(lowest) - 1}/at_least", "The last grade begins at 0.", "0")


def _dimensions(rule_set: RuleSet) -> Iterator[FieldError]:
    """Every dimension has rules, and no more dimensions are needed than there are."""
    used = {rule.dimension for rule in rule_set.rules}
    for index, dimension in enumerate(rule_set.dimensions):
        if dimension.code == BONUS or dimension.code not in used:
            yield FieldError(
                f"/dimensions/{index}/code", "No rule can give points to this dimension."
            )
    if rule_set.no_grade.dimensions_needed > len(rule_set.dimensions):
        yield FieldError(
            "/no_grade/dimensions_needed",
            "More dimensions are needed than there are.",
            f"1 to {len(rule_set.dimensions)}",
        )


def _rules(rule_set: RuleSet) -> Iterator[FieldError]:
    """The faults of every rule."""
    for index, rule in enumerate(rule_set.rules):
        pointer = f"/rules/{index}"
        yield from _points(rule, rule_set, pointer)
        yield from _timing(rule, pointer)
        yield from _effect(rule, rule_set, pointer)
        yield from _bands(rule, pointer) if rule.aggregate in MEASURED else _table(rule, pointer)


def _points(rule: Rule, rule_set: RuleSet, pointer: str) -> Iterator[FieldError]:
    """A rule gives points to something there is, or has another effect."""
    targets = [*(each.code for each in rule_set.dimensions), BONUS]
    if rule.dimension is not None and rule.dimension not in targets:
        yield FieldError(
            f"{pointer}/dimension", f"There is no dimension {rule.dimension}.", ", ".join(targets)
        )
    if rule.dimension is None and (rule.effect is None or rule.table or rule.bands):
        yield FieldError(
            f"{pointer}/dimension", "A rule without a dimension has an effect and no points."
        )
    if rule.least > rule.most:
        yield FieldError(f"{pointer}/least", "The least is above the most.", f"0 to {rule.most}")


def _timing(rule: Rule, pointer: str) -> Iterator[FieldError]:
    """Steps go with a date, grow in months, and age nothing but points."""
    timing = rule.timing
    if (timing.dated_by is None) != (not timing.steps):
        yield FieldError(
            f"{pointer}/timing", "Give both a date and steps, or neither (while valid)."
        )
    if timing.dated_by is None and timing.from_next_day:
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
    if rule.without_records:
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
