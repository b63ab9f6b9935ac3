"""Red lists and lists of the untrustworthy exclude each other.

A red entry whose subject enters a list of the untrustworthy stops being shown in the same
transaction, and waits for an officer who revokes it or, if the other entry falls, resumes it.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import (
    SUSPENDED_BY_LAW,
    ListColour,
    ListingStatus,
)
from credit_registry.law.editions import Edition
from credit_registry.services.acts import Act
from credit_registry.services.lists import entry_measures, listing_clocks
from credit_registry.services.subjects import representations
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow
from credit_registry.store.views import covers

BLAMING = (ListColour.BLACK.value, ListColour.MIRRORED.value)


def require_unbarred(session: Session, subject_id: int, edition: Edition, today: date) -> None:
    """Pass unless an active entry on a list of the untrustworthy bars the subject.

    Raises Unlawful naming the list.
    """
    barred_by = barring(session, [subject_id], today)
    if barred_by is not None:
        kind = edition.list_types.get(barred_by)
        raise Unlawful(
            f"The subject stands on the {kind.label_en if kind else barred_by}; "
            "nobody enters a red list while such an entry is active."
        )


def barring(session: Session, subject_ids: Collection[int], today: date) -> str | None:
    """The list of the untrustworthy on which one of the subjects stands; None where none does.

    That is where an entry is shown today: decided here and in its term, or mirrored and confirmed.
    """
    window = PublicationWindow
    statement = (
        select(Listing.list_type)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .join(window, window.listing_version_id == ListingVersion.id)
        .where(
            Listing.subject_id.in_(_family(session, subject_ids)),
            Listing.colour.in_(BLAMING),
            ListingVersion.superseded_by.is_(None),
            window.superseded_by.is_(None),
            covers(window, today),
        )
        .order_by(Listing.id)
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def _family(session: Session, subject_ids: Collection[int]) -> set[int]:
    """The subjects, those that they stand for, and those that stand for them."""
    ends = representations.ends(session, subject_ids)
    known = {*subject_ids, *ends.values()}
    sources = representations.sources(session, known)
    return known.union(*sources.values())


def suspend(session: Session, subject_ids: Collection[int], act: Act, event: int) -> int:
    """End the display of the subjects' red entries under the event; how many there were."""
    if not subject_ids:
        return 0
    statement = (
        select(Listing, ListingVersion)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            Listing.subject_id.in_(_family(session, subject_ids)),
            Listing.colour == ListColour.RED.value,
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status == ListingStatus.PUBLISHED.value,
        )
        .order_by(Listing.id)
        .with_for_update()
    )
    found = session.execute(statement).all()
    suspended: list[ListingVersion] = []
    for ordinal, (listing, version) in enumerate(found, start=1):
        values = columns_of(version) | {
            "id": new_id(),
            "number": version.number + 1,
            "status": ListingStatus.SUSPENDED.value,
            "step": SUSPENDED_BY_LAW,
            "stepped_on": act.today,
            "actor_id": act.actor.account_id,
            "document_number": "",
            "note": "",
            "law_edition_id": act.law.edition_id,
            "recorded_by": event,
            "ordinal": ordinal,
        }
        version.superseded_by = event
        listing.row_version += 1
        after = ListingVersion(**values)
        session.add(after)
        suspended.append(after)
    session.flush()  # the periods of the entries are looked for
    for (listing, _), after in zip(found, suspended, strict=True):
        listing_clocks.suspend(session, listing, act, event)
        entry_measures.release(session, after, act.today, act)
    _end_windows(session, [version.id for _, version in found], event)
    return len(found)


def _end_windows(session: Session, version_ids: Collection[int], event: int) -> None:
    """Supersede the windows of the versions."""
    session.execute(
        update(PublicationWindow)
        .where(
            PublicationWindow.superseded_by.is_(None),
            PublicationWindow.listing_version_id.in_(version_ids),
        )
        .values(superseded_by=event)
    )
