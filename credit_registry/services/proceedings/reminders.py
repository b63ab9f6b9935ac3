"""Reminders of legal periods: to whoever owes the step, before its last day and once it is over.

A reminder is given once for each level and last day. After an outage only the most pressing one is
given: what would have been said before has been overtaken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.deadlines import (
    RANK,
    DeadlineState,
    Patience,
    ReminderLevel,
    last_reminded,
    level_on,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import Edition
from credit_registry.services import law_editions, ledgers
from credit_registry.services.registry import Registry
from credit_registry.store.deadlines import LegalDeadline, Reminder
from credit_registry.store.ids import new_id

SLICE = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is to be given."""

    deadline: LegalDeadline
    level: ReminderLevel


def remind(registry: Registry, *, actor: Actor) -> int:
    """Give all reminders that are due; their number. Raises NotPermitted."""
    permissions.require(actor, Permission.OPERATE)
    today = registry.clock.today()
    with registry.reading() as session:
        due = _due(session, today, law_editions.current(session).edition)
    given = 0
    for first in range(0, len(due), SLICE):
        with registry.transaction() as session:
            for each in _standing(session, due[first : first + SLICE]):
                _give(session, each, today, actor, registry)
                given += 1
    return given


def _standing(session: Session, part: Sequence[Due]) -> list[Due]:
    """The reminders of periods that still run as they did when they were found."""
    row = LegalDeadline
    ids = [each.deadline.id for each in part]
    running = select(row.id).where(row.superseded_by.is_(None), row.id.in_(ids)).with_for_update()
    known = set(session.scalars(running))
    return [each for each in part if each.deadline.id in known]


PATIENCE = ("reminder_lead", "reminder_grace")
"""The codes of the times before and after a last day."""


def patience(edition: Edition, day: date) -> Patience:
    """How long before and after its last day a period is reminded of, by the law of the day."""
    lead, grace = (edition.deadlines[code].on(day).period for code in PATIENCE)
    return Patience(lead, grace)


def level(deadline: LegalDeadline, day: date, edition: Edition) -> ReminderLevel | None:
    """How pressing a running period is on the day; one that is provisional is not over yet."""
    found = level_on(day, deadline.due_on, patience(edition, day), edition.working_days)
    return ReminderLevel.DUE_SOON if found and deadline.is_provisional else found


def _due(session: Session, today: date, edition: Edition) -> list[Due]:
    """The reminders to be given today, those of the earliest last day first."""
    last = last_reminded(today, patience(edition, today), edition.working_days)
    row = LegalDeadline
    statement = (
        select(row)
        .where(
            row.superseded_by.is_(None),
            row.state == DeadlineState.RUNNING.value,
            row.owner.is_not(None),
            row.due_on <= last,
        )
        .order_by(row.due_on, row.id)
    )
    running = session.scalars(statement).all()
    given = _given(session, running)
    found = []
    for each in running:
        pressing = level(each, today, edition)
        if pressing and RANK[pressing] > given.get((each.thread_id, each.due_on), -1):
            found.append(Due(each, pressing))
    return found


def _given(session: Session, running: Sequence[LegalDeadline]) -> dict[tuple[int, date], int]:
    """The most pressing reminder that was given of each period and last day, by its rank."""
    if not running:
        return {}
    first, last = (pick(each.due_on for each in running) for pick in (min, max))
    statement = select(Reminder.thread_id, Reminder.due_on, Reminder.level).where(
        Reminder.due_on.between(first, last)
    )
    found: dict[tuple[int, date], int] = {}
    rows: Sequence[Row[int, date, str]] = session.execute(statement).all()
    for thread_id, due_on, name in rows:
        key, rank = (thread_id, due_on), RANK[ReminderLevel(name)]
        found[key] = max(rank, found.get(key, -1))
    return found


def _give(session: Session, due: Due, today: date, actor: Actor, registry: Registry) -> None:
    """Write one reminder with its event."""
    row = due.deadline
    case = row.proceeding_id or row.listing_id or 0
    event = ledgers.record(
        session,
        EventKind.DEADLINE_REMINDED,
        actor=actor,
        at=registry.clock.now(),
        subject_id=row.subject_id,
        payload={
            "case": to_public(case),
            "deadline": row.code,
            "level": due.level.value,
            "due_on": row.due_on.isoformat(),
        },
    )
    session.add(
        Reminder(
            id=new_id(), thread_id=row.thread_id, level=due.level.value, due_on=row.due_on,
            reminded_on=today, recorded_by=event,
        )
    )  # fmt: skip
    session.flush()  # the unique key decides
