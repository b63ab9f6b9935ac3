"""Accounts: created by an operator, known by a password or a key; passwords by argon2."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor, ActorKind, Role
from credit_registry.domain.errors import AlreadyRecorded, InvalidInput, NotFound, Unauthenticated
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.store.accounts import Account, AccountRole, ApiKey, roles_of
from credit_registry.store.ids import new_id

INSTALLER = Actor(
    account_id=1, username="installer", kind=ActorKind.PROGRAM, roles=frozenset({Role.OPERATOR})
)
"""The program that sets a registry up; its account is made with the ledger's first event."""

SHORTEST_PASSWORD = 12
KEY_PREFIX = "crk_"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made of."""

    username: str
    display_name: str
    roles: Iterable[Role]
    password: str | None = None
    kind: ActorKind = ActorKind.PERSON
    division: str | None = None
    unit_id: int | None = None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    """The password hasher, with the library's own cost."""
    return PasswordHasher()


def create(session: Session, new: NewAccount, *, actor: Actor, at: datetime) -> Actor:
    """Create an account. Raises AlreadyRecorded, InvalidInput for a short password."""
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    if new.password is not None and len(new.password) < SHORTEST_PASSWORD:
        raise InvalidInput(f"A password has at least {SHORTEST_PASSWORD} characters.")
    taken = session.scalars(select(Account.id).where(Account.username == new.username))
    if taken.one_or_none() is not None:
        raise AlreadyRecorded(f"There is an account {new.username!r} already.")
    number = INSTALLER.account_id if new.username == INSTALLER.username else new_id()
    session.add(
        Account(
            id=number,
            username=new.username,
            display_name=new.display_name,
            kind=new.kind.value,
            unit_id=new.unit_id,
            division=new.division,
            password_hash=_hasher().hash(new.password) if new.password else None,
            is_active=True,
            row_version=1,
        )
    )
    try:
        session.flush()  # the unique user name decides; roles and listings refer to the account
    except IntegrityError:
        raise AlreadyRecorded(f"There is an account {new.username!r} already.") from None
    session.add_all(AccountRole(account_id=number, role=role.value) for role in set(new.roles))
    ledgers.record(
        session,
        EventKind.ACCOUNT_CREATED,
        actor=actor,
        at=at,
        payload={"account": to_public(number), "roles": ",".join(sorted(set(new.roles)))},
    )
    return Actor(number, new.username, new.kind, new.unit_id, new.division, frozenset(new.roles))


def authenticate(session: Session, username: str, password: str) -> Actor:
    """The actor with this password. Raises Unauthenticated without saying what was wrong."""
    account = session.scalars(select(Account).where(Account.username == username)).one_or_none()
    stored = account.password_hash if account is not None and account.is_active else None
    try:
        _hasher().verify(stored or _decoy(), password)
    except (VerificationError, InvalidHashError):
        raise Unauthenticated("The user name or the password is not right.") from None
    if account is None or stored is None:
        raise Unauthenticated("The user name or the password is not right.")
    return _actor(session, account)


@lru_cache(maxsize=1)
def _decoy() -> str:
    """A hash to check against where no account exists, so that time tells nothing."""
    return _hasher().hash(secrets.token_urlsafe())


def actor(session: Session, account_id: int) -> Actor | None:
    """The active account as an actor."""
    account = session.get(Account, account_id)
    return None if account is None or not account.is_active else _actor(session, account)


def by_name(session: Session, username: str) -> Actor:
    """The active account of the name. Raises NotFound."""
    account = session.scalars(select(Account).where(Account.username == username)).one_or_none()
    if account is None or not account.is_active:
        raise NotFound(f"There is no account {username!r}.")
    return _actor(session, account)


def _actor(session: Session, account: Account) -> Actor:
    """The account with its roles."""
    return Actor(
        account_id=account.id,
        username=account.username,
        kind=ActorKind(account.kind),
        unit_id=account.unit_id,
        division=account.division,
        roles=roles_of(session, account.id),
    )


def issue_key(session: Session, account_id: int, days: int, *, actor: Actor, at: datetime) -> str:
    """A new API key for the account, shown once; only its digest is kept.

    Raises InvalidInput, NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    if days < 1:
        raise InvalidInput(f"A key is valid for {days} days; accepted: a day or more.")
    if session.get(Account, account_id) is None:
        raise NotFound("There is no such account.")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    session.add(
        ApiKey(
            digest=_digest(key),
            prefix=key[:10],
            account_id=account_id,
            expires_at=at + timedelta(days=days),
        )
    )
    ledgers.record(
        session,
        EventKind.API_KEY_ISSUED,
        actor=actor,
        at=at,
        payload={"account": to_public(account_id), "days": days},
    )
    return key


def by_key(session: Session, key: str, at: datetime) -> Actor:
    """The actor that holds the key. Raises Unauthenticated where it is unknown or has expired."""
    found = session.get(ApiKey, _digest(key))
    holder = None if found is None or found.expires_at <= at else actor(session, found.account_id)
    if holder is None:
        raise Unauthenticated("The API key is unknown or has expired.")
    return holder


def _digest(key: str) -> str:
    """What is kept of a key: random keys need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
