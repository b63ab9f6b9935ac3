"""The measures that follow from an entry: chosen when it is decided, lifted when it leaves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from credit_registry.domain.listings import Step
from credit_registry.domain.measures import Imposed, chosen
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType
from credit_registry.services.listing_steps import Act, StepForm
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import known_at
from credit_registry.store.listings import ListingVersion
from credit_registry.store.measures import EntryMeasure

LEAVING = frozenset({Step.REMOVE, Step.EXPIRE})
"""The steps by which an entry leaves its list, and its measures are lifted with it."""


def stated(taken: Step, form: StepForm, kind: ListType, act: Act) -> StepForm:
    """The form with the measures that a decision chooses; all of the list's where none is named.

    Raises Unlawful naming the measures of the day where one is named that is none of them.
    """
    if taken is not Step.DECIDE:
        return form
    possible = act.law.edition.measures_of(kind.code)
    return replace(form, measures=chosen(form.measures, possible, form.on or act.today))


def follow(session: Session, after: ListingVersion, taken: Step, form: StepForm) -> None:
    """Keep what the step means for the entry's measures: a decision links, leaving lifts them."""
    if taken is Step.DECIDE and after.since is not None:
        _link(session, after, form.measures or (), after.since)
    elif taken in LEAVING:
        _lift(session, after, after.removed_on or after.stepped_on)


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


def imposed(
    version: ListingVersion, kind: ListType, rows: Sequence[EntryMeasure], edition: Edition
) -> tuple[Imposed, ...]:
    """What follows from an entry, in the catalogue's words; none before it is decided.

    An entry without rows was decided before there were any, or elsewhere: all that its list names
    follows. A measure that the edition no longer has follows from nothing.
    """
    since, until, left = version.since, version.until, version.removed_on
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
    standing = (EntryMeasure.listing_id == after.listing_id) & EntryMeasure.superseded_by.is_(None)
    links = session.execute(
        select(EntryMeasure.measure, EntryMeasure.since).where(standing).order_by(EntryMeasure.id)
    ).all()
    if not links:
        return
    session.execute(update(EntryMeasure).where(standing).values(superseded_by=after.recorded_by))
    rows = [_row(after, link.measure, link.since, on, number) for number, link in enumerate(links)]
    session.execute(insert(EntryMeasure), rows)


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
