"""Doubts about the limits of rules: what is never reached and what is always cut off."""

from credit_registry.rules.doubts.doubts import Doubt, Doubts
from credit_registry.rules.doubts.reaches import before_limits, single_points
from credit_registry.rules.rule_sets import MEASURED, Aggregate, Rule, RuleSet, Wording
from credit_registry.rules.sentences import points

COUNTED = Wording(
    "“有无记录”只问有没有；门槛高于1等于在数条数",
    "`exists` asks whether there is a record; a threshold above 1 counts them.",
)
COUNT = Wording("计算方式改为“记录条数”，或门槛改为1", "the aggregate count, or a threshold of 1")
SAME_POINTS = Wording(
    "此段与前一段分值相同，分段没有作用",
    "The band gives the points of the one before; it changes nothing.",
)
OTHER_POINTS = Wording("改分值或删去此段", "other points, or no such band")
NO_DIMENSION = Wording(
    "规则不计分，最高分和最低分没有作用",
    "The rule gives no points; its least and most mean nothing.",
)
NO_LIMITS = Wording("删去最高分和最低分，或填写维度", "no least and most, or a dimension")


def limit_doubts(rule_set: RuleSet) -> Doubts:
    """The doubts about the limits of all rules."""
    for index, rule in enumerate(rule_set.rules):
        pointer = f"/rules/{index}"
        if rule.dimension is None:
            if rule.least or rule.most:
                yield Doubt(f"{pointer}/most", NO_DIMENSION, NO_LIMITS)
        else:
            yield from _never_reached(rule, pointer)
            yield from _cut_off(rule, pointer)
        yield from _counted(rule, pointer)
        yield from _same_points(rule, pointer)


def _never_reached(rule: Rule, pointer: str) -> Doubts:
    """A most that no record leads to, or a least that nothing goes below."""
    reach = before_limits(rule)
    highest = None if reach.high is None else max(reach.high, rule.otherwise)
    if highest is not None and highest < rule.most:
        zh, en = f"最高只能得{points(highest)}分", f"The rule gives {points(highest)} at most"
        yield Doubt(
            f"{pointer}/most",
            Wording(
                f"{zh}，达不到所定的最高分{points(rule.most)}分",
                f"{en}; its most of {points(rule.most)} is never reached.",
            ),
            Wording(f"最高分改为{points(highest)}分", f"a most of {points(highest)}"),
        )
    if reach.low is not None and 0 < rule.least < reach.low:
        yield Doubt(
            f"{pointer}/least",
            Wording(
                f"最低已得{points(reach.low)}分，所定的最低分不起作用",
                f"The rule never gives less than {points(reach.low)}; its least does nothing.",
            ),
            Wording(f"最低分改为{points(reach.low)}分", f"a least of {points(reach.low)}"),
        )


def _cut_off(rule: Rule, pointer: str) -> Doubts:
    """Points of one band or row that the rule's own limits change."""
    name = "bands" if rule.aggregate in MEASURED else "table"
    found = [(f"{name}/{i}/points", each) for i, each in enumerate(single_points(rule))]
    for place, each in [*found, ("without_records", rule.without_records)]:
        kept = min(max(each, rule.least), rule.most)
        if kept != each and (each or place != "without_records"):
            yield Doubt(
                f"{pointer}/{place}",
                Wording(
                    f"{points(each)}分超出规则的上下限，只计{points(kept)}分",
                    f"The limits of the rule make {points(kept)} of these {points(each)} points.",
                ),
                Wording(
                    f"{points(rule.least)}至{points(rule.most)}分，或改上下限",
                    f"{points(rule.least)} to {points(rule.most)}, or other limits",
                ),
            )


def _counted(rule: Rule, pointer: str) -> Doubts:
    """Thresholds above one of a rule that asks only whether there is a record."""
    if rule.aggregate is not Aggregate.EXISTS:
        return
    for number, band in enumerate(rule.bands):
        if band.at_least > 1:
            yield Doubt(f"{pointer}/bands/{number}/at_least", COUNTED, COUNT)
    if rule.effect is not None and rule.effect.at_least > 1:
        yield Doubt(f"{pointer}/effect/at_least", COUNTED, COUNT)


def _same_points(rule: Rule, pointer: str) -> Doubts:
    """Bands that change nothing."""
    for number in range(1, len(rule.bands)):
        if rule.bands[number].points == rule.bands[number - 1].points:
            yield Doubt(f"{pointer}/bands/{number}/points", SAME_POINTS, OTHER_POINTS)
