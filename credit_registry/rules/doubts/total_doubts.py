"""Doubts about what adds up: maxima of dimensions, bonus points, scores that earn a grade."""

from credit_registry.rules.doubts.doubts import Doubt, Doubts
from credit_registry.rules.rule_sets import RuleSet, Wording
from credit_registry.rules.sentences import points


def total_doubts(rule_set: RuleSet) -> Doubts:
    """Maxima that nothing adds up to, and grades above the highest score."""
    yield from _dimensions(rule_set)
    yield from _bonus(rule_set)
    highest = highest_score(rule_set)
    for index, grade in enumerate(rule_set.grades):
        if grade.at_least > highest:
            yield Doubt(
                f"/grades/{index}/at_least",
                Wording(
                    f"最高得分为{points(highest)}分，没有企业能达到{grade.code}级",
                    f"The highest score is {points(highest)}; nobody can reach {grade.code}.",
                ),
                Wording(f"不高于{points(highest)}分", f"{points(highest)} at most"),
            )


def highest_score(rule_set: RuleSet) -> int:
    """The scale and the bonus points that there can be."""
    return rule_set.scale_to + min(rule_set.bonus_most, _bonus_points(rule_set))


def _bonus_points(rule_set: RuleSet) -> int:
    """What the rules for bonus points can give together."""
    return sum(rule.most for rule in rule_set.rules if rule.is_bonus)


def _dimensions(rule_set: RuleSet) -> Doubts:
    """Dimensions whose rules do not add up to the maximum."""
    for index, dimension in enumerate(rule_set.dimensions):
        found = sum(rule.most for rule in rule_set.rules if rule.dimension == dimension.code)
        if found < dimension.most:
            yield Doubt(
                f"/dimensions/{index}/most",
                Wording(
                    f"各规则最高分合计{points(found)}分，达不到满分{points(dimension.most)}分",
                    f"The rules give {points(found)} together; the maximum of"
                    f" {points(dimension.most)} is never reached.",
                ),
                Wording(f"满分改为{points(found)}分", f"a maximum of {points(found)}"),
            )


def _bonus(rule_set: RuleSet) -> Doubts:
    """A bound on bonus points that never binds, or that leaves none."""
    found = _bonus_points(rule_set)
    if rule_set.bonus_most > found:
        yield Doubt(
            "/bonus_most",
            Wording(
                f"各加分项合计最多{points(found)}分，达不到加分上限",
                f"The bonus rules give {points(found)} together; the bound is never reached.",
            ),
            Wording(f"加分上限改为{points(found)}分", f"a bound of {points(found)}"),
        )
    if found and not rule_set.bonus_most:
        yield Doubt(
            "/bonus_most",
            Wording("加分上限为0，加分项不起作用", "The bound is 0; no bonus points count."),
            Wording("高于0的上限，或删去加分项", "a bound above 0, or no bonus rules"),
        )
