"""Against guessing: failures are counted by name and by address, and each one lengthens the wait.

The counters stand in the database, so that several workers count together. A name is counted
whether or not an account bears it, so that nothing here tells which names exist.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound, TooManyAttempts
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.store.accounts import Account
from credit_registry.store.sign_ins import FailedAttempts

FORGOTTEN_AFTER = timedelta(hours=24)
SWEPT_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures are free, and how long the first wait and the longest one are."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: int) -> timedelta | None:
        """How long to wait after so many failures: each doubles what the one before it cost.

        >>> Patience(2, timedelta(seconds=30), timedelta(minutes=3)).wait(3)
        datetime.timedelta(seconds=60)
        """
        if failures < self.free:
            return None
        doublings = min(failures - self.free, 30)
        return min(self.first * (1 << doublings), self.longest)


OF_A_NAME = Patience(5, timedelta(seconds=30), timedelta(hours=1))
OF_AN_ADDRESS = Patience(40, timedelta(seconds=30), timedelta(hours=1))
"""A whole office may stand behind one address."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A name or an address as it is counted: by its keyed digest, which tells nobody what it is."""

    digest: str
    patience: Patience


def of_name(secret: str, username: str) -> Watched:
    """A user name, whether or not an account bears it."""
    return Watched(_digest(secret, "name", username), OF_A_NAME)


def of_codes(secret: str, username: str) -> Watched:
    """Codes given after a password: counted apart, as the password is right each time."""
    return Watched(_digest(secret, "code", username), OF_A_NAME)


def of_letters(secret: str, username: str) -> Watched:
    """Codes of letters, which an account may try for any enterprise."""
    return Watched(_digest(secret, "letter", username), OF_A_NAME)


def of_address(secret: str, address: str) -> Watched:
    """An address that requests come from."""
    return Watched(_digest(secret, "address", address), OF_AN_ADDRESS)


def count(session: Session, watched: Sequence[Watched], at: datetime) -> None:
    """Count an attempt as a failure before it is made. Raises TooManyAttempts, counting nothing.

    Attempts at the same moment are counted one after another, so that none slips through.
    """
    for each in watched:
        row = _locked(session, each, at)
        if row.blocked_until is not None and at < row.blocked_until:
            wait = ceil((row.blocked_until - at).total_seconds())
            raise TooManyAttempts(f"Try again in {wait} seconds.", wait)
        is_forgotten = row.last_at <= at - FORGOTTEN_AFTER
        _set(row, each, 1 if is_forgotten else row.failures + 1, at)


def forgive(session: Session, name: Watched, address: Watched, at: datetime) -> None:
    """Take back what `count` noted: the attempt was right. The name begins anew.

    An address only gets this one attempt back: whoever has one account could else guess others.
    """
    _set(_locked(session, name, at), name, 0, at)
    row = _locked(session, address, at)
    _set(row, address, max(0, row.failures - 1), at)
    _sweep(session, at)


def unlock(session: Session, username: str, secret: str, *, actor: Actor, at: datetime) -> None:
    """Let the account be tried again at once. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    account_id = session.scalars(select(Account.id).where(Account.username == username)).first()
    if account_id is None:
        raise NotFound(f"There is no account {username!r}.")
    name = of_name(secret, username)
    session.execute(delete(FailedAttempts).where(FailedAttempts.watched == name.digest))
    ledgers.record(
        session,
        EventKind.ACCOUNT_UNLOCKED,
        actor=actor,
        at=at,
        payload={"account": to_public(account_id)},
    )


def _digest(secret: str, kind: str, value: str) -> str:
    """The keyed digest under which something is counted."""
    return hmac.new(secret.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _locked(session: Session, watched: Watched, at: datetime) -> FailedAttempts:
    """The counter, made where there is none, for a change of it."""
    values: dict[str, Any] = {"watched": watched.digest, "failures": 0, "last_at": at}
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(FailedAttempts).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=[FailedAttempts.watched]))
    found = select(FailedAttempts).where(FailedAttempts.watched == watched.digest)
    return session.scalars(found.with_for_update().execution_options(populate_existing=True)).one()


def _set(row: FailedAttempts, watched: Watched, failures: int, at: datetime) -> None:
    """Note the number of failures, and until when they block further attempts."""
    wait = watched.patience.wait(failures)
    row.failures = failures
    row.last_at = at
    row.blocked_until = None if wait is None else at + wait


def _sweep(session: Session, at: datetime) -> None:
    """Let go of counters that no longer count, leaving those that another attempt holds."""
    forgotten = (
        select(FailedAttempts.watched)
        .where(FailedAttempts.last_at <= at - FORGOTTEN_AFTER)
        .limit(SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    swept = session.scalars(forgotten).all()
    session.execute(delete(FailedAttempts).where(FailedAttempts.watched.in_(swept)))
