"""Entries on lists as readers see them: of one subject, of one list, and one by itself."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import ListingStatus, RemovalReason
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import require_type
from credit_registry.services.lists import entry_measures
from credit_registry.services.lists.listings import ListEntry, entry_of
from credit_registry.store.columns import Id
from credit_registry.store.ledgers import Event, recorded_at
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.proceedings import Proceeding, is_open
from credit_registry.store.records import PublicationWindow
from credit_registry.store.views import Sort, View, covers, known, pattern, shown

_LATER, _SAME, _WINDOW = (
    aliased(ListingVersion),
    aliased(ListingVersion),
    aliased(PublicationWindow),
)
STATED = (
    "status",
    "grounds",
    "decided_by_unit",
    "decision_number",
    "decided_on",
    "since",
    "until",
)
"""What an entry says to the public, whenever its source has confirmed it."""


def of_subjects(
    session: Session, subject_ids: Collection[int], view: View, edition: Edition
) -> list[ListEntry]:
    """The subjects' entries, newest first, in one statement; officers are told why one left."""
    asked = view.times | {"subject_ids": subject_ids}
    types = edition.list_types
    found = [
        replace(
            entry_of(listing, version, types[listing.list_type]),
            is_objected=is_objected,
            is_challenged=is_challenged,
        )
        for listing, version, is_objected, is_challenged in session.execute(
            _of_subjects(view.sort), asked
        )
        if listing.list_type in types
    ]
    found = _with_measures(session, found, edition, view.position)
    return found if view.is_public else _with_reasons(session, found)


@cache
def _of_subjects(sort: Sort) -> Select[Listing, ListingVersion, bool, bool]:
    """The entries of some subjects at a view of the sort, newest first."""
    version, view = ListingVersion, pattern(sort)
    is_public = known(version, view) & is_shown(view)
    of_subjects = Listing.subject_id.in_(bindparam("subject_ids", expanding=True, type_=Id))
    return (
        select(
            Listing,
            version,
            is_open(ProcedureKind.OBJECTION, Proceeding.listing_id, Listing.id.expression),
            is_open(ProcedureKind.CHALLENGE, Proceeding.listing_id, Listing.id.expression),
        )
        .join(version, version.listing_id == Listing.id)
        .where(of_subjects, is_public if view.is_public else _is_newest(view))
        .order_by(version.id.desc())
    )


def is_shown(view: View) -> ColumnElement[bool]:
    """The condition that a version was public on the view's pair of times, and its words are today.

    A mirrored entry has a version for each confirmation: what an earlier one says is public today
    where the version that is says the same.
    """
    version, column = ListingVersion, PublicationWindow.listing_version_id
    if not view.is_public or view.is_present:
        return shown(view, column, version.id)
    same = (getattr(_SAME, name).is_not_distinct_from(getattr(version, name)) for name in STATED)
    is_said_today = (
        select(_WINDOW.id)
        .join(_SAME, _SAME.id == _WINDOW.listing_version_id)
        .where(
            _SAME.listing_id == version.listing_id,
            *same,
            _WINDOW.superseded_by.is_(None),
            covers(_WINDOW, view.today),
        )
        .correlate(version)
        .exists()
    )
    return is_said_today & shown(replace(view, is_public=False), column, version.id)


def _is_newest(view: View) -> ColumnElement[bool]:
    """The condition that a version is its entry's last on the view's day, as known there."""
    version, later = ListingVersion, _LATER
    has_later = (
        select(later.id)
        .where(
            later.listing_id == version.listing_id,
            later.number > version.number,
            later.stepped_on <= view.as_of,
            recorded_at(later, view.position),
        )
        .exists()
    )
    is_there = (version.stepped_on <= view.as_of) & recorded_at(version, view.position)
    return is_there & ~has_later


def entry(session: Session, listing_id: int, actor: Actor, edition: Edition) -> ListEntry:
    """One entry on an officer's desk. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    row = session.execute(
        select(Listing, ListingVersion)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(Listing.id == listing_id, ListingVersion.superseded_by.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such entry.")
    types = dict(edition.list_types)
    found = [entry_of(row[0], row[1], require_type(types, row[0].list_type))]
    return _with_reasons(session, _with_measures(session, found, edition, None))[0]


def _with_measures(
    session: Session, found: list[ListEntry], edition: Edition, position: int | None
) -> list[ListEntry]:
    """The entries with what follows from each, as known at a position or as it stands."""
    if not found:
        return found
    links = entry_measures.links(session, [each.listing_id for each in found], position)
    return [
        replace(
            each,
            measures=entry_measures.imposed(
                each.version, each.list_type, links.get(each.listing_id, ()), edition
            ),
        )
        for each in found
    ]


_LEFT = frozenset({ListingStatus.REMOVED, ListingStatus.WITHDRAWN})
_LEAVING = (EventKind.LISTING_REMOVED.value, EventKind.LISTING_WITHDRAWN.value)


def _with_reasons(session: Session, found: list[ListEntry]) -> list[ListEntry]:
    """The entries with the reasons for which they were removed, which their events hold."""
    removed = [each.listing_id for each in found if each.status in _LEFT]
    if not removed:
        return found
    statement = (
        select(ListingVersion.listing_id, Event.payload)
        .join(Event, Event.id == ListingVersion.recorded_by)
        .where(
            ListingVersion.listing_id.in_(removed),
            Event.kind.in_(_LEAVING),
        )
    )
    told = {listing_id: payload.get("reason") for listing_id, payload in session.execute(statement)}
    return [
        replace(each, removal=RemovalReason(reason)) if (reason := told.get(each.listing_id)) else
        each
        for each in found
    ]  # fmt: skip


def steps_taken(session: Session, listing_id: int) -> list[ListingVersion]:
    """All versions of an entry, first step first."""
    return list(
        session.scalars(
            select(ListingVersion)
            .where(ListingVersion.listing_id == listing_id)
            .order_by(ListingVersion.number)
        )
    )
