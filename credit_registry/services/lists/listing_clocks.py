"""The legal periods of entries: begun, met and dropped by their steps, or by what befalls them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

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

_UNDER_WAY = (
    Listing.is_open,
    Listing.colour == ListColour.BLACK.value,
    ListingVersion.superseded_by.is_(None),
    ListingVersion.status != ListingStatus.PUBLISHED.value,
)
"""The conditions of a case that is open and not published."""


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
    """Begin the time to end the open cases whose record no longer stands.

    Where it runs already, because the record was corrected before, it goes on. That of published
    entries begins in `lost_grounds`.
    """
    for whose in _resting_on(session, record_id):
        begin_withdrawal(session, whose, act, event)


def follow_corrections(session: Session, act: Act, *, brought_by: int) -> None:
    """Begin that time where a delivery's records no longer count against anybody, or drop it."""
    version = RecordVersion
    statement = (
        select(Listing.subject_id, Listing.id, grounds.stands(act.law.edition).label("stands"))
        .join(version, version.record_id == Listing.record_id)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            version.recorded_by == brought_by,
            version.superseded_by.is_(None),
            *_UNDER_WAY,
        )
        .order_by(Listing.id)
    )
    for row in session.execute(statement).all():
        whose = Whose(row.subject_id, listing_id=row.id)
        if row.stands:
            deadlines.drop(session, whose, brought_by, {ANNULMENT})
        else:
            begin_withdrawal(session, whose, act, brought_by)


def begin_withdrawal(session: Session, whose: Whose, act: Act, event: int) -> date | None:
    """Begin the time to end a case or an entry, unless it runs; its last day.

    None where the edition knows no such time.
    """
    due = _withdrawal_due(session, whose)
    if due is None:
        _start(session, whose, [CLOCKS[ANNULMENT]], act, event)
        due = _withdrawal_due(session, whose)
    return due


def _withdrawal_due(session: Session, whose: Whose) -> date | None:
    """The last day of the running time to end a case or an entry."""
    number = whose.listing_id or 0
    runs = deadlines.running_of(session, listings=[number]).get(number, ())
    return next((row.due_on for row in runs if row.code == ANNULMENT), None)


def stand_again(session: Session, record_id: int, event: int) -> None:
    """Drop that time where the record stands again."""
    for whose in _resting_on(session, record_id):
        deadlines.drop(session, whose, event, {ANNULMENT})


def _resting_on(session: Session, record_id: int) -> list[Whose]:
    """The open cases that rest on the record and are not published."""
    statement = (
        select(Listing.subject_id, Listing.id)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(Listing.record_id == record_id, *_UNDER_WAY)
        .order_by(Listing.id)
    )
    return [Whose(row.subject_id, listing_id=row.id) for row in session.execute(statement)]


def _start(session: Session, whose: Whose, clocks: Iterable[Clock], act: Act, event: int) -> None:
    """Begin periods on the day of the act, as far as its edition of the law knows them."""
    means = Means(act.law.edition, act.law.edition_id, event)
    known = [clock for clock in clocks if clock.deadline in means.edition.deadlines]
    deadlines.start(session, whose, known, act.today, means)
