"""Turns in the lives of enterprises and records: mergers, corrections, annulments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import RecordKind, RecordState, Severity
from credit_registry.domain.subjects import LinkKind, Standing
from credit_registry.invented import names, penalties
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Statement

FIRST_RENAMED_DAYS_AGO, RENAMED_APART_DAYS = 800, 550
MERGED_DAYS_AGO = 430
JOINED_DAYS_AGO = 60
MENDED_DAYS = 120
"""More than the three months for which a general penalty was shown at least."""

EDGES = (-1, 0, 1, 7, 30)
"""Last days of display that are told on purpose, counted from today."""

_TURNS = (
    (RecordState.ANNULLED, "经行政复议，原行政处罚决定被撤销。"),
    (RecordState.RESTORED, "经审核符合信用修复条件，提前终止公示。"),
    (RecordState.WITHDRAWN, "来源单位报送错误，撤回该记录。"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two subjects, recorded on the day."""

    day: date
    uscc: str
    other: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Correction:
    """The day on which an officer gave a quarantined subject its right code."""

    day: date
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The day on which a record stopped counting, and why."""

    day: date
    uscc: str
    document_number: str
    state: RecordState
    reason: str


def renamed(firm: Enterprise, today: date, number: int) -> Enterprise:
    """The enterprise as one that bore a longer name until some years ago."""
    day = today - timedelta(days=FIRST_RENAMED_DAYS_AGO + RENAMED_APART_DAYS * (number % 4))
    return replace(firm, former_name=names.lengthened(firm.name), renamed_on=day)


def merged(firm: Enterprise, into: Enterprise, today: date) -> tuple[Enterprise, Link]:
    """The enterprise as one that was absorbed by another, with the link between them."""
    ended_on = today - timedelta(days=MERGED_DAYS_AGO)
    gone = replace(firm, standing=Standing.DEREGISTERED, ended_on=ended_on)
    day = ended_on + timedelta(days=20)
    return gone, Link(day, firm.uscc, into.uscc, LinkKind.SUCCEEDED_BY)


def doubled(spare: Enterprise, firm: Enterprise, today: date) -> tuple[Enterprise, Link]:
    """The enterprise on record a second time under another code, and the link that says so."""
    second = replace(firm, uscc=spare.uscc, activity=0.0, risk=0.0)
    day = today - timedelta(days=JOINED_DAYS_AGO)
    return second, Link(day, second.uscc, firm.uscc, LinkKind.DUPLICATE_OF)


def edges(desk: Desk, firms: Sequence[Enterprise]) -> Iterator[Statement]:
    """General penalties whose display ends about today."""
    for days, firm in zip(EDGES, firms, strict=False):
        decided_on = years_after(desk.today + timedelta(days=days), -1)
        yield penalties.invent(desk, firm, decided_on, penalties.GENERAL)


def withdrawals(
    desk: Desk, stated: Sequence[Statement], delivered_by: date, count: int
) -> Iterator[Withdrawal]:
    """Penalties of the last year that were delivered by the day and have been ended since."""
    first = years_after(desk.today, -1) + timedelta(days=30)
    able = [
        statement
        for statement in stated
        if statement.kind is RecordKind.PENALTY
        and statement.ready_on <= delivered_by
        and (day := statement.values["decided_on"]) is not None
        and isinstance(day, date)
        and day >= first
        and statement.earlier is None
    ]
    span = (desk.today - delivered_by).days
    chosen = desk.rng.sample(able, min(count, len(able)))
    mended = [each for each in able if _is_mended(each, delivered_by) and each not in chosen]
    for number, drawn in enumerate(chosen):
        state, reason = _TURNS[number % len(_TURNS)]
        is_restored = state is RecordState.RESTORED
        statement = mended.pop() if is_restored and mended else drawn
        if is_restored and not _is_mended(statement, delivered_by):
            state, reason = _TURNS[0]
        day = delivered_by + timedelta(days=1 + number % max(1, span - 1))
        code, document = (str(statement.values[name]) for name in ("uscc", "document_number"))
        yield Withdrawal(day, code, document, state, reason)


def _is_mended(statement: Statement, day: date) -> bool:
    """Whether a general penalty had been shown for the least time by the day."""
    decided_on = statement.values["decided_on"]
    is_general = statement.values["severity"] is Severity.GENERAL
    return is_general and isinstance(decided_on, date) and (day - decided_on).days > MENDED_DAYS
