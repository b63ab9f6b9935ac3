"""Entries repeated from a national list: public only while their source has confirmed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.dates import days_after
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.permissions import Permission
from credit_registry.law.list_types import ListType, require_type
from credit_registry.services import ledgers, publications
from credit_registry.services.acts import Act, require_impersonal
from credit_registry.services.lists import red_entries
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow


@dataclass(frozen=True, slots=True)
class MirroredEntry:
    """One entry as its source states it."""

    subject_id: int
    document_number: str
    grounds: str
    decided_on: date
    until: date | None
    unit: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a confirmation came to: the subjects that entered, stayed and left."""

    entered: tuple[int, ...]
    stayed: tuple[int, ...]
    left: tuple[int, ...]


def confirm(
    session: Session,
    list_type: str,
    entries: Sequence[MirroredEntry],
    *,
    act: Act,
    may_be_empty: bool = False,
) -> Confirmation:
    """Take in the whole of what the source lists today; what it no longer lists leaves.

    It is an act for the whole list: an account bound to a division may not. Raises NotPermitted,
    Unlawful for a list that is not mirrored, and for an empty one unless that is meant.
    """
    permissions.require(act.actor, Permission.DELIVER_MIRROR)
    kind = require_type(dict(act.law.edition.list_types), list_type)
    if kind.colour is not ListColour.MIRRORED:
        raise Unlawful(f"The list {list_type} is not mirrored from a source.")
    kind.require_basis(act.today)
    _require_sound(entries, may_be_empty=may_be_empty)
    event = ledgers.record(
        session,
        EventKind.MIRROR_CONFIRMED,
        actor=act.actor,
        at=act.at,
        payload={"list_type": list_type, "entries": len(entries)},
    )
    standing = _standing(session, list_type)
    listed = [entry.subject_id for entry in entries]
    for ordinal, entry in enumerate(entries):
        _confirm_one(session, standing.get(entry.subject_id), entry, kind, act, event, ordinal)
    entered = tuple(each for each in listed if each not in standing)
    session.flush()  # the entries of a subject that entered or is shown again are found by rows
    red_entries.suspend(session, listed, act, event)
    left = tuple(sorted(standing.keys() - set(listed)))
    for subject_id in left:
        _leave(session, *standing[subject_id], act, event)
    session.flush()  # nothing of the mirror is half done when the caller goes on
    return Confirmation(
        entered=entered,
        stayed=tuple(each for each in listed if each in standing),
        left=left,
    )


def _require_sound(entries: Sequence[MirroredEntry], *, may_be_empty: bool) -> None:
    """Pass if the entries can be the whole of a list. Raises Unlawful."""
    if not entries and not may_be_empty:
        raise Unlawful(
            "The delivery names nobody, so that everybody would leave the list; "
            "an empty list is taken in only where it is said to be meant."
        )
    if len({entry.subject_id for entry in entries}) < len(entries):
        raise Unlawful("The source states a subject twice; one entry a subject is accepted.")
    for entry in entries:
        texts = {"document_number": entry.document_number, "grounds": entry.grounds}
        require_impersonal(texts | {"unit": entry.unit})


Standing = tuple[Listing, ListingVersion]


def _standing(session: Session, list_type: str) -> dict[int, Standing]:
    """The open entries of the list by subject."""
    statement = (
        select(Listing, ListingVersion)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            Listing.list_type == list_type, Listing.is_open, ListingVersion.superseded_by.is_(None)
        )
    )
    return {
        listing.subject_id: (listing, version) for listing, version in session.execute(statement)
    }


def _confirm_one(
    session: Session,
    standing: Standing | None,
    entry: MirroredEntry,
    kind: ListType,
    act: Act,
    event: int,
    ordinal: int,
) -> None:
    """One entry's new version, with the window that this confirmation opens."""
    if standing is None:
        listing = Listing(
            id=new_id(), subject_id=entry.subject_id, list_type=kind.code,
            colour=kind.colour.value, record_id=None, proposed_by=act.actor.account_id,
            is_open=True, row_version=1,
        )  # fmt: skip
        session.add(listing)
        session.flush()  # the version refers to the entry
        number, since = 1, act.today
    else:
        listing, old = standing
        number, since = old.number + 1, _shown_since(session, old, entry, act.today)
        listing.row_version += 1
        _end(session, old, event)
    version = ListingVersion(
        id=new_id(), listing_id=listing.id, subject_id=entry.subject_id, number=number,
        status=ListingStatus.PUBLISHED.value, step="confirm", stepped_on=act.today,
        actor_id=act.actor.account_id, document_number=entry.document_number, note="",
        grounds=entry.grounds, decided_by_unit=entry.unit, decision_number=entry.document_number,
        decided_on=entry.decided_on, since=entry.decided_on, until=entry.until,
        source_confirmed_on=act.today, law_edition_id=act.law.edition_id, recorded_by=event,
        ordinal=ordinal,
    )  # fmt: skip
    session.add(version)
    session.flush()  # the window refers to the version
    window = publications.entry_window(kind, version, since)
    if window is not None:
        row = publications.listing_row(
            window,
            subject_id=entry.subject_id,
            listing_version_id=version.id,
            edition_id=act.law.edition_id,
            event_id=event,
        )
        publications.insert_rows(session, [row])


def _shown_since(
    session: Session, version: ListingVersion, entry: MirroredEntry, today: date
) -> date:
    """Since when the entry has been shown without a gap, where only the confirmation is new.

    A look back to such a day goes on showing it.
    """
    stated = (entry.document_number, entry.grounds, entry.decided_on, entry.until, entry.unit)
    before = (
        version.decision_number,
        version.grounds,
        version.decided_on,
        version.until,
        version.decided_by_unit,
    )
    window = session.scalars(
        select(PublicationWindow).where(
            PublicationWindow.listing_version_id == version.id,
            PublicationWindow.superseded_by.is_(None),
        )
    ).one_or_none()
    if stated != before or window is None or window.since is None:
        return today
    has_gap = window.until is not None and window.until < days_after(today, -1)
    return today if has_gap else window.since


def _end(session: Session, version: ListingVersion, event: int) -> None:
    """End a version and its window."""
    version.superseded_by = event
    session.execute(
        update(PublicationWindow)
        .where(
            PublicationWindow.listing_version_id == version.id,
            PublicationWindow.superseded_by.is_(None),
        )
        .values(superseded_by=event)
    )


def _leave(
    session: Session, listing: Listing, version: ListingVersion, act: Act, event: int
) -> None:
    """An entry that its source no longer lists."""
    values = columns_of(version) | {
        "id": new_id(),
        "number": version.number + 1,
        "status": ListingStatus.REMOVED.value,
        "step": "leave",
        "stepped_on": act.today,
        "removed_on": act.today,
        "actor_id": act.actor.account_id,
        "law_edition_id": act.law.edition_id,
        "recorded_by": event,
    }
    _end(session, version, event)
    listing.is_open = False
    listing.row_version += 1
    session.add(ListingVersion(**values))
