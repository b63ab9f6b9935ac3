"""The evaluation of a whole population on columns: the same results, without the reasons."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from credit_registry.rules.columns import KINDS, STANDINGS, Columns, Flags
from credit_registry.rules.compilation import CompiledRuleSet
from credit_registry.rules.roundings import half_up
from credit_registry.rules.set_based_rules import Column, Timeline, changes_of, measured, timeline
from credit_registry.rules.timings import LAST, NO_DAY, Days, column_months_after

NO_SCORE = -1
"""Stands in `score_centi` where there is no grade."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A population under a rule set with every legal date computed; good for any day."""

    compiled: CompiledRuleSet
    columns: Columns
    timelines: tuple[Timeline, ...]
    old_enough_on: Days


@dataclass(frozen=True, slots=True)
class Results:
    """One row a subject, in the order of the columns.

    `grade` is an index into the compiled rule set's `grade_codes`; `candidates` has one column
    for each of its `candidates`; `next_change_on` is an ordinal, NO_DAY where nothing will change.
    """

    score_centi: npt.NDArray[np.int32]
    grade: npt.NDArray[np.int8]
    candidates: Flags
    next_change_on: Days

    def next_change(self, row: int) -> date | None:
        """The next day on which the subject's result can change."""
        day = int(self.next_change_on[row])
        return None if day == NO_DAY else date.fromordinal(day)


def prepare(compiled: CompiledRuleSet, columns: Columns) -> Prepared:
    """The population with the steps of every record under every rule."""
    months = compiled.rule_set.no_grade.established_months
    return Prepared(
        compiled=compiled,
        columns=columns,
        timelines=tuple(timeline(rule, columns) for rule in compiled.rules),
        old_enough_on=column_months_after(columns.established_on, months),
    )


def evaluate_population(prepared: Prepared, as_of: date) -> Results:
    """Score, grade, candidates and next change of every subject on the day."""
    compiled, columns, day = prepared.compiled, prepared.columns, as_of.toordinal()
    size = len(columns.subject_ids)
    has_data = _dimensions_with_data(compiled, columns, day)
    found = [measured(each, size, day) for each in prepared.timelines]
    score = _score(compiled, [points for _, points in found], has_data)
    score[~_is_graded(prepared, has_data, day)] = NO_SCORE
    lowest = np.array([-grade.at_least for grade in compiled.rule_set.grades], np.int64)
    grade = np.searchsorted(lowest, -score).astype(np.int8)
    candidates = np.zeros((size, len(compiled.candidates)), np.bool_)
    for rule, (measure, _) in zip(compiled.rules, found, strict=True):
        if rule.rule.effect is None:
            continue
        reached = measure >= rule.rule.effect.at_least
        if rule.cap is not None:
            grade[reached] = np.maximum(grade[reached], rule.cap)
        if rule.candidate is not None:
            candidates[:, rule.candidate] |= reached
    return Results(score.astype(np.int32), grade, candidates, _next_change_on(prepared, day))


def _dimensions_with_data(compiled: CompiledRuleSet, columns: Columns, day: int) -> Flags:
    """For every subject and dimension whether a record or a complete delivery exists."""
    has_data = np.zeros((len(columns.subject_ids), len(compiled.rule_set.dimensions)), np.bool_)
    known = columns.dates["known_on"]
    is_known = (known != NO_DAY) & (known <= day)
    for number, kind in enumerate(KINDS):
        rows = columns.subject[is_known & (columns.kind == number)]
        for dimension in compiled.dimensions_of[kind]:
            has_data[:, dimension] |= columns.covered[kind]
            has_data[rows, dimension] = True
    return has_data


def _score(compiled: CompiledRuleSet, points: list[Column], has_data: Flags) -> Column:
    """The scaled score with the bonus, in hundredths, whether graded or not."""
    rule_set = compiled.rule_set
    most = np.array([dimension.most for dimension in rule_set.dimensions], np.int64)
    by_dimension = np.zeros(has_data.shape, np.int64)
    bonus = np.zeros(len(has_data), np.int64)
    for rule, column in zip(compiled.rules, points, strict=True):
        if rule.dimension is not None:
            by_dimension[:, rule.dimension] += column
        elif rule.rule.is_bonus:
            bonus += column
    counted = (np.minimum(by_dimension, most) * has_data).sum(axis=1)
    possible = np.maximum((most * has_data).sum(axis=1), 1)
    score: Column = half_up(counted * rule_set.scale_to, possible)
    return score + np.minimum(bonus, rule_set.bonus_most)


def _is_graded(prepared: Prepared, has_data: Flags, day: int) -> Flags:
    """Whether each subject is old enough, operating, and known in enough dimensions."""
    conditions = prepared.compiled.rule_set.no_grade
    columns = prepared.columns
    standings = np.array([standing in conditions.standings for standing in STANDINGS])
    graded: Flags = (
        (columns.established_on != NO_DAY)
        & (prepared.old_enough_on <= day)
        & standings[columns.standing]
        & (has_data.sum(axis=1) >= conditions.dimensions_needed)
    )
    return graded


def _next_change_on(prepared: Prepared, day: int) -> Days:
    """The first day to come on which anything about the subject can change."""
    columns = prepared.columns
    following = np.full(len(columns.subject_ids), LAST + 1, np.int32)
    for each in prepared.timelines:
        changes_of(each, day, following)
    _records_becoming_data(prepared, day, following)
    age = prepared.old_enough_on
    comes = (columns.established_on != NO_DAY) & (age > day)
    following[comes] = np.minimum(following[comes], age[comes])
    following[following > LAST] = NO_DAY
    return following


def _records_becoming_data(prepared: Prepared, day: int, following: Days) -> None:
    """Bring `following` forward to the days on which records become data for a dimension."""
    columns = prepared.columns
    known = columns.dates["known_on"]
    is_source = np.array([bool(prepared.compiled.dimensions_of[kind]) for kind in KINDS])
    comes = (known > day) & is_source[columns.kind]
    np.minimum.at(following, columns.subject[comes], known[comes])
