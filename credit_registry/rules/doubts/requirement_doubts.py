"""Doubts about requirements: those that always hold and those that never do."""

from credit_registry.rules.doubts.doubts import Doubt, Doubts
from credit_registry.rules.doubts.reaches import ANY_MEASURE, Reach, points_of
from credit_registry.rules.rule_sets import SUMMED, Reading, Requirement, RuleSet, Wording

ALWAYS = Wording("此条件总是满足，没有作用", "The requirement always holds; it does nothing.")
NEVER = Wording("此条件永远不能满足", "The requirement never holds.")
OTHER_LIMIT = Wording("改界限或删去此条件", "other limits, or no such requirement")


def requirement_doubts(rule_set: RuleSet) -> Doubts:
    """The doubts about what all rules and grades require."""
    rows = [(f"/grades/{i}", grade.requires) for i, grade in enumerate(rule_set.grades)]
    rows += [(f"/rules/{i}", rule.requires) for i, rule in enumerate(rule_set.rules)]
    for pointer, requires in rows:
        for number, each in enumerate(requires):
            place = f"{pointer}/requires/{number}"
            if never_holds(rule_set, each):
                yield Doubt(place, NEVER, OTHER_LIMIT)
            elif _always_holds(rule_set, each):
                yield Doubt(place, ALWAYS, OTHER_LIMIT)


def never_holds(rule_set: RuleSet, requirement: Requirement) -> bool:
    """Whether nothing that can be found meets the requirement."""
    return _reach(rule_set, requirement).is_outside(requirement.at_least, requirement.below)


def _always_holds(rule_set: RuleSet, requirement: Requirement) -> bool:
    """Whether all that can be found meets it; what is not known meets nothing."""
    if not _is_always_known(rule_set, requirement):
        return False
    return _reach(rule_set, requirement).is_within(requirement.at_least, requirement.below)


def _reach(rule_set: RuleSet, requirement: Requirement) -> Reach:
    """What can be read; of the age, that of subjects which are graded at all."""
    if requirement.reads is Reading.ESTABLISHED_MONTHS:
        return Reach(rule_set.no_grade.established_months, None)
    rule = next(each for each in rule_set.rules if each.code == requirement.rule)
    return points_of(rule) if requirement.reads is Reading.POINTS else ANY_MEASURE


def _is_always_known(rule_set: RuleSet, requirement: Requirement) -> bool:
    """Whether there is something to read for every subject that is graded."""
    if requirement.reads is Reading.ESTABLISHED_MONTHS:
        return True
    rule = next(each for each in rule_set.rules if each.code == requirement.rule)
    has_number = requirement.reads is Reading.POINTS or rule.aggregate in SUMMED
    return has_number and not rule.industries
