"""GZ-QC-1 at its edges: the points of each rule of the five dimensions."""

from datetime import date
from typing import Any

import pytest
from gz_qc_1 import DAY, SET, K, a_certificate, a_penalty, a_sampling, caps, fact, points, result

from credit_registry.domain.records import Level, Severity
from credit_registry.rules.dossiers import Fact


def test_the_maxima_of_the_five_dimensions_are_those_of_the_table() -> None:
    assert {each.code: each.most for each in SET.dimensions} == {
        "A": 1000, "B": 2500, "C": 3000, "D": 2000, "E": 1500,
    }  # fmt: skip
    for dimension in SET.dimensions:
        rules = [rule for rule in SET.rules if rule.dimension == dimension.code]
        assert sum(rule.most for rule in rules) == dimension.most
    assert SET.bonus_most == 1000


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 11, 24), 400), (date(2026, 11, 25), 0)])
def test_a1_a_commitment_counts_on_its_last_day(on: date, expected: int) -> None:
    kept = fact(K.COMMITMENT, effective_from=date(2025, 1, 1), effective_to=DAY, outcome="not_due")
    assert points("A1", kept, on=on) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], 400),
        (["fulfilled"], 600),
        (["fulfilled", "partly"], 300),
        (["fulfilled", "unfulfilled"], 0),
        (["not_due"], 400),
    ],
)
def test_a2_the_worst_of_the_commitments_that_fell_due(outcomes: list[str], expected: int) -> None:
    due = date(2026, 11, 23)
    facts = [
        fact(K.COMMITMENT, i, effective_from=date(2025, 1, 1), effective_to=due, outcome=each)
        for i, each in enumerate(outcomes, 1)
    ]
    assert points("A2", *facts) == expected
    assert points("A2", *facts, on=due) == 400  # on its last day a commitment is not due yet


def test_b1_a_certificate_and_three_years_of_one() -> None:
    old = a_certificate(date(2020, 11, 24), date(2023, 11, 24), outcome="expired")
    new = a_certificate(date(2023, 11, 25), date(2026, 11, 24), 2)
    assert points("B1", new) == 600
    assert points("B1", new, on=date(2026, 11, 25)) == 0
    assert points("B1-3", old, new) == 200  # 36 months before, the old one had its last day
    assert points("B1-3", new) == 0
    assert points("B1-3", old) == 0  # what was held and has run out is held no more


def test_b2_is_spread_where_it_does_not_apply() -> None:
    have = a_certificate(date(2020, 1, 1), None)
    assert points("B2", have, industry="C13") == 0
    manufacturer, trader = result(have, industry="C13"), result(have, industry="F51")
    dimension = {each.code: each.points for each in manufacturer.dimensions}
    assert dimension["B"] == 800
    assert points("B2", have, industry="F51") is None
    # 8 of the 21 points that are left, of 25: 9.5238 and half-up 9.52
    assert {each.code: each.points for each in trader.dimensions}["B"] == 952
    assert points("B2", have, industry="") is None  # where the industry is not known


def test_b3_an_instrument_past_its_day_takes_the_points() -> None:
    valid = fact(
        K.INSTRUMENT,
        outcome="passed",
        effective_from=date(2026, 1, 1),
        effective_to=date(2027, 1, 1),
    )  # fmt: skip
    expired = fact(
        K.INSTRUMENT, 2, outcome="passed", effective_from=date(2025, 1, 1), effective_to=DAY
    )
    assert points("B3", valid) == 300
    assert points("B3", valid, expired) == 300  # its last day
    assert points("B3", valid, expired, on=date(2026, 11, 25)) == 0


@pytest.mark.parametrize(
    ("trained_on", "expected"), [(date(2025, 11, 24), 300), (date(2025, 11, 23), 0)]
)
def test_b6_needs_training_within_twelve_months(trained_on: date, expected: int) -> None:
    officer = fact(K.QUALITY_OFFICER, outcome="in_office", effective_from=date(2020, 1, 1))
    training = fact(K.TRAINING, 2, outcome="completed", occurred_on=trained_on)
    assert points("B6", officer, training) == expected
    assert points("B6", officer) == 0


@pytest.mark.parametrize(
    ("columns", "deducted"),
    [
        ({"level": Level.NATIONAL}, 600),
        ({"level": Level.NATIONAL, "category": "safety"}, 900),
        ({"level": Level.PROVINCIAL}, 500),
        ({"level": Level.PROVINCIAL, "category": "safety"}, 750),
        ({"level": Level.COUNTY}, 400),
        ({"category": "safety"}, 600),
        ({"level": None}, 400),
        ({"category": "recheck"}, 1000),
        ({"category": "recheck_announced", "level": Level.NATIONAL}, 1000),
        ({"outcome": "passed"}, 0),
        ({"outcome": "refused"}, 0),
    ],
)
def test_c1_each_failed_batch(columns: dict[str, Any], deducted: int) -> None:
    assert points("C1", a_sampling(DAY, **columns)) == 1800 - deducted


@pytest.mark.parametrize(
    ("on", "deducted"),
    [
        (date(2027, 2, 28), 500),  # 12 months end on the corresponding day, which still counts
        (date(2027, 3, 1), 250),
        (date(2028, 2, 28), 250),
        (date(2028, 2, 29), 125),
        (date(2029, 2, 28), 125),
        (date(2029, 3, 1), 0),
    ],
)
def test_c1_ages_by_months(on: date, deducted: int) -> None:
    failed = a_sampling(date(2026, 2, 28), level=Level.PROVINCIAL)
    assert points("C1", failed, on=on) == 1800 - deducted


def test_c1_stops_at_nothing() -> None:
    failed = [a_sampling(DAY, number, level=Level.NATIONAL) for number in range(1, 5)]
    assert points("C1", *failed) == 0


@pytest.mark.parametrize(
    ("code", "given", "expected"),
    [
        ("C2", fact(K.RECALL, outcome="ordered", decided_on=DAY), 0),
        ("C2", fact(K.RECALL, outcome="voluntary", decided_on=DAY), 400),
        ("C3", fact(K.EXPORT_NOTIFICATION, outcome="notified", occurred_on=DAY), 200),
        ("C4", fact(K.ACCIDENT, outcome="main", category="ordinary", decided_on=DAY), 0),
        ("C4", fact(K.ACCIDENT, outcome="none", category="ordinary", decided_on=DAY), 400),
        ("D3", fact(K.RANDOM_INSPECTION, outcome="corrected", occurred_on=DAY), 200),
        ("D3", fact(K.RANDOM_INSPECTION, outcome="pending", occurred_on=DAY), 0),
        ("D3", fact(K.RANDOM_INSPECTION, outcome="no_problem", occurred_on=DAY), 300),
        ("E3", fact(K.NATIONAL_LIST, category="judgment_defaulter", effective_from=DAY), 0),
        ("E3", fact(K.NATIONAL_LIST, category="tax_abnormal", effective_from=DAY), 200),
        ("P2", fact(K.STANDARD, outcome="in_force", category="led_national_standard",
                    effective_from=DAY), 200),
        ("P2", fact(K.STANDARD, outcome="in_force", category="led_group_standard",
                    effective_from=DAY), 50),
        ("P2", fact(K.STANDARD, outcome="in_force", category="national_standard",
                    effective_from=DAY), 0),
    ],
)  # fmt: skip
def test_what_one_record_comes_to(code: str, given: Fact, expected: int) -> None:
    assert points(code, given) == expected


@pytest.mark.parametrize(
    ("category", "severity", "deducted"),
    [
        ("warning", Severity.MINOR, 100),
        ("circulated_criticism", Severity.MINOR, 100),
        ("fine", Severity.MINOR, 300),
        ("fine", Severity.GENERAL, 600),
        ("confiscate_illegal_gains", Severity.GENERAL, 600),
        ("suspend_business", Severity.SERIOUS, 1000),
        ("downgrade_qualification", Severity.SERIOUS, 1000),
        ("restrict_activity", Severity.SERIOUS, 1000),
    ],
)
def test_d1_by_what_the_decision_imposes(category: str, severity: Severity, deducted: int) -> None:
    assert points("D1", a_penalty(DAY, category, severity=severity)) == 1400 - deducted


@pytest.mark.parametrize(
    ("removed_on", "expected"),
    [
        (None, 0),
        (date(2026, 11, 25), 0),
        (DAY, 200),  # the day of the removal: no longer in it, and removed within 12 months
        (date(2025, 11, 24), 200),
        (date(2025, 11, 23), 300),
    ],
)
def test_d2_now_and_within_twelve_months(removed_on: date | None, expected: int) -> None:
    entry = fact(
        K.ABNORMAL_OPERATIONS, effective_from=date(2025, 1, 1), effective_to=removed_on,
        decided_on=date(2025, 1, 1),
    )  # fmt: skip
    assert (points("D2-1", entry) or 0) + (points("D2-2", entry) or 0) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 500), (1, 400), (2, 400), (3, 200), (5, 200), (6, 0)]
)
def test_e1_complaints_of_a_year(count: int, expected: int) -> None:
    upheld = [
        fact(K.COMPLAINT, number, outcome="mediated", decided_on=DAY) for number in range(count)
    ]
    late = fact(K.COMPLAINT, 99, outcome="mediated", decided_on=date(2025, 11, 23))
    assert points("E1-1", *upheld, late) == expected


@pytest.mark.parametrize(("count", "expected"), [(1, 200), (2, 0)])
def test_e1_mediation_refused_repeatedly(count: int, expected: int) -> None:
    refused = [
        fact(K.COMPLAINT, number, outcome="refused", decided_on=DAY) for number in range(count)
    ]
    assert points("E1-2", *refused) == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [(9000, 400), (8999, 300), (8000, 300), (7999, 200), (7000, 200), (6999, 0), (None, 200)],
)
def test_e2_the_bands_of_a_survey(score: int | None, expected: int) -> None:
    survey = fact(K.SURVEY, score_centi=score, effective_from=date(2026, 1, 1), effective_to=DAY)
    assert points("E2", survey) == expected
    assert points("E2", survey, on=date(2026, 11, 25)) == 200  # past its validity: as if none


def test_e2_the_latest_valid_survey_decides_and_of_one_day_the_worse() -> None:
    surveys = [
        fact(K.SURVEY, 1, score_centi=9500, effective_from=date(2026, 1, 1)),
        fact(K.SURVEY, 2, score_centi=8500, effective_from=date(2026, 6, 1)),
        fact(K.SURVEY, 3, score_centi=7500, effective_from=date(2026, 6, 1)),
    ]
    assert points("E2", *surveys) == 200


def test_a_fact_counts_once_on_a_national_list() -> None:
    listed = fact(K.NATIONAL_LIST, category="serious_violation", effective_from=date(2025, 1, 1))
    assert points("E3", listed) == 400
    assert caps(listed) == [("V1", "D")]
