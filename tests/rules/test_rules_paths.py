"""Paths to restoration, computed by hand on the extract and on the full rule set."""

from datetime import date

import pytest
from rule_builders import (
    COMPILED,
    a_commitment,
    a_dossier,
    a_failed_sampling,
    a_penalty,
)

from credit_registry.domain.records import RecordKind, Severity
from credit_registry.law.editions import parse, read_seeds
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.compilation import CompiledRuleSet, compile_rule_set
from credit_registry.rules.paths import path_sentences
from credit_registry.rules.paths.options import Law, Option, Outlook, options
from credit_registry.rules.paths.paths import Goal, Paths, search

EDITION = parse(read_seeds())
LAW = Law(EDITION.acts, EDITION.regimes, EDITION.working_days)
DAY, UNTIL = date(2026, 6, 1), date(2029, 6, 1)
FULL = compile_rule_set(shipped_rule_sets()[0])

Told = list[tuple[str | None, tuple[str, ...], date]]


def found(
    dossier: Dossier,
    compiled: CompiledRuleSet = COMPILED,
    *,
    most: int = 10_000,
    acts: tuple[str, ...] | None = None,
) -> Paths:
    outlook = Outlook(dossier, {})
    law = LAW
    if acts is not None:
        law = Law([a for a in LAW.acts if a.code in acts], LAW.regimes, LAW.working_days)
    offered = options(outlook, law, DAY, UNTIL)
    return search(compiled, outlook, offered, DAY, UNTIL, with_candidates=True, most=most)


def told(paths: Paths) -> Told:
    return [
        (path.goal.grade, tuple(option.act.code for option in path.options), path.on)
        for path in paths.paths
    ]


def offered(*facts: Fact) -> list[Option]:
    """The acts on records that are possible."""
    outlook = Outlook(a_dossier(*facts), {})
    return [each for each in options(outlook, LAW, DAY, UNTIL) if each.record]


def test_ageing_lifts_the_grade_on_the_day_after_twelve_months() -> None:
    """8 + 8 + 14 of 42 is 71.43; at half the deduction 83.33, at a quarter 89.29, without 95.24."""
    dossier = a_dossier(
        a_commitment(date(2026, 1, 1), None, record_id=2),
        a_failed_sampling(date(2026, 1, 15), level=None, category="safety"),
        a_failed_sampling(date(2026, 1, 15), record_id=3, level=None, category="ordinary"),
    )
    paths = found(dossier, acts=())
    assert (paths.now.grade, paths.now.score_centi) == ("A", 7143)
    assert told(paths) == [
        ("AA", (), date(2027, 1, 16)),
        ("AAA", (), date(2029, 1, 16)),
    ]
    assert [path.score_centi for path in paths.paths] == [8333, 9524]


def test_a_penalty_can_be_restored_from_the_day_after_its_least_display() -> None:
    (option,) = offered(a_penalty(date(2026, 5, 10), fen=100))
    assert option.applied_on == date(2026, 8, 11)
    assert option.effective_on == date(2026, 8, 20)  # seven working days
    (serious,) = offered(a_penalty(date(2026, 5, 10), severity=Severity.SERIOUS))
    assert serious.applied_on == date(2027, 5, 11)


@pytest.mark.parametrize(("until", "first"), [(None, None), (date(2027, 12, 31), date(2028, 1, 1))])
def test_a_restriction_on_practice_has_to_end_first(until: date | None, first: date | None) -> None:
    fact = Fact(
        record_id=1, version_id=1, kind=RecordKind.PENALTY, severity=Severity.SERIOUS,
        category="restrict_practice", decided_on=date(2026, 5, 10), effective_to=until,
    )  # fmt: skip
    assert [each.applied_on for each in offered(fact)] == ([first] if first else [])


def test_what_no_law_lets_restore_is_not_offered() -> None:
    complaint = Fact(
        record_id=1, version_id=1, kind=RecordKind.COMPLAINT, decided_on=date(2026, 5, 1)
    )
    undetermined = a_penalty(date(2026, 5, 10), severity=Severity.UNDETERMINED)
    assert offered(complaint, undetermined) == []


def test_two_acts_reach_together_what_neither_reaches_alone() -> None:
    """4 + 18 + 4 of 42 is B; with a commitment 71.43, restored 85.71, with both 95.24."""
    dossier = a_dossier(a_penalty(date(2026, 5, 10), fen=15_000_000))
    paths = found(dossier, acts=("restore_penalty", "make_commitment"))
    restored = date(2026, 8, 20)
    assert paths.now.grade == "B"
    assert told(paths) == [
        ("A", ("make_commitment",), DAY),
        ("AA", (), date(2029, 5, 11)),
        ("AA", ("restore_penalty",), restored),
        ("AAA", ("make_commitment",), date(2029, 5, 11)),
        ("AAA", ("restore_penalty", "make_commitment"), restored),
    ]
    assert paths.paths[-1].score_centi == 9524


def test_a_candidate_is_one_no_longer_when_one_of_two_penalties_is_restored() -> None:
    """Of the two, that of April can be restored first; by waiting the 24 months have to pass."""
    dossier = a_dossier(
        a_penalty(date(2026, 4, 10), fen=100, severity=Severity.SERIOUS),
        a_penalty(date(2026, 5, 10), record_id=2, fen=100, severity=Severity.SERIOUS),
    )
    paths = found(dossier, acts=("restore_penalty",))
    goal = Goal(candidate="serious_violation")
    assert [path.on for path in paths.paths if path.goal == goal] == [
        date(2028, 4, 11),
        date(2027, 4, 20),
        date(2027, 5, 20),
    ]


def everything(*facts: Fact, established_on: date = date(2010, 1, 1)) -> Dossier:
    """A maker that has all that GZ-QC-1 asks for but a certificate."""
    held = [
        (RecordKind.COMMITMENT, "not_due", "voluntary"),
        (RecordKind.STANDARD, "in_force", "enterprise_standard"),
        (RecordKind.INSTRUMENT, "passed", "process"),
        (RecordKind.TRACEABILITY, "operating", "batch"),
        (RecordKind.QUALITY_OFFICER, "in_office", "chief_quality_officer"),
        (RecordKind.CERTIFICATE, "valid", "own_testing"),
        (RecordKind.TRAINING, "completed", "law"),
    ]
    merits = [
        Fact(
            record_id=100 + place, version_id=100 + place, kind=kind, outcome=outcome,
            category=category, effective_from=date(2026, 1, 1), occurred_on=date(2026, 5, 1),
        )
        for place, (kind, outcome, category) in enumerate(held)
    ]  # fmt: skip
    plain = a_dossier(*merits, *facts, established_on=established_on)
    return Dossier(1, established_on, plain.standing, plain.facts, plain.covered, "C13")


def test_aaa_needs_a_certificate_and_three_years_besides_its_score() -> None:
    paths = found(everything(established_on=date(2024, 9, 15)), FULL)
    to_best = [each for each in told(paths) if each[0] == "AAA"]
    assert paths.now.grade == "AA"
    assert to_best == [("AAA", ("hold_certificate",), date(2027, 9, 15))]


def test_a_veto_that_no_act_lifts_leaves_nothing_but_its_own_end() -> None:
    accident = Fact(
        record_id=1, version_id=1, kind=RecordKind.ACCIDENT, outcome="full", category="major",
        decided_on=DAY,
    )  # fmt: skip
    paths = found(everything(accident), FULL)
    assert (paths.now.grade, paths.paths, paths.is_complete) == ("D", (), True)
    assert [goal.grade for goal in paths.unreached] == ["C", "B", "A", "AA", "AAA"]
    words = path_sentences.summary(FULL.rule_set, paths)
    assert any("V2" in sentence.zh and "不高于D" in sentence.zh for sentence in words)


def test_a_search_that_is_stopped_says_so_and_claims_nothing_unreachable() -> None:
    dossier = a_dossier(a_penalty(date(2026, 5, 10), fen=15_000_000))
    paths = found(dossier, most=10)
    assert (paths.is_complete, paths.evaluations) == (False, 10)
    words = path_sentences.summary(COMPILED.rule_set, paths)
    assert "未再继续" in words[-1].zh
    assert "not carried further" in words[-1].en
    assert not any("没有3项以内的行动" in sentence.zh for sentence in words)


def test_a_path_says_what_others_decide() -> None:
    paths = found(everything(), FULL)
    (best,) = [path for path in paths.paths if path.goal.grade == "AAA"]
    sentence = path_sentences.path(paths, best)
    assert sentence.zh.startswith("取得或者续期管理体系认证，完成后最早于2026年6月1日可达到AAA级")
    assert "是否实现取决于他人：由认证机构决定，获证后才计入" in sentence.zh
    assert "only if granted" in sentence.en


def test_no_better_result_is_said_to_be_the_best() -> None:
    certificate = Fact(
        record_id=1, version_id=1, kind=RecordKind.CERTIFICATE, outcome="valid",
        category="quality_management", effective_from=date(2020, 1, 1),
    )  # fmt: skip
    paths = found(everything(certificate), FULL)
    assert (paths.now.grade, paths.goals) == ("AAA", ())
    assert path_sentences.summary(FULL.rule_set, paths)[-1].zh == "已是最好的结果。"
