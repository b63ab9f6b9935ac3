"""Grades with their reasons."""

from marshmallow import fields

from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTRY,
    Shape,
    day,
    described,
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


class UsedRecord(Shape):
    """A record that counted under a rule."""

    record_id = text("The record.", "028t5cy4tqkff", source=REGISTRY)
    document_number = text("Its document's number.", "澜市监罚〔2026〕17号", source=DOCUMENT)
    title = text("What it says, in one line.", "行政处罚：罚款", source=DOCUMENT)
    points_centi = whole(
        "Its points before ageing; null for rules that measure.",
        -400, unit="hundredths of a point", source=RULES, nullable=True,
    )  # fmt: skip
    percent = whole("The share of its points kept at its age.", 50, unit="percent", source=RULES)
    age_step = whole("Which step of age it is in, from 0.", 1, unit="step", source=RULES)
    since = day("The day from which it counts.", "2025-05-20", nullable=False)
    until = day("The last day of this step of age; null without an end.", "2027-05-20")
    counts_until = day("The last day on which it counts at all; null without an end.", "2028-05-20")
    observed = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata=described(
            "What the rule read of it, by field; money in fen, scores in hundredths.",
            {"decided_on": "2025-05-20", "amount_fen": 500000},
            source=DOCUMENT,
        ),
    )


class MissingFact(Shape):
    """What a rule would have needed."""

    lack = text("no_record, no_date, no_row, no_amount or no_score.", "no_date", source=REGISTRY)
    record_id = text(
        "In which record; null where there is none.", None, source=REGISTRY, nullable=True
    )


class HeldBackGrade(Shape):
    """A grade whose score is reached and whose further condition is not."""

    grade = text("The grade.", "AAA", source=RULES)
    condition = text("What it requires besides.", "成立至评价日的月数不低于36个月", source=RULES)


class GradeCap(Shape):
    """A rule that lets the grade rise no higher."""

    rule_code = text("The rule.", "V1", source=RULES)
    grade = text("The best grade that it leaves.", "C", source=RULES)


class ListProposal(Shape):
    """A rule that proposes the enterprise for a list; people decide."""

    rule_code = text("The rule.", "V1", source=RULES)
    list_type = text("The list.", "serious_violation", source=RULES)


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
    is_applicable = truth("Whether the rule applies to the industry.", example=True)
    points_before_ageing_centi = whole(
        "The points before ageing; null for rules that give none.",
        1000, unit="hundredths of a point", nullable=True,
    )  # fmt: skip
    points_after_ageing_centi = whole(
        "The points after ageing, before the rule's least and most.",
        1400, unit="hundredths of a point", nullable=True,
    )  # fmt: skip
    measure = whole(
        "What bands and thresholds are read by; null for rules that read a table.",
        None, unit="records, fen, or hundredths of a point, by the rule", nullable=True,
    )  # fmt: skip
    used = several(UsedRecord, "The records that counted.")
    missing = several(MissingFact, "What the rule would have needed.")
    unmet = texts("What it requires besides and is not met.", ["C1得分不低于12.00分"])


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
    grade_before_caps = text(
        "The grade before any cap; null where it is not shown.",
        "A", source=RULES, nullable=True,
    )  # fmt: skip
    bonus_centi = whole(
        "What comes on top of the scaled score.", 300, unit="hundredths of a point", nullable=True
    )
    caps = several(GradeCap, "The vetoes that are hit.")
    held_back = several(HeldBackGrade, "Better grades that a further condition keeps away.")
    no_grade_reasons = texts("Why there is no grade, by code.", ["too_young"], source=RULES)


class InternalEvaluation(PublicEvaluation):
    """The grade as an officer sees it."""

    candidates = texts("Lists for which the rules propose it.", ["serious_violation"])
    proposals = several(ListProposal, "Which rule proposes it for which list.")
    next_change_on = day("The next day on which the grade can change.", "2027-01-04")
