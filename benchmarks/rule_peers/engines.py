"""The forty rules as plain functions, and as a decision graph of zen-engine."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import zen

from credit_registry.domain.dates import months_after
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.rules.dossiers import Dossier, Fact
from rule_peers.archives import DAY
from rule_peers.forty import COUNTING, DEDUCTED, GRADES, MOST, STEPS, Counting, points_rules

Judged = tuple[int, str, tuple[str, ...]]
"""Score in hundredths, grade, and the lists that are proposed."""

ALL = MOST * 27


def share_of(decided_on: date, day: date) -> int:
    """What share of its points a record keeps."""
    for months, percent in STEPS:
        if day <= months_after(decided_on, months):
            return percent
    return 0


def points_function(kind: RecordKind, severity: Severity) -> Callable[[Sequence[Fact], date], int]:
    """A rule of points as one would write it by hand."""

    def rule(facts: Sequence[Fact], day: date) -> int:
        aged = 0
        for fact in facts:
            if fact.kind is kind and fact.severity is severity and fact.decided_on:
                aged += DEDUCTED[severity] * share_of(fact.decided_on, day)
        return max(0, MOST + (-2 * aged + 100) // 200)

    return rule


def counting_function(each: Counting) -> Callable[[Sequence[Fact], date], bool]:
    """A rule that counts or adds up."""

    def rule(facts: Sequence[Fact], day: date) -> bool:
        found = 0
        for fact in facts:
            if fact.kind is not each.kind or each.severity not in {None, fact.severity}:
                continue
            if fact.decided_on and day <= months_after(fact.decided_on, each.months):
                found += (fact.amount_fen or 0) if each.measure == "amount" else 1
        return found >= each.threshold

    return rule


POINTS = [points_function(kind, severity) for _, kind, severity in points_rules()]
COUNTS = [(counting_function(each), each) for each in COUNTING]


def by_functions(dossier: Dossier, day: date = DAY) -> Judged:
    """What forty plain functions say."""
    total = sum([rule(dossier.facts, day) for rule in POINTS])
    reached = [each for rule, each in COUNTS if rule(dossier.facts, day)]
    return _judged(total, reached)


def _judged(total: int, reached: Sequence[Counting]) -> Judged:
    """The score, the grade under its caps, and the candidates."""
    score = (2 * total * 10_000 + ALL) // (2 * ALL)
    order = [code for code, _ in GRADES]
    grade = next(code for code, at_least in GRADES if score >= at_least)
    grade = max([grade, *(each.cap for each in reached if each.cap)], key=order.index)
    return score, grade, tuple(sorted(each.candidate for each in reached if each.candidate))


class Zen:
    """The forty rules as expressions of one node of a decision graph.

    Shares of age are given to it ready with each record, which favours it.
    """

    def __init__(self) -> None:
        expressions = [
            {"id": code, "key": f"p{place}", "value": self._points(kind, severity)}
            for place, (code, kind, severity) in enumerate(points_rules())
        ]
        expressions += [
            {"id": each.code, "key": f"n{place}", "value": self._counts(each)}
            for place, each in enumerate(COUNTING)
        ]
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "rules", "type": "expressionNode", "name": "rules",
             "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]  # fmt: skip
        edges = [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ]
        content = json.dumps({"nodes": nodes, "edges": edges})
        self._decision = zen.ZenEngine().create_decision(content)

    def judge(self, dossier: Dossier, day: date = DAY, *, trace: bool = False) -> Judged:
        """What the engine says; score and grade are made of its numbers as of the functions'."""
        records = [_plain(fact, day) for fact in dossier.facts]
        answer = self._decision.evaluate({"records": records}, {"trace": trace})["result"]
        total = sum(
            max(0, MOST + (-2 * int(answer[f"p{place}"]) + 100) // 200)
            for place in range(len(POINTS))
        )
        reached = [
            each for place, each in enumerate(COUNTING) if answer[f"n{place}"] >= each.threshold
        ]
        return _judged(total, reached)

    @staticmethod
    def _points(kind: RecordKind, severity: Severity) -> str:
        """The sum of points times shares."""
        chosen = f'filter(records, #.kind == "{kind.value}" and #.severity == "{severity.value}")'
        return f"sum(map({chosen}, #.share * {DEDUCTED[severity]}))"

    @staticmethod
    def _counts(each: Counting) -> str:
        """The number of records, or the sum of their money."""
        tests = [f'#.kind == "{each.kind.value}"', f"#.within{each.months}"]
        tests += [f'#.severity == "{each.severity.value}"'] if each.severity else []
        chosen = f"filter(records, {' and '.join(tests)})"
        return f"sum(map({chosen}, #.amount))" if each.measure == "amount" else f"len({chosen})"


def _plain(fact: Fact, day: date) -> dict[str, Any]:
    """The record as JSON has it, with its share of age."""
    if fact.decided_on is None or fact.severity is None:
        raise ValueError(fact)
    within = {
        f"within{months}": day <= months_after(fact.decided_on, months) for months in (12, 24, 36)
    }
    return within | {
        "kind": fact.kind.value,
        "severity": fact.severity.value,
        "amount": fact.amount_fen,
        "share": share_of(fact.decided_on, day),
    }
