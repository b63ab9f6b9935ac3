"""The legal periods of entries: begun, met and dropped by their steps, or by what befalls them."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.deadlines import Clock
from credit_registry.domain.listing_courses import (
    ANNULMENT,
    CLOCKS,
    SETTLING,
    SUSPENSION,
    clocks_met,
    way,
)
from credit_registry.domain.listings import OPEN, ListColour, ListingStatus, ListProcedure, Step
from credit_registry.services import deadlines
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Means, Whose
from credit_registry.services.lists import grounds
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import RecordVersion


def turn(
    session: Session, procedure: ListProcedure, taken: Step, after: ListingVersion, act: Act
) -> None:
    """Meet, drop and begin the periods of an entry as its step wants it."""
    whose, event = Whose(after.subject_id, listing_id=after.listing_id), after.recorded_by
    deadlines.end(session, whose, clocks_met(taken), after.stepped_on, event)
    status = ListingStatus(after.status)
    if status not in OPEN or taken in SETTLING:
        deadlines.drop(session, whose, event)
    clock = way(procedure, taken).starts.get(status)
    clocks = [clock] if clock else []
    _start(session, whose, clocks, replace(act, today=after.stepped_on), event)


def suspend(session: Session, listing: Listing, act: Act, event: int) -> None:
    """Begin the time to settle a red entry that is no longer shown."""
    whose = Whose(listing.subject_id, listing_id=listing.id)
    _start(session, whose, [CLOCKS[SUSPENSION]], act, event)


def lapse(session: Session, record_id: int, act: Act, event: int) -> None:
    """Begin the time to end the open cases and entries whose record no longer stands.

    Where it runs already, because the record was corrected before, it goes on.
    """
    for whose in _resting_on(session, record_id):
        _lapse(session, whose, act, event)


def follow_corrections(session: Session, act: Act, *, brought_by: int) -> None:
    """Begin that time where a delivery's records no longer count against anybody, or drop it."""
    version = RecordVersion
    statement = (
        select(Listing.subject_id, Listing.id, grounds.stands(act.law.edition).label("stands"))
        .join(version, version.record_id == Listing.record_id)
        .where(
            version.recorded_by == brought_by,
            version.superseded_by.is_(None),
            Listing.is_open,
            Listing.colour == ListColour.BLACK.value,
        )
        .order_by(Listing.id)
    )
    for row in session.execute(statement).all():
        whose = Whose(row.subject_id, listing_id=row.id)
        if row.stands:
            deadlines.drop(session, whose, brought_by, {ANNULMENT})
        else:
            _lapse(session, whose, act, brought_by)


def _lapse(session: Session, whose: Whose, act: Act, event: int) -> None:
    """Begin the time to end a case or an entry, unless it runs."""
    runs = deadlines.running_of(session, listings=[whose.listing_id or 0])
    if not any(row.code == ANNULMENT for row in runs.get(whose.listing_id or 0, ())):
        _start(session, whose, [CLOCKS[ANNULMENT]], act, event)


def stand_again(session: Session, record_id: int, event: int) -> None:
    """Drop that time where the record stands again."""
    for whose in _resting_on(session, record_id):
        deadlines.drop(session, whose, event, {ANNULMENT})


def _resting_on(session: Session, record_id: int) -> list[Whose]:
    """The open cases and entries that rest on the record."""
    statement = (
        select(Listing.subject_id, Listing.id)
        .where(
            Listing.record_id == record_id,
            Listing.is_open,
            Listing.colour == ListColour.BLACK.value,
        )
        .order_by(Listing.id)
    )
    return [Whose(row.subject_id, listing_id=row.id) for row in session.execute(statement)]


def _start(session: Session, whose: Whose, clocks: Iterable[Clock], act: Act, event: int) -> None:
    """Begin periods on the day of the act, as far as its edition of the law knows them."""
    means = Means(act.law.edition, act.law.edition_id, event)
    known = [clock for clock in clocks if clock.deadline in means.edition.deadlines]
    deadlines.start(session, whose, known, act.today, means)
