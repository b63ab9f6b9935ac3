"""The public change feed: what the ledger brought that the public can read today."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.privacy import hidden
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import IS_ACTIVE, Subject, SubjectIdentifier, SubjectName
from credit_registry.store.views import View, shown

CONFIRM, FIRST = "confirm", 1
_TOLD = aliased(ListingVersion)
"""The version by which a change is told."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came to be known and is public: `what` is `record` or `listing`.

    `ordinal` is the row's place in its event; position and ordinal together order the feed.
    """

    position: int
    ordinal: int
    at: datetime
    subject_id: int
    name: str
    code: str | None
    what: str
    kind: str
    title: str
    day: date | None


def latest(session: Session, view: View, limit: int = 5) -> list[Change]:
    """The newest public changes first; that a source lists an entry still is none.

    A mirrored entry is confirmed again and again: it counts from its first confirmation.
    """
    number = case((ListingVersion.step == CONFIRM, FIRST), else_=ListingVersion.number)
    records, entries = _records(view), _entries(view, number)
    newest = union_all(
        records.order_by(RecordVersion.id.desc()).limit(limit).subquery().select(),
        entries.order_by(_TOLD.id.desc()).limit(limit).subquery().select(),
    ).subquery()
    columns = newest.c
    rows = session.execute(
        _named(newest).order_by(columns.position.desc(), columns.ordinal.desc()).limit(limit)
    )
    return [_change(row) for row in rows.mappings()]


def since(
    session: Session, view: View, after: tuple[int, int] = (-1, -1), limit: int = 100
) -> list[Change]:
    """The public changes after a position and ordinal, oldest first."""
    position, ordinal = after
    later = (Event.position > position) | (
        (Event.position == position) & (RecordVersion.ordinal > ordinal)
    )
    later_entries = (Event.position > position) | (
        (Event.position == position) & (ListingVersion.ordinal > ordinal)
    )
    records = _records(view).where(later)
    entries = _entries(view, ListingVersion.number.expression).where(later_entries)
    order = (Event.position, "ordinal")
    found = union_all(
        records.order_by(*order).limit(limit).subquery().select(),
        entries.order_by(*order).limit(limit).subquery().select(),
    ).subquery()
    rows = session.execute(_named(found).order_by(found.c.position, found.c.ordinal).limit(limit))
    return [_change(row) for row in rows.mappings()]


def _change(row: RowMapping) -> Change:
    """One change; what it says holds no personal number."""
    change = Change(**row)
    return replace(change, title=hidden(change.title))


def _records(view: View) -> Select[*tuple[Any, ...]]:
    """Record versions that are public."""
    return (
        select(
            Event.position,
            RecordVersion.ordinal.label("ordinal"),
            Event.sequenced_at.label("at"),
            RecordVersion.subject_id,
            literal("record").label("what"),
            RecordVersion.kind,
            RecordVersion.title,
            RecordVersion.decided_on.label("day"),
        )
        .join(Event, Event.id == RecordVersion.recorded_by)
        .join(Subject, Subject.id == RecordVersion.subject_id)
        .where(
            Subject.state == SubjectState.CONFIRMED.value,
            Event.position < view.position,
            RecordVersion.superseded_by.is_(None),
            shown(view, PublicationWindow.record_version_id, RecordVersion.id),
        )
    )


def _entries(view: View, number: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Entries on lists that are public, each under the event of its version of the number."""
    return (
        select(
            Event.position,
            ListingVersion.ordinal.label("ordinal"),
            Event.sequenced_at.label("at"),
            ListingVersion.subject_id,
            literal("listing").label("what"),
            Listing.list_type.label("kind"),
            ListingVersion.grounds.label("title"),
            ListingVersion.decided_on.label("day"),
        )
        .join(_TOLD, (_TOLD.listing_id == ListingVersion.listing_id) & (_TOLD.number == number))
        .join(Event, Event.id == _TOLD.recorded_by)
        .join(Listing, Listing.id == ListingVersion.listing_id)
        .join(Subject, Subject.id == ListingVersion.subject_id)
        .where(
            Subject.state == SubjectState.CONFIRMED.value,
            Event.position < view.position,
            ListingVersion.superseded_by.is_(None),
            shown(view, PublicationWindow.listing_version_id, ListingVersion.id),
        )
    )


def _named(found: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - a subquery of either kind
    """The changes with their subjects' names and codes."""
    name = (
        select(func.max(SubjectName.name))
        .where(
            SubjectName.subject_id == found.c.subject_id,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .scalar_subquery()
    )
    code = (
        select(func.max(SubjectIdentifier.value))
        .where(
            SubjectIdentifier.subject_id == found.c.subject_id,
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
        )
        .scalar_subquery()
    )
    return select(found, name.label("name"), code.label("code"))
