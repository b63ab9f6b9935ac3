"""The measures that follow from an entry: chosen when it is decided, lifted when it leaves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from credit_registry.domain.listings import OPEN, ListingStatus, Step
from credit_registry.domain.measures import Imposed, Measure, chosen
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Means
from credit_registry.services.lists import measure_notices
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.lists.measure_notices import Given
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import known_at
from credit_registry.store.listings import ListingVersion
from credit_registry.store.measures import EntryMeasure
from credit_registry.store.views import View


def stated(taken: Step, form: StepForm, kind: ListType, act: Act) -> StepForm:
    """The form with the measures that a decision chooses; all of the list's where none is named.

    Raises Unlawful naming the measures of the day where one is named that is none of them.
    """
    if taken is not Step.DECIDE:
        return form
    day = form.on or act.today
    possible = act.law.edition.measures_to_choose(kind.code, day)
    return replace(form, measures=chosen(form.measures, possible, day))


def follow(
    session: Session, after: ListingVersion, taken: Step, kind: ListType, form: StepForm, act: Act
) -> None:
    """Keep what the step means for the entry's measures and for the bodies that carry them out.

    A decision links them, publication gives the notices, and leaving lifts them at once.
    """
    if taken is Step.DECIDE and after.since is not None:
        _link(session, after, form.measures or (), after.since)
    elif after.status == ListingStatus.PUBLISHED:
        _tell(session, after, kind, act)
    elif after.status not in OPEN:
        release(session, after, _lifting_day(after), act)


def release(session: Session, after: ListingVersion, day: date, act: Act) -> None:
    """Lift what follows from the entry on the day, under the event of its new version."""
    _lift(session, after, day)
    measure_notices.release_entry(
        session, after.listing_id, day, act.actor.account_id, _means(after, act)
    )


def _tell(session: Session, after: ListingVersion, kind: ListType, act: Act) -> None:
    """Give the notices of the measures in force; those lifted before follow again."""
    rows = links(session, [after.listing_id]).get(after.listing_id, [])
    if any(row.lifted_on is not None for row in rows):
        _succeed(session, after, after.stepped_on, None)
        rows = links(session, [after.listing_id])[after.listing_id]
    following = [
        each.measure
        for each in imposed(after, kind, rows, act.law.edition)
        if each.measure.is_in_force(after.stepped_on)
    ]
    about = Given(after.listing_id, after.subject_id, act.actor.account_id, after.stepped_on)
    measure_notices.give(session, about, following, _means(after, act))


def _means(after: ListingVersion, act: Act) -> Means:
    """The law and the event of the step."""
    return Means(act.law.edition, act.law.edition_id, after.recorded_by)


def _lifting_day(after: ListingVersion) -> date:
    """The first day without the measures: that of the step, or that after the term if it is over.

    A term that an annulled penalty has cut short is over with its last day too.
    """
    day = after.removed_on or after.stepped_on
    return day if after.until is None else min(day, after.until + timedelta(days=1))


def links(
    session: Session, listing_ids: Collection[int], position: int | None = None
) -> dict[int, list[EntryMeasure]]:
    """The rows of several entries in one statement, as known at a position or as they stand."""
    row = EntryMeasure
    is_known = row.superseded_by.is_(None) if position is None else known_at(row, position)
    statement = (
        select(row)
        .where(row.listing_id.in_(listing_ids), is_known)
        .order_by(row.listing_id, row.id)
    )
    found: dict[int, list[EntryMeasure]] = {}
    for each in session.scalars(statement):
        found.setdefault(each.listing_id, []).append(each)
    return found


def following(
    session: Session, listing_id: int | None, kind: ListType, view: View, edition: Edition
) -> tuple[Measure, ...]:
    """The measures that follow from an entry in force on the day of the view.

    Of honours, which no decision here links, they are those that the list names.
    """
    rows = links(session, [listing_id], view.position).get(listing_id, []) if listing_id else []
    codes = {row.measure for row in rows if row.lifted_on is None}
    return tuple(
        each
        for each in (edition.measures.values() if rows else kind.measures)
        if each.is_in_force(view.as_of) and (not rows or each.code in codes)
    )


def imposed(
    version: ListingVersion, kind: ListType, rows: Sequence[EntryMeasure], edition: Edition
) -> tuple[Imposed, ...]:
    """What follows from an entry, in the catalogue's words; none before it is decided.

    An entry without rows was decided before there were any, or elsewhere: all that its list names
    follows. A measure that the edition no longer has follows from nothing.
    """
    is_published = version.status == ListingStatus.PUBLISHED
    since = version.since or (version.stepped_on if is_published else None)
    until, left = version.until, version.removed_on
    if since is None:
        return ()
    if not rows:
        named = edition.measures_of(kind.code)
        return tuple(Imposed(each, since, until, left) for each in named)
    return tuple(
        Imposed(edition.measures[row.measure], row.since, until, row.lifted_on)
        for row in rows
        if row.measure in edition.measures
    )


def _link(session: Session, after: ListingVersion, codes: Sequence[str], since: date) -> None:
    """One row a measure."""
    rows = [_row(after, code, since, None, ordinal) for ordinal, code in enumerate(codes)]
    if rows:
        session.execute(insert(EntryMeasure), rows)


def _lift(session: Session, after: ListingVersion, on: date) -> None:
    """Each measure's row succeeded by one that says when it was lifted."""
    _succeed(session, after, None, on)


def _succeed(
    session: Session, after: ListingVersion, since: date | None, lifted_on: date | None
) -> None:
    """Each row of the entry succeeded by one with other days; `since` stays where none is given."""
    standing = (EntryMeasure.listing_id == after.listing_id) & EntryMeasure.superseded_by.is_(None)
    rows = session.execute(
        select(EntryMeasure.measure, EntryMeasure.since).where(standing).order_by(EntryMeasure.id)
    ).all()
    if not rows:
        return
    session.execute(update(EntryMeasure).where(standing).values(superseded_by=after.recorded_by))
    fresh = [
        _row(after, row.measure, since or row.since, lifted_on, number)
        for number, row in enumerate(rows)
    ]
    session.execute(insert(EntryMeasure), fresh)


def _row(
    after: ListingVersion, code: str, since: date, lifted_on: date | None, ordinal: int
) -> dict[str, object]:
    """One row of the entry's measures, recorded by the step's event."""
    return {
        "id": new_id(),
        "listing_id": after.listing_id,
        "measure": code,
        "since": since,
        "lifted_on": lifted_on,
        "recorded_by": after.recorded_by,
        "ordinal": ordinal,
    }
