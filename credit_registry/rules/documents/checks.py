"""What a well-formed rule set must also satisfy; each fault names its row by JSON pointer."""

from collections.abc import Iterable, Iterator

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.rules.documents.requirement_checks import grade_requirement_faults
from credit_registry.rules.documents.rule_checks import rule_faults
from credit_registry.rules.rule_sets import BONUS, Dimension, Purpose, RuleSet


def require_sound(rule_set: RuleSet) -> None:
    """Pass if the rule set has no fault. Raises InvalidInput with all of them."""
    faults = faults_of(rule_set)
    if faults:
        raise InvalidInput(f"The rule set {rule_set.code} has {len(faults)} faults.", faults)


def faults_of(rule_set: RuleSet) -> tuple[FieldError, ...]:
    """Every fault of the rule set, in the order of its rows."""
    return tuple(
        fault
        for check in (_repeated_codes, _grades, grade_requirement_faults, _dimensions, rule_faults)
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
    for index, grade in enumerate(rule_set.grades):
        has_ratio = grade.sampling_percent is not None
        if has_ratio != (rule_set.purpose is Purpose.RISK):
            yield FieldError(
                f"/grades/{index}/sampling_percent",
                "A risk class has a sampling ratio, and a grade has none.",
                "0 to 100" if rule_set.purpose is Purpose.RISK else "nothing",
            )


def _dimensions(rule_set: RuleSet) -> Iterator[FieldError]:
    """Every dimension has rules, and no more dimensions are needed than there are."""
    used = {rule.dimension for rule in rule_set.rules}
    for index, dimension in enumerate(rule_set.dimensions):
        if dimension.code == BONUS or dimension.code not in used:
            yield FieldError(
                f"/dimensions/{index}/code", "No rule can give points to this dimension."
            )
        yield from _without_inapplicable(rule_set, dimension, f"/dimensions/{index}/most")
    if rule_set.no_grade.dimensions_needed > len(rule_set.dimensions):
        yield FieldError(
            "/no_grade/dimensions_needed",
            "More dimensions are needed than there are.",
            f"1 to {len(rule_set.dimensions)}",
        )


def _without_inapplicable(
    rule_set: RuleSet, dimension: Dimension, pointer: str
) -> Iterator[FieldError]:
    """Something is left of a dimension where the rules of some industries do not apply."""
    rules = [rule for rule in rule_set.rules if rule.dimension == dimension.code]
    least = sum(rule.most for rule in rules if rule.industries) + 1
    if least > 1 and dimension.most < least:
        yield FieldError(
            pointer,
            "Rules for some industries take up the whole dimension; elsewhere it would be empty.",
            f"at least {least}",
        )
