"""Rules and grades in words, the same for the page and for the command line."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from random_rules import rule_sets
from rule_builders import EXTRACT

from credit_registry.domain.industries import Industries, Section
from credit_registry.rules.doubts.rule_labels import label_of
from credit_registry.rules.rule_sets import (
    AgeStep,
    Aggregate,
    Band,
    DateField,
    PointsRow,
    Purpose,
    Reading,
    Requirement,
    RuleSet,
    Timing,
    Wording,
)
from credit_registry.rules.words.rule_words import (
    Names,
    RuleWords,
    grades_in_words,
    measure_words,
    row_words,
    rules_in_words,
)
from credit_registry.rules.words.timing_words import timing_words

MAKING = Section("C", "制造业", "Manufacturing", 13, 43, "GB/T 4754-2017")
NAMES = Names(
    {"serious_violation": Wording("严重违法失信名单", "serious-violation list")},
    Industries([MAKING]),
)


def spoken(code: str, rule_set: RuleSet = EXTRACT) -> RuleWords:
    return next(each for each in rules_in_words(rule_set, NAMES) if each.code == code)


def test_a_rule_says_what_it_looks_at_and_what_it_gives() -> None:
    words = spoken("C1")
    assert words.selection.zh == "监督抽查（结果为不合格）"
    assert words.selection.en == "Supervision sampling (outcome failed)"
    assert words.dimension.zh == "产品与工程绩效"
    assert words.limits == Wording("0至18分", "0 to 18 points")
    assert [each.zh for each in words.points][:2] == [
        "起始18分",
        "级别为国家级，类别为健康安全：-9分",
    ]
    assert words.points[-1].en == "any record: -4"
    assert words.industries.zh == "所有行业"


def test_an_effect_names_the_cap_and_the_list() -> None:
    assert [each.zh for each in spoken("V").effect] == [
        "2条起：等级不高于C",
        "2条起：提示为严重违法失信名单候选，列入须经法定程序决定",
    ]
    assert spoken("V").limits.en == "No points"
    assert spoken("P1").dimension.en == "Bonus"


def test_a_requirement_and_what_is_given_without_it_are_said() -> None:
    rule = replace(
        EXTRACT.rules[1],
        requires=(Requirement(Reading.POINTS, "A1", at_least=400),),
        otherwise=50,
        industries=("C", "C13", "Z"),
    )
    changed = replace(EXTRACT, rules=(EXTRACT.rules[0], rule))
    words = spoken("A2", changed)
    assert [each.zh for each in words.requires] == [
        "A1（有效的公开质量承诺）得分不低于4分",
        "否则得0.5分",
    ]
    assert words.industries == Wording(
        "C（制造业）、C13（制造业）、Z", "C (Manufacturing), C13 (Manufacturing), Z"
    )


@pytest.mark.parametrize(
    ("timing", "zh", "en"),
    [
        (Timing(), "自生效日期起，至有效期截止日止；无截止日的一直计入",
         ("From the first day of validity, until the last day of validity; without limit where"
         " there is no end")),
        (Timing(DateField.DECIDED_ON, from_next_day=True, steps=(AgeStep(36, 100),)),
         "自决定日期次日起，36个月内", "From the day after the day of the decision, for 36 months"),
        (Timing(DateField.SERVED_ON, steps=(AgeStep(12, 100), AgeStep(24, 50))),
         "自送达日期起，12个月内按100%；24个月内按50%",
         "From the day of service, within 12 months 100 %; within 24 months 50 %"),
        (Timing(after_months=36, after_end_months=6, open_months=60, without_last_day=True),
         "自生效日期满36个月起，至有效期截止日后6个月（不含当日）止；无截止日的计60个月",
         ("From 36 months after the first day of validity, until 6 months after the last day of"
         " validity (that day left out); for 60 months where there is no end")),
    ],
)  # fmt: skip
def test_the_days_on_which_a_record_counts_are_said(timing: Timing, zh: str, en: str) -> None:
    assert timing_words(timing) == Wording(zh, en)


@pytest.mark.parametrize(
    ("aggregate", "measure", "zh"),
    [
        (Aggregate.EXISTS, 1, "有记录"),
        (Aggregate.COUNT, 0, "无记录"),
        (Aggregate.COUNT, 3, "3条起"),
        (Aggregate.AMOUNT, 1_000_050, "10000.5元起"),
        (Aggregate.SCORE, 9000, "90分起"),
    ],
)
def test_a_threshold_is_said_in_what_is_measured(
    aggregate: Aggregate, measure: int, zh: str
) -> None:
    rule = replace(EXTRACT.rules[0], aggregate=aggregate, bands=(Band(0, 0),))
    assert measure_words(rule, measure).zh == zh


def test_points_that_are_added_carry_their_sign() -> None:
    assert row_words(EXTRACT.rules[2], PointsRow(50)).zh == "任何记录：+0.5分"
    assert row_words(EXTRACT.rules[4], PointsRow(50)).zh == "任何记录：0.5分"


def test_a_risk_class_says_its_sampling_ratio() -> None:
    grades = tuple(replace(grade, sampling_percent=5) for grade in EXTRACT.grades)
    risk = replace(EXTRACT, purpose=Purpose.RISK, grades=grades)
    first = grades_in_words(risk)[0]
    assert first.sampling == Wording("抽查5%", "5 % inspected")
    assert first.score == Wording("90分及以上", "90 points or more")
    assert grades_in_words(EXTRACT)[0].sampling is None


def test_equal_words_of_two_lists_are_told_apart() -> None:
    assert label_of(Aggregate.POINTS) != label_of(Reading.POINTS)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_sets())
def test_every_rule_set_can_be_said(rule_set: RuleSet) -> None:
    assert rule_set.since == date(2026, 4, 1)
    assert len(rules_in_words(rule_set, Names())) == len(rule_set.rules)
    assert len(grades_in_words(rule_set)) == len(rule_set.grades)
