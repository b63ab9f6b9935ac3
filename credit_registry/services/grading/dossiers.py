"""What the rules are given: the records that may lawfully count on the day, as typed facts.

A record counts while it is public: what is withheld, restored or past its display does not score,
so that a published grade rests on nothing that the public could not read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.industries import Industries
from credit_registry.domain.privacy import hidden
from credit_registry.domain.records import Level, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.services.subjects import representations
from credit_registry.store.columns import Id
from credit_registry.store.ledgers import known_at
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import REGISTERED_NOW, Registration
from credit_registry.store.views import Sort, View, pattern, shown

COVERED = frozenset({RecordKind.PENALTY.value})
"""Sources that are delivered in full for the city, so that having no record is knowledge too."""


@dataclass(frozen=True, slots=True)
class DatedDossier:
    """A dossier for a day, and the next day on which a window changes what counts."""

    dossier: Dossier
    next_window_on: date | None


def for_subject(
    session: Session,
    subject_ids: Sequence[int],
    registration: Registration | None,
    view: View,
    industries: Industries,
) -> Dossier:
    """The first subject's dossier at the view, with what those earned that it stands for."""
    window = PublicationWindow
    statement = stated().where(
        RecordVersion.subject_id.in_(subject_ids),
        known_at(RecordVersion, view.position),
        shown(view, window.record_version_id, RecordVersion.id),
    )
    facts = facts_of(session.execute(statement), subject_ids[0])
    return dossier_of(subject_ids[0], registration, facts, industries)


def next_window_on(session: Session, subject_ids: Sequence[int], view: View) -> date | None:
    """The first day after the view's on which a window of the subjects opens, or has just ended."""
    asked = view.times | {"subject_ids": subject_ids}
    row = session.execute(_changing(view.sort), asked).one()
    ends = None if row.ends is None else row.ends + timedelta(days=1)
    return min((day for day in (row.opens, ends) if day is not None), default=None)


@cache
def _changing(sort: Sort) -> Select[date | None, date | None]:
    """The next day on which a window opens, and the next on which one has its last day."""
    window, view = PublicationWindow, pattern(sort)
    is_known = window.superseded_by.is_(None) if view.is_public else known_at(window, view.position)
    ids = bindparam("subject_ids", expanding=True, type_=Id)
    is_open = window.since <= view.as_of
    opens = func.min(case((~is_open, window.since)))
    ends = func.min(case((is_open & (window.until >= view.as_of), window.until)))
    return select(opens.label("opens"), ends.label("ends")).where(
        window.subject_id.in_(ids), is_known, window.since.is_not(None)
    )


def of_population(
    session: Session, subject_ids: Sequence[int], as_of: date, industries: Industries
) -> list[DatedDossier]:
    """The dossiers of a stretch of subjects today, in four statements."""
    sources = representations.sources(session, subject_ids)
    ends = {source: end for end, found in sources.items() for source in found}
    everyone = [*subject_ids, *ends]
    rows: dict[int, list[Row[Any]]] = {}
    window = PublicationWindow
    current = window.superseded_by.is_(None) & window.since.is_not(None)
    covers = (window.since <= as_of) & or_(window.until.is_(None), window.until >= as_of)
    shown_now = select(window.id).where(
        window.record_version_id == RecordVersion.id, current, covers
    )
    statement = stated().where(
        RecordVersion.subject_id.in_(everyone),
        RecordVersion.superseded_by.is_(None),
        shown_now.exists(),
    )
    for row in session.execute(statement):
        rows.setdefault(ends.get(row.subject_id, row.subject_id), []).append(row)
    windows: dict[int, list[tuple[date, date | None]]] = {}
    dates = select(window.subject_id, window.since, window.until).where(
        window.subject_id.in_(everyone), current
    )
    for subject_id, since, until in session.execute(dates):
        if since is not None:
            windows.setdefault(ends.get(subject_id, subject_id), []).append((since, until))
    registrations = {
        row.subject_id: row
        for row in session.scalars(
            select(Registration).where(Registration.subject_id.in_(subject_ids), REGISTERED_NOW)
        )
    }
    return [
        DatedDossier(
            dossier_of(
                number,
                registrations.get(number),
                facts_of(rows.get(number, ()), number),
                industries,
            ),
            next_change(windows.get(number, ()), as_of),
        )
        for number in subject_ids
    ]


def next_change(windows: Iterable[tuple[date, date | None]], day: date) -> date | None:
    """The first day after `day` on which a window opens, or has just ended."""
    days = []
    for since, until in windows:
        if since > day:
            days.append(since)
        elif until is not None and until >= day:
            days.append(until + timedelta(days=1))
    return min(days, default=None)


def stated() -> Select[*tuple[Any, ...]]:
    """The columns that rules read, in the order in which `_fact` takes them apart."""
    version = RecordVersion
    return select(
        version.record_id,
        version.id.label("version_id"),
        version.subject_id,
        version.kind,
        version.severity,
        version.level,
        version.outcome,
        version.category,
        version.amount_fen,
        version.score_centi,
        version.decided_on,
        version.served_on,
        version.effective_from,
        version.effective_to,
        version.occurred_on,
        version.state,
        version.title,
        Record.document_number,
        Record.source_unit_id,
        Record.item_serial,
    ).join(Record, Record.id == version.record_id)


def facts_of(rows: Iterable[Row[Any]], subject_id: int) -> tuple[Fact, ...]:
    """The rows as facts; a document that was recorded of a duplicate too counts once.

    Of the verifications of one measuring instrument the latest counts alone.
    """
    chosen: dict[tuple[object, ...], Row[Any]] = {}
    for row in sorted(rows, key=lambda row: _before(row, subject_id)):
        chosen.setdefault(_identity(row), row)
    return tuple(_fact(row) for row in chosen.values())


def _before(row: Row[Any], subject_id: int) -> tuple[object, ...]:
    """What orders rows of which the first of each identity counts."""
    later_first = 0
    if row.kind == RecordKind.INSTRUMENT.value and row.decided_on:
        later_first = -row.decided_on.toordinal()
    return later_first, row.subject_id != subject_id, row.record_id


def _identity(row: Row[Any]) -> tuple[object, ...]:
    """What rows have in common that count once."""
    if row.kind == RecordKind.INSTRUMENT.value and row.item_serial:
        return row.kind, row.item_serial
    if row.document_number:
        return row.source_unit_id, row.kind, row.document_number, row.item_serial
    return (row.record_id,)


_KINDS = {each.value: each for each in RecordKind}
_SEVERITIES = {each.value: each for each in Severity}
_LEVELS = {each.value: each for each in Level}
_STATES = {each.value: each for each in RecordState}


def _fact(row: Row[Any]) -> Fact:
    """A record version as a fact; the words of ten thousand rows are looked up, not made."""
    (
        record_id, version_id, _, kind, severity, level, outcome, category, amount_fen, score_centi,
        decided_on, served_on, effective_from, effective_to, occurred_on, state, title,
        document_number, *_,
    ) = tuple(row)  # fmt: skip
    return Fact(
        record_id=record_id,
        version_id=version_id,
        kind=_KINDS[kind],
        severity=_SEVERITIES[severity] if severity else None,
        level=_LEVELS[level] if level else None,
        outcome=outcome,
        category=category,
        amount_fen=amount_fen,
        score_centi=score_centi,
        decided_on=decided_on,
        served_on=served_on,
        effective_from=effective_from,
        effective_to=effective_to,
        occurred_on=occurred_on,
        state=_STATES[state],
        document_number=document_number,
        title=hidden(title),
    )


def dossier_of(
    subject_id: int,
    registration: Registration | None,
    facts: tuple[Fact, ...],
    industries: Industries,
) -> Dossier:
    """The subject's standing and facts."""
    return Dossier(
        subject_id=subject_id,
        established_on=registration.established_on if registration else None,
        standing=Standing(registration.standing) if registration else Standing.UNKNOWN,
        facts=facts,
        covered=COVERED,
        industry=industries.with_section((registration and registration.industry_code) or ""),
    )
