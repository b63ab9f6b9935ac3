"""Whose results may have changed: a reader of the ledger, and what is due by its day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.rules.rule_sets import Purpose
from credit_registry.rules.versions import ENGINE
from credit_registry.services.grading import populations
from credit_registry.services.subjects import subject_documents
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ledgers import Cursor, Event
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import Subject

READER = "evaluation"
EVENTS_A_QUERY = 500


def found(
    session: Session,
    today: date,
    versions: Mapping[Purpose, str],
    edition_id: int,
    *,
    until: int,
) -> list[int]:
    """The subjects, in order, whose results may differ from those that stand.

    `versions` are the rule sets of today, `edition_id` is the law; events are read up to position
    `until`.
    """
    forwarding = subject_documents.forwarding(session)
    touched = _touched(session, until)
    ids = touched | {forwarding.end(number) for number in touched}
    for purpose, version in versions.items():
        ids |= _outdated(session, today, purpose, version, edition_id)
        ids |= _without_result(session, purpose)
    return sorted(ids)


def come_to(session: Session, position: int, at: datetime) -> None:
    """Note that the events before the position are taken in."""
    cursor = session.get(Cursor, READER)
    if cursor is None:
        session.add(Cursor(reader=READER, position=position, moved_at=at))
    elif cursor.position < position:
        cursor.position, cursor.moved_at = position, at


def _touched(session: Session, until: int) -> set[int]:
    """The subjects that the events since the last run touched."""
    ids: set[int] = set()
    for events in _events(session, until):
        ids |= subject_documents.changed_by(session, events)
        version = RecordVersion
        ids.update(
            session.scalars(select(version.subject_id).where(version.recorded_by.in_(events)))
        )
    return ids


def _events(session: Session, until: int) -> Iterator[Sequence[int]]:
    """The events from the cursor on, some hundred at a time."""
    cursor = session.get(Cursor, READER)
    position = 0 if cursor is None else cursor.position
    while position < until:
        end = min(until, position + EVENTS_A_QUERY)
        between = Event.position.between(position, end - 1)
        yield session.scalars(select(Event.id).where(between)).all()
        position = end


def _outdated(
    session: Session, today: date, purpose: Purpose, version: str, edition_id: int
) -> set[int]:
    """The subjects whose result is due today, or of other rules, law or engine."""
    row = Evaluation
    statement = select(row.subject_id).where(
        row.superseded_by.is_(None),
        row.purpose == purpose.value,
        or_(
            row.next_change_on <= today,
            row.rule_set_version != version,
            row.law_edition_id != edition_id,
            row.engine != ENGINE,
        ),
    )
    return set(session.scalars(statement))


def _without_result(session: Session, purpose: Purpose) -> set[int]:
    """The subjects that have no result."""
    row = Evaluation
    has_result = select(row.id).where(
        row.subject_id == Subject.id, row.superseded_by.is_(None), row.purpose == purpose.value
    )
    return set(session.scalars(populations.evaluated().where(~has_result.exists())))
