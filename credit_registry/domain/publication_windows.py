"""The windows of a record: one pure function of its dates and the publication regimes.

On each day one regime governs a record. Where the law passes from one to the next, the next says
what becomes of a display that runs; where that is not verified, the shorter display wins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from credit_registry.domain.dates import WorkingDays, over_at_latest
from credit_registry.domain.publications import (
    FieldSet,
    KindRule,
    Publication,
    PublicationFacts,
    Reason,
    Regime,
    Transition,
    Window,
    last_day_of,
)
from credit_registry.domain.records import ENDED, Disclosure, RecordState, Severity
from credit_registry.domain.subjects import SubjectKind

_A_DAY = timedelta(days=1)
_BANDS = {
    Severity.MINOR: Reason.MINOR_BAND,
    Severity.GENERAL: Reason.GENERAL_BAND,
    Severity.SERIOUS: Reason.SERIOUS_BAND,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which one regime governs a record, by one of its rules."""

    since: date
    until: date | None
    regime: Regime
    rule: KindRule

    def is_over(self, day: date | None) -> bool:
        """Whether the regime no longer governed on the day."""
        return day is not None and self.until is not None and self.until < day


def publication(
    facts: PublicationFacts, regimes: Sequence[Regime], working_days: WorkingDays
) -> Publication:
    """The record's publication under the regimes; where in doubt, less is shown.

    A record older than a regime is judged by that regime from its first day, with the clock that
    the regime sets.
    """
    barred = _barred(facts)
    if barred is not None:
        return Publication((), barred)
    stretches = governing(facts, regimes)
    results = list(_under_each(facts, stretches, working_days, regimes))
    windows = _joined(each for each in results if isinstance(each, Window))
    if windows:
        return Publication(windows, None, any(each.rule.hold for each in stretches))
    reasons = [each for each in results if isinstance(each, Reason)]
    none = Reason.NO_REGIME if stretches or not regimes else Reason.OUTCOME_NOT_SHOWN
    return Publication((), reasons[-1] if reasons else none)


def governing(facts: object, regimes: Sequence[Regime]) -> tuple[Stretch, ...]:
    """The stretches of days on which a regime governs the record, in their order."""
    found = [
        Stretch(regime.since, regime.until, regime, rule)
        for regime in regimes
        if (rule := regime.rule_for(facts)) is not None
    ]
    if len(found) < 2:  # noqa: PLR2004 - nothing to put in order
        return tuple(found)
    found.sort(key=lambda each: -each.regime.precedence)
    firsts = {each.since for each in found}
    firsts |= {each.until + _A_DAY for each in found if each.until is not None}
    return tuple(_in_turn(found, sorted(firsts)))


def _in_turn(found: Sequence[Stretch], firsts: Sequence[date]) -> Iterator[Stretch]:
    """The first of the stretches in force from each of the days to the next, joined."""
    last: Stretch | None = None
    for number, first in enumerate(firsts):
        until = firsts[number + 1] - _A_DAY if number + 1 < len(firsts) else None
        top = next((each for each in found if each.regime.is_in_force(first)), None)
        if last is not None and top is not None and top.regime is last.regime:
            last = replace(last, until=until)
            continue
        if last is not None:
            yield last
        last = replace(top, since=first, until=until) if top is not None else None
    if last is not None:
        yield last


def governing_on(
    facts: object, regimes: Sequence[Regime], day: date
) -> tuple[Regime, KindRule] | None:
    """The regime that governs the record on a day, with its rule."""
    found = [
        (regime, rule)
        for regime in regimes
        if regime.is_in_force(day) and (rule := regime.rule_for(facts)) is not None
    ]
    return max(found, key=lambda each: each[0].precedence, default=None)


def _barred(facts: PublicationFacts) -> Reason | None:
    """The reason why the record is not public under any regime."""
    if facts.state is RecordState.IN_RE_INSPECTION and facts.alerted_on is None:
        return Reason.CHALLENGE_PENDING
    if facts.state in ENDED:
        return Reason.NO_LONGER_ACTIVE
    if facts.disclosure is not Disclosure.PUBLIC:
        return Reason.NOT_DISCLOSED
    return None


def _under_each(
    facts: PublicationFacts,
    stretches: Sequence[Stretch],
    working_days: WorkingDays,
    regimes: Sequence[Regime],
) -> Iterator[Window | Reason]:
    """What each regime since the record's day gives, on the days on which it governs.

    What is not adverse may have been shown before the first regime on file began.
    """
    standing: Window | Reason | None = None
    for each in stretches:
        if each.is_over(each.rule.starts(facts)):
            continue
        fresh = _under(each.rule, facts, each.regime, working_days)
        if each.rule.is_adverse:
            standing = fresh = _passed_on(standing, fresh, each.regime.transition)
        is_open = not each.rule.is_adverse and each.regime is regimes[0]
        yield _within(fresh, None if is_open else each.since, each.until)


def _passed_on(
    standing: Window | Reason | None, fresh: Window | Reason, transition: Transition
) -> Window | Reason:
    """What holds, from a regime's first day on, of what an earlier one began or withheld."""
    if standing is None or transition is Transition.LATER_ALONE:
        return fresh
    if transition is Transition.EARLIER_GOES_ON or isinstance(standing, Reason):
        return standing
    if isinstance(fresh, Reason):
        return fresh
    return replace(
        fresh,
        since=max(standing.since, fresh.since),
        until=_earlier(standing.until, fresh.until),
    )


def _within(result: Window | Reason, since: date | None, until: date | None) -> Window | Reason:
    """As much of the window as falls on the days; a reason as it is."""
    if isinstance(result, Reason):
        return result
    first = result.since if since is None else max(result.since, since)
    last = _earlier(result.until, until)
    if last is None or first <= last:
        return replace(result, since=first, until=last)
    is_over = result.until is not None and (result.until < first)
    return Reason.DISPLAY_OVER if is_over else Reason.NO_REGIME


def _joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The windows, those that follow one another and say the same made one."""
    joined: list[Window] = []
    for window in windows:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.until is not None
            and last.until + _A_DAY == window.since
            and (last.field_set, last.reason) == (window.field_set, window.reason)
        ):
            joined[-1] = replace(last, until=window.until)
        else:
            joined.append(window)
    return tuple(joined)


def _under(
    rule: KindRule, facts: PublicationFacts, regime: Regime, working_days: WorkingDays
) -> Window | Reason:
    """The record's window under one rule, or the reason why there is none."""
    if rule.withheld is not None:
        return rule.withheld
    clock = rule.starts(facts)
    if clock is None:
        return Reason.CLOCK_UNKNOWN
    released = _released_on(rule, facts, clock, working_days)
    alert: date | None = getattr(facts, rule.begins) if rule.begins else None
    if alert is not None and (isinstance(released, Reason) or alert < released):
        return _alerted(_shown(rule, facts, regime, clock, max(clock, alert)))
    if isinstance(released, Reason):
        return released
    return _shown(rule, facts, regime, clock, max(clock, released))


def _released_on(
    rule: KindRule, facts: PublicationFacts, clock: date, working_days: WorkingDays
) -> date | Reason:
    """The first day after the hold; one that runs into a year without a table counts generously.

    It is not before the authority announced the result, nor while a challenge is not settled.
    """
    settled = facts.challenge_settled_on
    if facts.state is RecordState.IN_RE_INSPECTION:
        return Reason.CHALLENGE_PENDING
    if rule.hold is None:
        return clock
    if facts.challenged_on is not None and settled is None:
        return Reason.CHALLENGE_PENDING
    start: date | None = getattr(facts, rule.hold_from)
    days = [facts.first_displayed_on] if facts.first_displayed_on else []
    if settled is not None:
        days.append(settled + _A_DAY)
    if start is not None:
        days.append(over_at_latest(start, rule.hold, working_days) + _A_DAY)
    return max(days) if days else Reason.CLOCK_UNKNOWN


def _alerted(result: Window | Reason) -> Window | Reason:
    """A window that a safety alert opens; a reason as it is."""
    return replace(result, reason=Reason.SAFETY_ALERT) if isinstance(result, Window) else result


def _shown(
    rule: KindRule, facts: PublicationFacts, regime: Regime, clock: date, since: date
) -> Window | Reason:
    """The window from a day on: while it is valid, or by the band."""
    ends: date | None = getattr(facts, rule.ends) if rule.ends else None
    if not rule.is_adverse:
        return _window(since, ends, facts, Reason.WHILE_VALID)
    severity = rule.band or facts.severity
    band = regime.bands.get(severity) if severity is not None else None
    if severity is None or band is None:
        return Reason.CLASS_UNDETERMINED
    if band.maximum is None:
        return Reason.MINOR_NOT_SHOWN
    until = last_day_of(clock, band.maximum)
    longer: date | None = getattr(facts, rule.or_until) if rule.or_until else None
    until = until if longer is None else max(until, longer)
    return _window(since, _earlier(until, ends), facts, _BANDS[severity])


def _window(
    since: date, until: date | None, facts: PublicationFacts, reason: Reason
) -> Window | Reason:
    """The window, unless it would end before it begins."""
    if until is not None and until < since:
        return Reason.DISPLAY_OVER
    reduced = facts.subject_kind is SubjectKind.INDIVIDUAL_BUSINESS
    return Window(since, until, FieldSet.REDUCED if reduced else FieldSet.FULL, reason)


def _earlier(first: date | None, second: date | None) -> date | None:
    """The earlier of two last days, None standing for no end."""
    days = [day for day in (first, second) if day is not None]
    return min(days) if days else None
