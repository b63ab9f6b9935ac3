"""Forty rules: 27 of points with ageing, 4 of counts and sums, 5 that cap, 4 that propose.

Every engine is given the same table. Ageing is 100, 50 and 25 % within 12, 24 and 36 months.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.rule_sets import (
    AgeStep,
    Aggregate,
    DateField,
    Dimension,
    Effect,
    Grade,
    Match,
    NoGrade,
    PointsRow,
    Rule,
    RuleSet,
    Timing,
    Wording,
)

KINDS = (
    RecordKind.PENALTY,
    RecordKind.SAMPLING,
    RecordKind.RANDOM_INSPECTION,
    RecordKind.RECALL,
    RecordKind.COMPLAINT,
    RecordKind.ACCIDENT,
    RecordKind.CONTRACT,
    RecordKind.EXPORT_NOTIFICATION,
    RecordKind.COMPARISON_TEST,
)
SEVERITIES = (Severity.MINOR, Severity.GENERAL, Severity.SERIOUS)
DEDUCTED = {Severity.MINOR: 50, Severity.GENERAL: 150, Severity.SERIOUS: 300}
STEPS = ((12, 100), (24, 50), (36, 25))
MOST = 370
GRADES = (("A", 9500), ("B", 9000), ("C", 8000), ("D", 0))
MILLION_FEN = 100_000_000


class Counting(NamedTuple):
    """A rule that counts records, or adds up their money (with a kind and a severity)."""

    code: str
    kind: RecordKind
    severity: Severity | None
    months: int
    measure: str
    threshold: int
    cap: str | None
    candidate: str | None


COUNTING = (
    Counting("N1", RecordKind.PENALTY, None, 36, "amount", MILLION_FEN, "C", None),
    Counting("N2", RecordKind.SAMPLING, None, 36, "count", 5, "B", None),
    Counting("N3", RecordKind.COMPLAINT, None, 12, "count", 6, "B", None),
    Counting("N4", RecordKind.RANDOM_INSPECTION, None, 36, "amount", MILLION_FEN, "C", None),
    *(
        Counting(f"V{i}", kind, Severity.SERIOUS, 24, "count", 1, "D", None)
        for i, kind in enumerate(KINDS[:5], 1)
    ),
    *(
        Counting(f"L{i}", kind, Severity.SERIOUS, 24, "count", 2, None, f"list_{i}")
        for i, kind in enumerate(KINDS[:4], 1)
    ),
)


def points_rules() -> Iterator[tuple[str, RecordKind, Severity]]:
    """The code, kind and severity of every rule that gives points."""
    for kind in KINDS:
        for severity in SEVERITIES:
            yield f"P-{kind.value}-{severity.value}"[:40], kind, severity


def rule_set() -> RuleSet:
    """The forty rules as the registry's engine has them."""
    words = Wording("规则", "rule")
    ageing = Timing(DateField.DECIDED_ON, steps=tuple(AgeStep(*step) for step in STEPS))
    points = [
        Rule(
            code, words, words, Aggregate.POINTS, kind, ageing, Match(severities=(severity,)), "Q",
            without_records=MOST, most=MOST, table=(PointsRow(-DEDUCTED[severity]),),
        )
        for code, kind, severity in points_rules()
    ]  # fmt: skip
    counting = [
        Rule(
            each.code,
            words,
            words,
            Aggregate(each.measure),
            each.kind,
            Timing(DateField.DECIDED_ON, steps=(AgeStep(each.months, 100),)),
            Match(severities=(each.severity,) if each.severity else ()),
            effect=Effect(each.threshold, each.cap, each.candidate),
        )
        for each in COUNTING
    ]
    return RuleSet(
        code="forty",
        title=words,
        source=words,
        since=date(2020, 1, 1),
        scale_to=10_000,
        bonus_most=0,
        dimensions=(Dimension("Q", words, MOST * len(points), KINDS),),
        grades=tuple(Grade(code, at_least, words) for code, at_least in GRADES),
        no_grade=NoGrade("N", words, 0, (Standing.OPERATING,), 1),
        rules=(*points, *counting),
    )
