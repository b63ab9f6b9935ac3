"""The days on which a record counts, for one record and for columns of them.

Months end on the corresponding day, or on the last day of a month that has none; that day still
counts (民法典 202, 1259). Days are proleptic ordinals; `LAST` stands for no end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from credit_registry.domain.dates import months_after
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.rule_sets import DateField, Timing

Days = npt.NDArray[np.int32]

LAST = date.max.toordinal()
"""The last day there is: a record that counts until then has no end."""

NO_DAY = 0
"""Stands in a column where there is no date."""

NEVER = LAST + 1
"""Stands for the day of a change that does not come."""

MOST_KNOWN = 1 << 16
"""So many combinations of dates are kept for each timing."""

EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Step:
    """Days, both included, on which a record counts; `number` is the rule's age step, from 0.

    `since_on` and `until_on` are the same days as dates, None for no end.
    """

    since: int
    until: int
    percent: int
    number: int
    since_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Counted:
    """When a record counts: its steps in time order, and the days on which that changes.

    `ends_on` is the last day on which it counts at all, None for no end; `anchor` is the date that
    it counts from, as text.
    """

    steps: tuple[Step, ...]
    changes: tuple[int, ...]
    ends_on: date | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Moment:
    """How a record counts on one day: in which step, None for none, and when that changes next.

    `ends_on` and `anchor` are those of Counted.
    """

    step: Step | None
    next_change: int
    ends_on: date | None
    anchor: str


class ColumnStep(NamedTuple):
    """One step of many records; where `since` is after `until` a record has no such step."""

    since: Days
    until: Days
    percent: int


def anchor_field(timing: Timing) -> DateField:
    """The date a record must have to count at all."""
    return timing.dated_by or DateField.EFFECTIVE_FROM


@lru_cache(maxsize=1 << 16)
def day_after_months(start: date, months: int) -> int:
    """The corresponding day as an ordinal, LAST where the calendar ends before it."""
    try:
        return months_after(start, months).toordinal()
    except (ValueError, OverflowError):
        return LAST


Key = date | tuple[date | None, ...]
"""The dates of a record on which it depends when it counts."""


class Spans:
    """The days on which records count under one timing, worked out once for equal dates."""

    __slots__ = ("_known", "_timing", "is_aged")

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self.is_aged = bool(timing.steps)
        self._known: dict[Key, Counted] = {}

    def of(self, fact: Fact, anchor: date) -> Counted:
        """When the record counts, whose date by the timing is `anchor`."""
        key: Key = anchor
        if fact.counts_from is not None or not self.is_aged:
            key = (anchor, fact.effective_to, fact.counts_from)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = _counted(self._timing, anchor, fact)
        return found


class Moments:
    """How records count on one day under one timing, found once for equal dates."""

    __slots__ = ("_day", "_is_aged", "_known", "_spans")

    def __init__(self, spans: Spans, day: int) -> None:
        self._spans, self._day, self._is_aged = spans, day, spans.is_aged
        self._known: dict[Key, Moment] = {}

    def of(self, fact: Fact, anchor: date) -> Moment:
        """How the record counts, whose date by the timing is `anchor`."""
        key: Key = anchor
        if fact.counts_from is not None or not self._is_aged:
            key = (anchor, fact.effective_to, fact.counts_from)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = _moment(self._spans.of(fact, anchor), self._day)
        return found


def _moment(days: Counted, day: int) -> Moment:
    """The step that the day lies in, and the first change after it."""
    step = next((each for each in days.steps if each.since <= day <= each.until), None)
    following = min((each for each in days.changes if each > day), default=NEVER)
    return Moment(step, following, days.ends_on, days.anchor)


def _counted(timing: Timing, anchor: date, fact: Fact) -> Counted:
    """The steps of one record and the days on which they begin or are over."""
    earliest = fact.counts_from.toordinal() if fact.counts_from else NO_DAY
    if timing.steps:
        steps = _aged(timing, anchor, earliest)
    else:
        since = day_after_months(anchor, timing.after_months) + timing.from_next_day
        until = _span_end(timing, anchor, fact.effective_to)
        steps = _step(max(since, earliest), until, 100, 0)
    changes = [step.since for step in steps]
    changes += [step.until + 1 for step in steps if step.until < LAST]
    ends_on = steps[-1].until_on if steps else None
    return Counted(steps, tuple(changes), ends_on, anchor.isoformat())


def _step(since: int, until: int, percent: int, number: int) -> tuple[Step, ...]:
    """The step, unless it has no day."""
    if since > until:
        return ()
    until_on = None if until == LAST else date.fromordinal(until)
    return (Step(since, until, percent, number, date.fromordinal(since), until_on),)


def _span_end(timing: Timing, anchor: date, end: date | None) -> int:
    """The last day of the span."""
    if end is not None:
        return day_after_months(end, timing.after_end_months) - timing.without_last_day
    return day_after_months(anchor, timing.open_months) if timing.open_months else LAST


def _aged(timing: Timing, anchor: date, earliest: int) -> tuple[Step, ...]:
    """The steps that run from a date."""
    steps: tuple[Step, ...] = ()
    since = anchor.toordinal() + timing.from_next_day
    for number, age in enumerate(timing.steps):
        until = day_after_months(anchor, age.months)
        steps += _step(max(since, earliest), until, age.percent, number)
        since = until + 1
    return steps


def column_steps(timing: Timing, dates: Mapping[str, Days]) -> tuple[ColumnStep, ...]:
    """The steps of all records at once; every record must have the anchor date."""
    anchor = dates[anchor_field(timing)]
    earliest = dates["counts_from"]
    if not timing.steps:
        since = column_months_after(anchor, timing.after_months) + np.int32(timing.from_next_day)
        until = _column_span_end(timing, anchor, dates[DateField.EFFECTIVE_TO])
        return (ColumnStep(np.maximum(since, earliest), until, 100),)
    steps = []
    since = anchor + np.int32(timing.from_next_day)
    for step in timing.steps:
        until = column_months_after(anchor, step.months)
        steps.append(ColumnStep(np.maximum(since, earliest), until, step.percent))
        since = until + np.int32(1)
    return tuple(steps)


def _column_span_end(timing: Timing, anchor: Days, ends: Days) -> Days:
    """The last days of the spans."""
    is_open = ends == NO_DAY
    until = column_months_after(ends, timing.after_end_months) - np.int32(timing.without_last_day)
    until[is_open] = LAST
    if timing.open_months:
        until[is_open] = column_months_after(anchor[is_open], timing.open_months)
    return until


def column_months_after(starts: Days, months: int) -> Days:
    """The corresponding days `months` later, LAST where the calendar ends before them."""
    if not months or not len(starts):
        return starts.copy()
    first, last = int(starts.min()), int(starts.max())
    if last - first >= len(starts):
        return _months_after(starts, months)
    every_day = np.arange(first, last + 1, dtype=np.int32)
    return _months_after(every_day, months)[starts - first]


def _months_after(starts: Days, months: int) -> Days:
    """The corresponding days, each computed by itself."""
    start = (starts.astype(np.int64) - EPOCH).astype("datetime64[D]")
    month = start.astype("datetime64[M]")
    first = (month + months).astype("datetime64[D]")
    following = (month + (months + 1)).astype("datetime64[D]")
    day = np.minimum(first + (start - month.astype("datetime64[D]")), following - np.timedelta64(1))
    ordinals: Days = np.minimum(day.astype(np.int64) + EPOCH, LAST).astype(np.int32)
    return ordinals
