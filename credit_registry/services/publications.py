"""Publication windows as rows: computed by the pure function where their inputs change."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row as Columns
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.listings import ListColour
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import (
    FieldSet,
    PublicationFacts,
    Reason,
    Window,
    last_day_of,
)
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType
from credit_registry.services.subjects import subjects
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import PublicationWindow, RecordVersion

Row = dict[str, Any]
Facts = RecordVersion | Columns[*tuple[Any, ...]] | RecordDraft
"""What has a record's facts: a version, its columns, or what is about to become one."""
Terms = tuple[date | None, date | None, FieldSet, Reason]
"""What a window says: its first and last day, how much is shown and why."""


def facts_of(version: Facts, subject_kind: SubjectKind) -> PublicationFacts:
    """What the window function looks at in a record about a subject of the kind."""
    return PublicationFacts(
        kind=RecordKind(version.kind),
        subject_kind=subject_kind,
        state=RecordState(version.state),
        disclosure=Disclosure(version.disclosure),
        severity=Severity(version.severity) if version.severity else None,
        outcome=version.outcome,
        occurred_on=version.occurred_on,
        decided_on=version.decided_on,
        served_on=version.served_on,
        first_displayed_on=version.first_displayed_on,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        recounted_on=version.recounted_on,
        category=version.category,
        is_summary=version.is_summary,
        alerted_on=version.alerted_on,
        challenged_on=version.challenged_on,
        challenge_settled_on=version.challenge_settled_on,
    )


def terms_of(facts: PublicationFacts, edition: Edition) -> list[Terms]:
    """What the windows of a record version say; a withheld one has one without days."""
    result = publication(facts, edition.regimes, edition.working_days)
    if result.withheld is not None:
        return [(None, None, FieldSet.REDUCED, result.withheld)]
    return [(w.since, w.until, w.field_set, w.reason) for w in result.windows]


_HELD = {"first_displayed_on", "challenged_on", "challenge_settled_on"}
"""What a hold depends on, beside the day it runs from."""


def columns_read(edition: Edition, kind: RecordKind) -> tuple[str, ...]:
    """The columns of a record that its windows depend on under the edition.

    Those on which every kind's depend are left out.
    """
    names: set[str | None] = set()
    for rule in (rule for regime in edition.regimes for rule in regime.rules if rule.kind is kind):
        names |= {rule.clock, rule.otherwise, rule.ends, rule.or_until, rule.begins}
        names |= {rule.hold_from, *_HELD} if rule.hold else set()
        names |= {"category"} if rule.categories else set()
        names |= {"is_summary"} if rule.is_summary else set()
    return tuple(sorted(name for name in names if name))


def rows_for(
    facts: PublicationFacts,
    edition: Edition,
    *,
    subject_id: int,
    record_version_id: int,
    edition_id: int,
    event_id: int,
) -> list[Row]:
    """The window rows of a record version: its windows, or one row that says why it has none."""
    return [
        record_row(
            terms,
            subject_id=subject_id,
            record_version_id=record_version_id,
            edition_id=edition_id,
            event_id=event_id,
        )
        for terms in terms_of(facts, edition)
    ]


def record_row(
    terms: Terms, *, subject_id: int, record_version_id: int, edition_id: int, event_id: int
) -> Row:
    """The window row of a record version that says the terms."""
    since, until, field_set, reason = terms
    return {
        "subject_id": subject_id,
        "record_version_id": record_version_id,
        "listing_version_id": None,
        "since": since,
        "until": until,
        "field_set": field_set.value,
        "reason": reason.value,
        "law_edition_id": edition_id,
        "recorded_by": event_id,
        "ordinal": 0,
        "superseded_by": None,
    }


def insert_rows(session: Session, rows: Sequence[Row]) -> None:
    """Write window rows, ids added, in one statement."""
    number(rows)
    insert_all(session, PublicationWindow, rows)


def replace(
    session: Session,
    versions: Iterable[RecordVersion],
    edition: Edition,
    edition_id: int,
    event_id: int,
) -> None:
    """Supersede the windows of the versions' records and write those of the versions."""
    replaced = list(versions)
    records = {version.record_id for version in replaced}
    session.execute(
        update(PublicationWindow)
        .where(
            PublicationWindow.superseded_by.is_(None),
            PublicationWindow.record_version_id.in_(
                select(RecordVersion.id).where(RecordVersion.record_id.in_(records))
            ),
        )
        .values(superseded_by=event_id)
    )
    kinds = subjects.kinds_of(session, {version.subject_id for version in replaced})
    rows: list[Row] = []
    for version in replaced:
        rows += rows_for(
            facts_of(version, kinds[version.subject_id]),
            edition,
            subject_id=version.subject_id,
            record_version_id=version.id,
            edition_id=edition_id,
            event_id=event_id,
        )
    insert_rows(session, rows)


def entry_window(list_type: ListType, version: ListingVersion, since: date) -> Window | None:
    """The window of a published entry from a day on; None where the list or the term gives none.

    It ends with the term, with the list, and for a mirrored entry with its source's confirmation.
    A watch list never gives one.
    """
    if not list_type.is_public:
        return None
    ends = [day for day in (version.until, list_type.until) if day is not None]
    reason = Reason.LISTED
    if list_type.colour is ListColour.MIRRORED:
        confirmed = version.source_confirmed_on
        if confirmed is None or list_type.confirmed_within is None:
            return None
        ends.append(last_day_of(confirmed, list_type.confirmed_within))
        reason = Reason.MIRROR_CONFIRMED
    first, last = max(since, list_type.since), min(ends, default=None)
    if not list_type.basis.is_verified or (last is not None and last < first):
        return None
    return Window(first, last, FieldSet.FULL, reason)


def listing_row(
    window: Window, *, subject_id: int, listing_version_id: int, edition_id: int, event_id: int
) -> Row:
    """The window row of an entry on a list."""
    return {
        "subject_id": subject_id,
        "record_version_id": None,
        "listing_version_id": listing_version_id,
        "since": window.since,
        "until": window.until,
        "field_set": window.field_set.value,
        "reason": window.reason.value,
        "law_edition_id": edition_id,
        "recorded_by": event_id,
        "ordinal": 0,
        "superseded_by": None,
    }
