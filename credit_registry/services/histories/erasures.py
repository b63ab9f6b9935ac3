"""Fields that should never have been delivered: erased for good, with every proof intact.

The value and its salt are destroyed in all versions, in what was said of it in free text, and in
the faults of deliveries. The commitment stays in the hashed bytes and tells nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import personal_numbers
from credit_registry.ledger import commitments
from credit_registry.services import ledgers
from credit_registry.services.histories import erased_texts
from credit_registry.services.intake.record_rows import VALUES, committed_fields
from credit_registry.services.intake.subject_rows import FACTS
from credit_registry.services.people import identity_numbers
from credit_registry.services.subjects import subjects
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Registration, Subject

TITLE, DETAIL = "title", "detail."
REGISTERED = ("enterprise_type", "address", "scope", "capital")
"""What the registration authority states in its own words, and what may hold personal data."""

Fields = Mapping[str, Any]


def erase_record_field(
    session: Session,
    record_id: int,
    field: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    document_number: str = "",
) -> bool:
    """Erase a field of a record in all its versions: the title, or one of the kind's own fields.

    Identity numbers are fields too: `identity.legal_representative`, `identity.subject`. False
    comes back where it was erased before; nothing is recorded then. Raises NotFound, NotPermitted,
    Unlawful without a reason or for a field that never held anything.
    """
    record = session.scalars(
        select(Record).where(Record.id == record_id).with_for_update()
    ).one_or_none()
    division = subjects.division_of(session, record.subject_id) if record else None
    permissions.require(actor, Permission.ERASE_FIELD, division=division)
    if record is None:
        raise NotFound("There is no such record.")
    versions = session.scalars(
        select(RecordVersion)
        .where(RecordVersion.record_id == record_id)
        .order_by(RecordVersion.number)
    ).all()
    stated = stated_by(session, record, versions)
    name = _record_name(field)
    if not _is_to_erase(name, reason, versions, stated):
        return False
    target = {"record": to_public(record_id), **_told(name, reason, document_number)}
    event = ledgers.record(
        session,
        EventKind.FIELD_ERASED,
        actor=actor,
        at=at,
        subject_id=record.subject_id,
        payload=target,
    )
    for version in versions:
        _forget(version, name, stated[version.id])
        _blank(version, name)
    record.row_version += 1
    if name.startswith(identity_numbers.FIELD):
        identity_numbers.destroy(session, record_id, name, event)
        return True
    values = [fields.get(name) for fields in stated.values()]
    events = {version.recorded_by for version in versions}
    erased_texts.scrub(session, record.subject_id, values, events)
    return True


def erase_registration_field(
    session: Session,
    subject_id: int,
    field: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    document_number: str = "",
) -> bool:
    """Erase a field of what the registration authority states, whenever it stated it.

    False comes back where it was erased before; nothing is recorded then. Raises NotFound,
    NotPermitted, Unlawful without a reason or for a field that never held anything.
    """
    subject = session.get(Subject, subject_id, with_for_update=True)
    division = subjects.division_of(session, subject_id)
    permissions.require(actor, Permission.ERASE_FIELD, division=division)
    if subject is None:
        raise NotFound("There is no such subject.")
    if field not in REGISTERED:
        raise Unlawful(f"{field!r} is not erased; accepted: {', '.join(REGISTERED)}.")
    rows = session.scalars(select(Registration).where(Registration.subject_id == subject_id)).all()
    stated = {row.id: registration_fields(row) for row in rows}
    if not _is_to_erase(field, reason, rows, stated):
        return False
    ledgers.record(
        session,
        EventKind.FIELD_ERASED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload=_told(field, reason, document_number),
    )
    for row in rows:
        _forget(row, field, stated[row.id])
        setattr(row, field, "")
    subject.row_version += 1
    values = [fields.get(field) for fields in stated.values()]
    erased_texts.scrub(session, subject_id, values, {row.recorded_by for row in rows})
    return True


def commitments_of(row: RecordVersion | Registration, fields: Fields) -> dict[str, str]:
    """The commitments of a row as they were hashed, whatever of it was erased since."""
    if row.salt:
        return commitments.commit_fields(bytes.fromhex(row.salt), fields)
    salts = row.field_salts or {}
    left = {
        name: commitments.commitment(bytes.fromhex(salts[name]), name, value).hex()
        for name, value in fields.items()
    }
    return left | {name: told for name, told in (row.erased or {}).items() if told}


def _record_name(field: str) -> str:
    """The name under which a field of a record is committed to."""
    if field == TITLE or field.startswith(identity_numbers.FIELD):
        return field
    return f"{DETAIL}{field.removeprefix(DETAIL)}"


def _blank(version: RecordVersion, name: str) -> None:
    """Take the value out of the version."""
    if name == TITLE:
        version.title = ""
    kept = version.detail.items()
    version.detail = {key: value for key, value in kept if f"{DETAIL}{key}" != name}


def stated_by(
    session: Session, record: Record, versions: Sequence[RecordVersion]
) -> dict[int, Fields]:
    """The fields that each version committed to and still holds, identity numbers with them."""
    documents = identity_numbers.committed(session, record.id)
    return {
        version.id: {**_record_fields(record, version), **documents.get(version.id, {})}
        for version in versions
    }


def _record_fields(record: Record, version: RecordVersion) -> Fields:
    """The fields of a version that are committed to and still there."""
    key = (
        record.source_unit_id,
        record.kind,
        record.document_number,
        record.subject_id,
        record.item_serial,
    )
    values = {name: getattr(version, name) for name in VALUES}
    fields = committed_fields(key, version.number, values)
    return {name: value for name, value in fields.items() if name not in (version.erased or {})}


def registration_fields(row: Registration) -> Fields:
    """The fields of a registration that are there; name and code stand in rows of their own."""
    values = {name: getattr(row, name) for name in FACTS}
    return {name: value for name, value in values.items() if value}


def _told(name: str, reason: str, document_number: str) -> dict[str, ledgers.PayloadValue]:
    """What the event of an erasure says."""
    told: dict[str, ledgers.PayloadValue] = {"field": name, "reason": reason.strip()}
    document = document_number.strip()
    return told | {"document_number": document} if document else told


def _is_to_erase(
    name: str,
    reason: str,
    rows: Iterable[RecordVersion | Registration],
    stated: Mapping[int, Fields],
) -> bool:
    """Whether some version holds the field; not where it was erased from all. Raises Unlawful."""
    if not reason.strip():
        raise Unlawful("State why the field is erased.")
    if personal_numbers(reason):
        raise Unlawful("A personal number stands in the reason; state it without one.")
    if any(fields.get(name) for fields in stated.values()):
        return True
    if any(name in (row.erased or {}) for row in rows):
        return False
    raise Unlawful(f"Nothing stands in {name!r} that could be erased.")


def _forget(row: RecordVersion | Registration, name: str, fields: Fields) -> None:
    """Destroy the seed and the field's salt, and keep its commitment and the other salts.

    Salts of every name that the row may have committed to are kept: one too many tells nothing.
    """
    others = {"subject": None, "name": None, "uscc": None, **fields}
    salts = dict(row.field_salts or {})
    if row.salt:
        seed = bytes.fromhex(row.salt)
        salts = commitments.explicit_salts(seed, {**others, name: None}, ())
    told = ""
    if name in fields:
        told = commitments.commitment(bytes.fromhex(salts[name]), name, fields[name]).hex()
    salts.pop(name, None)
    row.salt, row.field_salts = "", salts
    row.erased = {**(row.erased or {}), name: told}
