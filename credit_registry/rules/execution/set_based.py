"""The evaluation of a whole population on columns: the same results, without the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from credit_registry.rules.execution.columns import KINDS, STANDINGS, Columns, Flags
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.evidence import evidence_of_columns
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.set_based_requirements import held
from credit_registry.rules.execution.set_based_rules import (
    Column,
    Found,
    Timeline,
    applicable,
    changes_of,
    measured,
    timeline,
    unmeasured,
)
from credit_registry.rules.execution.timings import LAST, NEVER, NO_DAY, Days, column_months_after
from credit_registry.rules.findings import NoGradeReason

NO_SCORE = -1
"""Stands in `score_centi` where there is no grade."""

NOT_APPLICABLE = np.iinfo(np.int32).min
"""Stands in `rule_points` where a rule does not apply."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A population under a rule set with every legal date computed; good for any day.

    `applicable` says for each rule to which subjects it applies, `old_enough_on` holds the days on
    which the subjects reach each of the rule set's ages, `known_on` for each dimension the days
    from which records are data for it, NEVER where none is. `evidence` is that of the results.
    """

    compiled: CompiledRuleSet
    columns: Columns
    timelines: tuple[Timeline, ...]
    applicable: tuple[Flags, ...]
    old_enough_on: tuple[Days, ...]
    known_on: tuple[Days, ...]
    evidence: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Results:
    """One row a subject, in the order of the columns.

    `grade` and `grade_before_caps` are indices into the compiled rule set's `grade_codes`;
    `candidates` has one column for each of its `candidates`, `rule_points` one for each rule
    (NOT_APPLICABLE where it does not apply), as has `reached`, whether its effect is reached, and
    `dimension_points` one for each dimension. `reasons` has one for each NoGradeReason, and
    `evidence` tells apart which versions of records the subject's result rests on.
    `next_change_on` is an ordinal, NO_DAY where nothing will change.
    """

    score_centi: npt.NDArray[np.int32]
    grade: npt.NDArray[np.int8]
    grade_before_caps: npt.NDArray[np.int8]
    candidates: Flags
    rule_points: npt.NDArray[np.int32]
    dimension_points: npt.NDArray[np.int32]
    has_data: Flags
    reached: Flags
    reasons: Flags
    evidence: npt.NDArray[np.uint64]
    next_change_on: Days

    def next_change(self, row: int) -> date | None:
        """The next day on which the subject's result can change."""
        day = int(self.next_change_on[row])
        return None if day == NO_DAY else date.fromordinal(day)


def prepare(compiled: CompiledRuleSet, columns: Columns) -> Prepared:
    """The population with the steps of every record under every rule."""
    rows_of = {kind: np.flatnonzero(columns.kind == number) for number, kind in enumerate(KINDS)}
    return Prepared(
        compiled=compiled,
        columns=columns,
        timelines=tuple(
            timeline(rule, columns, rows_of[rule.rule.kind]) for rule in compiled.rules
        ),
        applicable=tuple(applicable(rule, columns) for rule in compiled.rules),
        old_enough_on=tuple(
            column_months_after(columns.established_on, months) for months in compiled.ages
        ),
        known_on=_known_on(compiled, columns),
        evidence=evidence_of_columns(columns),
    )


def evaluate_population(prepared: Prepared, as_of: date) -> Results:
    """Score, grade, candidates and next change of every subject on the day."""
    compiled, columns, day = prepared.compiled, prepared.columns, as_of.toordinal()
    size = len(columns.subject_ids)
    has_data = _dimensions_with_data(prepared, day)
    found, is_met = _found(prepared, size, day)
    dimension_points, bonus = _points(prepared, found, has_data)
    score = _score(compiled, dimension_points, has_data) + bonus
    reasons = _no_grade_reasons(prepared, has_data, day)
    score[reasons.any(axis=1)] = NO_SCORE
    before = _grades(prepared, score, found, day)
    grade = before.copy()
    candidates = np.zeros((len(compiled.candidates), size), np.bool_)
    reached = np.zeros((len(compiled.rules), size), np.bool_)
    for index, rule in enumerate(compiled.rules):
        if rule.rule.effect is None:
            continue
        reaches = (found[index].measure >= rule.rule.effect.at_least) & is_met[index]
        reached[index] = reaches
        if rule.cap is not None:
            np.maximum(grade, np.int8(rule.cap), out=grade, where=reaches)
        if rule.candidate is not None:
            candidates[rule.candidate] |= reaches
    return Results(
        score_centi=score.astype(np.int32),
        grade=grade,
        grade_before_caps=before,
        candidates=candidates.T,
        rule_points=_rule_points(prepared, found),
        dimension_points=dimension_points.astype(np.int32),
        has_data=has_data,
        reached=reached.T,
        reasons=reasons,
        evidence=prepared.evidence,
        next_change_on=_next_change_on(prepared, day),
    )


def _found(prepared: Prepared, size: int, day: int) -> tuple[list[Found], list[Flags]]:
    """What every rule finds, and of whom it applies with all that it requires."""
    found: list[Found] = []
    met: list[Flags] = []
    blank = unmeasured(size)
    established_on = prepared.columns.established_on
    for each, applies in zip(prepared.timelines, prepared.applicable, strict=True):
        finding = measured(each, blank, day)
        is_met = applies
        if each.compiled.requires:
            requires = each.compiled.requires
            holds = held(requires, found, prepared.applicable, established_on, day)
            points = np.where(holds, finding.points, each.compiled.rule.otherwise)
            finding = replace(finding, points=points)
            is_met = applies & holds
        found.append(finding)
        met.append(is_met)
    return found, met


def _known_on(compiled: CompiledRuleSet, columns: Columns) -> tuple[Days, ...]:
    """For every dimension the first day of each subject on which a record is data for it."""
    size = len(columns.subject_ids)
    first = tuple(np.full(size, NEVER, np.int32) for _ in compiled.rule_set.dimensions)
    known = columns.dates["known_on"]
    for number, kind in enumerate(KINDS):
        if compiled.dimensions_of[kind]:
            rows = np.flatnonzero((columns.kind == number) & (known != NO_DAY))
            for dimension in compiled.dimensions_of[kind]:
                np.minimum.at(first[dimension], columns.subject[rows], known[rows])
    return first


def _dimensions_with_data(prepared: Prepared, day: int) -> Flags:
    """For every subject and dimension whether a record or a complete delivery exists."""
    compiled, columns = prepared.compiled, prepared.columns
    has_data = [known_on <= day for known_on in prepared.known_on]
    for kind in KINDS:
        for dimension in compiled.dimensions_of[kind]:
            has_data[dimension] |= columns.covered[kind]
    return np.stack(has_data, axis=1)


def _points(
    prepared: Prepared, found: Sequence[Found], has_data: Flags
) -> tuple[npt.NDArray[np.int64], Column]:
    """The points of every dimension and the bonus.

    The points of rules that do not apply are spread over the others in proportion, half-up.
    """
    compiled = prepared.compiled
    points = np.zeros(has_data.shape[::-1], np.int64)
    bonus = np.zeros(len(has_data), np.int64)
    lost: dict[int, Column] = {}
    for rule, each, applies in zip(compiled.rules, found, prepared.applicable, strict=True):
        given = each.points * applies if rule.rule.industries else each.points
        if rule.dimension is not None:
            points[rule.dimension] += given
            if rule.rule.industries:
                left_out = lost.setdefault(rule.dimension, np.zeros(len(has_data), np.int64))
                left_out[~applies] += rule.rule.most
        elif rule.rule.is_bonus:
            bonus += given
    for place, dimension in enumerate(compiled.rule_set.dimensions):
        _within(points[place], dimension.most, lost.get(place))
    return points.T, np.minimum(bonus, compiled.rule_set.bonus_most)


def _within(points: Column, most: int, lost: Column | None) -> None:
    """Hold the points of a dimension to its maximum, of which some may be lost for subjects."""
    if lost is None:
        np.minimum(points, most, out=points)
        return
    possible = most - lost
    points[:] = half_up(np.minimum(points, possible) * most, possible)


def _score(
    compiled: CompiledRuleSet, dimension_points: npt.NDArray[np.int64], has_data: Flags
) -> Column:
    """The scaled score in hundredths, whether graded or not."""
    rule_set = compiled.rule_set
    most = np.array([dimension.most for dimension in rule_set.dimensions], np.int64)
    counted = (dimension_points * has_data).sum(axis=1)
    possible = np.maximum((most * has_data).sum(axis=1), 1)
    score: Column = half_up(counted * rule_set.scale_to, possible)
    return score


def _grades(
    prepared: Prepared, score: Column, found: Sequence[Found], day: int
) -> npt.NDArray[np.int8]:
    """The best grade that each subject earns with all that the grade requires."""
    compiled = prepared.compiled
    lowest = np.array([-grade.at_least for grade in compiled.rule_set.grades], np.int64)
    grade = np.searchsorted(lowest, -score).astype(np.int8)
    established_on = prepared.columns.established_on
    for index, requires in enumerate(compiled.grade_requires):
        if requires:
            holds = held(requires, found, prepared.applicable, established_on, day)
            grade[(grade == index) & ~holds] += 1
    return grade


def _rule_points(prepared: Prepared, found: Sequence[Found]) -> npt.NDArray[np.int32]:
    """The points of every rule, 0 for one that gives none."""
    points = np.zeros((len(found), len(prepared.columns.subject_ids)), np.int32)
    for index, each in enumerate(found):
        rule = prepared.compiled.rules[index].rule
        if rule.dimension is not None:
            points[index] = each.points
        if rule.industries:
            points[index, ~prepared.applicable[index]] = NOT_APPLICABLE
    return points.T


def _no_grade_reasons(prepared: Prepared, has_data: Flags, day: int) -> Flags:
    """Why each subject gets no grade, a column for each NoGradeReason."""
    conditions = prepared.compiled.rule_set.no_grade
    columns = prepared.columns
    standings = np.array([standing in conditions.standings for standing in STANDINGS])
    age = prepared.compiled.ages.index(conditions.established_months)
    is_unknown = columns.established_on == NO_DAY
    found = {
        NoGradeReason.ESTABLISHMENT_UNKNOWN: is_unknown,
        NoGradeReason.TOO_YOUNG: ~is_unknown & (prepared.old_enough_on[age] > day),
        NoGradeReason.NOT_OPERATING: ~standings[columns.standing],
        NoGradeReason.TOO_FEW_DIMENSIONS: has_data.sum(axis=1) < conditions.dimensions_needed,
    }
    return np.stack([found[reason] for reason in NoGradeReason], axis=1)


def _next_change_on(prepared: Prepared, day: int) -> Days:
    """The first day to come on which anything about the subject can change."""
    columns = prepared.columns
    following = np.full(len(columns.subject_ids), LAST + 1, np.int32)
    for each in prepared.timelines:
        changes_of(each, day, following)
    _records_becoming_data(prepared, day, following)
    for age in prepared.old_enough_on:
        comes = (columns.established_on != NO_DAY) & (age > day)
        following[comes] = np.minimum(following[comes], age[comes])
    following[following > LAST] = NO_DAY
    return following


def _records_becoming_data(prepared: Prepared, day: int, following: Days) -> None:
    """Bring `following` forward to the days on which records become data for a dimension."""
    columns = prepared.columns
    known = columns.dates["known_on"]
    is_source = np.array([bool(prepared.compiled.dimensions_of[kind]) for kind in KINDS])
    rows = np.flatnonzero(known > day)
    rows = rows[is_source[columns.kind[rows]]]
    np.minimum.at(following, columns.subject[rows], known[rows])
