"""Paths to restoration: acts, their days, and what would follow."""

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    day,
    several,
    text,
    texts,
    truth,
    whole,
)
from credit_registry.web.api.schemas.times import Timed

LAW = "the law's tables"
RULES = "the rule set"


class Step(Shape):
    """One act of a path."""

    act = text("The act's code.", "restore_penalty", source=LAW)
    label = text("The act, with the document it is about.", "申请行政处罚信用修复", source=LAW)
    record_id = text(
        "The record it is about; null for an act about none.", "028t5cy4tqkff",
        source=REGISTRY, nullable=True,
    )  # fmt: skip
    applied_on = day("The first day on which it can be taken.", "2027-02-02", nullable=False)
    effective_on = day(
        "The first day on which it counts, at the time that the law gives for the decision.",
        "2027-02-19", nullable=False,
    )  # fmt: skip
    timing = text("Both days in words.", "最早于2027年2月2日办理，自办结之日起计入。")
    condition = text("What has to be done before.", "处罚决定已履行", source=LAW, nullable=True)
    depends = text(
        "What others decide; null where the enterprise acts by itself.",
        "由作出处罚决定的机关审核决定", source=LAW, nullable=True,
    )  # fmt: skip
    source = text("What the act rests on.", "市场监督管理信用修复管理办法", source=LAW)


class PublicPath(Shape):
    """A set of acts after which the grade is better, none for waiting alone."""

    grade = text("The grade it reaches.", "B", source=RULES, nullable=True)
    score_centi = whole(
        "The score on that day.", 6350, unit="hundredths of a point of 100", source=RULES,
        nullable=True,
    )  # fmt: skip
    on = day("The earliest day.", "2027-02-19", nullable=False)
    steps = several(Step, "The acts, at most three.")
    sentence = text("The path in words.", "不采取行动，最早于2027年3月1日可达到B级。")


class InternalPath(PublicPath):
    """A path as an officer sees it."""

    candidate = text(
        "The list for which the rules propose it no longer; null where the path is to a grade.",
        "serious_violation", nullable=True,
    )  # fmt: skip


class PublicRestoration(Timed):
    """The paths from the grade of the day to better ones."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    is_shown = truth("Whether a basis lets the reader see the grade.", example=True)
    grade = text("The grade; null where it is not shown.", "C", source=RULES, nullable=True)
    rule_set_version = text("The rule set's version, a SHA-256 digest.", "9f2c…", nullable=True)
    until = day("The last day that was looked at.", "2029-11-23", nullable=False)
    paths = several(PublicPath, "The paths, the nearest grade and the fewest acts first.")
    further = whole("How many paths more were found.", 0, unit="paths")
    unreached = texts("The grades and lists that no path leads to.", ["AAA"])
    is_complete = truth("Whether all sets of acts were tried.", example=True)
    summary = texts("What holds for all of it in words.", ["截至2026年11月23日等级为C。"])


class InternalRestoration(PublicRestoration):
    """The paths as an officer sees them."""

    paths = several(InternalPath, "The paths, the nearest goal and the fewest acts first.")
