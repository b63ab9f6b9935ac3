"""What of a record or a registration can be erased, what was, and whether the proofs still hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.services.histories import erasures
from credit_registry.services.histories.erasures import DETAIL, REGISTERED, TITLE, Fields
from credit_registry.services.people import identity_numbers
from credit_registry.services.subjects import subjects
from credit_registry.store.ledgers import Event
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Registration, Subject


@dataclass(frozen=True, slots=True)
class Proof:
    """An event of the file: whether its bytes, its leaf and the hash tree agree.

    `field` is what the event erased; empty where it brought what was erased later.
    """

    position: int
    at: datetime
    field: str
    is_intact: bool


@dataclass(frozen=True, slots=True)
class Erasable:
    """A record or a registration: the fields that hold something, and those that were erased."""

    subject_id: int
    division: str | None
    row_version: int
    held: tuple[str, ...]
    erased: tuple[str, ...]
    proofs: tuple[Proof, ...]


def of_record(session: Session, record_id: int, actor: Actor) -> Erasable:
    """The fields of a record in any of its versions. Raises NotFound, NotPermitted."""
    record = session.get(Record, record_id)
    division = subjects.division_of(session, record.subject_id) if record else None
    permissions.require(actor, Permission.READ_INTERNAL)
    if record is None:
        raise NotFound("There is no such record.")
    versions = session.scalars(
        select(RecordVersion)
        .where(RecordVersion.record_id == record_id)
        .order_by(RecordVersion.number)
    ).all()
    stated = list(erasures.stated_by(session, record, versions).values())
    names = (
        name
        for fields in stated
        for name in fields
        if name == TITLE or name.startswith((DETAIL, identity_numbers.FIELD))
    )
    return Erasable(
        subject_id=record.subject_id,
        division=division,
        row_version=record.row_version,
        held=_held(names, stated),
        erased=_erased(versions),
        proofs=_proofs(session, record.subject_id, versions, to_public(record_id)),
    )


def of_registration(session: Session, subject_id: int, actor: Actor) -> Erasable:
    """The fields of what the register ever stated. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    subject = session.get(Subject, subject_id)
    if subject is None:
        raise NotFound("There is no such subject.")
    rows = session.scalars(select(Registration).where(Registration.subject_id == subject_id)).all()
    stated = [erasures.registration_fields(row) for row in rows]
    return Erasable(
        subject_id=subject_id,
        division=subjects.division_of(session, subject_id),
        row_version=subject.row_version,
        held=_held(REGISTERED, stated),
        erased=_erased(rows),
        proofs=_proofs(session, subject_id, rows, None),
    )


def _held(names: Iterable[str], stated: Sequence[Fields]) -> tuple[str, ...]:
    """The fields that hold something in some version."""
    found = dict.fromkeys(names)
    return tuple(name for name in found if any(fields.get(name) for fields in stated))


def _erased(rows: Iterable[RecordVersion | Registration]) -> tuple[str, ...]:
    """The fields that were erased."""
    return tuple(dict.fromkeys(name for row in rows for name in row.erased or {}))


def _proofs(
    session: Session,
    subject_id: int,
    rows: Iterable[RecordVersion | Registration],
    record: str | None,
) -> tuple[Proof, ...]:
    """The events that brought the rows, and those that erased fields of them, each proved anew."""
    brought = {row.recorded_by for row in rows}
    is_erasure = (Event.subject_id == subject_id) & (Event.kind == EventKind.FIELD_ERASED.value)
    events = session.scalars(
        select(Event)
        .where(or_(Event.id.in_(brought), is_erasure), Event.position.is_not(None))
        .order_by(Event.position)
    )
    return tuple(
        Proof(
            position=event.position or 0,
            at=event.recorded_at,
            field="" if event.id in brought else str(event.payload.get("field", "")),
            is_intact=ledgers.verify(session, event.position or 0),
        )
        for event in events
        if event.id in brought or event.payload.get("record") == record
    )
