"""Leases: who may act as the one scheduler or indexer, until when, under which fencing token."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from credit_registry.domain.errors import LeaseLost
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Lease


@dataclass(frozen=True, slots=True)
class Held:
    """A lease as its holder knows it."""

    name: str
    holder: str
    token: int
    expires_at: datetime


def acquire(
    session: Session, name: str, holder: str, now: datetime, lease_seconds: int
) -> Held | None:
    """Take the lease where nobody else holds it; None where somebody does. The token rises."""
    _ensure(session, name, now)
    expires_at = now + timedelta(seconds=lease_seconds)
    token = session.scalars(
        update(Lease)
        .where(Lease.name == name, or_(Lease.expires_at <= now, Lease.holder == holder))
        .values(holder=holder, token=Lease.token + 1, expires_at=expires_at)
        .returning(Lease.token)
    ).one_or_none()
    return None if token is None else Held(name, holder, token, expires_at)


def renew(session: Session, held: Held, now: datetime, lease_seconds: int) -> Held:
    """The lease for a while longer. Raises LeaseLost where another has taken it."""
    expires_at = now + timedelta(seconds=lease_seconds)
    _change(session, held, expires_at)
    return Held(held.name, held.holder, held.token, expires_at)


def release(session: Session, held: Held, now: datetime) -> None:
    """Give the lease back before its time. Raises LeaseLost where another has taken it."""
    _change(session, held, now)


def holding(session: Session, name: str, token: int) -> None:
    """Pass if the token is still the newest, and keep it so until the transaction ends.

    Raises LeaseLost: a holder that was paused past its time cannot write over its successor.
    """
    newest = session.scalars(
        select(Lease.token).where(Lease.name == name).with_for_update()
    ).one_or_none()
    if newest != token:
        raise LeaseLost(f"The lease {name!r} has passed on: token {token}, now {newest}.")


class LeasedRegistry(Registry):
    """The registry as the holder of a lease sees it: every transaction checks the token."""

    def __init__(self, registry: Registry, held: Held) -> None:
        super().__init__(registry.settings, registry.database, registry.index, registry.clock)
        self.held = held

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One command of the holder. Raises LeaseLost."""
        with super().transaction() as session:
            holding(session, self.held.name, self.held.token)
            yield session


def _ensure(session: Session, name: str, now: datetime) -> None:
    """Write the lease's row where it is missing; of two writers at once one does nothing."""
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Lease).values(name=name, holder="", token=0, expires_at=now)
    session.execute(statement.on_conflict_do_nothing(index_elements=[Lease.name]))


def _change(session: Session, held: Held, expires_at: datetime) -> None:
    """Set when the holder's lease ends."""
    changed = session.execute(
        update(Lease)
        .where(Lease.name == held.name, Lease.token == held.token)
        .values(expires_at=expires_at)
    )
    if isinstance(changed, CursorResult) and changed.rowcount == 0:
        raise LeaseLost(f"The lease {held.name!r} has passed on from token {held.token}.")
