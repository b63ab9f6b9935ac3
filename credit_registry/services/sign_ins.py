"""Signing in: who a password belongs to, and what a session may do from one request to the next."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Duty
from credit_registry.domain.errors import Unauthenticated
from credit_registry.services import accounts, passwords
from credit_registry.store.accounts import Account

WRONG = "The user name or the password is not right."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever has signed in, and the generation of sessions that theirs belongs to."""

    actor: Actor
    generation: int


def begin(session: Session, username: str, password: str, at: datetime) -> SignedIn:
    """Whoever the password belongs to. Raises Unauthenticated without saying what was wrong."""
    account = session.scalars(select(Account).where(Account.username == username)).one_or_none()
    stored = account.password_hash if account is not None and _is_open(account, at) else None
    if not passwords.is_right(stored, password) or account is None:
        raise Unauthenticated(WRONG)
    return _signed_in(session, account)


def resume(session: Session, account_id: int, generation: int, at: datetime) -> SignedIn | None:
    """Whoever a session belongs to; nobody once it was ended, or its account closed."""
    account = session.get(Account, account_id)
    if account is None or account.session_generation != generation or not _is_open(account, at):
        return None
    return _signed_in(session, account)


def _is_open(account: Account, at: datetime) -> bool:
    """Whether the account may be used, with the password that it has now."""
    return account.is_active and (account.one_time_until is None or at < account.one_time_until)


def _signed_in(session: Session, account: Account) -> SignedIn:
    """The account as it may act in a session."""
    actor = accounts.of(session, account)
    owes = Duty.CHANGE_PASSWORD if account.one_time_until is not None else None
    return SignedIn(replace(actor, owes=owes), account.session_generation)
