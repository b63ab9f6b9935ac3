"""Entries whose term has ended: closed one by one, each by its own event.

What the public sees does not wait for this: the windows of such entries have ended by themselves.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import StaleVersion, TransitionNotAllowed
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import ListColour, ListingStatus, Step
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry
from credit_registry.store.listings import Listing, ListingVersion

_STANDING = (ListingStatus.PUBLISHED.value, ListingStatus.SUSPENDED.value)


def expire_due(registry: Registry, *, actor: Actor) -> int:
    """Close all entries whose last day is over; their number. Raises NotPermitted."""
    permissions.require(actor, PERMISSION[Step.EXPIRE])
    today = registry.clock.today()
    with registry.reading() as session:
        due = _due(session, today)
    closed = 0
    for listing_id, version in due:
        try:
            with registry.transaction() as session:
                law = law_editions.current(session)
                act = Act(actor, registry.clock.now(), today, law)
                listings.step(session, listing_id, Step.EXPIRE, StepForm(version), act=act)
        except (StaleVersion, TransitionNotAllowed):
            continue  # an officer took a step in the meantime
        closed += 1
    return closed


def _due(session: Session, today: date) -> list[tuple[int, int]]:
    """The published entries whose term has ended, with the version to step from."""
    statement = (
        select(Listing.id, Listing.row_version)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status.in_(_STANDING),
            ListingVersion.until < today,
            Listing.colour != ListColour.MIRRORED.value,
        )
        .order_by(Listing.id)
    )
    return [(row.id, row.row_version) for row in session.execute(statement)]
