"""One rule over one subject's records: what counted on the day, and what was missing."""

from collections.abc import Sequence
from datetime import date

from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.compiled_rules import CompiledRule
from credit_registry.rules.execution.readers import WHOLE_PERCENT, Reader, alone_of
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.timings import Moment, Step
from credit_registry.rules.findings import Finding, Lack, Missing, Used, make
from credit_registry.rules.rule_sets import Aggregate

LACKING = {Aggregate.AMOUNT: Lack.NO_AMOUNT, Aggregate.SCORE: Lack.NO_SCORE}
"""What a record lacks that does not state the number an aggregate reads."""


Read = tuple[Fact, Reader]

Entry = tuple[Fact, Reader, int, Step, Moment]
"""A record that counts on the day: its value, its age step, and how long it counts."""


def find(compiled: CompiledRule, read: Sequence[Read], changes: list[int]) -> Finding:
    """What the rule finds among the records that it reads; adds the days on which it may change."""
    missing: tuple[Missing, ...] = ()
    entries: list[Entry] = []
    for fact, reader in read:
        anchor = reader.anchor_of(fact)
        value = reader.value if reader.number_of is None else reader.number_of(fact)
        if anchor is None or value is None:
            missing = (*missing, Missing(_lack(compiled, anchor), fact.record_id))
            continue
        moment = reader.moments.of(fact, anchor)
        changes.append(moment.next_change)
        step = moment.step
        if step is not None:
            entries.append((fact, reader, value, step, moment))
    if len(entries) == 1:
        return _single(compiled, entries[0], missing)
    return _finding(compiled, entries, missing)


def _lack(compiled: CompiledRule, anchor: date | None) -> Lack:
    """What keeps a record from ever counting under the rule."""
    if anchor is None:
        return Lack.NO_DATE
    return LACKING.get(compiled.rule.aggregate, Lack.NO_ROW)


def _finding(compiled: CompiledRule, entries: list[Entry], missing: tuple[Missing, ...]) -> Finding:
    """The finding from the records that count."""
    if not entries and not missing:
        return compiled.lapsed
    rule = compiled.rule
    counted = _chosen(compiled, entries)
    measure = before = after = capped = None
    if compiled.is_measured and (counted or compiled.is_summed):
        measure = sum([value for _, _, value, _, _ in counted])
    if rule.dimension is not None:
        before, after = _points(compiled, counted, measure)
        capped = min(max(after, rule.least), rule.most)
    used = tuple([_used(entry) for entry in counted])
    return make(Finding, (rule.code, before, after, capped, measure, used, missing, (), True))


def _single(compiled: CompiledRule, entry: Entry, missing: tuple[Missing, ...]) -> Finding:
    """The finding from the one record that counts, as most findings are; in fewer steps."""
    _, reader, value, step, _ = entry
    alone = reader.alone
    told = alone[step.number] if alone else alone_of(compiled, value, step.percent)
    code, before, after, capped, measure = told
    used = (_used(entry),)
    return make(Finding, (code, before, after, capped, measure, used, missing, (), True))


def _chosen(compiled: CompiledRule, entries: list[Entry]) -> list[Entry]:
    """The records that decide; on one day the less favourable of two is the latest."""
    if compiled.is_summed or compiled.is_ageing:
        return entries
    return sorted(entries, key=lambda entry: _place(compiled, entry))[:1]


def _place(compiled: CompiledRule, entry: Entry) -> tuple[int, int, int]:
    """What orders the records of which the first decides; of equals that of the lowest number."""
    fact, reader, value, _, _ = entry
    aggregate = compiled.rule.aggregate
    if aggregate is Aggregate.HIGHEST:
        return -value, 0, fact.record_id
    if aggregate is Aggregate.LOWEST:
        return value, 0, fact.record_id
    worth = value
    if aggregate is Aggregate.SCORE and compiled.lowest:
        worth = compiled.banded(value)
    anchor: date = getattr(fact, reader.dated_by)
    return -anchor.toordinal(), worth, fact.record_id


def _points(
    compiled: CompiledRule, counted: Sequence[Entry], measure: int | None
) -> tuple[int, int]:
    """The rule's points before and after ageing, rounded half-up to hundredths."""
    rule = compiled.rule
    if measure is not None:
        points = compiled.banded(measure)
        return points, points
    if compiled.is_ageing:
        before = aged = 0
        for _, _, value, step, _ in counted:
            before += value
            aged += value * step.percent
        begun = rule.without_records
        return begun + before, begun + half_up(aged, WHOLE_PERCENT)
    points = counted[0][2] if counted else rule.without_records
    return points, points


def _used(entry: Entry) -> Used:
    """The record as the trace keeps it."""
    fact, reader, value, step, moment = entry
    observed = ((reader.dated_by, moment.anchor), *reader.words)
    if reader.number is not None:
        observed += ((reader.number, value),)
    return make(
        Used,
        (
            fact.record_id,
            fact.version_id,
            fact.document_number,
            fact.title,
            None if reader.rule.is_measured else value,
            step.percent,
            step.number,
            step.since_on,
            step.until_on,
            moment.ends_on,
            observed,
        ),
    )
