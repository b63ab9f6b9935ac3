"""Doubts about the days on which records count."""

from itertools import pairwise

from credit_registry.rules.doubts.doubts import Doubt, Doubts
from credit_registry.rules.rule_sets import RuleSet, Timing, Wording

EQUAL_STEPS = Wording("各段等长，或确认长短不一是有意的", "steps of one length, unless it is meant")
ONE_STEP = Wording("合并为一段", "one step instead of two")
NO_SPAN = Wording(
    "无截止日的记录尚未起算就已期满，永远不计",
    "A record without a stated end ends before it begins to count; it never counts.",
)
LONGER = Wording("无截止日的计更多个月", "more months where no end is stated")


def timing_doubts(rule_set: RuleSet) -> Doubts:
    """The doubts about the timing of all rules."""
    for index, rule in enumerate(rule_set.rules):
        pointer = f"/rules/{index}/timing"
        yield from _steps(rule.timing, pointer)
        if 0 < rule.timing.open_months < rule.timing.after_months:
            yield Doubt(f"{pointer}/open_months", NO_SPAN, LONGER)


def _steps(timing: Timing, pointer: str) -> Doubts:
    """Steps of unequal length, and steps at the same share."""
    ends = [0, *(step.months for step in timing.steps)]
    lengths = [later - earlier for earlier, later in pairwise(ends)]
    if len(set(lengths)) > 1:
        said = "、".join(map(str, lengths))
        yield Doubt(
            f"{pointer}/steps",
            Wording(
                f"各段长短不一：{said}个月",
                f"The steps are of unequal length: {', '.join(map(str, lengths))} months.",
            ),
            EQUAL_STEPS,
        )
    for number, (before, step) in enumerate(pairwise(timing.steps), 1):
        if before.percent == step.percent:
            yield Doubt(
                f"{pointer}/steps/{number}",
                Wording("此段与前一段比例相同", "The step counts at the share of the one before."),
                ONE_STEP,
            )
