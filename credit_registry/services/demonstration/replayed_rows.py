"""What a turn of the replayed history is about, found by its codes and documents."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import NotFound
from credit_registry.invented.turns import Correction
from credit_registry.services.subjects import subjects
from credit_registry.store.records import Record
from credit_registry.store.subjects import SubjectIdentifier


def subject_of(session: Session, code: str) -> int:
    """The subject of a code that a delivery has brought. Raises NotFound."""
    found = subjects.by_code(session, code)
    if found is None:
        raise NotFound(f"No delivery has brought {code}.")
    return found


def quarantined_of(session: Session, turn: Correction) -> int:
    """The subject whose faulty code waits for correction."""
    return session.scalars(
        select(SubjectIdentifier.subject_id).where(
            SubjectIdentifier.value == turn.wrong, SubjectIdentifier.superseded_by.is_(None)
        )
    ).one()


def behind(session: Session, subject_id: int, document_number: str) -> int | None:
    """The penalty behind an entry; praise and watch have none."""
    return record_of(session, subject_id, document_number) if document_number else None


def record_of(session: Session, subject_id: int, document_number: str) -> int:
    """The subject's record of the document."""
    return session.scalars(
        select(Record.id).where(
            Record.subject_id == subject_id, Record.document_number == document_number
        )
    ).one()
