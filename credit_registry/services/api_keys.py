"""Keys for programs: random, shown once, kept as a digest, and valid for some days."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import InvalidInput, NotFound, Unauthenticated
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import accounts, ledgers
from credit_registry.store.accounts import Account, ApiKey

KEY_PREFIX = "crk_"


def issue(session: Session, account_id: int, days: int, *, actor: Actor, at: datetime) -> str:
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
    is_valid = found is not None and at < found.expires_at
    holder = accounts.actor(session, found.account_id) if found and is_valid else None
    if holder is None:
        raise Unauthenticated("The API key is unknown or has expired.")
    return holder


def _digest(key: str) -> str:
    """What is kept of a key: random keys need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
