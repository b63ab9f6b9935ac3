"""An entry put back on its list because it was removed on a false application."""

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.errors import AlreadyRecorded, TransitionNotAllowed
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import ListingStatus
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.publications import last_day_of
from credit_registry.law.list_types import require_type
from credit_registry.services import ledgers, listings, subjects
from credit_registry.services.listing_steps import Act, StepForm

RELIST = "relist"


def relist(
    session: Session, listing_id: int, document_number: str, note: str, day: date, *, act: Act
) -> None:
    """Publish a removed entry again; its term counts from the day.

    Raises NotFound, NotPermitted, TransitionNotAllowed, AlreadyRecorded, Unlawful.
    """
    listing, version = listings.current(session, listing_id)
    division = subjects.division_of(session, listing.subject_id)
    permissions.require(act.actor, Permission.DECIDE_LISTING, division=division)
    if version.status != ListingStatus.REMOVED.value:
        raise TransitionNotAllowed(f"An entry that is {version.status} cannot be put back.")
    kind = require_type(dict(act.law.edition.list_types), listing.list_type)
    kind.require_basis(act.today)
    event = ledgers.record(
        session,
        EventKind.LISTING_PUBLISHED,
        actor=act.actor,
        at=act.at,
        subject_id=listing.subject_id,
        payload={
            "listing": to_public(listing_id),
            "document_number": document_number,
            "note": note,
            "status": ListingStatus.PUBLISHED.value,
        },
    )
    changes: dict[str, object] = {
        "status": ListingStatus.PUBLISHED.value,
        "step": RELIST,
        "since": day,
        "until": last_day_of(day, kind.term) if kind.term else None,
        "removed_on": None,
        "recorded_by": event,
    }
    form = StepForm(listing.row_version, document_number, note, day)
    try:
        after = listings.succeed(session, listing, version, form, act, changes)
    except IntegrityError:
        raise AlreadyRecorded(listings.REPEATED) from None
    listings.publish_windows(session, after, kind, act)
