"""Grades, caps and data at their edges; each case names what it holds to in GZ-QC-1 (§3.3)."""

from dataclasses import replace
from datetime import date

import pytest
from rule_builders import (
    COMPILED,
    EXTRACT,
    a_commitment,
    a_dossier,
    a_failed_sampling,
    a_penalty,
    an_honour,
    evaluated,
    finding,
)

from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import (
    Candidate,
    CapHit,
    Evaluation,
    Lack,
    Missing,
    NoGradeReason,
)
from credit_registry.rules.rule_sets import Timing

DAY = date(2026, 11, 24)


def two_serious(first: date, second: date) -> Evaluation:
    facts = [
        a_penalty(on, record_id=i, severity=Severity.SERIOUS)
        for i, on in enumerate((first, second), 1)
    ]
    award = an_honour(Level.NATIONAL, record_id=9)
    return evaluated(a_dossier(*facts, award, a_commitment(DAY, None, record_id=8)), DAY)


def test_two_serious_penalties_cap_the_grade_and_make_a_candidate() -> None:
    """§3.3: a bonus never lifts over a cap; the engine proposes, people decide."""
    result = two_serious(date(2024, 11, 24), date(2026, 1, 1))
    assert result.caps == (CapHit("V", "C"),)
    assert result.candidates == (Candidate("serious_violation", "V"),)
    assert (result.grade_before_caps, result.grade) == ("AAA", "C")
    assert result.score_centi is not None


def test_a_penalty_older_than_24_months_by_a_day_is_not_counted_as_the_second() -> None:
    result = two_serious(date(2024, 11, 23), date(2026, 1, 1))
    assert (result.caps, result.candidates, result.grade) == ((), (), "AAA")


def test_a_candidate_is_proposed_without_a_grade_and_the_cap_gives_none() -> None:
    facts = [a_penalty(DAY, record_id=i, severity=Severity.SERIOUS) for i in (1, 2)]
    result = evaluated(a_dossier(*facts, standing=Standing.REVOKED), DAY)
    assert (result.grade, result.score_centi) == ("N", None)
    assert [candidate.list_type for candidate in result.candidates] == ["serious_violation"]


@pytest.mark.parametrize(
    ("established_on", "grade", "reasons"),
    [
        (date(2025, 11, 24), "AA", ()),  # twelve months ago today
        (date(2025, 11, 25), "N", (NoGradeReason.TOO_YOUNG,)),
        (None, "N", (NoGradeReason.ESTABLISHMENT_UNKNOWN,)),
    ],
)
def test_an_enterprise_is_graded_from_the_day_it_is_twelve_months_old(
    established_on: date | None, grade: str, reasons: tuple[NoGradeReason, ...]
) -> None:
    """§3.3 N: under 12 months in operation; 不满 excludes the number."""
    dossier = a_dossier(
        a_failed_sampling(DAY, level=Level.CITY),
        a_commitment(DAY, None, record_id=2),
        established_on=established_on,
    )
    result = evaluated(dossier, DAY)
    assert (result.grade, result.no_grade_reasons) == (grade, reasons)


def test_the_day_of_being_old_enough_is_the_next_change() -> None:
    assert evaluated(a_dossier(established_on=date(2025, 11, 25)), DAY).next_change_on == date(
        2026, 11, 25
    )


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.OPERATING])
def test_an_enterprise_that_is_not_operating_has_no_grade(standing: Standing) -> None:
    """§3.3 N: no operating status."""
    result = evaluated(a_dossier(standing=standing), DAY)
    assert (result.grade, result.no_grade_reasons) == ("N", (NoGradeReason.NOT_OPERATING,))


def test_an_enterprise_that_nobody_has_looked_at_has_no_grade() -> None:
    """§3.3 N: silence is not data."""
    result = evaluated(a_dossier(covered=frozenset()), DAY)
    assert (result.grade, result.no_grade_reasons) == ("N", (NoGradeReason.TOO_FEW_DIMENSIONS,))


def test_a_dimension_without_data_stays_out_of_the_score() -> None:
    """§3.3: a dimension has data when a record, or a completed delivery of its source, exists."""
    dossier = a_dossier(a_commitment(DAY, None), covered=frozenset({RecordKind.PENALTY.value}))
    result = evaluated(dossier, DAY)
    assert [each.has_data for each in result.dimensions] == [True, False, True]
    assert result.score_centi == half_up((800 + 1400) * 10000, 2400)


def test_a_record_is_data_from_the_day_it_came_about() -> None:
    dossier = a_dossier(
        a_penalty(date(2026, 11, 25)), covered=frozenset({RecordKind.COMMITMENT.value})
    )
    assert evaluated(dossier, DAY).grade == "N"
    assert evaluated(dossier, DAY).next_change_on == date(2026, 11, 25)
    assert evaluated(dossier, date(2026, 11, 25)).grade != "N"


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (10000, "AAA"), (9000, "AAA"), (8999, "AA"), (8000, "AA"), (7999, "A"), (7000, "A"),
        (6999, "B"), (6000, "B"), (5999, "C"), (4000, "C"), (3999, "D"), (1, "D"),
    ],
)  # fmt: skip
def test_grades_begin_at_their_threshold(score: int, grade: str) -> None:
    """§3.3 grades: AAA >=90, AA >=80, A >=70, B >=60, C >=40, D <40."""
    scaled = compile_rule_set(replace(EXTRACT, scale_to=score))
    faultless = a_dossier(covered=frozenset({RecordKind.SAMPLING.value, RecordKind.PENALTY.value}))
    result = evaluate(scaled, faultless, DAY)
    assert (result.score_centi, result.grade) == (score, grade)


def test_what_is_missing_is_named() -> None:
    facts = (
        a_penalty(None, record_id=1, fen=5),
        a_penalty(DAY, record_id=2),
    )
    missing = finding("D1", a_dossier(*facts), DAY).missing
    assert missing == (Missing(Lack.NO_DATE, 1), Missing(Lack.NO_AMOUNT, 2))
    assert finding("C1", a_dossier(), DAY).missing == (Missing(Lack.NO_RECORD, None),)
    honour = an_honour(Level.CITY, "nomination_award", record_id=4)
    assert finding("P1", a_dossier(honour), DAY).missing == (Missing(Lack.NO_ROW, 4),)


def test_the_order_of_the_facts_changes_nothing() -> None:
    facts = [a_failed_sampling(DAY, record_id=i) for i in (3, 1, 2)]
    assert evaluated(a_dossier(*facts), DAY) == evaluated(a_dossier(*reversed(facts)), DAY)


def test_a_validity_without_end_or_to_the_end_of_the_calendar_never_changes() -> None:
    facts = (a_commitment(date(2020, 1, 1), date.max, outcome="fulfilled"),)
    result = evaluated(a_dossier(*facts), DAY)
    assert result.next_change_on is None


def test_nothing_changes_where_nothing_is_to_come() -> None:
    assert evaluated(a_dossier(), DAY).next_change_on is None


def test_the_trace_keeps_what_the_rule_observed() -> None:
    (used,) = finding("C1", a_dossier(a_failed_sampling(DAY, category="safety")), DAY).used
    assert used.observed == (
        ("occurred_on", "2026-11-24"),
        ("outcome", "failed"),
        ("level", "city"),
        ("category", "safety"),
    )
    assert (used.version_id, used.document_number) == (10, "抽〔2026〕1号")


def test_the_timing_of_a_fact_without_the_date_is_empty() -> None:
    fact = Fact(record_id=1, version_id=1, kind=RecordKind.HONOUR)
    assert fact.known_day == 0
    assert Timing() == COMPILED.rules[0].rule.timing
