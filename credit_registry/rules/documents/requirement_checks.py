"""What the requirements of rules and grades must satisfy themselves."""

from collections.abc import Iterator, Sequence

from credit_registry.domain.errors import FieldError
from credit_registry.rules.rule_sets import MEASURED, Reading, Requirement, Rule, RuleSet


def grade_requirement_faults(rule_set: RuleSet) -> Iterator[FieldError]:
    """The faults of what grades require; the last one takes every subject that is left."""
    for index, grade in enumerate(rule_set.grades):
        pointer = f"/grades/{index}/requires"
        yield from requirement_faults(rule_set, grade.requires, len(rule_set.rules), pointer)
    if rule_set.grades[-1].requires:
        yield FieldError(
            f"/grades/{len(rule_set.grades) - 1}/requires",
            "The last grade takes every score that is left.",
            "no requirement",
        )


def requirement_faults(
    rule_set: RuleSet, requirements: Sequence[Requirement], place: int, pointer: str
) -> Iterator[FieldError]:
    """The faults of requirements that may look at the rules before `place`."""
    earlier = {rule.code: rule for rule in rule_set.rules[:place]}
    for index, each in enumerate(requirements):
        at = f"{pointer}/{index}"
        if each.at_least is None and each.below is None:
            yield FieldError(at, "The requirement has no limit.", "at_least or below")
        elif each.at_least is not None and each.below is not None and each.at_least >= each.below:
            yield FieldError(f"{at}/below", "Nothing can hold.", f"above {each.at_least}")
        yield from _reading(each, earlier, at)


def _reading(each: Requirement, earlier: dict[str, Rule], at: str) -> Iterator[FieldError]:
    """A measure or points are those of an earlier rule that has them."""
    if each.reads is Reading.ESTABLISHED_MONTHS:
        if each.rule is not None:
            yield FieldError(f"{at}/rule", "The age is that of the subject.", "no rule")
        return
    rule = earlier.get(each.rule or "")
    if rule is None:
        accepted = ", ".join(earlier) or "none; this is the first rule"
        yield FieldError(f"{at}/rule", f"There is no earlier rule {each.rule}.", accepted)
    elif each.reads is Reading.POINTS and rule.dimension is None:
        yield FieldError(f"{at}/reads", f"The rule {rule.code} gives no points.", "measure")
    elif each.reads is Reading.MEASURE and rule.aggregate not in MEASURED:
        yield FieldError(f"{at}/reads", f"The rule {rule.code} has no measure.", "points")
