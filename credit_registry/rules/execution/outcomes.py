"""What a result comes to, as a few bytes: equal results have equal bytes in both executions.

Whole numbers of 32 bits, the lowest byte first: the evidence in two numbers of 31 bits, the grade
before caps, the flags of reasons against
a grade, of dimensions with data and of effects that are reached (31 to a number), the points of
every dimension and those of every rule. The trace is made again from the versions and times that a
stored result names; these bytes show that it comes out the same.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.columns import Flags
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.evidence import evidence_of
from credit_registry.rules.execution.set_based import NOT_APPLICABLE, Results
from credit_registry.rules.findings import Evaluation, NoGradeReason

FLAGS = 31
"""So many flags go into one number and leave its sign alone."""

HALF = (1 << FLAGS) - 1

Table = npt.NDArray[np.int32]


def of_results(results: Results) -> list[bytes]:
    """The outcome of every subject, in the order of the results."""
    table = np.concatenate(
        [
            _halves(results.evidence),
            results.grade_before_caps.astype(np.int32)[:, None],
            _packed(results.reasons),
            _packed(results.has_data),
            _packed(results.reached),
            results.dimension_points,
            results.rule_points,
        ],
        axis=1,
    ).astype("<i4")
    width = table.shape[1] * table.itemsize
    whole = table.tobytes()
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def of_evaluation(
    compiled: CompiledRuleSet, facts: Iterable[Fact], evaluation: Evaluation
) -> bytes:
    """The outcome of one traced evaluation of the facts under the rule set."""
    evidence = evidence_of(facts)
    reached = {cap.rule for cap in evaluation.caps} | {each.rule for each in evaluation.candidates}
    row = [
        evidence & HALF,
        evidence >> FLAGS,
        compiled.grade_codes.index(evaluation.grade_before_caps),
        *_numbers([reason in evaluation.no_grade_reasons for reason in NoGradeReason]),
        *_numbers([dimension.has_data for dimension in evaluation.dimensions]),
        *_numbers([rule.rule.code in reached for rule in compiled.rules]),
        *(dimension.points for dimension in evaluation.dimensions),
        *(
            finding.points_after_cap or 0 if finding.is_applicable else NOT_APPLICABLE
            for finding in evaluation.findings
        ),
    ]
    return np.array(row, "<i4").tobytes()


def dimension_points(compiled: CompiledRuleSet, outcomes: Iterable[bytes]) -> tuple[Table, Flags]:
    """The points of every dimension in each outcome under the rule set, and whether it has data."""
    table = np.frombuffer(b"".join(outcomes), "<i4").reshape(-1, _width(compiled))
    count = len(compiled.rule_set.dimensions)
    at = _DATA_AT
    bits = np.arange(count)
    numbers = table[:, at + bits // FLAGS]
    has_data = (numbers >> (bits % FLAGS) & 1).astype(np.bool_)
    first = _width(compiled) - len(compiled.rules) - count
    return table[:, first : first + count], has_data


def _width(compiled: CompiledRuleSet) -> int:
    """How many numbers an outcome under the rule set has."""
    count, rules = len(compiled.rule_set.dimensions), len(compiled.rules)
    return _DATA_AT + _packed_width(count) + _packed_width(rules) + count + rules


def _packed_width(flags: int) -> int:
    """How many numbers so many flags take."""
    return -(-flags // FLAGS)


_DATA_AT = 3 + _packed_width(len(NoGradeReason))
"""Where the flags of dimensions with data begin: after the evidence, the grade and the reasons."""


def _halves(evidence: npt.NDArray[np.uint64]) -> Table:
    """The evidence of every row as two numbers, the lower half first."""
    low, high = evidence & np.uint64(HALF), evidence >> np.uint64(FLAGS)
    return np.stack([low, high], axis=1).astype(np.int32)


def _packed(flags: Flags) -> Table:
    """The flags of every row as numbers."""
    parts = [
        (flags[:, start : start + FLAGS] @ _weights(flags[:, start : start + FLAGS].shape[1]))[
            :, None
        ]
        for start in range(0, flags.shape[1], FLAGS)
    ]
    return np.concatenate(parts, axis=1).astype(np.int32)


def _numbers(flags: Sequence[bool]) -> list[int]:
    """The flags of one row as numbers."""
    return [int(each) for each in _packed(np.array([flags], np.bool_))[0]]


def _weights(count: int) -> npt.NDArray[np.int64]:
    """What each flag is worth."""
    return np.left_shift(np.int64(1), np.arange(count, dtype=np.int64))
