"""One rule over one subject's records: what counted on the day, and what was missing."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from credit_registry.rules.compilation import CompiledRule
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.findings import Finding, Lack, Missing, Used
from credit_registry.rules.roundings import half_up
from credit_registry.rules.rule_sets import CHOOSING, Aggregate
from credit_registry.rules.timings import LAST, Step, steps_of

WHOLE_PERCENT = 100

LACKING = {Aggregate.AMOUNT: Lack.NO_AMOUNT, Aggregate.SCORE: Lack.NO_SCORE}
"""What a record lacks that does not state the number an aggregate reads."""


class Entry(NamedTuple):
    """A record that counts on the day."""

    fact: Fact
    value: int
    step: Step
    ends: int
    anchor: date


def find(compiled: CompiledRule, facts: Sequence[Fact], day: int, changes: list[int]) -> Finding:
    """What the rule finds among the records of its kind; adds the days on which it may change."""
    selected = [fact for fact in facts if compiled.selects.fits(fact)]
    if not selected:
        return compiled.nothing
    missing: list[Missing] = []
    entries: list[Entry] = []
    for fact in selected:
        anchor: date | None = getattr(fact, compiled.observes[0])
        value = compiled.value_of(fact)
        if anchor is None or value is None:
            missing.append(Missing(_lack(compiled, anchor), fact.record_id))
            continue
        steps = steps_of(compiled.rule.timing, fact)
        for step in steps:
            changes.append(step.since)
            if step.until < LAST:
                changes.append(step.until + 1)
            if step.since <= day <= step.until:
                entries.append(Entry(fact, value, step, steps[-1].until, anchor))
    return _finding(compiled, entries, tuple(missing))


def _lack(compiled: CompiledRule, anchor: date | None) -> Lack:
    """What keeps a record from ever counting under the rule."""
    if anchor is None:
        return Lack.NO_DATE
    return LACKING.get(compiled.rule.aggregate, Lack.NO_ROW)


def _finding(compiled: CompiledRule, entries: list[Entry], missing: tuple[Missing, ...]) -> Finding:
    """The finding from the records that count."""
    rule = compiled.rule
    counted = _chosen(compiled, entries)
    measure = None
    if compiled.is_measured and (counted or compiled.is_summed):
        measure = sum([e.value for e in counted])
    before = after = capped = None
    if rule.dimension is not None:
        before, after = _points(compiled, counted, measure)
        capped = min(max(after, rule.least), rule.most)
    return Finding(
        rule=rule.code,
        points_before_ageing=before,
        points_after_ageing=after,
        points_after_cap=capped,
        measure=measure,
        used=tuple(_used(compiled, entry) for entry in counted),
        missing=missing,
    )


def _chosen(compiled: CompiledRule, entries: list[Entry]) -> list[Entry]:
    """The records that decide; on one day the less favourable of two is the latest."""
    aggregate = compiled.rule.aggregate
    if aggregate not in CHOOSING:
        return entries
    return sorted(entries, key=lambda entry: _place(compiled, entry))[:1]


def _place(compiled: CompiledRule, entry: Entry) -> tuple[int, int, int]:
    """What orders the records of which the first decides; of equals that of the lowest number."""
    aggregate, record_id = compiled.rule.aggregate, entry.fact.record_id
    if aggregate is Aggregate.HIGHEST:
        return -entry.value, 0, record_id
    if aggregate is Aggregate.LOWEST:
        return entry.value, 0, record_id
    worth = entry.value
    if aggregate is Aggregate.SCORE and compiled.lowest:
        worth = compiled.banded(entry.value)
    return -entry.anchor.toordinal(), worth, record_id


def _points(
    compiled: CompiledRule, counted: Sequence[Entry], measure: int | None
) -> tuple[int, int]:
    """The rule's points before and after ageing, rounded half-up to hundredths."""
    rule = compiled.rule
    if measure is not None:
        points = compiled.banded(measure)
        return points, points
    if rule.aggregate is Aggregate.POINTS:
        before = rule.without_records + sum([entry.value for entry in counted])
        aged = sum([entry.value * entry.step.percent for entry in counted])
        return before, rule.without_records + half_up(aged, WHOLE_PERCENT)
    points = counted[0].value if counted else rule.without_records
    return points, points


def _used(compiled: CompiledRule, entry: Entry) -> Used:
    """The record as the trace keeps it."""
    fact = entry.fact
    seen = [(column, getattr(fact, column)) for column in compiled.observes]
    return Used(
        record_id=fact.record_id,
        version_id=fact.version_id,
        document_number=fact.document_number,
        title=fact.title,
        points=None if compiled.is_measured else entry.value,
        percent=entry.step.percent,
        age_step=entry.step.number,
        since=date.fromordinal(entry.step.since),
        until=_day(entry.step.until),
        ends=_day(entry.ends),
        observed=tuple([(column, _plain(value)) for column, value in seen if value is not None]),
    )


def _day(ordinal: int) -> date | None:
    """The day; None for no end."""
    return None if ordinal == LAST else date.fromordinal(ordinal)


def _plain(value: object) -> str | int:
    """The observed value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)
