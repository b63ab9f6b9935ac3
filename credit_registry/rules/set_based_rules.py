"""One rule over the records of a whole population."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from credit_registry.rules.columns import KINDS, NO_NUMBER, Columns, Flags
from credit_registry.rules.compiled_rules import VALUES, CompiledRule, Condition
from credit_registry.rules.roundings import half_up
from credit_registry.rules.rule_sets import CHOOSING, SUMMED, Aggregate
from credit_registry.rules.timings import (
    LAST,
    NO_DAY,
    ColumnStep,
    Days,
    anchor_field,
    column_steps,
)

Column = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The records that a rule can count: their subject's row, value and steps.

    They lie by subject; where one of them decides, the one that does lies last.
    """

    compiled: CompiledRule
    subject: Rows
    value: Column
    steps: tuple[ColumnStep, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found of every subject on a day.

    `measure` is 0 and `points` those without records where `has_measure` is not set.
    """

    measure: Column
    has_measure: Flags
    points: Column


def timeline(compiled: CompiledRule, columns: Columns) -> Timeline:
    """The rule's records with every legal date computed, for use on any day."""
    timing = compiled.rule.timing
    anchor = columns.dates[anchor_field(timing)]
    value, is_known = _values(compiled, columns)
    kept = _selected(compiled, columns) & is_known & (anchor != NO_DAY)
    if compiled.rule.industries:
        kept &= applicable(compiled, columns)[columns.subject]
    rows = np.flatnonzero(kept)
    rows = rows[_order(compiled, columns, rows, value)]
    return Timeline(
        compiled=compiled,
        subject=columns.subject[rows].astype(np.intp),
        value=value[rows],
        steps=column_steps(timing, {name: days[rows] for name, days in columns.dates.items()}),
    )


def applicable(compiled: CompiledRule, columns: Columns) -> Flags:
    """Whether the rule applies to each subject."""
    if not compiled.rule.industries:
        return np.ones(len(columns.subject_ids), np.bool_)
    wanted = frozenset(word for word in columns.industry.words if compiled.applies_to(word))
    return columns.industry.among(wanted)


def measured(each: Timeline, size: int, day: int) -> Found:
    """What the rule finds of every subject on the day."""
    compiled, rule = each.compiled, each.compiled.rule
    if rule.aggregate in CHOOSING:
        found = _chosen(each, size, day)
    elif rule.aggregate in SUMMED:
        measure = np.zeros(size, np.int64)
        for step in each.steps:
            _add(measure, each, _live(step, day))
        points = _banded(compiled, measure) if rule.bands else np.zeros(size, np.int64)
        found = Found(measure, np.ones(size, np.bool_), points)
    else:
        points = _summed(each, size, day)
        found = Found(np.zeros(size, np.int64), np.zeros(size, np.bool_), points)
    if rule.dimension is not None:
        np.clip(found.points, rule.least, rule.most, out=found.points)
    return found


def changes_of(each: Timeline, day: int, following: Days) -> None:
    """Bring `following` forward to the next day on which a step begins or has ended."""
    for step in each.steps:
        exists = step.since <= step.until
        begins = exists & (step.since > day)
        np.minimum.at(following, each.subject[begins], step.since[begins])
        ends = exists & (step.until >= day) & (step.until < LAST)
        np.minimum.at(following, each.subject[ends], step.until[ends] + np.int32(1))


def _selected(compiled: CompiledRule, columns: Columns) -> Flags:
    """Whether the rule looks at each record."""
    is_kind: Flags = columns.kind == KINDS.index(compiled.rule.kind)
    return is_kind & _fits(compiled.selects, columns)


def _fits(condition: Condition, columns: Columns) -> Flags:
    """Whether each record is meant by the condition."""
    fits = np.ones(len(columns.kind), np.bool_)
    for column, values in condition.tests:
        fits &= columns.coded[column].among(values)
    return fits


def _values(compiled: CompiledRule, columns: Columns) -> tuple[Column, Flags]:
    """What each record adds, and whether that is known."""
    size = len(columns.kind)
    column = VALUES.get(compiled.rule.aggregate)
    if column is not None:
        numbers = columns.numbers[column]
        return numbers, numbers != NO_NUMBER
    if compiled.is_measured:
        return np.ones(size, np.int64), np.ones(size, np.bool_)
    points, is_known = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    for condition, row_points in compiled.table:
        fits = _fits(condition, columns) & ~is_known
        points[fits] = row_points
        is_known |= fits
    return points, is_known


def _order(compiled: CompiledRule, columns: Columns, rows: Rows, value: Column) -> Rows:
    """The order by subject in which the record that decides comes last."""
    subject, aggregate = columns.subject[rows], compiled.rule.aggregate
    if aggregate not in CHOOSING:
        return np.argsort(subject, kind="stable")
    values, by_number = value[rows], -columns.record_id[rows]
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


def _add(sums: Column, each: Timeline, live: Flags, percent: int = 1) -> None:
    """Add the values of the live records to their subjects' sums; records lie by subject."""
    subject = each.subject[live]
    if not len(subject):
        return
    starts = np.flatnonzero(np.concatenate(([True], subject[1:] != subject[:-1])))
    sums[subject[starts]] += np.add.reduceat(each.value[live], starts) * percent


def _chosen(each: Timeline, size: int, day: int) -> Found:
    """The value of the record that decides, of subjects that have one."""
    compiled, rule = each.compiled, each.compiled.rule
    live = np.zeros(len(each.subject), np.bool_)
    for step in each.steps:
        live |= _live(step, day)
    rows = np.flatnonzero(live)
    subject = each.subject[rows]
    last = np.concatenate((subject[1:] != subject[:-1], [True]))[: len(rows)]
    chosen = np.zeros(size, np.int64)
    exists = np.zeros(size, np.bool_)
    chosen[subject[last]] = each.value[rows[last]]
    exists[subject[last]] = True
    is_score = rule.aggregate is Aggregate.SCORE
    values = _banded(compiled, chosen) if is_score and rule.bands else chosen
    points = np.where(exists, values, rule.without_records)
    return Found(chosen, exists if is_score else np.zeros(size, np.bool_), points)


def _banded(compiled: CompiledRule, measure: Column) -> Column:
    """The points of the band that each measure reaches."""
    lowest = np.array(compiled.lowest, np.int64)
    points = np.array([band.points for band in compiled.rule.bands], np.int64)
    return points[np.searchsorted(lowest, measure, side="right") - 1]


def _summed(each: Timeline, size: int, day: int) -> Column:
    """The start with every record's points in its age step, rounded once per subject."""
    aged = np.zeros(size, np.int64)
    for step in each.steps:
        _add(aged, each, _live(step, day), step.percent)
    rounded: Column = half_up(aged, 100)
    return rounded + each.compiled.rule.without_records
