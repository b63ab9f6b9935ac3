"""The legal restrictions that penalties impose on a subject: the longest that still runs."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.law.list_types import ListType
from credit_registry.services.subjects import representations
from credit_registry.store.records import Record, RecordVersion


def longest(session: Session, subject_id: int, list_type: ListType, day: date) -> date | None:
    """The last day of the longest restriction by an active penalty that runs on the day.

    Which categories of penalty restrict, the list says; a penalty without a last day has none.
    """
    if not list_type.restricting_categories:
        return None
    earned = {subject_id, *representations.sources(session, [subject_id]).get(subject_id, ())}
    version = RecordVersion
    return session.scalars(
        select(func.max(version.effective_to))
        .join(Record, Record.id == version.record_id)
        .where(
            Record.subject_id.in_(earned),
            version.kind == RecordKind.PENALTY.value,
            version.state == RecordState.ACTIVE.value,
            version.category.in_(sorted(list_type.restricting_categories)),
            version.superseded_by.is_(None),
            version.effective_to >= day,
        )
    ).one()
