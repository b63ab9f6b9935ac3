"""The version of a record that stands."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import NotFound
from credit_registry.store.records import RecordVersion


def current_of(session: Session, record_id: int | None) -> RecordVersion:
    """What is known of the record. Raises NotFound."""
    current = session.scalars(
        select(RecordVersion).where(
            RecordVersion.record_id == record_id, RecordVersion.superseded_by.is_(None)
        )
    ).one_or_none()
    if current is None:
        raise NotFound("There is no such record.")
    return current
