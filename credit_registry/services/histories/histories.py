"""What became of a record or a subject: every event, who was behind it, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.services.intake.record_rows import VALUES
from credit_registry.store.accounts import Account
from credit_registry.store.ledgers import Event
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import (
    PublicityConsent,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)

DETAIL = "detail"
ROWS = (SubjectName, SubjectIdentifier, Registration, PublicityConsent)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that an event changed: what stood before and after; None where nothing did."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: when, by whom, which kind; `position` is None until it is placed."""

    event_id: int
    position: int | None
    at: datetime
    kind: EventKind
    person: str
    told: dict[str, object]
    differences: tuple[Difference, ...] = ()


def of_record(session: Session, record_id: int, actor: Actor) -> list[Happening]:
    """What became of a record, first things first, in one statement.

    Officers see it in full; the public is shown the present alone. Raises NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    rows = session.execute(
        select(RecordVersion, Event, Account.display_name)
        .join(Event, Event.id == RecordVersion.recorded_by)
        .outerjoin(Account, Account.id == Event.actor_id)
        .where(RecordVersion.record_id == record_id)
        .order_by(RecordVersion.number)
    ).all()
    if not rows:
        raise NotFound("There is no such record.")
    versions: list[RecordVersion | None] = [None, *(version for version, _, _ in rows)]
    return [
        _happening(event, name, _differences(before, after))
        for (before, after), (_, event, name) in zip(pairwise(versions), rows, strict=True)
    ]


def of_subject(
    session: Session, subject_id: int, actor: Actor, after: int = 0, limit: int = 100
) -> list[Happening]:
    """What became of who a subject is, in the order of the events, in two statements.

    `after` is the id of the event to go on from. Raises NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    if session.get(Subject, subject_id) is None:
        raise NotFound("There is no such subject.")
    touching: list[Select[Any]] = [select(Event.id).where(Event.subject_id == subject_id)]
    for table in ROWS:
        of_subject = table.subject_id == subject_id
        touching.append(select(table.recorded_by).where(of_subject))
    link = SubjectLink
    ends = or_(link.subject_id == subject_id, link.other_id == subject_id)
    touching += [
        select(link.recorded_by).where(ends),
        select(link.superseded_by).where(ends, link.superseded_by.is_not(None)),
    ]
    rows = session.execute(
        select(Event, Account.display_name)
        .outerjoin(Account, Account.id == Event.actor_id)
        .where(Event.id.in_(union(*touching).subquery().select()), Event.id > after)
        .order_by(Event.id)
        .limit(limit)
    )
    return [_happening(event, name, ()) for event, name in rows]


def _happening(event: Event, name: str | None, differences: Sequence[Difference]) -> Happening:
    """One event as officers read it; one without an account came from outside."""
    return Happening(
        event_id=event.id,
        position=event.position,
        at=event.recorded_at,
        kind=EventKind(event.kind),
        person=name or "",
        told=dict(event.payload),
        differences=tuple(differences),
    )


def _differences(before: RecordVersion | None, after: RecordVersion | None) -> list[Difference]:
    """The fields in which two versions of a record differ."""
    old, new = _fields(before), _fields(after)
    return [
        Difference(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def _fields(version: RecordVersion | None) -> dict[str, object]:
    """What a version states, by field; days as they are written."""
    if version is None:
        return {}
    stated = {name: getattr(version, name) for name in VALUES if name != DETAIL}
    stated |= {f"{DETAIL}.{name}": value for name, value in version.detail.items()}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in stated.items()
        if value is not None
    }
