"""The cases on the officers' desk: first those that have lost their ground, then what waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.listings import LOST_GROUND, OPEN, WAITING, ListColour, ListingStatus
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import Edition
from credit_registry.services.lists import grounds, listings
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.services.lists.grounds import Lapse
from credit_registry.services.lists.listings import ListEntry, entry_of
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import Subject


@dataclass(frozen=True, slots=True)
class Case:
    """One line of an officer's desk; `lapse` says that the record behind it no longer stands.

    `taken_by` holds who took each of its steps.
    """

    entry: ListEntry
    name: str
    code: str | None
    taken_by: Mapping[str, int] = field(default_factory=dict)
    lapse: Lapse | None = None


Place = tuple[date, int]
"""The day of a case's last step and its id: where a page goes on."""


def waiting(
    session: Session,
    actor: Actor,
    edition: Edition,
    status: ListingStatus | None = None,
    limit: int = 100,
    after: Place | None = None,
) -> list[Case]:
    """The cases that wait for a step, or those of a status; the oldest step first.

    What has lost its ground stands in `groundless`. Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    wanted = [status] if status else sorted(WAITING)
    statement = _cases(wanted).where(~_has_lost_its_ground(edition)).limit(limit)
    if after is not None:
        day, number = ListingVersion.stepped_on, Listing.id
        statement = statement.where(or_(day > after[0], and_(day == after[0], number > after[1])))
    return _read(session, statement, edition)


def groundless(
    session: Session, actor: Actor, edition: Edition, status: ListingStatus | None = None
) -> list[Case]:
    """The open cases and published entries whose record no longer stands, oldest step first.

    Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    wanted = OPEN & {status} if status else OPEN
    return _read(session, _cases(sorted(wanted)).where(_has_lost_its_ground(edition)), edition)


def _cases(statuses: list[ListingStatus]) -> Select[*tuple[Any, ...]]:
    """The cases of the statuses, the oldest step first."""
    return (
        select(Listing, ListingVersion, current_name(), current_code())
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .join(Subject, Subject.id == Listing.subject_id)
        .where(
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status.in_([status.value for status in statuses]),
            Listing.colour != ListColour.MIRRORED.value,
        )
        .order_by(ListingVersion.stepped_on, Listing.id)
    )


def _has_lost_its_ground(edition: Edition) -> ColumnElement[bool]:
    """The condition that an open case names a record which is no longer active and adverse.

    A published entry has lost its ground by an event of its own: it may rest on several.
    """
    is_published = ListingVersion.status == ListingStatus.PUBLISHED.value
    has_lost_it = ListingVersion.step == LOST_GROUND
    return or_(is_published & has_lost_it, ~is_published & _rests_on_nothing(edition))


def _rests_on_nothing(edition: Edition) -> ColumnElement[bool]:
    """The condition that an open case names a record which is no longer active and adverse."""
    return (
        select(RecordVersion.id)
        .where(
            Listing.is_open,
            Listing.colour == ListColour.BLACK.value,
            RecordVersion.record_id == Listing.record_id,
            RecordVersion.superseded_by.is_(None),
            ~func.coalesce(grounds.stands(edition), False),
        )
        .correlate(Listing)
        .exists()
    )


def _read(session: Session, statement: Select[*tuple[Any, ...]], edition: Edition) -> list[Case]:
    """The cases with who took their steps and what became of their records."""
    types = edition.list_types
    rows = [row for row in session.execute(statement) if row[0].list_type in types]
    taken_by = listings.officers_of(session, [row[0].id for row in rows]) if rows else {}
    open_black = [(row[0].record_id, row[1]) for row in rows if _may_fall(row[0])]
    lapses = grounds.lapses_of(session, open_black, edition)
    return [
        Case(
            entry_of(listing, version, types[listing.list_type]),
            name,
            code,
            taken_by.get(listing.id, {}),
            lapses.get(listing.id),
        )
        for listing, version, name, code in rows
    ]


def _may_fall(listing: Listing) -> bool:
    """Whether the entry falls with what it rests on: an open one on a black list does."""
    return listing.is_open and listing.colour == ListColour.BLACK.value


def counts(session: Session) -> Mapping[ListingStatus, int]:
    """How many entries stand where, the decided and declined included."""
    rows = session.execute(
        select(ListingVersion.status, func.count())
        .join(Listing, Listing.id == ListingVersion.listing_id)
        .where(ListingVersion.superseded_by.is_(None), Listing.colour != ListColour.MIRRORED.value)
        .group_by(ListingVersion.status)
    )
    return {ListingStatus(status): count for status, count in rows}
