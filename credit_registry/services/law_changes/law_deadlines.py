"""The periods that run, counted anew under a new edition of the law, under its one event."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.dates import due_on
from credit_registry.domain.listing_courses import ANNOUNCEMENT, STATEMENT
from credit_registry.domain.listings import ListingStatus
from credit_registry.domain.movements import Span, of_days, of_deadline
from credit_registry.services import deadlines
from credit_registry.services.acts import Act
from credit_registry.services.law_changes.law_effects import Means
from credit_registry.services.law_changes.law_movements import Moved
from credit_registry.services.lists import lost_grounds
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of

ANSWERED: Mapping[str, str] = {
    ListingStatus.NOTICED.value: STATEMENT,
    ListingStatus.STATED.value: STATEMENT,
    ListingStatus.HEARING_REQUESTED.value: STATEMENT,
    ListingStatus.ANNOUNCED.value: ANNOUNCEMENT,
}
"""The statuses in which the time to answer a notice still tells, by the law's period."""


def rewrite_deadlines(session: Session, means: Means) -> None:
    """Count the time to answer a notice or an announcement anew where it runs."""
    statement = (
        select(Listing, ListingVersion)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(ListingVersion.superseded_by.is_(None), ListingVersion.status.in_(ANSWERED))
        .with_for_update()
    )
    for listing, version in session.execute(statement).all():
        served = version.notice_served_on
        if served is None:
            continue
        rule = means.edition.deadlines[ANSWERED[version.status]].on(served)
        deadline = due_on(served, rule.period, means.edition.working_days)
        due = (deadline.due_on, deadline.is_provisional)
        stated = (version.statement_due_on, version.is_due_provisional)
        if due != stated:
            _restate(session, listing, version, due, means)
            _tell_deadline(listing, stated[0], due[0], means)


def recount_deadlines(session: Session, means: Means) -> None:
    """Count the running periods of entries and proceedings anew.

    The time to answer a notice is told with its entry, which states it too.
    """
    moved = deadlines.recount(
        session, deadlines.Means(means.edition, means.edition_id, means.event_id)
    )
    for row, before in moved:
        if row.code in ANSWERED.values():
            continue
        thing = row.proceeding_id or row.listing_id or 0
        movement = of_deadline(before, row.due_on)
        spans: tuple[Span, Span] = (before, before), (row.due_on, row.due_on)
        means.report.note(Moved.DEADLINES, row.code, movement, (row.subject_id, thing), *spans)


def recount_cut_displays(session: Session, means: Means, act: Act) -> None:
    """Move the last days of entries whose ground fell with the time to withdraw them."""
    for listing, before, after in lost_grounds.recount(session, act, means.event_id):
        ids = (listing.subject_id, listing.id)
        movement = of_days(before, after)
        means.report.note(Moved.ENTRIES, listing.list_type, movement, ids, before, after)


def _tell_deadline(listing: Listing, before: date | None, after: date, means: Means) -> None:
    """Note how an entry's deadline moved."""
    stood: Span | None = (before, before) if before else None
    movement = of_deadline(before, after)
    ids = (listing.subject_id, listing.id)
    means.report.note(Moved.DEADLINES, listing.list_type, movement, ids, stood, (after, after))


def _restate(
    session: Session,
    listing: Listing,
    version: ListingVersion,
    due: tuple[date, bool],
    means: Means,
) -> None:
    """The entry's step as it was, with the deadline that the edition gives."""
    values = columns_of(version) | {
        "id": new_id(),
        "number": version.number + 1,
        "actor_id": means.account_id,
        "statement_due_on": due[0],
        "is_due_provisional": due[1],
        "law_edition_id": means.edition_id,
        "recorded_by": means.event_id,
        "superseded_by": None,
    }
    version.superseded_by = means.event_id
    listing.row_version += 1
    session.add(ListingVersion(**values))
    session.flush()  # the next version's number is unique within the entry
