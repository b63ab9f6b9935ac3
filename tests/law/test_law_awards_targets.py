"""Ganzhou's awards and targets: dated, with their sources, and read as the plan states them."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from credit_registry.domain.kinds.honours import AWARD_CLASSES
from credit_registry.domain.sources import Verification
from credit_registry.law import editions, tables
from credit_registry.law.awards import Award, read_awards
from credit_registry.law.targets import Comparator

EDITION = editions.parse(editions.read_seeds())
PLAN = date(2019, 1, 29)
TARGETS = {target.code: target for target in EDITION.targets}
HEADING = (
    "code,clause,name,name_en,comparator,threshold,unit,scope,scope_en,due_year,since,until,"
    "is_main,source\n"
)
ROW = "T1,一,合格率,Passed,gte,98,percent,全市,whole city,2020,2019-01-29,,yes,方案"


def award(code: str) -> Award:
    return EDITION.awards[code]


@pytest.mark.parametrize(
    ("code", "yuan"),
    [
        ("china_quality_award", 3_000_000),
        ("china_quality_nomination", 1_000_000),
        ("jinggang_quality_award", 1_000_000),
        ("jinggang_quality_nomination", 500_000),
        ("mayor_quality_award", 500_000),
    ],
)
def test_the_plan_rewards_an_award_from_its_day_on(code: str, yuan: int) -> None:
    reward = award(code).reward_on(PLAN)
    assert reward is not None
    assert (reward.fen, reward.source.verification) == (yuan * 100, Verification.INSTRUMENT)


def test_the_day_before_the_plan_the_mayors_award_brought_less() -> None:
    reward = award("mayor_quality_award").reward_on(date(2019, 1, 28))
    assert reward is not None
    assert (reward.fen, reward.most_a_year) == (20_000_000, 3)
    assert not reward.source.is_verified


def test_no_amount_is_made_up_for_a_mayors_nomination() -> None:
    assert award("mayor_quality_nomination").reward_on(PLAN) is None


def test_before_its_first_rule_an_award_brings_nothing() -> None:
    assert award("china_quality_award").reward_on(date(2019, 1, 28)) is None


def test_every_award_is_of_a_class_that_honours_know() -> None:
    assert {each.award_class for each in EDITION.awards.values()} <= set(AWARD_CLASSES.values)


def test_two_rewards_of_one_award_on_one_day_are_refused() -> None:
    source = {"instrument_zh": "方案", "instrument_en": "plan", "verification": "instrument"}
    since = {"until": None, "yuan": 1, "most_a_year": None, "source": source}
    row = {"code": "a", "label_zh": "奖", "label_en": "award", "level": "city",
           "award_class": "quality_award",
           "rewards": [{"since": PLAN, **since}, {"since": date(2020, 1, 1), **since}]}  # fmt: skip
    with pytest.raises(ValueError, match="two rewards on 2020-01-01"):
        read_awards([row])


def test_the_plan_has_25_main_targets_and_4_others() -> None:
    main = [target for target in EDITION.targets if target.is_main]
    assert (len(main), len(EDITION.targets)) == (25, 29)


def test_each_target_is_dated_by_the_plan_and_names_it() -> None:
    assert {target.since for target in EDITION.targets} == {PLAN}
    assert all("质量强市建设" in target.source for target in EDITION.targets)


@pytest.mark.parametrize(
    ("code", "figure", "is_met"),
    [
        *(("T1.1", "30", False), ("T1.1", "30.1", True)),
        *(("T1.4", "97.5", True), ("T1.4", "97.49", False)),
        *(("T3.2", "1", False), ("T3.2", "0.99", True)),
        *(("T6.4", "0", True), ("T6.4", "1", False)),
        *(("T6.3", "90.91", True), ("T6.3", "90.9", False)),
    ],
)
def test_a_threshold_is_met_at_its_edge_as_the_plan_words_it(
    code: str, figure: str, is_met: bool
) -> None:
    assert TARGETS[code].is_met_by(Decimal(figure)) is is_met


def test_more_than_excludes_the_number_itself() -> None:
    target = replace(TARGETS["T1.1"], comparator=Comparator.AT_LEAST)
    assert target.is_met_by(Decimal(30))
    assert not TARGETS["T1.1"].is_met_by(Decimal(30))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("gte", "ge", "line 2, column comparator"),
        (",98,", ",viele,", "line 2, column threshold"),
        ("yes", "ja", "line 2, column is_main"),
        ("2019-01-29", "", "line 2, column since"),
    ],
)
def test_a_faulty_target_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    with pytest.raises(ValueError, match=place):
        tables.read_targets(HEADING + ROW.replace(old, new) + "\n")


def test_an_edition_loaded_before_there_were_these_tables_can_still_be_read() -> None:
    texts = json.loads(editions.read_seeds())
    del texts["awards.yaml"], texts["targets.csv"]
    edition = editions.parse(json.dumps(texts))
    assert (edition.awards, edition.targets) == ({}, ())


def test_the_divisions_of_ganzhou_are_all_on_file() -> None:
    day = date(2026, 11, 23)
    county_level = [
        each
        for each in EDITION.divisions.on(day)
        if each.parent == "360700" and each.code is not None
    ]
    assert len(county_level) == 18
    longnan = EDITION.divisions.named("360727", day)
    assert longnan is not None
    assert longnan.code == "360783"
