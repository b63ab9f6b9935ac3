"""What is wrong with publication regimes together: days that two govern, or that none does."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from credit_registry.domain.publications import Band, Regime, Transition, last_day_of
from credit_registry.domain.records import RecordKind
from credit_registry.domain.sources import Verification

Found = Iterator[tuple[str, str]]
"""The code of a regime, and what is wrong with it."""

_A_DAY = timedelta(days=1)


def faults(regimes: Sequence[Regime]) -> Found:
    """Everything wrong with the regimes, which are in the order of their first days."""
    for regime in regimes:
        yield from _alone(regime)
    yield from _twice(regimes)
    yield from _gaps(regimes)


def _alone(regime: Regime) -> Found:
    """What is wrong with one regime: days, bands, or a transition that nobody has read."""
    if regime.until is not None and regime.until < regime.since:
        yield regime.code, "ends before it begins"
    for band in regime.bands.values():
        if _is_upside_down(band, regime.since):
            yield regime.code, f"the minimum of its {band.severity} band is longer than the maximum"
    is_read = regime.verification is Verification.ARTICLE
    if regime.transition is not Transition.SHORTER_WINS and not is_read:
        yield regime.code, "its transition has not been read: accepted is shorter_wins alone"
    for rule in regime.rules:
        if not rule.clock:
            yield regime.code, f"nothing starts the clock of {rule.kind}"
        if rule.hold is not None and not rule.hold_from:
            yield regime.code, f"the hold of {rule.kind} runs from no day"


def _is_upside_down(band: Band, day: date) -> bool:
    """Whether the least display outlasts the longest."""
    if band.minimum is None or band.maximum is None:
        return False
    return last_day_of(day, band.minimum) > last_day_of(day, band.maximum)


def _twice(regimes: Sequence[Regime]) -> Found:
    """Codes that occur twice, and regimes of one precedence that are in force on one day."""
    for first, second in combinations(regimes, 2):
        if first.code == second.code:
            yield second.code, "the code occurs twice"
        are_together = first.until is None or second.since <= first.until
        if first.precedence == second.precedence and are_together:
            since = second.since.isoformat()
            yield second.code, f"has the precedence of {first.code}, which is in force on {since}"


def _gaps(regimes: Sequence[Regime]) -> Found:
    """Days after the first on which no regime has a rule for what is adverse of a kind."""
    for kind in RecordKind:
        covered: date | None = None
        for regime in regimes:
            if not any(rule.kind is kind and rule.is_adverse for rule in regime.rules):
                continue
            if covered is not None and covered + _A_DAY < regime.since:
                yield regime.code, f"no regime governs {kind} on {(covered + _A_DAY).isoformat()}"
            if regime.until is None:
                covered = date.max - _A_DAY
                break
            covered = regime.until if covered is None else max(covered, regime.until)
        if covered is not None and covered < date.max - _A_DAY:
            yield regimes[-1].code, f"no regime governs {kind} after {covered.isoformat()}"
