"""Keys for programs: random, shown once, kept as a digest, limited in days and in permissions."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import (
    AlreadyRecorded,
    InvalidInput,
    NotFound,
    NotPermitted,
    Unauthenticated,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.services.people import accounts
from credit_registry.services.registry import Registry
from credit_registry.store.accounts import ApiKey

Payload = Mapping[str, ledgers.PayloadValue]
KEY_PREFIX = "crk_"
PREFIX_LENGTH = 10
DAYS, OVERLAP_DAYS = 90, 7


@dataclass(frozen=True, slots=True)
class Terms:
    """For how many days a key is good, and for which permissions; None means all of its account."""

    days: int = DAYS
    scopes: frozenset[Permission] | None = None


def identify(registry: Registry, key: str) -> Actor:
    """The actor that holds the key, whose use is noted once a day. Raises Unauthenticated."""
    with registry.reading() as session:
        holder = by_key(session, key, registry.clock.now())
        last = session.scalars(_last_use(key)).one()
    today = registry.clock.today()
    if last is None or last < today:
        with registry.database.transaction() as session:
            note_use(session, key, today)
    return holder


def by_key(session: Session, key: str, at: datetime) -> Actor:
    """The actor that holds the key. Raises Unauthenticated where it is unknown or has ended."""
    found = session.get(ApiKey, _digest(key))
    is_valid = found is not None and found.revoked_at is None and at < found.expires_at
    holder = accounts.actor(session, found.account_id) if found and is_valid else None
    if found is None or holder is None:
        raise Unauthenticated("The API key is unknown or has expired.")
    return replace(holder, scopes=scopes_of(found))


def note_use(session: Session, key: str, today: date) -> None:
    """Write down that the key was used on the day; that is no event, as nothing hangs on it."""
    earlier = or_(ApiKey.last_used_on.is_(None), ApiKey.last_used_on < today)
    session.execute(
        update(ApiKey).where(ApiKey.digest == _digest(key), earlier).values(last_used_on=today)
    )


def issue(
    session: Session,
    account_id: int,
    terms: Terms,
    *,
    actor: Actor,
    at: datetime,
) -> str:
    """A new API key for the account, shown once; only its digest is kept.

    Raises InvalidInput, NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    if terms.days < 1:
        raise InvalidInput(f"A key is valid for {terms.days} days; accepted: a day or more.")
    holder = accounts.actor(session, account_id)
    if holder is None:
        raise NotFound("There is no such account.")
    _require_held(terms.scopes, holder)
    key, row = _made(session, account_id, _kept(terms.scopes), at, timedelta(days=terms.days))
    payload: Payload = {"days": terms.days, "scopes": row.scopes}
    _record(session, EventKind.API_KEY_ISSUED, row, actor, at, payload)
    return key


def listed(session: Session, account_id: int, actor: Actor) -> Sequence[ApiKey]:
    """The keys of an account, the newest first. Raises NotPermitted for another's."""
    is_own = account_id == actor.account_id
    needed = Permission.MANAGE_OWN_ACCOUNT if is_own else Permission.MANAGE_ACCOUNTS
    if not permissions.may(actor, needed):
        raise NotPermitted("Keys are shown to their account and to operators.")
    statement = select(ApiKey).where(ApiKey.account_id == account_id)
    return session.scalars(statement.order_by(ApiKey.expires_at.desc(), ApiKey.digest)).all()


def rotate(session: Session, prefix: str, overlap_days: int, *, actor: Actor, at: datetime) -> str:
    """A new key on the terms of an old one, which stays good for the days of the overlap.

    Raises AlreadyRecorded for one that has ended, InvalidInput, NotFound, NotPermitted.
    """
    row = _found(session, prefix, actor)
    is_own = row.account_id == actor.account_id
    permissions.require(
        actor, Permission.MANAGE_OWN_ACCOUNT if is_own else Permission.MANAGE_ACCOUNTS
    )
    if overlap_days < 0:
        raise InvalidInput("An overlap has no days or some.")
    _require_good(row, at)
    term = timedelta(days=DAYS) if row.issued_at is None else row.expires_at - row.issued_at
    key, made = _made(session, row.account_id, row.scopes, at, term)
    row.expires_at = min(row.expires_at, at + timedelta(days=overlap_days))
    payload: Payload = {"replaces": row.prefix, "overlap_days": overlap_days}
    _record(session, EventKind.API_KEY_ROTATED, made, actor, at, payload)
    return key


def revoke(session: Session, prefix: str, *, actor: Actor, at: datetime) -> None:
    """End a key at once. Raises AlreadyRecorded for one that has ended, NotFound, NotPermitted."""
    row = _found(session, prefix, actor)
    is_own = row.account_id == actor.account_id
    permissions.require(
        actor, Permission.MANAGE_OWN_ACCOUNT if is_own else Permission.MANAGE_ACCOUNTS
    )
    _require_good(row, at)
    row.revoked_at = at
    _record(session, EventKind.API_KEY_REVOKED, row, actor, at, {})


def is_good(row: ApiKey, at: datetime) -> bool:
    """Whether the key opens anything at the instant."""
    return row.revoked_at is None and at < row.expires_at


def scopes_of(row: ApiKey) -> frozenset[Permission] | None:
    """The permissions that a key is limited to; None where it is not."""
    return None if row.scopes is None else frozenset(map(Permission, row.scopes.split(",")))


def _require_held(scopes: frozenset[Permission] | None, holder: Actor) -> None:
    """Pass if a key of the account may be limited so: to some of what the account may do."""
    held = permissions.held_by(holder)
    if scopes is None or (scopes and scopes <= set(held)):
        return
    stated = ", ".join(sorted(scopes)) or "nothing"
    raise InvalidInput(f"A key for {stated} is not possible; accepted: {', '.join(held)}.")


def _kept(scopes: Iterable[Permission] | None) -> str | None:
    """Scopes as a column holds them."""
    return None if scopes is None else ",".join(sorted(scopes))


def _made(
    session: Session, account_id: int, scopes: str | None, at: datetime, term: timedelta
) -> tuple[str, ApiKey]:
    """A new key with its row; no other key begins as it does, so that its beginning names it."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    while session.scalars(_beginning(key[:PREFIX_LENGTH])).first() is not None:
        key = KEY_PREFIX + secrets.token_urlsafe(32)
    row = ApiKey(
        digest=_digest(key), prefix=key[:PREFIX_LENGTH], account_id=account_id, scopes=scopes,
        issued_at=at, expires_at=at + term, revoked_at=None, last_used_on=None,
    )  # fmt: skip
    session.add(row)
    return key, row


def _found(session: Session, prefix: str, actor: Actor) -> ApiKey:
    """The key that begins so, among those that the actor may manage. Raises NotFound."""
    row = session.scalars(_beginning(prefix).with_for_update()).one_or_none()
    is_own = row is not None and row.account_id == actor.account_id
    if row is None or not (is_own or permissions.may(actor, Permission.MANAGE_ACCOUNTS)):
        raise NotFound("There is no such key.")
    return row


def _beginning(prefix: str) -> Select[ApiKey]:
    """The keys that begin so."""
    return select(ApiKey).where(ApiKey.prefix == prefix)


def _last_use(key: str) -> Select[date | None]:
    """The day on which the key was last used."""
    return select(ApiKey.last_used_on).where(ApiKey.digest == _digest(key))


def _require_good(row: ApiKey, at: datetime) -> None:
    """Pass if the key has not ended."""
    if not is_good(row, at):
        raise AlreadyRecorded(f"The key {row.prefix}… has ended already.")


def _record(
    session: Session,
    kind: EventKind,
    row: ApiKey,
    actor: Actor,
    at: datetime,
    payload: Payload,
) -> None:
    """Say what was done with the key that begins so; never the key."""
    stated = {"account": to_public(row.account_id), "prefix": row.prefix, **payload}
    ledgers.record(session, kind, actor=actor, at=at, payload=stated)


def _digest(key: str) -> str:
    """What is kept of a key: random keys need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
