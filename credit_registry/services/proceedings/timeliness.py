"""How timely the authority and others are: the share of steps taken within their legal time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import Session

from credit_registry.domain.dates import months_after
from credit_registry.domain.deadlines import DeadlineState, Party
from credit_registry.store.deadlines import LegalDeadline


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Of one kind of period: steps in time and late, steps awaited, and the overdue of these."""

    code: str
    party: Party
    in_time: int
    late: int
    awaited: int
    overdue: int

    @property
    def share_percent(self) -> int | None:
        """The share of steps in time among those that came or are overdue, rounded down."""
        counted = self.in_time + self.late + self.overdue
        return None if counted == 0 else 100 * self.in_time // counted


MONTHS = 12


def first_day(today: date) -> date:
    """The first day of the twelve months that are counted."""
    return months_after(today, -MONTHS)


def measured(session: Session, since: date, until: date) -> list[Timeliness]:
    """The timeliness of the periods whose last day lies in the stretch, up to the day `until`.

    What a subject may let pass is nobody's delay and is not counted; a provisional last day has not
    come for certain.
    """
    row = LegalDeadline
    is_met, is_running = (row.state == state.value for state in (DeadlineState.MET, RUNS))
    is_over = is_running & (row.due_on < until) & ~row.is_provisional
    statement = (
        select(
            row.code,
            row.party,
            _count(is_met & (row.ended_on <= row.due_on)),
            _count(is_met & (row.ended_on > row.due_on)),
            _count(is_running),
            _count(is_over),
        )
        .where(
            row.superseded_by.is_(None),
            row.party != Party.SUBJECT.value,
            row.state != DeadlineState.DROPPED.value,
            row.due_on >= since,
            (row.started_on <= until),
        )
        .group_by(row.code, row.party)
        .order_by(row.code, row.party)
    )
    return [
        Timeliness(code, Party(party), *counts)
        for code, party, *counts in session.execute(statement)
    ]


RUNS = DeadlineState.RUNNING


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows fulfil the condition."""
    return func.coalesce(func.sum(cast(condition, Integer)), 0)
