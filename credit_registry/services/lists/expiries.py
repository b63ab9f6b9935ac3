"""Entries whose term has ended, or whose ground fell: closed one by one, each by its own event.

An entry whose last ground was annulled is withdrawn once the time for an officer to do it is over.
What the public sees does not wait for this: the windows of such entries have ended by themselves.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import StaleVersion, TransitionNotAllowed
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import LOST_GROUND, ListColour, ListingStatus, Step
from credit_registry.law.list_types import require_type
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.lists import listing_versions, listings, lost_grounds
from credit_registry.services.lists.listing_effects import Matter
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry
from credit_registry.store.listings import Listing, ListingVersion

GROUND_ANNULLED = "列入所依据的处罚已被撤销，期满未办理，由系统撤回。"
"""The words of a withdrawal that no officer took: the penalty behind the entry was annulled."""

_STANDING = (ListingStatus.PUBLISHED.value, ListingStatus.SUSPENDED.value)


def expire_due(registry: Registry, *, actor: Actor) -> int:
    """Close all entries whose last day is over; their number. Raises NotPermitted.

    Whoever runs this again, or after days without it, closes what is left, each once.
    """
    permissions.require(actor, PERMISSION[Step.EXPIRE])
    today = registry.clock.today()
    with registry.reading() as session:
        due = _due(session, today)
    closed = 0
    for listing_id, version, has_fallen in due:
        close = _withdraw if has_fallen else _expire
        try:
            with registry.transaction() as session:
                law = law_editions.current(session)
                act = Act(actor, registry.clock.now(), today, law)
                close(session, listing_id, StepForm(version), act)
        except (StaleVersion, TransitionNotAllowed):
            continue  # an officer took a step in the meantime
        closed += 1
    return closed


def _expire(session: Session, listing_id: int, form: StepForm, act: Act) -> None:
    """Close an entry whose term has ended."""
    listings.step(session, listing_id, Step.EXPIRE, form, act=act)


def _withdraw(session: Session, listing_id: int, form: StepForm, act: Act) -> None:
    """Withdraw an entry whose ground was annulled and whose display has ended by that.

    Raises StaleVersion where an officer took a step in the meantime.
    """
    listing, version = listing_versions.current(session, listing_id)
    if listing.row_version != form.version:
        raise StaleVersion("The entry has changed.")
    if version.step != LOST_GROUND or not lost_grounds.is_over(version, act.today):
        raise StaleVersion("The entry is not one whose ground fell and whose display is over.")
    kind = require_type(dict(act.law.edition.list_types), listing.list_type)
    matter = Matter(session, listing, version, replace(form, note=GROUND_ANNULLED), act, kind)
    listings.take(matter, ListingStatus(version.status), Step.WITHDRAW)


def _due(session: Session, today: date) -> list[tuple[int, int, bool]]:
    """The published entries whose term has ended, the version to step from, and if ground fell."""
    has_fallen = (ListingVersion.step == LOST_GROUND).label("has_fallen")
    statement = (
        select(Listing.id, Listing.row_version, has_fallen)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status.in_(_STANDING),
            ListingVersion.until < today,
            Listing.colour != ListColour.MIRRORED.value,
        )
        .order_by(Listing.id)
    )
    return [(row.id, row.row_version, row.has_fallen) for row in session.execute(statement)]
