"""Records that are withheld until a person has settled what the law makes of them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.permissions import Permission
from credit_registry.domain.publications import WITHHELD_FOR_A_PERSON, Reason
from credit_registry.domain.records import RecordKind
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import SubjectName


@dataclass(frozen=True, slots=True)
class WithheldRecord:
    """One record in the queue; it leaves when its source states what is missing."""

    record_id: int
    subject_id: int
    name: str
    kind: RecordKind
    title: str
    document_number: str
    reason: Reason


def queue(session: Session, actor: Actor, after: int = 0, limit: int = 100) -> list[WithheldRecord]:
    """The records that wait for a person, in the order of their ids. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    name = (
        select(func.max(SubjectName.name))
        .where(
            SubjectName.subject_id == RecordVersion.subject_id,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .scalar_subquery()
    )
    window = PublicationWindow
    statement = (
        select(Record, RecordVersion, name, window.reason)
        .join(RecordVersion, RecordVersion.record_id == Record.id)
        .join(window, window.record_version_id == RecordVersion.id)
        .where(
            Record.id > after,
            window.superseded_by.is_(None),
            window.since.is_(None),
            window.reason.in_([reason.value for reason in WITHHELD_FOR_A_PERSON]),
        )
        .order_by(Record.id)
        .limit(limit)
    )
    return [
        WithheldRecord(
            record_id=record.id,
            subject_id=version.subject_id,
            name=borne or "",
            kind=RecordKind(version.kind),
            title=version.title,
            document_number=record.document_number,
            reason=Reason(reason),
        )
        for record, version, borne, reason in session.execute(statement)
    ]
