"""What events changed of a subject: each fact with the row before and the row after."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import (
    PublicityConsent,
    Registration,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)

Row = (
    SubjectName
    | SubjectIdentifier
    | Registration
    | SubjectLink
    | PublicityConsent
    | RecordVersion
    | ListingVersion
)
TABLES: tuple[type[Row], ...] = (
    SubjectName,
    SubjectIdentifier,
    Registration,
    SubjectLink,
    PublicityConsent,
    RecordVersion,
    ListingVersion,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that an event changed; nothing stood before, or stands after, where it is None.

    `named` is the name of the other subject of a link, and the type of the list of an entry.
    """

    before: Row | None
    after: Row | None
    named: str = ""

    @property
    def row(self) -> Row:
        """What stands, else what stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError("A change is of something.")
        return found


Pair = list[Row | None]


def by_event(
    session: Session, subject_id: int, events: Collection[int]
) -> dict[int, Sequence[Change]]:
    """The changes by event, in a fixed number of statements."""
    pairs: dict[tuple[int, Hashable], Pair] = {}
    for table in TABLES:
        _gather(_rows(session, table, subject_id, events), set(events), pairs)
    others = {_other(row, subject_id) for pair in pairs.values() for row in pair if row is not None}
    names = _names(session, others - {None})
    lists = _lists(session, subject_id)
    found: dict[int, list[Change]] = {}
    for (event, _), (before, after) in pairs.items():
        row = after or before
        named = names.get(_other(row, subject_id) or 0, "")
        if isinstance(row, ListingVersion):
            named = lists.get(row.listing_id, "")
        found.setdefault(event, []).append(Change(before, after, named))
    return dict(found)


def _rows(
    session: Session,
    table: Any,  # noqa: ANN401 - one of TABLES
    subject_id: int,
    events: Collection[int],
) -> Iterable[Row]:
    """The rows of the subject that the events brought or ended, in the order of writing."""
    concerned = table.subject_id == subject_id
    if table is SubjectLink:
        concerned = or_(concerned, table.other_id == subject_id)
    by = or_(table.recorded_by.in_(events), table.superseded_by.in_(events))
    found: Iterable[Row] = session.scalars(select(table).where(concerned, by).order_by(table.id))
    return found


def _gather(
    rows: Iterable[Row], events: Collection[int], pairs: dict[tuple[int, Hashable], Pair]
) -> None:
    """Set each row beside the one that it replaced.

    A former name or registration is restated with its last day; what follows it is the news.
    """
    for row in rows:
        key = _key(row)
        if row.superseded_by in events and row.superseded_by is not None:
            pairs.setdefault((row.superseded_by, key), [None, None])[0] = row
        if row.recorded_by in events:
            pair = pairs.setdefault((row.recorded_by, key), [None, None])
            if pair[1] is None or getattr(row, "until", None) is None:
                pair[1] = row


def _key(row: Row) -> Hashable:
    """What makes two rows of one event the same fact."""
    match row:
        case SubjectIdentifier():
            return (SubjectIdentifier, row.scheme)
        case RecordVersion():
            return (RecordVersion, row.record_id)
        case ListingVersion():
            return (ListingVersion, row.listing_id)
        case SubjectLink():
            return (SubjectLink, row.id)
        case _:
            return type(row)


def _other(row: Row | None, subject_id: int) -> int | None:
    """The other subject of a link."""
    if not isinstance(row, SubjectLink):
        return None
    return row.other_id if row.subject_id == subject_id else row.subject_id


def _names(session: Session, subject_ids: Collection[int | None]) -> dict[int, str]:
    """What the subjects are called now."""
    statement = select(SubjectName.subject_id, SubjectName.name).where(
        SubjectName.subject_id.in_(subject_ids),
        SubjectName.superseded_by.is_(None),
        SubjectName.until.is_(None),
    )
    return {row.subject_id: row.name for row in session.execute(statement)}


def _lists(session: Session, subject_id: int) -> dict[int, str]:
    """The types of the lists of the subject's entries."""
    statement = select(Listing.id, Listing.list_type).where(Listing.subject_id == subject_id)
    return {row.id: row.list_type for row in session.execute(statement)}
