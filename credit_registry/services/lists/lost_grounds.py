"""Published entries whose every ground has fallen: their display ends with the law's time for it.

In the transaction in which the last ground falls the entry's term is cut to the last day of that
time, so that every reader of its windows and its term stops by date, whoever acts. An officer may
withdraw it before; the job settles what nobody has. An entry stands while one of its grounds
stands: the record it names, and adverse records of its subject that its words name by document. A
record whose publicity was restored, or that is being re-inspected, is not annulled and still
carries its entry. What is annulled by mistake and stands again in time gives the display back; a
display that is over does not come back by itself.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row as Columns
from sqlalchemy import select, union, update
from sqlalchemy.orm import Session

from credit_registry.domain.listing_courses import ANNULMENT
from credit_registry.domain.listings import (
    LOST_GROUND,
    REGAINED_GROUND,
    ListColour,
    ListingStatus,
    names_the_document,
)
from credit_registry.domain.movements import Span
from credit_registry.domain.records import RecordState
from credit_registry.law.editions import Edition
from credit_registry.services import deadlines, publications
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.lists import grounds, listing_clocks
from credit_registry.services.subjects import representations
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow, Record, RecordVersion

Entry = tuple[Listing, ListingVersion]
CARRYING = (RecordState.RESTORED.value, RecordState.IN_RE_INSPECTION.value)
"""States of a record that is not public and still carries its entry: it was not annulled."""
_PUBLISHED = (
    Listing.is_open,
    Listing.colour == ListColour.BLACK.value,
    ListingVersion.superseded_by.is_(None),
    ListingVersion.status == ListingStatus.PUBLISHED.value,
)


def follow(session: Session, subject_ids: Collection[int], act: Act, event: int) -> None:
    """Cut the display of the entries that may rest on the subjects' records, or give it back."""
    owners = {*subject_ids, *representations.ends(session, subject_ids).values()}
    entries = _entries(session, Listing.subject_id.in_(sorted(owners)))
    fallen = _fallen(session, entries, act.law.edition)
    for ordinal, entry in enumerate(entries, start=1):
        listing, version = entry
        is_cut = version.step == LOST_GROUND
        if listing.id in fallen and not is_cut:
            _lose(session, entry, act, event, ordinal)
        elif is_cut and listing.id not in fallen and not is_over(version, act.today):
            _regain(session, entry, act, event, ordinal)


def follow_delivery(session: Session, act: Act, *, brought_by: int) -> None:
    """Cut or give back the display of entries that may rest on what a delivery changed."""
    version = RecordVersion
    published = (
        select(Listing.subject_id)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(*_PUBLISHED)
    )
    brought = (version.recorded_by == brought_by, version.superseded_by.is_(None))
    concerned = union(
        published.join(version, version.subject_id == Listing.subject_id).where(*brought),
        published.join(version, version.record_id == Listing.record_id).where(*brought),
    )
    if subject_ids := set(session.scalars(concerned)):
        follow(session, subject_ids, act, brought_by)


def recount(session: Session, act: Act, event: int) -> list[tuple[Listing, Span, Span]]:
    """Move the last days of cut displays with the time to withdraw them; each, before and after.

    That time was counted anew under the edition of the act before. What is over stays over.
    """
    moved: list[tuple[Listing, Span, Span]] = []
    entries = _entries(session, ListingVersion.step == LOST_GROUND)
    running = deadlines.running_of(session, listings=[listing.id for listing, _ in entries])
    for ordinal, (listing, version) in enumerate(entries, start=1):
        due = next((r.due_on for r in running.get(listing.id, ()) if r.code == ANNULMENT), None)
        before = version.until
        if due is None or before is None or is_over(version, act.today):
            continue
        until = _earlier(_term(session, listing.id), due)
        if until != before:
            _restate(session, (listing, version), {"until": until}, act, event, ordinal)
            first = version.since or before
            moved.append((listing, (first, before), (first, until)))
    return moved


def is_over(version: ListingVersion, today: date) -> bool:
    """Whether the entry's last day is over."""
    return version.until is not None and version.until < today


def _entries(session: Session, *conditions: Any) -> list[Entry]:  # noqa: ANN401 - column conditions
    """The published entries on lists of the untrustworthy under the conditions, locked."""
    statement = (
        select(Listing, ListingVersion)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(*_PUBLISHED, *conditions)
        .order_by(Listing.id)
        .with_for_update()
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def _fallen(session: Session, entries: Sequence[Entry], edition: Edition) -> set[int]:
    """The entries that rest on records of which none stands any more; in two statements."""
    if not entries:
        return set()
    sources = representations.sources(session, [listing.subject_id for listing, _ in entries])
    known = _known(session, entries, sources, edition)
    kinds = grounds.adverse_kinds(edition)
    fallen = set()
    for listing, version in entries:
        earned = {listing.subject_id, *sources.get(listing.subject_id, ())}
        rests_on = [
            row
            for row in known
            if row.id == listing.record_id
            or (row.subject_id in earned and row.kind in kinds
                and names_the_document(version.grounds, row.document_number))
        ]  # fmt: skip
        if rests_on and not any(row.stands or row.state in CARRYING for row in rests_on):
            fallen.add(listing.id)
    return fallen


def _known(
    session: Session, entries: Sequence[Entry], sources: dict[int, list[int]], edition: Edition
) -> Sequence[Columns[*tuple[Any, ...]]]:
    """The records that entries may rest on, with whether each is active and adverse."""
    version = RecordVersion
    owners = {listing.subject_id for listing, _ in entries}.union(*sources.values())
    named = [listing.record_id for listing, _ in entries if listing.record_id is not None]
    statement = (
        select(
            Record.id, Record.subject_id, Record.kind, Record.document_number, version.state,
            grounds.stands(edition).label("stands"),
        )
        .join(version, version.record_id == Record.id)
        .where(
            Record.subject_id.in_(sorted(owners)) | Record.id.in_(named),
            version.superseded_by.is_(None),
        )
    )  # fmt: skip
    return session.execute(statement).all()


def _lose(session: Session, entry: Entry, act: Act, event: int, ordinal: int) -> None:
    """Begin the time to withdraw the entry, and let its display end with it at the latest."""
    listing, version = entry
    due = listing_clocks.begin_withdrawal(session, _whose(listing), act, event)
    if due is None:
        return
    until = _earlier(version.until, due)
    changes = {"step": LOST_GROUND, "until": until, "stepped_on": act.today}
    _restate(session, entry, changes, act, event, ordinal)


def _regain(session: Session, entry: Entry, act: Act, event: int, ordinal: int) -> None:
    """Let the display go on to the end of its term; nobody owes the withdrawal any more."""
    listing = entry[0]
    deadlines.drop(session, _whose(listing), event, {ANNULMENT})
    changes = {
        "step": REGAINED_GROUND,
        "until": _term(session, listing.id),
        "stepped_on": act.today,
    }
    _restate(session, entry, changes, act, event, ordinal)


def _whose(listing: Listing) -> Whose:
    """The entry as the owner of periods."""
    return Whose(listing.subject_id, listing_id=listing.id)


def _term(session: Session, listing_id: int) -> date | None:
    """The last day of the entry's own term, as it stood before its ground fell."""
    version = ListingVersion
    statement = (
        select(version.until)
        .where(version.listing_id == listing_id, version.step != LOST_GROUND)
        .order_by(version.number.desc())
        .limit(1)
    )
    return session.scalars(statement).one()


def _earlier(until: date | None, due: date) -> date:
    """The earlier of a last day, None standing for no end, and the last day of a period."""
    return due if until is None else min(until, due)


def _restate(
    session: Session, entry: Entry, changes: dict[str, Any], act: Act, event: int, ordinal: int
) -> None:
    """The entry's next version, with a window that begins where the one before did."""
    listing, version = entry
    values = columns_of(version) | {
        "id": new_id(),
        "number": version.number + 1,
        "actor_id": act.actor.account_id,
        "document_number": "",
        "note": "",
        "law_edition_id": act.law.edition_id,
        "recorded_by": event,
        "ordinal": ordinal,
        "superseded_by": None,
    }
    after = ListingVersion(**(values | changes))
    version.superseded_by = event
    listing.row_version += 1
    session.add(after)
    session.flush()  # the window refers to the version
    since = _end_windows(session, version.id, event) or act.today
    kind = act.law.edition.list_types.get(listing.list_type)
    window = publications.entry_window(kind, after, since) if kind else None
    if window is not None:
        row = publications.listing_row(
            window, subject_id=after.subject_id, listing_version_id=after.id,
            edition_id=act.law.edition_id, event_id=event,
        )  # fmt: skip
        publications.insert_rows(session, [row])


def _end_windows(session: Session, version_id: int, event: int) -> date | None:
    """Supersede the windows of a version; the first day of the one that stood."""
    window = PublicationWindow
    standing = (window.listing_version_id == version_id) & window.superseded_by.is_(None)
    firsts: Iterable[date | None] = session.scalars(select(window.since).where(standing)).all()
    session.execute(update(window).where(standing).values(superseded_by=event))
    return min((day for day in firsts if day is not None), default=None)
