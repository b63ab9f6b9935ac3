"""The lists as the public reads them: their entries, or the honours that make a red list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.privacy import hidden
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.list_types import ListType
from credit_registry.services import representations
from credit_registry.services.entries import current_code, current_name, is_shown
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import Subject
from credit_registry.store.views import View, known, shown


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a public list; `listing_id` or `record_id` says what stands behind it."""

    subject_id: int
    name: str
    code: str | None
    grounds: str
    document_number: str
    decided_on: date | None
    until: date | None
    listing_id: int | None
    record_id: int | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A stretch of a list, newest decision first; `after` is the keyset to go on from."""

    list_type: ListType
    rows: tuple[ListRow, ...]
    total: int
    after: tuple[date, int] | None


def on_list(
    session: Session,
    list_type: ListType,
    view: View,
    *,
    after: tuple[date, int] | None = None,
    limit: int = 50,
) -> ListPage:
    """A page of a public list: entries, or for a list of honours the records themselves."""
    if list_type.source_kind:
        statement, day, number = _from_records(list_type, view)
    else:
        statement, day, number = _from_entries(list_type, view)
    total = session.scalars(select(func.count()).select_from(statement.subquery())).one()
    if after is not None:
        earlier = or_(day < after[0], and_(day == after[0], number < after[1]))
        statement = statement.where(earlier)
    found = session.execute(statement.order_by(day.desc(), number.desc()).limit(limit + 1)).all()
    rows = [_row(row, is_record=bool(list_type.source_kind)) for row in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    key = None if last is None else (last.decided_on, last.number)
    return ListPage(list_type, _under_current_names(session, rows), total, key)


def _under_current_names(session: Session, rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """The rows, each under the name and code of the subject that stands for its own now."""
    ends = representations.ends(session, {row.subject_id for row in rows})
    if not ends:
        return tuple(rows)
    named = select(Subject.id, current_name(), current_code()).where(
        Subject.id.in_(set(ends.values())), Subject.state == SubjectState.CONFIRMED.value
    )
    current = {number: (name or "", code) for number, name, code in session.execute(named)}
    return tuple(
        replace(row, subject_id=end, name=current[end][0], code=current[end][1])
        if (end := ends.get(row.subject_id)) in current
        else row
        for row in rows
    )


Listed = tuple[Select[*tuple[Any, ...]], ColumnElement[Any], ColumnElement[Any]]


def _from_entries(list_type: ListType, view: View) -> Listed:
    """Published entries, with the columns that order them."""
    version = ListingVersion
    statement = (
        select(
            Listing.id.label("number"),
            Listing.subject_id,
            version.grounds,
            version.decision_number.label("document_number"),
            version.decided_on,
            version.until,
            current_name().label("name"),
            current_code().label("code"),
        )
        .join(version, version.listing_id == Listing.id)
        .join(Subject, Subject.id == Listing.subject_id)
        .where(
            Listing.list_type == list_type.code,
            Subject.state == SubjectState.CONFIRMED.value,
            version.decided_on.is_not(None),
            known(version, view),
            is_shown(view),
        )
    )
    return statement, version.decided_on.expression, Listing.id.expression


def _from_records(list_type: ListType, view: View) -> Listed:
    """Honours that are public, with the columns that order them."""
    version = RecordVersion
    day = func.coalesce(version.decided_on, version.effective_from)
    statement = (
        select(
            Record.id.label("number"),
            Record.subject_id,
            version.title.label("grounds"),
            Record.document_number,
            day.label("decided_on"),
            version.effective_to.label("until"),
            current_name().label("name"),
            current_code().label("code"),
        )
        .join(version, version.record_id == Record.id)
        .join(Subject, Subject.id == Record.subject_id)
        .where(
            Record.kind == list_type.source_kind,
            Subject.state == SubjectState.CONFIRMED.value,
            day.is_not(None),
            known(version, view),
            shown(view, PublicationWindow.record_version_id, version.id),
        )
    )
    return statement, day, Record.id.expression


def _row(row: Row[Any], *, is_record: bool) -> ListRow:
    """One line of the list."""
    return ListRow(
        subject_id=row.subject_id,
        name=row.name or "",
        code=row.code,
        grounds=hidden(row.grounds),
        document_number=row.document_number or "",
        decided_on=row.decided_on,
        until=row.until,
        listing_id=None if is_record else row.number,
        record_id=row.number if is_record else None,
    )
