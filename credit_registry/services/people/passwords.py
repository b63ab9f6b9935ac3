"""Passwords: kept by argon2, changed by their owner, reset by an operator to one for one time."""

import secrets
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, InvalidInput, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.store.accounts import Account

SHORTEST, LONGEST = 12, 200
ONE_TIME_HOURS = 24
SYLLABLES = "ba be bi bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no"
SYLLABLES_A_PASSWORD = 12


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    """The password hasher, with the library's own cost."""
    return PasswordHasher()


@lru_cache(maxsize=1)
def _decoy() -> str:
    """A hash to check against where no account exists, so that time tells nothing."""
    return _hasher().hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """What is kept of a password. Raises InvalidInput for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        accepted = f"{SHORTEST} to {LONGEST} characters"
        raise InvalidInput(
            f"A password has at least {SHORTEST} characters.",
            [FieldError("/new_password", "has the wrong length", accepted)],
        )
    return _hasher().hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was kept; it takes as long where none was."""
    try:
        _hasher().verify(stored or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def readable(syllables: int = SYLLABLES_A_PASSWORD) -> str:
    """A password that can be read out and typed: about five bits of chance a syllable."""
    choices = SYLLABLES.split()
    said = [secrets.choice(choices) for _ in range(syllables)]
    return "-".join("".join(said[at : at + 2]) for at in range(0, len(said), 2))


def change(session: Session, current: str, new: str, *, actor: Actor, at: datetime) -> int:
    """Change one's own password; the generation that sessions must have from now on comes back.

    All sessions that began before end. Raises InvalidInput, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_OWN_ACCOUNT)
    account = _locked(session, Account.id == actor.account_id)
    if not is_right(account.password_hash, current):
        wrong = FieldError("/password", "is not right", "the password that is valid now")
        raise InvalidInput("The password that was valid so far is not right.", [wrong])
    if new == current:
        same = FieldError("/new_password", "is the same as before", "another password")
        raise InvalidInput("The new password is the old one.", [same])
    account.password_hash = hashed(new)
    account.one_time_until = None
    _record(session, EventKind.PASSWORD_CHANGED, account, actor, at)
    return account.session_generation


def reset(session: Session, username: str, *, actor: Actor, at: datetime) -> str:
    """A password for one time, shown once; its owner must change it within a day.

    All sessions of the account end. Raises NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    account = _locked(session, Account.username == username)
    password = readable()
    account.password_hash = hashed(password)
    account.one_time_until = at + timedelta(hours=ONE_TIME_HOURS)
    _record(session, EventKind.PASSWORD_RESET, account, actor, at)
    return password


def _locked(session: Session, which: ColumnElement[bool]) -> Account:
    """The account, for a change of it. Raises NotFound."""
    account = session.scalars(select(Account).where(which).with_for_update()).one_or_none()
    if account is None or not account.is_active:
        raise NotFound("There is no such account.")
    return account


def _record(
    session: Session, kind: EventKind, account: Account, actor: Actor, at: datetime
) -> None:
    """End the sessions of the account, and say what was done; never the password."""
    account.session_generation += 1
    account.row_version += 1
    ledgers.record(session, kind, actor=actor, at=at, payload={"account": to_public(account.id)})
