"""Signing in: who a password belongs to, and what a session may do from one request to the next."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Duty, Role
from credit_registry.domain.errors import Unauthenticated
from credit_registry.services.people import accounts, passwords, second_factors
from credit_registry.store.accounts import Account

MIGHTY = frozenset({Role.DECIDER, Role.OPERATOR})
"""Roles that sign in with a second factor where the installation asks for one."""

WRONG = "The user name or the password is not right."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever has signed in, and the generation of sessions that theirs belongs to."""

    actor: Actor
    generation: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What signing in asks for beyond a password, and whether the session has given a code."""

    needs_second_factor: bool = False
    has_given_code: bool = False


NOTHING_MORE = Asked()


def begin(
    session: Session, username: str, password: str, at: datetime, asked: Asked = NOTHING_MORE
) -> SignedIn:
    """Whoever the password belongs to. Raises Unauthenticated without saying what was wrong."""
    account = session.scalars(select(Account).where(Account.username == username)).one_or_none()
    stored = account.password_hash if account is not None and _is_open(account, at) else None
    if not passwords.is_right(stored, password) or account is None:
        raise Unauthenticated(WRONG)
    return _signed_in(session, account, asked)


def resume(
    session: Session, account_id: int, generation: int, at: datetime, asked: Asked = NOTHING_MORE
) -> SignedIn | None:
    """Whoever a session belongs to; nobody once it was ended, or its account closed."""
    account = session.get(Account, account_id)
    if account is None or account.session_generation != generation or not _is_open(account, at):
        return None
    return _signed_in(session, account, asked)


def _is_open(account: Account, at: datetime) -> bool:
    """Whether the account may be used, with the password that it has now."""
    return account.is_active and (account.one_time_until is None or at < account.one_time_until)


def _signed_in(session: Session, account: Account, asked: Asked) -> SignedIn:
    """The account as it may act in a session."""
    actor = accounts.of(session, account)
    owes = _owed(session, account, actor, asked)
    return SignedIn(replace(actor, owes=owes), account.session_generation)


def _owed(session: Session, account: Account, actor: Actor, asked: Asked) -> Duty | None:
    """What comes first: the code, then a password of one's own, then a second factor."""
    has_factor = second_factors.is_enrolled(session, account.id)
    if has_factor and not asked.has_given_code:
        return Duty.GIVE_CODE
    if account.one_time_until is not None:
        return Duty.CHANGE_PASSWORD
    if asked.needs_second_factor and not has_factor and actor.roles & MIGHTY:
        return Duty.ENROL_SECOND_FACTOR
    return None
