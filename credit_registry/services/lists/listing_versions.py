"""The rows of an entry: its first version, the one that follows a step, and the window it has."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.errors import NotFound
from credit_registry.domain.listings import OPEN, PROPOSED, ListingStatus
from credit_registry.law.list_types import ListType
from credit_registry.services import publications
from credit_registry.services.acts import Act
from credit_registry.services.lists.listing_effects import Changes, Matter
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow


def opened(
    listing: Listing, status: ListingStatus, grounds: str, act: Act, event: int
) -> ListingVersion:
    """The first version of an entry."""
    return ListingVersion(
        id=new_id(), listing_id=listing.id, subject_id=listing.subject_id, number=1,
        status=status.value, step=PROPOSED, stepped_on=act.today,
        actor_id=act.actor.account_id, document_number="", note="", grounds=grounds,
        decided_by_unit="", law_edition_id=act.law.edition_id, recorded_by=event, ordinal=0,
    )  # fmt: skip


def current(session: Session, listing_id: int) -> tuple[Listing, ListingVersion]:
    """The entry and its current version, locked for the step. Raises NotFound."""
    listing = session.scalars(
        select(Listing).where(Listing.id == listing_id).with_for_update()
    ).one_or_none()
    if listing is None:
        raise NotFound("There is no such entry.")
    version = session.scalars(
        select(ListingVersion).where(
            ListingVersion.listing_id == listing_id, ListingVersion.superseded_by.is_(None)
        )
    ).one()
    return listing, version


def succeed(session: Session, matter: Matter, changes: Changes) -> ListingVersion:
    """Write the entry's next version, which carries along what earlier steps set."""
    listing, version, form, act = matter.listing, matter.version, matter.form, matter.act
    values = columns_of(version) | {
        "id": new_id(),
        "number": version.number + 1,
        "stepped_on": matter.day,
        "actor_id": act.actor.account_id,
        "document_number": form.document_number,
        "note": form.note,
        "law_edition_id": act.law.edition_id,
        "ordinal": 0,
    }
    after = ListingVersion(**(values | changes))
    version.superseded_by = after.recorded_by
    listing.row_version += 1
    listing.is_open = after.status in OPEN
    session.add(after)
    session.flush()  # the window row refers to the version
    return after


def publish_windows(session: Session, after: ListingVersion, list_type: ListType, act: Act) -> None:
    """End the windows of earlier versions; a published entry gets its own."""
    session.execute(
        update(PublicationWindow)
        .where(
            PublicationWindow.superseded_by.is_(None),
            PublicationWindow.listing_version_id.in_(
                select(ListingVersion.id).where(ListingVersion.listing_id == after.listing_id)
            ),
        )
        .values(superseded_by=after.recorded_by)
    )
    window = publications.entry_window(list_type, after, act.today)
    if after.status == ListingStatus.PUBLISHED.value and window is not None:
        row = publications.listing_row(
            window,
            subject_id=after.subject_id,
            listing_version_id=after.id,
            edition_id=act.law.edition_id,
            event_id=after.recorded_by,
        )
        publications.insert_rows(session, [row])
