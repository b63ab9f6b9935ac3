"""All that ever happened to a subject: every event about it, newest first, with what it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Date, Select, and_, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.dates import ZONE, days_after, legal_date
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.services.histories import changed_rows
from credit_registry.services.histories.changed_rows import Change
from credit_registry.store.accounts import AccountRole
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import (
    DuplicateCandidate,
    PublicityConsent,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)
from credit_registry.store.views import View

ALWAYS = date.min
"""The day of a fact whose beginning is unknown: it counts on every day, as an open side does."""

Touching = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event about the subject: its place in the ledger, the roles of who acted, what changed.

    `told` is what the event itself says.
    """

    position: int
    at: datetime
    kind: EventKind
    roles: tuple[Role, ...]
    told: dict[str, Any]
    changes: tuple[Change, ...]


def read(
    session: Session,
    subject_id: int,
    actor: Actor,
    view: View,
    before: int | None = None,
    limit: int = 50,
) -> list[Happening]:
    """The events about the subject that the view knows of, the newest first, in ten statements.

    `before` is the position to go on from. What lies after the view's legal day is left out.
    Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    end = view.position if before is None else min(before, view.position)
    touched = union_all(*_touching(subject_id)).subquery()
    midnight = datetime.combine(days_after(view.as_of, 1), time(), ZONE)
    dated = select(touched.c.event_id).where(touched.c.day <= view.as_of)
    undated = select(touched.c.event_id).where(touched.c.day.is_(None))
    has_come = and_(Event.id.in_(undated), Event.recorded_at < midnight)
    events = session.scalars(
        select(Event)
        .where(Event.position < end, or_(Event.id.in_(dated), has_come))
        .order_by(Event.position.desc())
        .limit(limit)
    ).all()
    roles = _roles(session, {event.actor_id for event in events})
    found = changed_rows.by_event(session, subject_id, [event.id for event in events])
    return [
        Happening(
            position=event.position or 0,
            at=event.recorded_at,
            kind=EventKind(event.kind),
            roles=roles.get(event.actor_id, ()),
            told=dict(event.payload),
            changes=tuple(_come(found.get(event.id, ()), event, view.as_of)),
        )
        for event in events
    ]


def day_of(change: Change, event_day: date) -> date:
    """The legal day of a change: the fact's own, else the day of its event."""
    row = change.after
    if isinstance(row, ListingVersion):
        return row.stepped_on
    if isinstance(row, RecordVersion):
        own = row.decided_on or row.occurred_on
        return own if row.number == 1 and own else event_day
    return (row.since if row is not None else None) or event_day


def _come(changes: Iterable[Change], event: Event, day: date) -> Iterable[Change]:
    """The changes that had come by the legal day; what has no day of its own has its event's."""
    for change in changes:
        row = change.after
        is_open = row is not None and not isinstance(row, RecordVersion | ListingVersion)
        has_no_day = is_open and getattr(row, "since", None) is None
        if has_no_day or day_of(change, legal_date(event.recorded_at)) <= day:
            yield change


def _touching(subject_id: int) -> list[Touching]:
    """The events about the subject, each with the day of the fact where that has one."""
    undated = literal(None, Date())
    link, pair = SubjectLink, DuplicateCandidate
    ends = or_(link.subject_id == subject_id, link.other_id == subject_id)
    both = or_(pair.subject_id == subject_id, pair.other_id == subject_id)
    direct = select(Event.id.label("event_id"), undated.label("day"))
    touching: list[Touching] = [direct.where(Event.subject_id == subject_id)]
    for table in (SubjectName, SubjectIdentifier, Registration, PublicityConsent):
        touching += _dated(table, table.subject_id == subject_id)
    touching += _dated(link, ends)
    decided = func.coalesce(RecordVersion.decided_on, RecordVersion.occurred_on)
    first = case((RecordVersion.number == 1, decided), else_=null())
    for version, day in ((RecordVersion, first), (ListingVersion, ListingVersion.stepped_on)):
        written = select(version.recorded_by, day)
        touching.append(written.where(version.subject_id == subject_id))
    for event in (Subject.confirmed_by, Subject.rejected_by):
        touching.append(select(event, undated).where(Subject.id == subject_id))
    for event in (pair.found_by, pair.settled_by):
        touching.append(select(event, undated).where(both))
    return touching


def _dated(
    table: Any,  # noqa: ANN401 - any class of dated rows
    concerned: Any,  # noqa: ANN401 - a condition
) -> tuple[Touching, Touching]:
    """The events that brought dated rows, and those that ended them.

    A former row that an event restates with its last day counts on the day of the event.
    """
    begun = case((table.until.is_(None), func.coalesce(table.since, literal(ALWAYS))), else_=null())
    ended = select(table.superseded_by, literal(None, Date()))
    return (
        select(table.recorded_by, begun).where(concerned),
        ended.where(concerned, table.superseded_by.is_not(None)),
    )


def _roles(session: Session, accounts: Iterable[int]) -> dict[int, tuple[Role, ...]]:
    """The roles of the accounts; nobody is named."""
    found: dict[int, list[Role]] = {}
    statement = (
        select(AccountRole.account_id, AccountRole.role)
        .where(AccountRole.account_id.in_(list(accounts)))
        .order_by(AccountRole.role)
    )
    for account_id, role in session.execute(statement):
        found.setdefault(account_id, []).append(Role(role))
    return {account_id: tuple(roles) for account_id, roles in found.items()}
