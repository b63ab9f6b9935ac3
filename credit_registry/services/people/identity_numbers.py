"""Numbers of identity documents: sealed, shown masked to whoever may see them, renewed, destroyed.

Each number is sealed under a key of its own, and that key under one of the keys that are set. A
version commits to the sealed number, which no other key changes, and which without a key tells
nothing: whoever has the database alone cannot even try numbers against it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.identity_documents import DocumentType, Holder, IdentityDocument, shown
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.services.people import access_logs
from credit_registry.services.people.access_logs import Access
from credit_registry.services.sealing import KeyRing, Wrapped
from credit_registry.services.subjects import subjects
from credit_registry.store.identity_numbers import IdentityNumber
from credit_registry.store.records import Record

FIELD = "identity."
SLICE_ROWS = 500


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as an authorised officer sees it: the first three and the last four characters."""

    holder: Holder
    type: DocumentType
    number: str


def field_of(holder: Holder) -> str:
    """The name under which a version commits to the sealed number, and under which it is erased."""
    return f"{FIELD}{holder.value}"


def sealed_row(keys: KeyRing, record_id: int, document: IdentityDocument) -> dict[str, Any]:
    """The columns that keep the document, without those that say who recorded it."""
    place = _place(record_id, document.holder.value, document.type.value)
    wrapped = keys.wrap(document.number.encode(), place)
    return {
        "record_id": record_id,
        "holder": document.holder.value,
        "document_type": document.type.value,
        "sealed": wrapped.sealed,
        "wrapped_key": wrapped.key,
        "key_mark": wrapped.mark,
    }


def opened(keys: KeyRing, row: IdentityNumber) -> str:
    """The number itself. Raises Unavailable without its key."""
    return keys.unwrap(_wrapped(row), _place_of(row)).decode()


def committed(session: Session, record_id: int) -> dict[int, dict[str, str]]:
    """What each version of the record commits to of its documents and still has."""
    found: dict[int, dict[str, str]] = {}
    for row in session.scalars(_of_record(record_id)):
        if row.sealed:
            fields = found.setdefault(row.record_version_id, {})
            fields[field_of(Holder(row.holder))] = row.sealed.hex()
    return found


def destroy(session: Session, record_id: int, name: str, event_id: int) -> None:
    """Destroy the sealed numbers of a field, and their keys, for good."""
    for row in session.scalars(_of_record(record_id)):
        if field_of(Holder(row.holder)) == name:
            row.sealed = row.wrapped_key = b""
            row.key_mark = ""
            row.superseded_by = row.superseded_by or event_id


def brought(session: Session, record_id: int) -> dict[int, bool]:
    """The versions of the record that brought a number, and whether one of theirs stands."""
    found: dict[int, bool] = {}
    columns = IdentityNumber.record_version_id, IdentityNumber.superseded_by
    statement = select(*columns).where(IdentityNumber.record_id == record_id)
    for version_id, superseded_by in session.execute(statement):
        found[version_id] = found.get(version_id, False) or superseded_by is None
    return found


def show(
    session: Session, record_id: int, purpose: str, keys: KeyRing, *, actor: Actor, at: datetime
) -> Sequence[ShownNumber]:
    """The numbers of a record, masked; the reading is noted with its purpose.

    Raises InvalidInput without a purpose, NotFound, NotPermitted, Unavailable without the key.
    """
    stated = access_logs.purpose_of(purpose)
    record = session.get(Record, record_id)
    division = subjects.division_of(session, record.subject_id) if record else None
    permissions.require(actor, Permission.READ_IDENTITY_NUMBER, division=division)
    if record is None:
        raise NotFound("There is no such record.")
    told = f"{to_public(record_id)}: {stated}"
    access = Access(AccessKind.IDENTITY_NUMBER, record.subject_id, told)
    access_logs.note(session, access, actor, at)
    statement = _of_record(record_id).where(IdentityNumber.superseded_by.is_(None))
    return [
        ShownNumber(Holder(row.holder), DocumentType(row.document_type), shown(opened(keys, row)))
        for row in session.scalars(statement.order_by(IdentityNumber.holder))
    ]


def note_refusal(session: Session, record_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that somebody asked for the numbers of a record who may not see them."""
    record = session.get(Record, record_id)
    if record is not None:
        kind, told = AccessKind.REFUSED_IDENTITY_NUMBER, to_public(record_id)
        access_logs.note(session, Access(kind, record.subject_id, told), actor, at)


def waiting(session: Session, keys: KeyRing) -> Mapping[str, int]:
    """How many numbers stand under keys other than the first, by the mark of the key."""
    statement = (
        select(IdentityNumber.key_mark, func.count().label("held"))
        .where(IdentityNumber.key_mark.not_in([keys.mark, ""]))
        .group_by(IdentityNumber.key_mark)
    )
    return {row.key_mark: row.held for row in session.execute(statement)}


def renew(
    session: Session, keys: KeyRing, *, actor: Actor, at: datetime, limit: int = SLICE_ROWS
) -> int:
    """Put a slice of the numbers under the first key; how many there were. Zero: none is left.

    What is done stays done: a run that was killed goes on where it was. Raises NotPermitted,
    Unavailable where the key of a number is not set.
    """
    permissions.require(actor, Permission.OPERATE)
    statement = (
        select(IdentityNumber)
        .where(IdentityNumber.key_mark.not_in([keys.mark, ""]))
        .order_by(IdentityNumber.key_mark, IdentityNumber.id)
        .limit(limit)
        .with_for_update()
    )
    rows = session.scalars(statement).all()
    for row in rows:
        renewed = keys.renewed(_wrapped(row), _place_of(row))
        row.wrapped_key, row.key_mark = renewed.key, renewed.mark
    if rows:
        payload: dict[str, ledgers.PayloadValue] = {"numbers": len(rows), "key": keys.mark}
        ledgers.record(
            session, EventKind.IDENTITY_KEYS_RENEWED, actor=actor, at=at, payload=payload
        )
    return len(rows)


def _of_record(record_id: int) -> Select[IdentityNumber]:
    """All numbers that were ever stated by the record."""
    return select(IdentityNumber).where(IdentityNumber.record_id == record_id)


def _wrapped(row: IdentityNumber) -> Wrapped:
    """What is kept, as the ring takes it."""
    return Wrapped(row.sealed, row.wrapped_key, row.key_mark)


def _place_of(row: IdentityNumber) -> str:
    """What the number of the row is bound to."""
    return _place(row.record_id, row.holder, row.document_type)


def _place(record_id: int, holder: str, document_type: str) -> str:
    """What a sealed number is bound to: it opens as no other record's, person's or document's."""
    return f"{document_type} of the {holder} of record {to_public(record_id)}"
