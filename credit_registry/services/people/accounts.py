"""Accounts: created, closed and opened again by an operator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor, ActorKind, Role
from credit_registry.domain.errors import AlreadyRecorded, Conflict, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.services.people import passwords
from credit_registry.store.accounts import Account, AccountRole, roles_of
from credit_registry.store.enterprise_users import bound_subject
from credit_registry.store.ids import new_id

INSTALLER = Actor(
    account_id=1, username="installer", kind=ActorKind.PROGRAM, roles=frozenset({Role.OPERATOR})
)
"""The program that sets a registry up; its account is made with the ledger's first event."""


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


def create(session: Session, new: NewAccount, *, actor: Actor, at: datetime) -> Actor:
    """Create an account. Raises AlreadyRecorded, InvalidInput for a short password."""
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    password_hash = None if new.password is None else passwords.hashed(new.password)
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
            password_hash=password_hash,
            one_time_until=None,
            session_generation=1,
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


def close(session: Session, username: str, *, actor: Actor, at: datetime) -> None:
    """Close an account: its sessions end and its keys open nothing.

    Raises Conflict for one's own, NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    account = _locked(session, username)
    if account.id in (actor.account_id, INSTALLER.account_id):
        raise Conflict("Nobody closes the account they act with, or the installer's.")
    if not account.is_active:
        raise AlreadyRecorded(f"The account {username!r} is closed already.")
    account.is_active = False
    account.session_generation += 1
    _record(session, EventKind.ACCOUNT_CLOSED, account, actor, at)


def reopen(session: Session, username: str, *, actor: Actor, at: datetime) -> None:
    """Open a closed account again. Raises AlreadyRecorded, NotFound, NotPermitted."""
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    account = _locked(session, username)
    if account.is_active:
        raise AlreadyRecorded(f"The account {username!r} is open already.")
    account.is_active = True
    _record(session, EventKind.ACCOUNT_REOPENED, account, actor, at)


def _locked(session: Session, username: str) -> Account:
    """The account of the name, open or closed, for a change of it. Raises NotFound."""
    statement = select(Account).where(Account.username == username).with_for_update()
    account = session.scalars(statement).one_or_none()
    if account is None:
        raise NotFound(f"There is no account {username!r}.")
    return account


def _record(
    session: Session, kind: EventKind, account: Account, actor: Actor, at: datetime
) -> None:
    """Count the change of the row, and say what was done."""
    account.row_version += 1
    ledgers.record(session, kind, actor=actor, at=at, payload={"account": to_public(account.id)})


def actor(session: Session, account_id: int) -> Actor | None:
    """The active account as an actor."""
    account = session.get(Account, account_id)
    return None if account is None or not account.is_active else of(session, account)


def by_name(session: Session, username: str) -> Actor:
    """The active account of the name. Raises NotFound."""
    account = session.scalars(select(Account).where(Account.username == username)).one_or_none()
    if account is None or not account.is_active:
        raise NotFound(f"There is no account {username!r}.")
    return of(session, account)


def of(session: Session, account: Account) -> Actor:
    """The account with its roles."""
    roles = roles_of(session, account.id)
    is_enterprise = Role.ENTERPRISE_USER in roles
    return Actor(
        account_id=account.id,
        username=account.username,
        kind=ActorKind(account.kind),
        unit_id=account.unit_id,
        division=account.division,
        roles=roles,
        subject_id=bound_subject(session, account.id) if is_enterprise else None,
    )
