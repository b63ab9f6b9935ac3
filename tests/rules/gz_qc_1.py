"""Facts and results under GZ-QC-1, the registry's own rule set (§3.3 of the domain reference)."""

from dataclasses import replace
from datetime import date
from typing import Any

from rule_builders import a_dossier

from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.rule_sets import Purpose

SET = next(each for each in shipped_rule_sets() if each.purpose is Purpose.GRADE)
COMPILED = compile_rule_set(SET)
DAY = date(2026, 11, 24)
ALL = frozenset(map(str, RecordKind))
K = RecordKind


def fact(kind: RecordKind, number: int = 1, **columns: Any) -> Fact:  # noqa: ANN401 - its columns
    return Fact(record_id=number, version_id=number, kind=kind, **columns)


def result(
    *facts: Fact,
    on: date = DAY,
    industry: str = "C13",
    established_on: date | None = date(2010, 1, 1),
    covered: frozenset[str] = ALL,
) -> Evaluation:
    dossier = a_dossier(*facts, established_on=established_on, covered=covered)
    return evaluate(COMPILED, replace(dossier, industry=industry), on)


def points(code: str, *facts: Fact, on: date = DAY, **subject: Any) -> int | None:  # noqa: ANN401
    found = result(*facts, on=on, **subject).findings
    return next(each.points_after_cap for each in found if each.rule == code)


def caps(*facts: Fact, on: date = DAY) -> list[tuple[str, str]]:
    return [(cap.rule, cap.grade) for cap in result(*facts, on=on).caps]


def a_certificate(since: date, until: date | None, number: int = 1, **columns: Any) -> Fact:  # noqa: ANN401
    given = {"outcome": "valid", "category": "quality_management"} | columns
    return fact(K.CERTIFICATE, number, effective_from=since, effective_to=until, **given)


def a_sampling(on: date, number: int = 1, **columns: Any) -> Fact:  # noqa: ANN401
    given = {"outcome": "failed", "category": "ordinary", "level": Level.CITY} | columns
    return fact(K.SAMPLING, number, occurred_on=on, **given)


def a_penalty(on: date, category: str, number: int = 1, **columns: Any) -> Fact:  # noqa: ANN401
    given = {"severity": Severity.GENERAL} | columns
    return fact(K.PENALTY, number, decided_on=on, category=category, **given)


def everything() -> tuple[Fact, ...]:
    """What earns all points of A to E for a manufacturer."""
    start = date(2020, 1, 1)
    return (
        fact(K.COMMITMENT, 1, outcome="not_due", effective_from=start),
        fact(K.COMMITMENT, 2, outcome="fulfilled", effective_from=start,
             effective_to=date(2026, 1, 1)),
        a_certificate(start, None, 3),
        a_certificate(start, None, 4, category="own_testing"),
        fact(K.STANDARD, 5, outcome="in_force", category="enterprise_standard",
             effective_from=start),
        fact(K.INSTRUMENT, 6, outcome="passed", effective_from=start),
        fact(K.TRACEABILITY, 7, outcome="operating", effective_from=start),
        fact(K.QUALITY_OFFICER, 8, outcome="in_office", effective_from=start),
        fact(K.TRAINING, 9, outcome="completed", occurred_on=date(2026, 6, 1)),
        fact(K.SURVEY, 10, score_centi=9000, effective_from=start),
    )  # fmt: skip
