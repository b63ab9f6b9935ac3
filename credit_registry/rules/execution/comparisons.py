"""Two versions of the rules beside each other: whose grade, candidacy or cap is another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from credit_registry.domain.rule_changes import LISTED, Signal
from credit_registry.rules.execution.columns import Flags
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.set_based import Results

Table = npt.NDArray[np.bool_]
"""One row a grade of the base, one column a grade of the draft, no grade last in both."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What subjects come to under one version, in their order.

    `grade` is an index into its `grade_codes`, `candidates` has a column for each of its lists;
    `is_capped` says whether a cap holds the grade below what the score earns.
    """

    grade: npt.NDArray[np.int8]
    score_centi: npt.NDArray[np.int32]
    candidates: Flags
    is_capped: Flags


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for whom: flags a signal, and how many go from each grade to each."""

    signals: Mapping[Signal, Flags]
    matrix: npt.NDArray[np.int64]

    @property
    def is_listed(self) -> Flags:
        """Whose change is listed."""
        listed: Flags = np.any([self.signals[each] for each in sorted(LISTED)], axis=0)
        return listed


def judged(results: Results) -> Judged:
    """The part of results that is compared."""
    return Judged(
        grade=results.grade,
        score_centi=results.score_centi,
        candidates=results.candidates,
        is_capped=results.grade != results.grade_before_caps,
    )


def lists_of(*versions: CompiledRuleSet) -> tuple[str, ...]:
    """The lists for which any of the versions proposes subjects."""
    return tuple(sorted({each for version in versions for each in version.candidates}))


def candidates_for(of: Judged, version: CompiledRuleSet, lists: Sequence[str]) -> Flags:
    """Whether each subject is a candidate, with a column for each of the lists."""
    flags = np.zeros((len(of.grade), len(lists)), np.bool_)
    for column, code in enumerate(version.candidates):
        flags[:, lists.index(code)] = of.candidates[:, column]
    return flags


def compare(
    base: CompiledRuleSet, before: Judged, draft: CompiledRuleSet, after: Judged
) -> Difference:
    """What the draft changes for the subjects that both were evaluated for."""
    lists = lists_of(base, draft)
    was, will = candidates_for(before, base, lists), candidates_for(after, draft, lists)
    grades = {
        signal: table[before.grade, after.grade]
        for signal, table in grade_tables(base, draft).items()
    }
    return Difference(
        signals=grades
        | {
            Signal.NEWLY_CAPPED: after.is_capped & ~before.is_capped,
            Signal.NO_LONGER_CAPPED: before.is_capped & ~after.is_capped,
            Signal.NEWLY_CANDIDATE: (will & ~was).any(axis=1),
            Signal.NO_LONGER_CANDIDATE: (was & ~will).any(axis=1),
            Signal.SCORE_CHANGED: before.score_centi != after.score_centi,
        },
        matrix=_matrix(base, before, draft, after),
    )


def grade_tables(base: CompiledRuleSet, draft: CompiledRuleSet) -> dict[Signal, Table]:
    """For each signal of grades, between which grades it is given.

    Better and worse are said of grades that both versions name, in the order of the draft.
    """
    old, new = base.grade_codes, draft.grade_codes
    no_longer = np.array([code == old[-1] for code in old])[:, None]
    not_now = np.array([code == new[-1] for code in new])[None, :]
    rank = np.array([new.index(code) if code in new[:-1] else -1 for code in old])[:, None]
    order = np.arange(len(new))[None, :]
    both = ~no_longer & ~not_now & (rank >= 0)
    return {
        Signal.CHANGED: np.array([[one != other for other in new] for one in old]),
        Signal.BETTER: both & (order < rank),
        Signal.WORSE: both & (order > rank),
        Signal.NEWLY_GRADED: no_longer & ~not_now,
        Signal.NO_LONGER_GRADED: ~no_longer & not_now,
    }


def _matrix(
    base: CompiledRuleSet, before: Judged, draft: CompiledRuleSet, after: Judged
) -> npt.NDArray[np.int64]:
    """How many subjects go from each grade of the base to each grade of the draft."""
    rows, columns = len(base.grade_codes), len(draft.grade_codes)
    cells = before.grade.astype(np.int64) * columns + after.grade
    return np.bincount(cells, minlength=rows * columns).astype(np.int64).reshape(rows, columns)
