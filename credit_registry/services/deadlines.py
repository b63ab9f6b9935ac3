"""Legal periods of entries and proceedings: started, met and dropped by their steps.

They are counted from the day of the step by the law of that day; an edition of the law that knows
more of the working days moves those that run.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from credit_registry.domain.dates import Deadline, due_on
from credit_registry.domain.deadlines import Clock, DeadlineState
from credit_registry.law.editions import Edition
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of


@dataclass(frozen=True, slots=True)
class Whose:
    """The entry or the proceeding that a period belongs to, with its subject."""

    subject_id: int
    listing_id: int | None = None
    proceeding_id: int | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """The edition of the law that periods are counted by, its id, and the event behind them."""

    edition: Edition
    edition_id: int
    event_id: int


def due(edition: Edition, code: str, started_on: date) -> Deadline:
    """The last day of a period that begins after a day. Raises Unlawful where none is on file."""
    rule = edition.deadlines[code].on(started_on)
    return due_on(started_on, rule.period, edition.working_days)


def start(session: Session, whose: Whose, clocks: Iterable[Clock], day: date, means: Means) -> None:
    """Begin the periods on the day; they run until a step meets them."""
    session.add_all(LegalDeadline(**begun(whose, clock, day, means)) for clock in clocks)
    session.flush()  # a later step of this transaction may meet them


def begun(whose: Whose, clock: Clock, day: date, means: Means) -> dict[str, Any]:
    """A period that begins on the day, as the row of a thread of its own."""
    deadline, number = due(means.edition, clock.deadline, day), new_id()
    return {
        "id": number, "thread_id": number, "subject_id": whose.subject_id,
        "listing_id": whose.listing_id, "proceeding_id": whose.proceeding_id,
        "code": clock.deadline, "party": clock.party.value,
        "owner": clock.owner and clock.owner.value,
        "escalates_to": clock.escalates_to and clock.escalates_to.value,
        "started_on": day, "due_on": deadline.due_on, "is_provisional": deadline.is_provisional,
        "state": DeadlineState.RUNNING.value, "ended_on": None,
        "law_edition_id": means.edition_id, "recorded_by": means.event_id, "ordinal": 0,
        "superseded_by": None,
    }  # fmt: skip


def end(session: Session, whose: Whose, met: Collection[str], day: date, event: int) -> None:
    """End the running periods of the codes as met on the day."""
    for row in _running(session, whose):
        if row.code in met:
            _succeed(session, row, event, state=DeadlineState.MET.value, ended_on=day)


def drop(session: Session, whose: Whose, event: int, codes: Collection[str] | None = None) -> None:
    """End all periods that still run, or those of some codes: nobody owes them any more."""
    for row in _running(session, whose):
        if codes is not None and row.code not in codes:
            continue
        _succeed(session, row, event, state=DeadlineState.DROPPED.value)


def of(session: Session, whose: Whose) -> Sequence[LegalDeadline]:
    """The periods of the case as they stand, in the order in which they began."""
    return session.scalars(_standing(whose).order_by(LegalDeadline.thread_id)).all()


def running_of(
    session: Session, *, proceedings: Collection[int] = (), listings: Collection[int] = ()
) -> Mapping[int, Sequence[LegalDeadline]]:
    """The running periods of several cases by the case's id, in one statement."""
    row = LegalDeadline
    statement = select(row).where(
        row.superseded_by.is_(None),
        row.state == DeadlineState.RUNNING.value,
        row.proceeding_id.in_(proceedings) | row.listing_id.in_(listings),
    )
    found: dict[int, list[LegalDeadline]] = {}
    for each in session.scalars(statement.order_by(row.due_on, row.id)):
        found.setdefault(each.proceeding_id or each.listing_id or 0, []).append(each)
    return found


def recount(session: Session, means: Means) -> Iterator[tuple[LegalDeadline, date]]:
    """Count the running periods anew under an edition; each that moved, with its day before."""
    row = LegalDeadline
    statement = (
        select(row)
        .where(row.superseded_by.is_(None), row.state == DeadlineState.RUNNING.value)
        .order_by(row.id)
        .with_for_update()
    )
    for standing in session.scalars(statement).all():
        if standing.code not in means.edition.deadlines:
            continue  # the period runs as it was counted
        fresh = due(means.edition, standing.code, standing.started_on)
        if (fresh.due_on, fresh.is_provisional) == (standing.due_on, standing.is_provisional):
            continue
        before = standing.due_on
        after = _succeed(
            session,
            standing,
            means.event_id,
            due_on=fresh.due_on,
            is_provisional=fresh.is_provisional,
            law_edition_id=means.edition_id,
        )
        yield after, before


def _standing(whose: Whose) -> Select[LegalDeadline]:
    """The rows of the case that nothing has replaced."""
    row = LegalDeadline
    return select(row).where(
        row.superseded_by.is_(None),
        row.listing_id.is_not_distinct_from(whose.listing_id),
        row.proceeding_id.is_not_distinct_from(whose.proceeding_id),
    )


def _running(session: Session, whose: Whose) -> Sequence[LegalDeadline]:
    """The periods of the case that run, locked."""
    statement = _standing(whose).where(LegalDeadline.state == DeadlineState.RUNNING.value)
    return session.scalars(statement.with_for_update()).all()


def _succeed(session: Session, row: LegalDeadline, event: int, **changes: object) -> LegalDeadline:
    """The row that takes the place of one."""
    values = columns_of(row) | {"id": new_id(), "recorded_by": event, "superseded_by": None}
    after = LegalDeadline(**(values | changes))
    row.superseded_by = event
    session.add(after)
    session.flush()  # the next statement of this transaction reads what stands
    return after
