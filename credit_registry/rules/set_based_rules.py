"""One rule over the records of a whole population."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from credit_registry.rules.columns import KINDS, NO_AMOUNT, Columns, Flags
from credit_registry.rules.compilation import CompiledRule, Condition
from credit_registry.rules.roundings import half_up
from credit_registry.rules.rule_sets import MEASURED, Aggregate, Rule
from credit_registry.rules.timings import (
    LAST,
    NO_DAY,
    ColumnStep,
    Days,
    anchor_field,
    column_steps,
)

Column = npt.NDArray[np.int64]

POINTS_BITS = 20
"""Room for any points of the schema (±100,000) below a day in one number."""

MIDDLE = 1 << (POINTS_BITS - 1)
LOWEST = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Timeline:
    """The records that a rule can count: their subject's row, value, date and steps."""

    rule: Rule
    subject: npt.NDArray[np.int32]
    value: Column
    anchor: Days
    steps: tuple[ColumnStep, ...]


def timeline(compiled: CompiledRule, columns: Columns) -> Timeline:
    """The rule's records with every legal date computed, for use on any day."""
    rule = compiled.rule
    kept = _selected(compiled, columns)
    anchor = columns.dates[anchor_field(rule.timing)]
    kept &= anchor != NO_DAY
    value, is_known = _values(compiled, columns)
    rows = np.flatnonzero(kept & is_known)
    return Timeline(
        rule=rule,
        subject=columns.subject[rows],
        value=value[rows],
        anchor=anchor[rows],
        steps=column_steps(rule.timing, {name: days[rows] for name, days in columns.dates.items()}),
    )


def measured(each: Timeline, size: int, day: int) -> tuple[Column, Column]:
    """The measure and the capped points of every subject on the day, zero where there is none."""
    rule = each.rule
    measure = np.zeros(size, np.int64)
    if rule.aggregate in MEASURED:
        for step in each.steps:
            live = _live(step, day)
            np.add.at(measure, each.subject[live], each.value[live])
    if rule.dimension is None:
        return measure, np.zeros(size, np.int64)
    points = _banded(rule, measure) if rule.aggregate in MEASURED else _tabled(each, size, day)
    return measure, np.clip(points, rule.least, rule.most)


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
    if compiled.rule.aggregate is Aggregate.AMOUNT:
        return columns.amount_fen, columns.amount_fen != NO_AMOUNT
    if compiled.rule.aggregate in MEASURED:
        return np.ones(size, np.int64), np.ones(size, np.bool_)
    points, is_known = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    for condition, row_points in compiled.table:
        fits = _fits(condition, columns) & ~is_known
        points[fits] = row_points
        is_known |= fits
    return points, is_known


def _live(step: ColumnStep, day: int) -> Flags:
    """Whether each record is in the step on the day."""
    live: Flags = (step.since <= day) & (day <= step.until)
    return live


def _banded(rule: Rule, measure: Column) -> Column:
    """The points of the band that each measure reaches."""
    lowest = np.array([band.at_least for band in rule.bands], np.int64)
    points = np.array([band.points for band in rule.bands], np.int64)
    return points[np.searchsorted(lowest, measure, side="right") - 1]


def _tabled(each: Timeline, size: int, day: int) -> Column:
    """The points of every subject under a rule that gives each record points."""
    rule = each.rule
    if rule.aggregate is Aggregate.POINTS:
        return _summed(each, size, day)
    best = np.full(size, LOWEST, np.int64)
    keys = each.value
    if rule.aggregate is Aggregate.LATEST:
        keys = (each.anchor.astype(np.int64) << POINTS_BITS) + (MIDDLE - each.value)
    for step in each.steps:
        live = _live(step, day)
        np.maximum.at(best, each.subject[live], keys[live])
    points = best
    if rule.aggregate is Aggregate.LATEST:
        points = MIDDLE - (best & ((1 << POINTS_BITS) - 1))
    return np.where(best == LOWEST, rule.without_records, points)


def _summed(each: Timeline, size: int, day: int) -> Column:
    """The start with every record's points in its age step, rounded once per subject."""
    aged = np.zeros(size, np.int64)
    for step in each.steps:
        live = _live(step, day)
        np.add.at(aged, each.subject[live], each.value[live] * step.percent)
    rounded: Column = half_up(aged, 100)
    return rounded + each.rule.without_records
