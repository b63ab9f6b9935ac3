"""Small rule sets, facts and dossiers for the tests of the rules."""

from datetime import date

from rule_texts import the_extract

from credit_registry.domain.records import Level, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.compilation import CompiledRuleSet, compile_rule_set
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import Evaluation, Finding

EXTRACT = the_extract()
COMPILED: CompiledRuleSet = compile_rule_set(EXTRACT)
ALL_COVERED = frozenset(map(str, RecordKind))


def a_failed_sampling(
    on: date,
    *,
    record_id: int = 1,
    level: Level | None = Level.CITY,
    category: str = "ordinary",
    counts_from: date | None = None,
    state: RecordState = RecordState.ACTIVE,
) -> Fact:
    return Fact(
        record_id=record_id,
        version_id=record_id * 10,
        kind=RecordKind.SAMPLING,
        outcome="failed",
        level=level,
        category=category,
        occurred_on=on,
        counts_from=counts_from,
        state=state,
        document_number=f"抽〔{on.year}〕{record_id}号",
        title="监督抽查结果",
    )


def a_commitment(
    since: date, until: date | None, *, record_id: int = 1, outcome: str = "not_due"
) -> Fact:
    return Fact(
        record_id=record_id,
        version_id=record_id * 10,
        kind=RecordKind.COMMITMENT,
        outcome=outcome,
        decided_on=since,
        effective_from=since,
        effective_to=until,
    )


def a_penalty(
    on: date | None,
    *,
    record_id: int = 1,
    fen: int | None = None,
    severity: Severity = Severity.GENERAL,
    state: RecordState = RecordState.ACTIVE,
) -> Fact:
    return Fact(
        record_id=record_id,
        version_id=record_id * 10,
        kind=RecordKind.PENALTY,
        severity=severity,
        amount_fen=fen,
        decided_on=on,
        state=state,
        document_number=f"罚〔{record_id}〕号",
    )


def an_honour(
    level: Level,
    category: str = "quality_award",
    *,
    record_id: int = 1,
    since: date = date(2024, 1, 1),
    until: date | None = date(2029, 12, 31),
) -> Fact:
    return Fact(
        record_id=record_id,
        version_id=record_id * 10,
        kind=RecordKind.HONOUR,
        outcome="valid",
        level=level,
        category=category,
        effective_from=since,
        effective_to=until,
    )


def a_dossier(
    *facts: Fact,
    established_on: date | None = date(2010, 1, 1),
    standing: Standing = Standing.OPERATING,
    covered: frozenset[str] = ALL_COVERED,
) -> Dossier:
    return Dossier(1, established_on, standing, facts, covered)


def evaluated(dossier: Dossier, day: date) -> Evaluation:
    return evaluate(COMPILED, dossier, day)


def finding(rule: str, dossier: Dossier, day: date) -> Finding:
    return next(each for each in evaluated(dossier, day).findings if each.rule == rule)
