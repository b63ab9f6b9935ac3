"""An evaluation as compact JSON, and back without loss.

Rows are written as arrays in the order of their fields; `FORMAT` goes up when that order changes.
"""

from datetime import date
from typing import Any

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.rules.findings import (
    Candidate,
    CapHit,
    DimensionScore,
    Evaluation,
    Finding,
    HeldBack,
    Lack,
    Missing,
    NoGradeReason,
    Used,
)

FORMAT = 2


def dump(evaluation: Evaluation) -> str:
    """The evaluation as one line of JSON."""
    head = (
        evaluation.subject_id,
        evaluation.as_of,
        evaluation.rule_set,
        evaluation.version,
        evaluation.score_centi,
        evaluation.grade,
        evaluation.grade_before_caps,
        evaluation.bonus,
        evaluation.next_change_on,
    )
    tree = {
        "format": FORMAT,
        "head": head,
        "dimensions": [tuple(each) for each in evaluation.dimensions],
        "findings": [_finding_row(each) for each in evaluation.findings],
        "held_back": [tuple(each) for each in evaluation.held_back],
        "caps": [tuple(each) for each in evaluation.caps],
        "candidates": [tuple(each) for each in evaluation.candidates],
        "no_grade": evaluation.no_grade_reasons,
    }
    return orjson.dumps(tree).decode()


def load(text: str) -> Evaluation:
    """The evaluation that was dumped. Raises InvalidInput for anything else."""
    try:
        return _evaluation(orjson.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"This is not a trace of format {FORMAT}.") from error


def _evaluation(tree: dict[str, Any]) -> Evaluation:
    """The evaluation behind the parsed JSON."""
    if tree["format"] != FORMAT:
        raise ValueError(tree["format"])
    subject_id, as_of, rule_set, version, score, grade, before, bonus, following = tree["head"]
    return Evaluation(
        subject_id=subject_id,
        as_of=date.fromisoformat(as_of),
        rule_set=rule_set,
        version=version,
        score_centi=score,
        grade=grade,
        grade_before_caps=before,
        bonus=bonus,
        dimensions=tuple(DimensionScore(*row) for row in tree["dimensions"]),
        findings=tuple(_finding(row) for row in tree["findings"]),
        held_back=tuple(HeldBack(*row) for row in tree["held_back"]),
        caps=tuple(CapHit(*row) for row in tree["caps"]),
        candidates=tuple(Candidate(*row) for row in tree["candidates"]),
        no_grade_reasons=tuple(map(NoGradeReason, tree["no_grade"])),
        next_change_on=_day(following),
    )


def _finding_row(finding: Finding) -> tuple[Any, ...]:
    """The finding as an array."""
    return (
        finding.rule,
        finding.points_before_ageing,
        finding.points_after_ageing,
        finding.points_after_cap,
        finding.measure,
        [tuple(used) for used in finding.used],
        [tuple(missing) for missing in finding.missing],
        finding.unmet,
        finding.is_applicable,
    )


def _finding(row: list[Any]) -> Finding:
    """The finding behind the array."""
    rule, before, after, capped, measure, used, missing, unmet, is_applicable = row
    return Finding(
        rule=rule,
        points_before_ageing=before,
        points_after_ageing=after,
        points_after_cap=capped,
        measure=measure,
        used=tuple(map(_used, used)),
        missing=tuple(Missing(Lack(lack), record_id) for lack, record_id in missing),
        unmet=tuple(unmet),
        is_applicable=is_applicable,
    )


def _used(row: list[Any]) -> Used:
    """The used record behind the array."""
    *plain, since, until, ends, observed = row
    seen = tuple((column, value) for column, value in observed)
    fields: list[Any] = [*plain, date.fromisoformat(since), _day(until), _day(ends), seen]
    return Used(*fields)


def _day(text: str | None) -> date | None:
    """The day, where there is one."""
    return None if text is None else date.fromisoformat(text)
