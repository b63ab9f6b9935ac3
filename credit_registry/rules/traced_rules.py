"""One rule over one subject's records: what counted on the day, and what was missing."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from credit_registry.rules.compiled_rules import CompiledRule
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.findings import Finding, Lack, Missing, Used
from credit_registry.rules.readers import Reader
from credit_registry.rules.roundings import half_up
from credit_registry.rules.rule_sets import CHOOSING, Aggregate
from credit_registry.rules.timings import Counted, Step

WHOLE_PERCENT = 100

LACKING = {Aggregate.AMOUNT: Lack.NO_AMOUNT, Aggregate.SCORE: Lack.NO_SCORE}
"""What a record lacks that does not state the number an aggregate reads."""


class Entry(NamedTuple):
    """A record that counts on the day."""

    fact: Fact
    reader: Reader
    value: int
    step: Step
    days: Counted
    anchor: date


Read = tuple[Fact, Reader]


def find(compiled: CompiledRule, read: Sequence[Read], day: int, changes: list[int]) -> Finding:
    """What the rule finds among the records that it reads; adds the days on which it may change."""
    missing: list[Missing] = []
    entries: list[Entry] = []
    for fact, reader in read:
        anchor: date | None = getattr(fact, reader.anchor)
        value = reader.value if reader.number is None else getattr(fact, reader.number)
        if anchor is None or value is None:
            missing.append(Missing(_lack(compiled, anchor), fact.record_id))
            continue
        days = reader.spans.of(fact, anchor)
        changes += days.changes
        for step in days.steps:
            if step.since <= day <= step.until:
                entries.append(Entry(fact, reader, value, step, days, anchor))
                break
    return _finding(compiled, entries, tuple(missing))


def _lack(compiled: CompiledRule, anchor: date | None) -> Lack:
    """What keeps a record from ever counting under the rule."""
    if anchor is None:
        return Lack.NO_DATE
    return LACKING.get(compiled.rule.aggregate, Lack.NO_ROW)


def _finding(compiled: CompiledRule, entries: list[Entry], missing: tuple[Missing, ...]) -> Finding:
    """The finding from the records that count."""
    if len(entries) == 1:
        return _single(compiled, entries[0], missing)
    rule = compiled.rule
    counted = _chosen(compiled, entries)
    measure = before = after = capped = None
    if compiled.is_measured and (counted or compiled.is_summed):
        measure = sum([entry.value for entry in counted])
    if rule.dimension is not None:
        before, after = _points(compiled, counted, measure)
        capped = min(max(after, rule.least), rule.most)
    used = tuple([_used(entry) for entry in counted])
    return Finding(rule.code, before, after, capped, measure, used, missing)


def _single(compiled: CompiledRule, entry: Entry, missing: tuple[Missing, ...]) -> Finding:
    """The finding from the one record that counts, as most findings are; in fewer steps."""
    rule, value = compiled.rule, entry.value
    measure = value if compiled.is_measured else None
    used = (_used(entry),)
    if rule.dimension is None:
        return Finding(rule.code, None, None, None, measure, used, missing)
    if measure is not None:
        before = after = compiled.banded(measure)
    elif rule.aggregate is Aggregate.POINTS:
        before = rule.without_records + value
        after = rule.without_records + half_up(value * entry.step.percent, WHOLE_PERCENT)
    else:
        before = after = value
    capped = rule.least if after < rule.least else min(after, rule.most)
    return Finding(rule.code, before, after, capped, measure, used, missing)


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
        before = aged = 0
        for entry in counted:
            before += entry.value
            aged += entry.value * entry.step.percent
        begun = rule.without_records
        return begun + before, begun + half_up(aged, WHOLE_PERCENT)
    points = counted[0].value if counted else rule.without_records
    return points, points


def _used(entry: Entry) -> Used:
    """The record as the trace keeps it."""
    fact, reader, value, step, days, _ = entry
    observed = ((reader.anchor, days.anchor), *reader.words)
    if reader.number is not None:
        observed = (*observed, (reader.number, value))
    return Used(
        fact.record_id,
        fact.version_id,
        fact.document_number,
        fact.title,
        None if reader.rule.is_measured else value,
        step.percent,
        step.number,
        step.since_on,
        step.until_on,
        days.ends_on,
        observed,
    )
