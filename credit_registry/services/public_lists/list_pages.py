"""The lists as the public reads them: page by page, as a whole, and one entry by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, RowMapping, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import NotFound
from credit_registry.domain.privacy import hidden
from credit_registry.domain.publications import last_day_of
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType
from credit_registry.services.public_lists import list_questions, list_sources
from credit_registry.services.public_lists.list_questions import EVERYTHING, ListOrder, Wanted
from credit_registry.services.public_lists.list_sources import Source, Statement
from credit_registry.store.views import View

Key = tuple[str, int]
"""The place of a line in the order asked for: its day (YYYY-MM-DD) or its name, and its number."""
ROWS_A_STRETCH = 500


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a public list; `listing_id` or `record_id` says what stands behind it.

    `confirmed_on` is when the source of a mirrored entry last confirmed it, and `shown_until` the
    last day on which it is shown without a new confirmation. `is_objected` and
    `is_challenged` say that an objection, or a reconsideration or lawsuit, is open now, and
    `told_at` when it last changed, such a mark included.
    """

    subject_id: int
    name: str
    code: str | None
    division_code: str | None
    grounds: str
    document_number: str
    decided_on: date | None
    decided_by: str
    since: date | None
    until: date | None
    confirmed_on: date | None
    shown_until: date | None
    is_objected: bool
    is_challenged: bool
    told_at: datetime
    listing_id: int | None
    record_id: int | None

    @property
    def number(self) -> int:
        """The id under which the line is asked for."""
        return self.listing_id or self.record_id or 0


@dataclass(frozen=True, slots=True)
class ListPage:
    """A stretch of a list in the order asked for; `after` is the keyset to go on from."""

    list_type: ListType
    rows: tuple[ListRow, ...]
    total: int
    after: Key | None


Rows = Iterator[ListRow]


def public_types(edition: Edition) -> dict[str, ListType]:
    """The lists that are published, by code."""
    found = edition.list_types.values()
    return {kind.code: kind for kind in found if kind.is_public}


def require_public(edition: Edition, code: str) -> ListType:
    """The published list of the code. Raises NotFound naming those there are."""
    types = public_types(edition)
    if code not in types:
        raise NotFound(f"There is no list {code!r}; there are: {', '.join(sorted(types))}.")
    return types[code]


def count(session: Session, list_type: ListType, view: View) -> int:
    """How many entries the list has."""
    return _count(session, list_sources.source_of(list_type, view))


def on_list(
    session: Session,
    list_type: ListType,
    view: View,
    wanted: Wanted = EVERYTHING,
    *,
    after: Key | None = None,
    limit: int = 50,
) -> ListPage:
    """A page of a public list, and how many lines answer."""
    source = _asked(list_type, view, wanted)
    total = _count(session, source)
    column, _ = _order(source, wanted.question.order)
    ordered = _ordered(source, wanted.question.order).add_columns(column.label("place"))
    if after is not None:
        ordered = ordered.where(_follows(source, wanted.question.order, after))
    found = session.execute(ordered.limit(limit + 1)).all()
    rows = tuple(_rows(session, list_type, found[:limit]))
    last = found[limit - 1] if len(found) > limit else None
    key = None if last is None else (str(last.place), last.number)
    return ListPage(list_type, rows, total, key)


def all_rows(
    session: Session,
    list_type: ListType,
    view: View,
    wanted: Wanted = EVERYTHING,
    after: Key | None = None,
) -> Rows:
    """All lines that answer, in the order asked for, read a stretch at a time."""
    source = _asked(list_type, view, wanted)
    ordered = _ordered(source, wanted.question.order)
    if after is not None:
        ordered = ordered.where(_follows(source, wanted.question.order, after))
    found = session.execute(ordered.execution_options(yield_per=ROWS_A_STRETCH))
    for stretch in found.partitions():
        yield from _rows(session, list_type, stretch)


def one(session: Session, list_type: ListType, view: View, number: int) -> ListRow | None:
    """The line of the number as long as it is public; None as soon as it is not."""
    source = list_sources.source_of(list_type, view)
    found = session.execute(source.lines.where(source.number == number)).all()
    return next(iter(_rows(session, list_type, found)), None)


def _count(session: Session, source: Source) -> int:
    """How many lines there are."""
    return session.scalars(select(func.count()).select_from(source.lines.subquery())).one()


def _asked(list_type: ListType, view: View, wanted: Wanted) -> Source:
    """What is public of the list and wanted of it."""
    source = list_sources.source_of(list_type, view)
    conditions = list_questions.conditions(wanted, source.day)
    return replace(source, lines=source.lines.where(*conditions))


def _order(source: Source, order: ListOrder) -> tuple[ColumnElement[Any], bool]:
    """By what lines are ordered, and whether from the greatest down."""
    if order is ListOrder.NAME:
        return source.name, False
    return source.day, order is ListOrder.NEWEST


def _ordered(source: Source, order: ListOrder) -> Statement:
    """The lines in the order."""
    column, is_descending = _order(source, order)
    if is_descending:
        return source.lines.order_by(column.desc(), source.number.desc())
    return source.lines.order_by(column, source.number)


def _follows(source: Source, order: ListOrder, after: Key) -> ColumnElement[bool]:
    """The condition that a line comes after the place."""
    column, is_descending = _order(source, order)
    value = after[0] if order is ListOrder.NAME else date.fromisoformat(after[0])
    number = after[1]
    if is_descending:
        return or_(column < value, (column == value) & (source.number < number))
    return or_(column > value, (column == value) & (source.number > number))


def _rows(
    session: Session, list_type: ListType, found: Sequence[Row[*tuple[Any, ...]]]
) -> Iterator[ListRow]:
    """The lines with what they say, each under the current name of whom it names."""
    if not found:
        return
    versions = session.execute(list_sources.particulars(list_type, [row.version for row in found]))
    told = {row["id"]: row for row in versions.mappings()}
    subjects = session.execute(list_sources.names({row.subject for row in found}))
    named = {row.id: row for row in subjects}
    for row in found:
        yield _row(list_type, row, told[row.version], named[row.subject])


def _row(
    list_type: ListType,
    row: Row[*tuple[Any, ...]],
    told: RowMapping,
    named: Row[*tuple[Any, ...]],
) -> ListRow:
    """One line of the list."""
    confirmed_on = told.get("confirmed_on")
    return ListRow(
        subject_id=row.subject,
        name=named.name or "",
        code=named.code,
        division_code=named.division_code,
        grounds=hidden(told["grounds"]),
        document_number=told["document_number"] or "",
        decided_on=told["decided_on"],
        decided_by=told["decided_by"] or "",
        since=told["since"],
        until=told["until"],
        confirmed_on=confirmed_on,
        shown_until=_shown_until(list_type, confirmed_on, told["until"]),
        is_objected=told["is_objected"],
        is_challenged=told["is_challenged"],
        told_at=max(filter(None, (told["told_at"], told["marked_at"]))),
        listing_id=None if list_type.source_kind else row.number,
        record_id=row.number if list_type.source_kind else None,
    )


def _shown_until(list_type: ListType, confirmed_on: date | None, until: date | None) -> date | None:
    """The last day on which a mirrored entry is shown if its source says nothing more."""
    if confirmed_on is None or list_type.confirmed_within is None:
        return None
    last = last_day_of(confirmed_on, list_type.confirmed_within)
    return last if until is None else min(last, until)
