"""What a new edition of the law changes: windows and deadlines, rewritten under its one event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row as Columns
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.listings import ListingStatus
from credit_registry.domain.movements import Span, hull, of_days
from credit_registry.law.editions import Edition
from credit_registry.services import collection_pauses, publications
from credit_registry.services.law_changes.law_movements import Moved, Report
from credit_registry.services.law_changes.law_windows import Computed
from credit_registry.services.publications import Row, Terms
from credit_registry.services.subjects import subjects
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.memberships import among
from credit_registry.store.records import PublicationWindow, RecordVersion

VERSIONS_A_STEP = 10_000
TERMS = ("since", "until", "field_set", "reason")
Said = tuple[Any, ...]
"""What a window says, as its row has it."""
FACTS = (
    RecordVersion.id,
    RecordVersion.subject_id,
    RecordVersion.kind,
    RecordVersion.state,
    RecordVersion.disclosure,
    RecordVersion.severity,
    RecordVersion.outcome,
    RecordVersion.occurred_on,
    RecordVersion.decided_on,
    RecordVersion.served_on,
    RecordVersion.first_displayed_on,
    RecordVersion.effective_from,
    RecordVersion.effective_to,
    RecordVersion.recounted_on,
    RecordVersion.category,
    RecordVersion.is_summary,
    RecordVersion.alerted_on,
    RecordVersion.challenged_on,
    RecordVersion.challenge_settled_on,
)
"""The columns that windows follow from; a version is many times as large."""


@dataclass(frozen=True, slots=True)
class Means:
    """The edition that is loaded, its id, the event that loads it, who does, and the day."""

    edition: Edition
    edition_id: int
    event_id: int
    account_id: int
    today: date
    report: Report


@dataclass(slots=True)
class Standing:
    """The windows that a version has now: their ids, and what they say."""

    ids: list[int]
    terms: set[Said]


def rewrite_record_windows(session: Session, means: Means) -> None:
    """Compute the windows of all records anew, and replace those that say something else."""
    computed = Computed(means.edition)
    for versions in _versions(session):
        with collection_pauses.paused():
            _rewrite(session, versions, computed, means)


def _rewrite(
    session: Session,
    versions: Sequence[Columns[*tuple[Any, ...]]],
    computed: Computed,
    means: Means,
) -> None:
    """Replace the windows of a stretch of versions that say something else now."""
    standing = _standing(session, versions[0].id, versions[-1].id)
    kinds = subjects.kinds_of(session, {version.subject_id for version in versions})
    rows: list[Row] = []
    ended: list[int] = []
    for version in versions:
        terms = computed.of(version, kinds[version.subject_id])
        stood = standing.get(version.id)
        if stood is not None and stood.terms == set(terms):
            continue
        ended += stood.ids if stood else []
        rows += _record_rows(version, terms, means)
        _tell_record(version, stood, terms, means)
    _end(session, ended, means)
    publications.insert_rows(session, rows)


def _versions(session: Session) -> Iterator[Sequence[Columns[*tuple[Any, ...]]]]:
    """The columns of the current versions of all records, in stretches."""
    last = 0
    while True:
        statement = (
            select(*FACTS)
            .where(RecordVersion.superseded_by.is_(None), RecordVersion.id > last)
            .order_by(RecordVersion.id)
            .limit(VERSIONS_A_STEP)
        )
        versions: Sequence[Columns[*tuple[Any, ...]]] = session.execute(statement).all()
        if not versions:
            return
        yield versions
        last = versions[-1].id


def _standing(session: Session, first: int, last: int) -> dict[int | None, Standing]:
    """The windows of the record versions from one id to another."""
    window = PublicationWindow
    statement = select(
        window.id,
        window.record_version_id,
        window.since,
        window.until,
        window.field_set,
        window.reason,
    ).where(window.record_version_id.between(first, last), window.superseded_by.is_(None))
    found: dict[int | None, Standing] = {}
    for number, version_id, *terms in session.execute(statement):
        stood = found.setdefault(version_id, Standing([], set()))
        stood.ids.append(number)
        stood.terms.add(tuple(terms))
    return found


def _record_rows(
    version: Columns[*tuple[Any, ...]], terms: Sequence[Terms], means: Means
) -> list[Row]:
    """The rows of a version's windows under the edition."""
    return [
        publications.record_row(
            each,
            subject_id=version.subject_id,
            record_version_id=version.id,
            edition_id=means.edition_id,
            event_id=means.event_id,
        )
        for each in terms
    ]


def _tell_record(
    version: Columns[*tuple[Any, ...]], stood: Standing | None, terms: Sequence[Terms], means: Means
) -> None:
    """Note how the days of a record version moved."""
    before = _hull(stood.terms if stood else ())
    after = _hull(terms)
    movement = of_days(before, after)
    ids = (version.subject_id, version.id)
    means.report.note(Moved.RECORDS, version.kind, movement, ids, before, after)


def _hull(terms: Iterable[Said]) -> Span | None:
    """From the first day that windows say to the last."""
    return hull([(since, until) for since, until, *_ in terms if since is not None])


def _end(session: Session, window_ids: Sequence[int], means: Means) -> None:
    """Supersede windows by the edition's event, some thousands a statement."""
    for start in range(0, len(window_ids), VERSIONS_A_STEP):
        part = window_ids[start : start + VERSIONS_A_STEP]
        session.execute(
            update(PublicationWindow)
            .where(among(PublicationWindow.id, part))
            .values(superseded_by=means.event_id)
            .execution_options(synchronize_session=False)  # none of them is held as an object
        )


def rewrite_listing_windows(session: Session, means: Means) -> None:
    """Compute the windows of published entries anew, and replace those that say something else.

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
        before = [_said(standing)] if standing else []
        after = [tuple(row[name] for name in TERMS) for row in fresh]
        if after == before:
            continue
        rows += fresh
        ended += [standing.id] if standing else []
        spans = (_hull(before), _hull(after))
        ids = (listing.subject_id, listing.id)
        means.report.note(Moved.ENTRIES, listing.list_type, of_days(*spans), ids, *spans)
    _end(session, ended, means)
    publications.insert_rows(session, rows)


def _said(window: PublicationWindow) -> Said:
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
