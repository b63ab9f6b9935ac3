"""What a new edition of the law changes: windows and deadlines, rewritten under its one event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.dates import due_on
from credit_registry.domain.listings import ListingStatus
from credit_registry.law.editions import Edition
from credit_registry.services import publications, subjects
from credit_registry.services.publications import Row
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow, RecordVersion

VERSIONS_A_STEP = 2_000
TERMS = ("since", "until", "field_set", "reason")
HEARD = (ListingStatus.NOTICED.value, ListingStatus.STATED.value)


@dataclass(frozen=True, slots=True)
class Means:
    """The edition that is loaded, its id, the event that loads it, who does, and the day."""

    edition: Edition
    edition_id: int
    event_id: int
    account_id: int
    today: date


def rewrite_record_windows(session: Session, means: Means) -> int:
    """Compute the windows of all records anew; how many record versions got others."""
    changed = 0
    for versions in _versions(session):
        standing = _standing(session, [version.id for version in versions])
        kinds = subjects.kinds_of(session, {version.subject_id for version in versions})
        differing: list[RecordVersion] = []
        for version in versions:
            rows = publications.rows_for(
                publications.facts_of(version, kinds[version.subject_id]),
                means.edition,
                subject_id=version.subject_id,
                record_version_id=version.id,
                edition_id=means.edition_id,
                event_id=means.event_id,
            )
            if _terms(rows) != standing.get(version.id, set()):
                differing.append(version)
        publications.replace(session, differing, means.edition, means.edition_id, means.event_id)
        changed += len(differing)
    return changed


def _versions(session: Session) -> Iterator[Sequence[RecordVersion]]:
    """The current versions of all records, in stretches."""
    last = 0
    while True:
        statement = (
            select(RecordVersion)
            .where(RecordVersion.superseded_by.is_(None), RecordVersion.id > last)
            .order_by(RecordVersion.id)
            .limit(VERSIONS_A_STEP)
        )
        versions = session.scalars(statement).all()
        if not versions:
            return
        yield versions
        last = versions[-1].id


Terms = tuple[object, ...]


def _terms(rows: Iterable[Row]) -> set[Terms]:
    """What windows say, whatever edition they follow from."""
    return {tuple(row[name] for name in TERMS) for row in rows}


def _standing(session: Session, version_ids: Sequence[int]) -> dict[int, set[Terms]]:
    """What the windows of record versions say now."""
    window = PublicationWindow
    statement = select(window.record_version_id, *(getattr(window, name) for name in TERMS)).where(
        window.record_version_id.in_(version_ids), window.superseded_by.is_(None)
    )
    found: dict[int, set[Terms]] = {}
    for version_id, *terms in session.execute(statement):
        found.setdefault(version_id, set()).add(tuple(terms))
    return found


def rewrite_listing_windows(session: Session, means: Means) -> int:
    """Compute the windows of published entries anew; how many entries got another or lost theirs.

    A window that goes on begins where it began; one that an edition gives back begins today.
    """
    window = PublicationWindow
    statement = (
        select(Listing, ListingVersion, window)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .outerjoin(
            window,
            (window.listing_version_id == ListingVersion.id) & window.superseded_by.is_(None),
        )
        .where(
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status == ListingStatus.PUBLISHED.value,
        )
    )
    rows: list[Row] = []
    ended: list[int] = []
    for listing, version, standing in session.execute(statement):
        fresh = _listing_rows(listing, version, standing, means)
        if _terms(fresh) == ({_said(standing)} if standing else set()):
            continue
        rows += fresh
        ended.append(version.id)
    session.execute(
        update(window)
        .where(window.listing_version_id.in_(ended), window.superseded_by.is_(None))
        .values(superseded_by=means.event_id)
    )
    publications.insert_rows(session, rows)
    return len(ended)


def _said(window: PublicationWindow) -> Terms:
    """What a window says."""
    return tuple(getattr(window, name) for name in TERMS)


def _listing_rows(
    listing: Listing, version: ListingVersion, standing: PublicationWindow | None, means: Means
) -> list[Row]:
    """The entry's window under the edition, as a row; none where its list gives it none."""
    list_type = means.edition.list_types.get(listing.list_type)
    since = standing.since if standing and standing.since else means.today
    window = publications.entry_window(list_type, version, since) if list_type else None
    if window is None:
        return []
    row = publications.listing_row(
        window,
        subject_id=listing.subject_id,
        listing_version_id=version.id,
        edition_id=means.edition_id,
        event_id=means.event_id,
    )
    return [row]


def rewrite_deadlines(session: Session, means: Means) -> int:
    """Count the time for statement and defence anew where it runs; how many entries got another."""
    statement = (
        select(Listing, ListingVersion)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(ListingVersion.superseded_by.is_(None), ListingVersion.status.in_(HEARD))
        .with_for_update()
    )
    changed = 0
    for listing, version in session.execute(statement).all():
        served = version.notice_served_on
        if served is None:
            continue
        rule = means.edition.deadlines["listing_statement"].on(served)
        deadline = due_on(served, rule.period, means.edition.working_days)
        due = (deadline.due_on, deadline.is_provisional)
        if due != (version.statement_due_on, version.is_due_provisional):
            _restate(session, listing, version, due, means)
            changed += 1
    return changed


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
