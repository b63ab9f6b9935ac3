"""GZ-QC-1 at its edges: bonus, vetoes, grades and their conditions, no grade, candidates."""

from datetime import date, timedelta

import pytest
from gz_qc_1 import (
    DAY,
    SET,
    K,
    a_penalty,
    a_sampling,
    caps,
    everything,
    fact,
    result,
)

from credit_registry.domain.records import Level, Severity
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.words.explanations import explain


@pytest.mark.parametrize(
    ("years", "established_on", "expected"),
    [
        (10, date(2010, 1, 1), 200),
        (5, date(2010, 1, 1), 100),
        (3, date(2010, 1, 1), 50),
        (2, date(2010, 1, 1), 0),
        (10, date(2016, 11, 24), 200),  # ten years old today
        (10, date(2016, 11, 25), 100),  # ten years old tomorrow: five years are full
    ],
)
def test_p3_years_without_a_failure(years: int, established_on: date, expected: int) -> None:
    """A batch failed the day before so many years; one passed last month."""
    failed = a_sampling(DAY.replace(year=2026 - years) - timedelta(days=1))
    passed = a_sampling(date(2026, 10, 24), 2, outcome="passed")
    assert result(failed, passed, established_on=established_on).bonus == expected


def test_p3_needs_a_test_and_no_failure_on_the_last_day_that_counts() -> None:
    assert result().bonus == 0
    failed = a_sampling(date(2023, 11, 24))
    passed = a_sampling(date(2026, 10, 24), 2, outcome="passed")
    assert result(failed, passed).bonus == 0


@pytest.mark.parametrize(
    ("given", "rule", "grade", "last"),
    [
        (fact(K.NATIONAL_LIST, category="tax", effective_from=date(2025, 1, 1),
              effective_to=date(2026, 11, 25)), "V1", "D", date(2026, 11, 24)),
        (fact(K.ACCIDENT, outcome="main", category="major", decided_on=date(2023, 11, 24)),
         "V2", "D", date(2026, 11, 24)),
        (a_penalty(date(2023, 11, 24), "fine", outcome="false_inspection"),
         "V3", "D", date(2026, 11, 24)),
        (a_penalty(date(2021, 1, 1), "fine", outcome="false_inspection",
                   effective_to=date(2026, 11, 24)), "V3", "D", date(2026, 11, 24)),
        (a_penalty(date(2023, 1, 1), "revoke_permit", effective_to=date(2026, 11, 24)),
         "V4", "D", date(2026, 11, 24)),
        (fact(K.RECALL, outcome="refused", decided_on=date(2024, 1, 1),
              effective_to=date(2024, 11, 24)), "V5", "D", date(2026, 11, 24)),
        (fact(K.RANDOM_INSPECTION, outcome="obstructed", occurred_on=date(2025, 11, 24)),
         "V6-1", "C", date(2026, 11, 24)),
        (a_sampling(date(2025, 11, 24), outcome="refused"), "V6-2", "C", date(2026, 11, 24)),
        (a_penalty(date(2025, 11, 24), "fine", outcome="refused_inspection"),
         "V6-3", "C", date(2026, 11, 24)),
        (a_sampling(date(2026, 1, 1), category="recheck_announced",
                    effective_to=date(2026, 11, 25)), "V7", "D", date(2026, 11, 24)),
        (a_penalty(date(2025, 11, 24), "fine", outcome="false_commitment"),
         "V8", "C", date(2026, 11, 24)),
        (a_penalty(date(2024, 11, 24), "fine", outcome="unlicensed_production"),
         "V9", "D", date(2026, 11, 24)),
    ],
    ids=["V1", "V2", "V3", "V3-term", "V4", "V5", "V6-1", "V6-2", "V6-3", "V7", "V8", "V9"],
)  # fmt: skip
def test_a_veto_caps_until_its_last_day(given: Fact, rule: str, grade: str, last: date) -> None:
    assert (rule, grade) in caps(given, on=last)
    assert rule not in [cap for cap, _ in caps(given, on=last + timedelta(days=1))]
    assert result(given, on=last).next_change_on == last + timedelta(days=1)


def test_a_bonus_never_lifts_over_a_veto() -> None:
    award = fact(
        K.HONOUR, 2, outcome="valid", level=Level.NATIONAL, category="quality_award",
        effective_from=date(2024, 1, 1),
    )  # fmt: skip
    listed = fact(K.NATIONAL_LIST, category="tax", effective_from=date(2025, 1, 1))
    found = result(award, listed)
    assert found.grade == "D"
    said = [each.zh for each in explain(SET, found) if each.rule is None]
    assert said[1].startswith("按得分为A级；因V1（")
    assert said[1].endswith("等级不高于D。")


def test_a_faultless_manufacturer_has_a_hundred_points_and_aaa() -> None:
    found = result(*everything())
    assert (found.score_centi, found.grade, found.held_back) == (10_000, "AAA", ())


@pytest.mark.parametrize(
    ("more", "established_on", "grade"),
    [
        ((), date(2023, 11, 24), "AAA"),
        ((), date(2023, 11, 25), "AA"),  # three years of operation are full tomorrow
        ((a_penalty(date(2024, 1, 1), "warning", 20),), date(2010, 1, 1), "AA"),
        ((a_sampling(date(2024, 1, 1), 20),), date(2010, 1, 1), "AA"),
        ((a_sampling(date(2024, 11, 24), 20, category="safety"),), date(2010, 1, 1), "A"),
        ((a_sampling(date(2024, 11, 23), 20, category="safety"),), date(2010, 1, 1), "AA"),
    ],
    ids=["three years", "a day short", "a penalty", "a failure", "safety in 24 months", "older"],
)
def test_the_further_conditions_of_aaa_and_aa(
    more: tuple[Fact, ...], established_on: date, grade: str
) -> None:
    found = result(*everything(), *more, established_on=established_on)
    assert found.score_centi is not None
    assert found.score_centi >= 9000
    assert found.grade == grade
    assert bool(found.held_back) == (grade != "AAA")


@pytest.mark.parametrize(
    ("covered", "grade"),
    [
        (frozenset[str](), "N"),
        (frozenset({"administrative_penalty", "supervision_sampling"}), "N"),
        (frozenset({"administrative_penalty", "supervision_sampling", "upheld_complaint"}), "AA"),
    ],
)
def test_silence_is_not_data(covered: frozenset[str], grade: str) -> None:
    """Two of five dimensions with data are too few; the missing ones stay out of the score."""
    found = result(covered=covered)
    assert found.grade == grade
    if grade == "AA":
        assert found.score_centi == 9692  # 30 + 20 + 13 of 65
        assert [each.requirement for each in found.held_back] == [1]  # B1 is not known to be valid


@pytest.mark.parametrize(
    ("established_on", "grade"), [(date(2025, 11, 24), "A"), (date(2025, 11, 25), "N")]
)
def test_twelve_months_in_operation(established_on: date, grade: str) -> None:
    assert (result(established_on=established_on).grade == "N") == (grade == "N")


def test_two_serious_penalties_make_a_candidate_and_cap_nothing() -> None:
    serious = [
        a_penalty(date(2024, 11, 24), "fine", 1, severity=Severity.SERIOUS),
        a_penalty(date(2026, 1, 1), "fine", 2, severity=Severity.SERIOUS),
    ]
    found = result(*serious)
    assert [(each.list_type, each.rule) for each in found.candidates] == [
        ("serious_violation", "L1")
    ]
    assert found.caps == ()
    assert result(*serious, on=date(2026, 11, 25)).candidates == ()
