"""Every rule's points at their edges; each case names what it holds to in GZ-QC-1 (§3.3)."""

from dataclasses import replace
from datetime import date

import pytest
from rule_builders import (
    EXTRACT,
    a_commitment,
    a_dossier,
    a_failed_sampling,
    a_penalty,
    an_honour,
    evaluated,
    finding,
)

from credit_registry.domain.records import Level, RecordState, Severity
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.traced import evaluate

DAY = date(2026, 11, 24)
SAMPLED = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("day", "points", "percent"),
    [
        (date(2024, 2, 28), 1800, None),
        (date(2024, 2, 29), 1400, 100),
        (date(2025, 2, 28), 1400, 100),  # twelve months end on the last day of the month
        (date(2025, 3, 1), 1600, 50),
        (date(2026, 2, 28), 1600, 50),
        (date(2026, 3, 1), 1700, 25),
        (date(2027, 2, 28), 1700, 25),
        (date(2027, 3, 1), 1800, None),
    ],
)
def test_c1_ages_on_the_day_after_12_24_and_36_months(
    day: date, points: int, percent: int | None
) -> None:
    """§3.3 C1 and ageing: 100 % in months 0-12, 50 % in 13-24, 25 % in 25-36."""
    found = finding("C1", a_dossier(a_failed_sampling(SAMPLED)), day)
    assert found.points_after_cap == points
    assert [used.percent for used in found.used] == ([percent] if percent else [])


@pytest.mark.parametrize(
    ("level", "category", "deducted"),
    [
        (Level.NATIONAL, "ordinary", 600),
        (Level.PROVINCIAL, "ordinary", 500),
        (Level.CITY, "ordinary", 400),
        (Level.COUNTY, "ordinary", 400),
        (Level.NATIONAL, "safety", 900),
        (Level.PROVINCIAL, "safety", 750),
        (Level.CITY, "safety", 600),
        (Level.COUNTY, "safety", 600),
        (None, "ordinary", 400),
    ],
)
def test_c1_deducts_by_level_and_half_as_much_again_for_safety(
    level: Level | None, category: str, deducted: int
) -> None:
    """§3.3 C1: -6 national, -5 provincial, -4 city or county; health or safety x1.5."""
    found = finding("C1", a_dossier(a_failed_sampling(DAY, level=level, category=category)), DAY)
    assert found.points_after_ageing == 1800 - deducted


def test_c1_never_goes_below_nothing() -> None:
    """§3.3: deductions cannot go below 0."""
    facts = [a_failed_sampling(DAY, record_id=i, level=Level.NATIONAL) for i in range(1, 5)]
    found = finding("C1", a_dossier(*facts), DAY)
    assert (found.points_before_ageing, found.points_after_ageing) == (-600, -600)
    assert found.points_after_cap == 0


def test_c1_rounds_the_aged_sum_half_up() -> None:
    """§3.3: hundredths, half-up; 25 % of -4.50 twice is -2.25, of -7.50 once is -1.875."""
    facts = (a_failed_sampling(SAMPLED, level=Level.PROVINCIAL, category="safety"),)
    found = finding("C1", a_dossier(*facts), date(2026, 6, 1))
    assert found.points_after_ageing == 1613  # 18 - 1.875 = 16.125


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (4, 10, 0), (-5, 10, 0), (-6, 10, -1), (15, 10, 2), (25, 10, 3), (0, 7, 0)],
)
def test_half_up_rounds_halves_towards_the_greater(
    numerator: int, denominator: int, rounded: int
) -> None:
    assert half_up(numerator, denominator) == rounded


def test_the_score_is_rounded_half_up_to_hundredths() -> None:
    """§3.3: score to 2 decimals, half-up: 33.5 of 42 points are 79.7619 of a hundred."""
    facts = (a_failed_sampling(date(2026, 1, 1), level=Level.PROVINCIAL, category="safety"),)
    dossier = a_dossier(*facts, a_commitment(date(2026, 1, 1), None, record_id=9))
    assert evaluated(dossier, DAY).score_centi == half_up(
        2 * 1000000 * (800 + 1050 + 1400), 2 * 420000
    )
    assert evaluated(dossier, DAY).score_centi == 7738


def test_a_result_that_may_still_be_challenged_does_not_count() -> None:
    """The day from which a sampling counts is given by who knows the challenge period."""
    dossier = a_dossier(a_failed_sampling(date(2026, 11, 1), counts_from=date(2026, 11, 25)))
    assert finding("C1", dossier, DAY).points_after_cap == 1800
    assert evaluated(dossier, DAY).next_change_on == date(2026, 11, 25)
    assert finding("C1", dossier, date(2026, 11, 25)).points_after_cap == 1400


def test_a_result_settled_late_begins_in_its_later_age_step() -> None:
    dossier = a_dossier(a_failed_sampling(SAMPLED, counts_from=date(2025, 6, 1)))
    (used,) = finding("C1", dossier, date(2025, 6, 1)).used
    assert (used.age_step, used.percent, used.since) == (1, 50, date(2025, 6, 1))
    assert (used.until, used.ends) == (date(2026, 2, 28), date(2027, 2, 28))


@pytest.mark.parametrize(
    "state", [RecordState.RESTORED, RecordState.WITHDRAWN, RecordState.ANNULLED]
)
def test_a_restored_record_never_scores_and_is_not_in_the_trace(state: RecordState) -> None:
    """§3.3 ageing: zero from the day of restoration or revocation."""
    facts = (
        a_failed_sampling(DAY, state=state),
        a_penalty(DAY, record_id=2, fen=10**9, severity=Severity.SERIOUS, state=state),
        a_penalty(DAY, record_id=3, severity=Severity.SERIOUS, state=state),
    )
    assert evaluated(a_dossier(*facts), DAY) == evaluated(a_dossier(), DAY)


@pytest.mark.parametrize(
    ("day", "points"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 400),
        (date(2026, 6, 30), 400),
        (date(2026, 7, 1), 0),
    ],
)
def test_a1_counts_from_the_first_to_the_last_day_of_validity(day: date, points: int) -> None:
    """§3.3 A1: a public quality commitment valid on the evaluation date, 4 points."""
    dossier = a_dossier(a_commitment(date(2026, 1, 1), date(2026, 6, 30)))
    assert finding("A1", dossier, day).points_after_cap == points


def test_a1_gives_its_points_once() -> None:
    facts = [a_commitment(date(2026, 1, 1), None, record_id=i) for i in (1, 2)]
    found = finding("A1", a_dossier(*facts), DAY)
    assert (found.measure, found.points_after_cap) == (2, 400)
    assert [used.ends for used in found.used] == [None, None]


@pytest.mark.parametrize(
    ("outcome", "points"),
    [("fulfilled", 600), ("partly", 300), ("unfulfilled", 0), ("not_due", 400)],
)
def test_a2_reads_the_outcome_of_the_commitment_that_fell_due(outcome: str, points: int) -> None:
    """§3.3 A2: 全部履行 6, 部分履行 3, 全部未履行 0; none due yet 4."""
    dossier = a_dossier(a_commitment(date(2025, 1, 1), date(2025, 12, 31), outcome=outcome))
    assert finding("A2", dossier, DAY).points_after_cap == points


@pytest.mark.parametrize(
    ("day", "points"),
    [
        (date(2025, 12, 31), 400),
        (date(2026, 1, 1), 0),
        (date(2028, 12, 31), 0),
        (date(2029, 1, 1), 400),
    ],
)
def test_a2_looks_at_a_commitment_from_the_day_after_it_was_due_for_36_months(
    day: date, points: int
) -> None:
    """§3.3: look-back 36 months unless stated; the last day to fulfil belongs to the enterprise."""
    due = a_commitment(date(2025, 1, 1), date(2025, 12, 31), outcome="unfulfilled")
    assert finding("A2", a_dossier(due), day).points_after_cap == points


def test_a2_takes_the_latest_and_on_one_day_the_less_favourable() -> None:
    older = a_commitment(date(2024, 1, 1), date(2024, 12, 31), record_id=1, outcome="unfulfilled")
    good = a_commitment(date(2025, 1, 1), date(2025, 12, 31), record_id=2, outcome="fulfilled")
    partly = a_commitment(date(2025, 1, 1), date(2025, 12, 31), record_id=3, outcome="partly")
    assert finding("A2", a_dossier(older, good), DAY).points_after_cap == 600
    (used,) = finding("A2", a_dossier(good, partly, older), DAY).used
    assert used.record_id == 3


@pytest.mark.parametrize(
    ("fen", "points"),
    [
        (0, 1400),
        (1, 1100),
        (999_999, 1100),
        (1_000_000, 800),
        (9_999_999, 800),
        (10_000_000, 400),
        (50_000_000, 0),
    ],
)
def test_d1_reads_the_sum_of_fines_in_bands_that_include_their_lower_end(
    fen: int, points: int
) -> None:
    """§3.3 D1, 14 points at most; 以上 includes the number."""
    halves = (
        a_penalty(DAY, record_id=1, fen=fen // 2),
        a_penalty(DAY, record_id=2, fen=-(-fen // 2)),
    )
    found = finding("D1", a_dossier(*halves), DAY)
    assert (found.measure, found.points_after_cap) == (fen, points)


@pytest.mark.parametrize(
    ("day", "measure"),
    [(date(2026, 5, 30), 0), (date(2026, 5, 31), 7), (date(2029, 5, 31), 7), (date(2029, 6, 1), 0)],
)
def test_d1_counts_a_fine_to_the_corresponding_day_after_36_months(day: date, measure: int) -> None:
    """§3.3: look-back 36 months; the corresponding day is included."""
    assert finding("D1", a_dossier(a_penalty(date(2026, 5, 31), fen=7)), day).measure == measure


@pytest.mark.parametrize(
    ("level", "category", "points"),
    [
        (Level.NATIONAL, "quality_award", 600),
        (Level.NATIONAL, "nomination_award", 400),
        (Level.PROVINCIAL, "quality_award", 400),
        (Level.PROVINCIAL, "nomination_award", 300),
        (Level.CITY, "quality_award", 300),
        (Level.CITY, "nomination_award", 0),
        (Level.NATIONAL, "famous_brand", 0),
    ],
)
def test_p1_gives_the_points_of_the_award(level: Level, category: str, points: int) -> None:
    """§3.3 P1: China Quality Award +6 / +4, Jinggang +4 / +3, Mayor's +3."""
    assert finding("P1", a_dossier(an_honour(level, category)), DAY).points_after_cap == points


def test_p1_counts_only_the_highest_award_while_it_is_valid() -> None:
    """§3.3 P1: valid award period only, highest one counts."""
    honours = (
        an_honour(Level.CITY, record_id=1),
        an_honour(Level.NATIONAL, record_id=2, until=date(2026, 11, 24)),
    )
    dossier = a_dossier(*honours)
    assert finding("P1", dossier, DAY).points_after_cap == 600
    assert evaluated(dossier, DAY).next_change_on == date(2026, 11, 25)
    assert finding("P1", dossier, date(2026, 11, 25)).points_after_cap == 300


def test_the_bonus_comes_on_top_of_the_scaled_score_up_to_its_limit() -> None:
    """§3.3: bonus at most +10 in all."""
    dossier = a_dossier(an_honour(Level.NATIONAL))
    plain = evaluated(a_dossier(), DAY).score_centi
    assert plain is not None
    assert evaluated(dossier, DAY).score_centi == plain + 600
    tight = compile_rule_set(replace(EXTRACT, bonus_most=250))
    assert evaluate(tight, dossier, DAY).score_centi == plain + 250
