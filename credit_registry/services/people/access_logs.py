"""The access log: every reading of what is not public by a person is noted with its purpose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.accesses import LONGEST_PURPOSE, AccessKind
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import personal_numbers
from credit_registry.store.accesses import AccessEntry
from credit_registry.store.accounts import Account
from credit_registry.store.ids import new_id


@dataclass(frozen=True, slots=True)
class Access:
    """What is read, about whom, and to what purpose."""

    kind: AccessKind
    subject_id: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the log with the user name of its account."""

    entry: AccessEntry
    username: str


def purpose_of(text: str) -> str:
    """A purpose as it is kept. Raises InvalidInput for none, a long one, or personal numbers."""
    stated = " ".join(text.split())
    if stated and len(stated) <= LONGEST_PURPOSE and not personal_numbers(stated):
        return stated
    accepted = f"1 to {LONGEST_PURPOSE} characters without personal numbers"
    error = FieldError("/purpose", "is missing, too long or holds a personal number", accepted)
    raise InvalidInput("The purpose of reading must be stated.", [error])


def note(session: Session, access: Access, actor: Actor, at: datetime) -> None:
    """Note a reading. It changes nothing that the ledger holds, so that it is no event."""
    session.add(
        AccessEntry(
            id=new_id(),
            account_id=actor.account_id,
            read_at=at,
            kind=access.kind.value,
            subject_id=access.subject_id,
            purpose=access.purpose,
        )
    )


def latest(
    session: Session, actor: Actor, limit: int = 100, before: int | None = None
) -> Sequence[Noted]:
    """The newest entries first, or those before an entry. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_ACCESS_LOG)
    statement = (
        select(AccessEntry, Account.username)
        .join(Account, Account.id == AccessEntry.account_id)
        .order_by(AccessEntry.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(AccessEntry.id < before)
    return [Noted(entry, username) for entry, username in session.execute(statement)]
