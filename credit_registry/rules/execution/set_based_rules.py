"""One rule over the records of a whole population."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from credit_registry.rules.execution.columns import NO_NUMBER, Columns, Flags, Rows
from credit_registry.rules.execution.compiled_rules import VALUES, CompiledRule, Condition
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.timings import (
    NEVER,
    NO_DAY,
    ColumnStep,
    Days,
    anchor_field,
    column_steps,
)
from credit_registry.rules.rule_sets import CHOOSING, SUMMED, Aggregate, DateField

Column = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The records that a rule can count: their subject's row, value and steps.

    They lie by subject; where one of them decides, the one that does lies last. `subjects` are the
    rows of the subjects that have any, `starts` the places of their first records.
    """

    compiled: CompiledRule
    subject: npt.NDArray[np.int32]
    subjects: Rows
    starts: Rows
    value: Column
    steps: tuple[ColumnStep, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found of every subject on a day.

    `measure` is 0 and `points` those without records where `has_measure` is not set. What is the
    same for many rules is shared between them: none of it is written to.
    """

    measure: Column
    has_measure: Flags
    points: Column


def timeline(compiled: CompiledRule, columns: Columns, rows: Rows) -> Timeline:
    """The rule's records among those of its kind, with every legal date, for use on any day."""
    timing = compiled.rule.timing
    dates = (anchor_field(timing), DateField.EFFECTIVE_TO, "counts_from")
    rows = rows[columns.dates[dates[0]][rows] != NO_DAY]
    rows = rows[_fits(compiled.selects, columns, rows)]
    if compiled.rule.industries:
        rows = rows[applicable(compiled, columns)[columns.subject[rows]]]
    value, is_known = _values(compiled, columns, rows)
    rows, value = rows[is_known], value[is_known]
    order = _order(compiled, columns, rows, value)
    rows, value = rows[order], value[order]
    subject = columns.subject[rows]
    is_first = np.ones(len(rows), np.bool_)
    is_first[1:] = subject[1:] != subject[:-1]
    starts = np.flatnonzero(is_first)
    return Timeline(
        compiled=compiled,
        subject=subject,
        subjects=subject[starts].astype(np.intp),
        starts=starts,
        value=value,
        steps=column_steps(timing, {name: columns.dates[name][rows] for name in dates}),
    )


def applicable(compiled: CompiledRule, columns: Columns) -> Flags:
    """Whether the rule applies to each subject."""
    if not compiled.rule.industries:
        return np.ones(len(columns.subject_ids), np.bool_)
    wanted = frozenset(word for word in columns.industry.words if compiled.applies_to(word))
    return columns.industry.among(wanted)


def unmeasured(size: int) -> Found:
    """What rules without a measure and without points find of so many subjects."""
    nothing = np.zeros(size, np.int64)
    return Found(nothing, np.zeros(size, np.bool_), nothing)


def measured(each: Timeline, blank: Found, day: int) -> Found:
    """What the rule finds of every subject on the day; `blank` is what is found without measure."""
    rule = each.compiled.rule
    if rule.aggregate in CHOOSING:
        return _chosen(each, blank, day)
    size = len(blank.measure)
    if rule.aggregate not in SUMMED:
        return Found(blank.measure, blank.has_measure, _summed(each, size, day))
    sums = _sums(each, _counting(each, day))
    measure = np.zeros(size, np.int64)
    measure[each.subjects] = sums
    points = blank.points
    if rule.bands:
        points = _spread(each, _banded(each.compiled, sums), rule.bands[0].points, size)
    return Found(measure, np.ones(size, np.bool_), points)


def changes_of(each: Timeline, day: int, following: Days) -> None:
    """Bring `following` forward to the next day on which a step begins or has ended."""
    if not len(each.subjects):
        return
    coming = np.full(len(each.subject), NEVER, np.int32)
    for step in each.steps:
        exists = step.since <= step.until
        begins = np.where(exists & (step.since > day), step.since, NEVER)
        ends = np.where(exists & (step.until >= day), step.until + np.int32(1), NEVER)
        np.minimum(coming, np.minimum(begins, ends), out=coming)
    first = np.minimum.reduceat(coming, each.starts)
    following[each.subjects] = np.minimum(following[each.subjects], first)


def _fits(condition: Condition, columns: Columns, rows: Rows) -> Flags:
    """Whether each of the records is meant by the condition."""
    fits = np.ones(len(rows), np.bool_)
    for column, values in condition.tests:
        fits &= columns.coded[column].among(values, rows)
    return fits


def _values(compiled: CompiledRule, columns: Columns, rows: Rows) -> tuple[Column, Flags]:
    """What each of the records adds, and whether that is known."""
    column = VALUES.get(compiled.rule.aggregate)
    if column is not None:
        numbers = columns.numbers[column][rows]
        return numbers, numbers != NO_NUMBER
    if compiled.is_measured:
        return np.ones(len(rows), np.int64), np.ones(len(rows), np.bool_)
    points, is_known = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)
    for condition, row_points in compiled.table:
        fits = _fits(condition, columns, rows) & ~is_known
        points[fits] = row_points
        is_known |= fits
    return points, is_known


def _order(compiled: CompiledRule, columns: Columns, rows: Rows, values: Column) -> Rows:
    """The order by subject in which the record that decides comes last."""
    subject, aggregate = columns.subject[rows], compiled.rule.aggregate
    if aggregate not in CHOOSING:
        return np.argsort(subject, kind="stable")
    by_number = -columns.record_id[rows]
    if aggregate is Aggregate.HIGHEST:
        return np.lexsort((by_number, values, subject))
    if aggregate is Aggregate.LOWEST:
        return np.lexsort((by_number, -values, subject))
    worth = values
    if aggregate is Aggregate.SCORE and compiled.lowest:
        worth = _banded(compiled, values)
    anchor = columns.dates[anchor_field(compiled.rule.timing)][rows]
    return np.lexsort((by_number, -worth, anchor, subject))


def _live(step: ColumnStep, day: int) -> Flags:
    """Whether each record is in the step on the day."""
    live: Flags = (step.since <= day) & (day <= step.until)
    return live


def _counting(each: Timeline, day: int) -> Flags:
    """Whether each record is in any step on the day."""
    live = _live(each.steps[0], day)
    for step in each.steps[1:]:
        live |= _live(step, day)
    return live


def _sums(each: Timeline, weights: npt.NDArray[Any]) -> Column:
    """The weighted sum of the values of every subject that has records."""
    if not len(each.subjects):
        return np.zeros(0, np.int64)
    sums: Column = np.add.reduceat(each.value * weights, each.starts)
    return sums


def _spread(each: Timeline, points: Column, without_records: int, size: int) -> Column:
    """The points within the limits of the rule, of those with records and of the others."""
    rule = each.compiled.rule
    if rule.dimension is not None:
        points = np.clip(points, rule.least, rule.most)
        without_records = min(max(without_records, rule.least), rule.most)
    found = np.full(size, without_records, np.int64)
    found[each.subjects] = points
    return found


def _chosen(each: Timeline, blank: Found, day: int) -> Found:
    """The value of the record that decides, of subjects that have one."""
    compiled, rule, size = each.compiled, each.compiled.rule, len(blank.measure)
    rows = np.flatnonzero(_counting(each, day))
    subject = each.subject[rows]
    last = np.concatenate((subject[1:] != subject[:-1], [True]))[: len(rows)]
    chosen = np.zeros(size, np.int64)
    exists = np.zeros(size, np.bool_)
    chosen[subject[last]] = each.value[rows[last]]
    exists[subject[last]] = True
    is_score = rule.aggregate is Aggregate.SCORE
    values = _banded(compiled, chosen) if is_score and rule.bands else chosen
    points = np.where(exists, values, rule.without_records)
    if rule.dimension is not None:
        np.clip(points, rule.least, rule.most, out=points)
    return Found(chosen, exists if is_score else blank.has_measure, points)


def _banded(compiled: CompiledRule, measure: Column) -> Column:
    """The points of the band that each measure reaches."""
    lowest = np.array(compiled.lowest, np.int64)
    points = np.array([band.points for band in compiled.rule.bands], np.int64)
    return points[np.searchsorted(lowest, measure, side="right") - 1]


def _summed(each: Timeline, size: int, day: int) -> Column:
    """The start with every record's points in its age step, rounded once per subject."""
    percents = np.zeros(len(each.subject), np.int64)
    for step in each.steps:
        percents += _live(step, day) * np.int64(step.percent)
    begun = each.compiled.rule.without_records
    return _spread(each, half_up(_sums(each, percents), 100) + begun, begun, size)
