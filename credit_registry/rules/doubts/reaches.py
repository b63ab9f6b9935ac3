"""Between which points a rule can come out."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.rules.rule_sets import MEASURED, SUMMED, Aggregate, Rule


@dataclass(frozen=True, slots=True)
class Reach:
    """From the lowest to the highest number, both included; None for no bound."""

    low: int | None
    high: int | None

    def is_within(self, at_least: int | None, below: int | None) -> bool:
        """Whether every number is at least so much and below so much."""
        is_enough = at_least is None or (self.low is not None and self.low >= at_least)
        return is_enough and (below is None or (self.high is not None and self.high < below))

    def is_outside(self, at_least: int | None, below: int | None) -> bool:
        """Whether no number is at least so much and below so much."""
        is_too_low = at_least is not None and self.high is not None and self.high < at_least
        return is_too_low or (below is not None and self.low is not None and self.low >= below)


ANY_MEASURE = Reach(0, None)
"""Records, money and scores are never below nothing."""


def single_points(rule: Rule) -> Sequence[int]:
    """The points that the rule's bands, or its rows where one record decides, give alone."""
    if rule.aggregate in MEASURED:
        return [band.points for band in rule.bands]
    return [] if rule.aggregate is Aggregate.POINTS else [row.points for row in rule.table]


def before_limits(rule: Rule) -> Reach:
    """The points before `least` and `most` are applied."""
    if rule.aggregate is Aggregate.POINTS:
        points = [row.points for row in rule.table]
        return Reach(
            None if any(each < 0 for each in points) else rule.without_records,
            None if any(each > 0 for each in points) else rule.without_records,
        )
    found = [*single_points(rule)]
    if rule.aggregate not in SUMMED or not found:
        found.append(rule.without_records)
    return Reach(min(found), max(found))


def points_of(rule: Rule) -> Reach:
    """The points as they count, also where a requirement does not hold."""
    reach = before_limits(rule)
    found = [
        rule.least if reach.low is None else min(max(reach.low, rule.least), rule.most),
        rule.most if reach.high is None else min(max(reach.high, rule.least), rule.most),
        *([rule.otherwise] if rule.requires else []),
    ]
    return Reach(min(found), max(found))
