"""Whether and on which days something is public: one pure function of its dates and the law.

The windows it gives are stored as rows; every outward surface compares those rows with the day
and reads nothing else. `until` is the last day of display; None means no end is set.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from credit_registry.domain.dates import (
    Period,
    PeriodUnit,
    WorkingDays,
    days_after,
    months_after,
    over_at_latest,
    years_after,
)
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.recounts import counted_from
from credit_registry.domain.subjects import SubjectKind


class FieldSet(StrEnum):
    """How much of a thing is shown."""

    FULL = "full"
    REDUCED = "reduced"


class Reason(StrEnum):
    """Why something is shown, or is not."""

    WHILE_VALID = "while_valid"
    GENERAL_BAND = "general_band"
    SERIOUS_BAND = "serious_band"
    LISTED = "listed"
    MIRROR_CONFIRMED = "mirror_confirmed"
    MINOR_NOT_SHOWN = "minor_not_shown"
    CLASS_UNDETERMINED = "class_undetermined"
    CLOCK_UNKNOWN = "clock_unknown"
    NOT_DISCLOSED = "not_disclosed"
    NO_LONGER_ACTIVE = "no_longer_active"
    OUTCOME_NOT_SHOWN = "outcome_not_shown"
    NO_REGIME = "no_regime"


WITHHELD_FOR_A_PERSON = frozenset({Reason.CLASS_UNDETERMINED, Reason.CLOCK_UNKNOWN})
"""Reasons that queue the record for an officer to settle."""


@dataclass(frozen=True, slots=True)
class Band:
    """How long one severity class is shown; no `maximum` means that it is not shown."""

    severity: Severity
    minimum: Period | None
    maximum: Period | None


@dataclass(frozen=True, slots=True)
class KindRule:
    """How one kind of record is shown: by band from a clock, or while it is valid.

    `band` is a severity class, or None where the record's own class decides; `ends` is the day on
    which the display ends, for a band where that is earlier. `hold` keeps the record back until a
    period from `hold_from` has run.
    """

    kind: RecordKind
    outcomes: frozenset[str]
    is_adverse: bool
    clock: str
    band: Severity | None = None
    ends: str | None = None
    hold: Period | None = None
    hold_from: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """One publication regime: the days it is in force, its bands, its rules and its source."""

    code: str
    since: date
    until: date | None
    bands: Mapping[Severity, Band]
    rules: Sequence[KindRule]
    source: str
    source_en: str = ""


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the function looks at: the typed columns of a record version and of its subject."""

    kind: RecordKind
    subject_kind: SubjectKind
    state: RecordState
    disclosure: Disclosure
    severity: Severity | None = None
    outcome: str | None = None
    occurred_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    first_displayed_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    recounted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of days on which the thing is public."""

    since: date
    until: date | None
    field_set: FieldSet
    reason: Reason


@dataclass(frozen=True, slots=True)
class Publication:
    """The windows of a thing, or the reason why it has none."""

    windows: tuple[Window, ...]
    withheld: Reason | None = None

    def on(self, day: date) -> Window | None:
        """The window that covers the day."""
        for window in self.windows:
            if window.since <= day and (window.until is None or day <= window.until):
                return window
        return None


def publication(
    facts: PublicationFacts, regimes: Sequence[Regime], working_days: WorkingDays
) -> Publication:
    """The record's publication under the regimes; where in doubt, less is shown.

    A record older than a regime is judged by that regime from its first day, with the clock that
    the regime sets, so that of two possible displays the shorter one wins.
    """
    barred = _barred(facts)
    if barred is not None:
        return Publication((), barred)
    results = list(_under_each(facts, regimes, working_days))
    windows = tuple(each for each in results if isinstance(each, Window))
    reasons = [each for each in results if isinstance(each, Reason)]
    withheld = reasons[-1] if reasons else Reason.NO_REGIME
    return Publication(windows, None if windows else withheld)


def _under_each(
    facts: PublicationFacts, regimes: Sequence[Regime], working_days: WorkingDays
) -> Iterator[Window | Reason]:
    """What each regime since the record's day gives; adverse display never outlives an earlier one.

    How a record passes from one regime to the next is not verified: its last day is the earliest
    that any of them gives, and what one of them withholds is not shown under a later one.
    """
    last: date | None = None
    for regime in regimes:
        rule = _rule_for(facts, regime)
        if rule is None:
            yield Reason.OUTCOME_NOT_SHOWN
            continue
        if _is_past(regime, counted_from(facts, rule.clock)):
            continue
        result = _under(rule, facts, regime, working_days, is_first=regime is regimes[0])
        if rule.is_adverse and isinstance(result, Reason):
            yield result
            return
        if rule.is_adverse and isinstance(result, Window):
            last = _earlier(last, result.until)
        yield _ended(result, _earlier(last, regime.until))


def _is_past(regime: Regime, day: date | None) -> bool:
    """Whether the regime was no longer in force on the day."""
    return day is not None and regime.until is not None and regime.until < day


def _barred(facts: PublicationFacts) -> Reason | None:
    """The reason why the record is not public under any regime."""
    if facts.state is not RecordState.ACTIVE:
        return Reason.NO_LONGER_ACTIVE
    if facts.disclosure is not Disclosure.PUBLIC:
        return Reason.NOT_DISCLOSED
    return None


def _rule_for(facts: PublicationFacts, regime: Regime) -> KindRule | None:
    """The regime's rule for the record's kind and outcome."""
    for rule in regime.rules:
        if rule.kind is facts.kind and (not rule.outcomes or facts.outcome in rule.outcomes):
            return rule
    return None


def _under(
    rule: KindRule,
    facts: PublicationFacts,
    regime: Regime,
    working_days: WorkingDays,
    *,
    is_first: bool,
) -> Window | Reason:
    """The record's window under one rule, or the reason why there is none.

    What is not adverse may have been shown before the first regime on file began.
    """
    clock = counted_from(facts, rule.clock)
    if clock is None:
        return Reason.CLOCK_UNKNOWN
    is_open = is_first and not rule.is_adverse
    since = clock if is_open else max(clock, regime.since)
    if rule.hold is not None:
        released = _released_on(rule.hold, getattr(facts, rule.hold_from), facts, working_days)
        if released is None:
            return Reason.CLOCK_UNKNOWN
        since = max(since, released)
    if not rule.is_adverse:
        until = getattr(facts, rule.ends) if rule.ends else None
        return _window(since, until, facts, Reason.WHILE_VALID)
    return _adverse(rule, facts, regime, clock, since)


def _released_on(
    hold: Period, start: date | None, facts: PublicationFacts, working_days: WorkingDays
) -> date | None:
    """The first day after the hold; one that runs into a year without a table counts generously."""
    announced = facts.first_displayed_on
    if start is None:
        return announced
    over = over_at_latest(start, hold, working_days) + timedelta(days=1)
    return over if announced is None else max(over, announced)


def _adverse(
    rule: KindRule, facts: PublicationFacts, regime: Regime, clock: date, since: date
) -> Window | Reason:
    """The window of an adverse record from its band."""
    severity = rule.band or facts.severity
    if severity is None or severity is Severity.UNDETERMINED:
        return Reason.CLASS_UNDETERMINED
    band = regime.bands.get(severity)
    if band is None:
        return Reason.CLASS_UNDETERMINED
    if band.maximum is None:
        return Reason.MINOR_NOT_SHOWN
    reason = Reason.SERIOUS_BAND if severity is Severity.SERIOUS else Reason.GENERAL_BAND
    ends: date | None = getattr(facts, rule.ends) if rule.ends else None
    until = _earlier(last_day_of(clock, band.maximum), ends)
    return _window(since, until, facts, reason)


def _window(
    since: date, until: date | None, facts: PublicationFacts, reason: Reason
) -> Window | Reason:
    """The window, unless it would end before it begins."""
    if until is not None and until < since:
        return Reason.NO_REGIME
    reduced = facts.subject_kind is SubjectKind.INDIVIDUAL_BUSINESS
    return Window(since, until, FieldSet.REDUCED if reduced else FieldSet.FULL, reason)


def _ended(result: Window | Reason, until: date | None) -> Window | Reason:
    """The window, ended by a day at the latest; a reason as it is."""
    if isinstance(result, Reason):
        return result
    last = _earlier(result.until, until)
    is_over = last is not None and last < result.since
    return Reason.NO_REGIME if is_over else replace(result, until=last)


def _earlier(first: date | None, second: date | None) -> date | None:
    """The earlier of two last days, None standing for no end."""
    days = [day for day in (first, second) if day is not None]
    return min(days) if days else None


def last_day_of(start: date, period: Period) -> date:
    """The last day of a display or a term: the corresponding day, rest day or not."""
    match period.unit:
        case PeriodUnit.YEARS:
            return years_after(start, period.amount)
        case PeriodUnit.MONTHS:
            return months_after(start, period.amount)
        case PeriodUnit.CALENDAR_DAYS:
            return days_after(start, period.amount)
        case PeriodUnit.WORKING_DAYS:
            raise ValueError("A display is not counted in working days.")
