"""Grades with their reasons."""

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

RULES = "the rule set named"


class Dimension(Shape):
    """One dimension of the grade."""

    code = text("The dimension's code.", "compliance", source=RULES)
    label = text("The dimension's name.", "守法合规", source=RULES)
    score_centi = whole(
        "The points; null without data.", 2500, unit="hundredths of a point", nullable=True
    )
    maximum_centi = whole("The most there can be.", 3000, unit="hundredths of a point")


class Finding(Shape):
    """What one rule found."""

    rule_code = text("The rule's code.", "C1", source=RULES)
    title = text("The rule's name.", "监督抽查", source=RULES)
    source = text("What the rule rests on.", "DB36/T 1000 5.3", source=RULES)
    points_centi = whole(
        "The points the rule gives; null without data.",
        1800, unit="hundredths of a point", nullable=True,
    )  # fmt: skip
    maximum_centi = whole("The most the rule can give.", 1800, unit="hundredths of a point")
    sentences = texts("The finding in words.", ["近36个月内没有不合格的监督抽查。"])
    record_ids = texts("The records it rests on.", ["028t5cy4tqkff"], source=REGISTRY)


class GradeSummary(Shape):
    """A grade, where it may be shown."""

    is_shown = truth("Whether a basis lets the reader see the grade.", example=True)
    basis = text("What lets the grade be public.", "经企业同意公开", nullable=True)
    grade = text(
        "AAA, AA, A, B, C, D, or N where the rules give none; null where it is not shown.",
        "A", source=RULES, nullable=True,
    )  # fmt: skip
    score_centi = whole(
        "The score; null where there is none or it is not shown.",
        7850, unit="hundredths of a point of 100", source=RULES, nullable=True,
    )  # fmt: skip
    rule_set_code = text("The rule set.", "GZ-QC-1", nullable=True)
    rule_set_version = text("The rule set's version, a SHA-256 digest.", "9f2c…", nullable=True)
    rule_set_title = text("The rule set's name.", "企业质量信用评价规则", nullable=True)


class PublicEvaluation(Timed):
    """The grade of an enterprise with everything behind it."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    is_shown = truth("Whether a basis lets the reader see the grade.", example=True)
    basis = text("What lets the grade be public.", "经企业同意公开", nullable=True)
    grade = text("The grade; null where it is not shown.", "A", source=RULES, nullable=True)
    score_centi = whole(
        "The score.", 7850, unit="hundredths of a point of 100", source=RULES, nullable=True
    )
    rule_set_code = text("The rule set.", "GZ-QC-1", nullable=True)
    rule_set_version = text("The rule set's version, a SHA-256 digest.", "9f2c…", nullable=True)
    rule_set_title = text("The rule set's name.", "企业质量信用评价规则", nullable=True)
    dimensions = several(Dimension, "The dimensions, in the rule set's order.")
    findings = several(Finding, "What each rule found.")
    summary = texts("The result in words.", ["质量信用等级A，78.50分。"])


class InternalEvaluation(PublicEvaluation):
    """The grade as an officer sees it."""

    candidates = texts("Lists for which the rules propose it.", ["serious_violation"])
    next_change_on = day("The next day on which the grade can change.", "2027-01-04")
