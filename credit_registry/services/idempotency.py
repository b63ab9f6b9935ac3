"""The answers that commands with an Idempotency-Key were given, kept with what they did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Conflict
from credit_registry.store.ledgers import IdempotencyKey

UNANSWERED = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command is answered: the status, the body and the headers that belong to it."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Key:
    """A caller's key, with the digest of what was asked under it."""

    value: str
    request_digest: str


def once(
    session: Session, actor: Actor, key: Key, at: datetime, work: Callable[[], Answer]
) -> Answer:
    """The answer of the work, done in this transaction, or the one it was given before.

    Raises Conflict where the key stood for another request, AlreadyRecorded where the same one is
    being answered at this moment.
    """
    given = find(session, actor, key)
    if given is not None:
        return given
    row = _claim(session, actor, key, at)
    answer = work()
    row.status = answer.status
    row.answer = {"body": answer.body, "headers": answer.headers}
    return answer


def find(session: Session, actor: Actor, key: Key) -> Answer | None:
    """The answer that the key was given. Raises Conflict where it stood for another request."""
    row = session.get(IdempotencyKey, (actor.account_id, key.value))
    if row is None:
        return None
    if row.request_digest != key.request_digest:
        raise Conflict(
            "The Idempotency-Key was used with another request; take a new key for a new command."
        )
    return Answer(row.status, row.answer["body"], row.answer["headers"])


def _claim(session: Session, actor: Actor, key: Key, at: datetime) -> IdempotencyKey:
    """The row of a new key; the unique key lets one of two equal requests pass."""
    row = IdempotencyKey(
        account_id=actor.account_id,
        key=key.value,
        request_digest=key.request_digest,
        status=UNANSWERED,
        answer={"body": {}, "headers": {}},
        kept_at=at,
    )
    session.add(row)
    try:
        session.flush()  # the primary key decides before the work begins
    except IntegrityError:
        raise AlreadyRecorded("The same command is being answered; repeat it shortly.") from None
    return row
