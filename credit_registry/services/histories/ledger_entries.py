"""The ledger as auditors read it: who did what and when, and whether it still agrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import ZONE, days_after
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.store.accounts import Account
from credit_registry.store.ledgers import Event


@dataclass(frozen=True, slots=True)
class LedgerQuestion:
    """Which events are asked for: of a kind, by an account, from a first to a last legal day.

    `before` is the position to go on from.
    """

    kind: EventKind | None = None
    username: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One event with the account behind it; `told` is what it says and was not erased of it."""

    position: int
    at: datetime
    kind: EventKind
    username: str
    account_name: str
    subject_id: int | None
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sealed:
    """One event with the bytes that were hashed, its leaf, and whether all of it agrees."""

    entry: LedgerEntry
    body: str
    leaf: str
    agrees: bool


def read(
    session: Session, question: LedgerQuestion, actor: Actor, limit: int = 50
) -> list[LedgerEntry]:
    """The events asked for, the newest first, in one statement. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_LEDGER)
    statement = _with_accounts().where(*_conditions(question))
    rows = session.execute(statement.order_by(Event.position.desc()).limit(limit))
    return [_entry(event, username, name) for event, username, name in rows]


def one(session: Session, position: int, actor: Actor) -> Sealed:
    """The event at a position, checked against the hash tree. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_LEDGER)
    event = ledgers.at_position(session, position)
    row = session.execute(_with_accounts().where(Event.id == event.id)).one()
    return Sealed(
        entry=_entry(*row),
        body=event.body.decode(),
        leaf=event.leaf.hex(),
        agrees=ledgers.verify(session, position),
    )


def _with_accounts() -> Select[Event, str, str]:
    """Events with the names of their accounts; the first event made the installer's."""
    return select(Event, Account.username, Account.display_name).join(
        Account, Account.id == Event.actor_id
    )


def _conditions(question: LedgerQuestion) -> Iterable[Any]:
    """What an event has to fulfil; one without a position is not in the ledger yet."""
    yield Event.position.is_not(None)
    if question.before is not None:
        yield Event.position < question.before
    if question.kind is not None:
        yield Event.kind == question.kind.value
    if question.username:
        yield Account.username == question.username
    if question.since is not None:
        yield Event.recorded_at >= datetime.combine(question.since, time(), ZONE)
    if question.until is not None:
        yield Event.recorded_at < datetime.combine(days_after(question.until, 1), time(), ZONE)


def _entry(event: Event, username: str, account_name: str) -> LedgerEntry:
    """One event."""
    return LedgerEntry(
        position=event.position or 0,
        at=event.recorded_at,
        kind=EventKind(event.kind),
        username=username,
        account_name=account_name,
        subject_id=event.subject_id,
        told=dict(event.payload),
    )
