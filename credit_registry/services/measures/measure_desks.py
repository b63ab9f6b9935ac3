"""Notices of measures as a body or an officer sees them today, and what they come to in numbers.

A body sees the notices of its own unit and no other. Where an entry or a measure is over by date, a
notice counts as one of lifting from that day, whatever its last step.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.deadlines import DeadlineState
from credit_registry.domain.errors import NotFound
from credit_registry.domain.measures import Measure
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.measures import (
    APPLY,
    CLOSED,
    LIFTING,
    NOT_APPLICABLE,
    NOTICED,
    RELEASING,
    TO_LIFT,
)
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.law.editions import Edition
from credit_registry.services import deadlines
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.services.lists.measure_notices import first_day_after
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.memberships import among
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.subjects import Subject

OWED = frozenset({NOTICED, LIFTING})
"""The states in which the body owes a report."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice on the day: its state by date, what is owed until when, and whether it was late.

    `measure` is None where the law in force no longer has it. `lifted_from` is the first day
    without the measure, where one is known.
    """

    notice_id: int
    listing_id: int
    subject_id: int
    name: str
    code: str | None
    list_type: str
    item: str
    measure: Measure | None
    unit: str
    state: str
    row_version: int
    decision_number: str
    given_on: date
    since: date | None
    until: date | None
    stepped_on: date
    lifted_from: date | None
    due_on: date | None
    is_provisional: bool
    is_late: bool
    was_applied: bool

    @property
    def is_owed(self) -> bool:
        """Whether the body has to report."""
        return self.state in OWED


def notices(session: Session, actor: Actor, today: date, edition: Edition) -> list[Notice]:
    """All notices that the actor may see, those owed first. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_MEASURES)
    found = _seen(session, _rows(actor), today, edition)
    return sorted(found, key=lambda each: (not each.is_owed, each.due_on or today, -each.notice_id))


def notice(session: Session, notice_id: int, actor: Actor, today: date, edition: Edition) -> Notice:
    """One notice. Raises NotFound also for another body's, NotPermitted."""
    permissions.require(actor, Permission.READ_MEASURES)
    found = _seen(session, _rows(actor).where(Proceeding.id == notice_id), today, edition)
    if not found:
        raise NotFound("There is no such notice on this desk.")
    return found[0]


def all_of(session: Session, today: date, edition: Edition) -> list[Notice]:
    """All notices there are, for figures that name nobody."""
    return _seen(session, _statement(), today, edition)


def _rows(actor: Actor) -> Select[*tuple[object, ...]]:
    """The notices that the actor may see."""
    if permissions.may(actor, Permission.READ_INTERNAL):
        return _statement()
    return _statement().where(Proceeding.unit_id == actor.unit_id, Proceeding.unit_id.is_not(None))


def _statement() -> Select[*tuple[object, ...]]:
    """Every notice with its entry, its subject and its unit, in one statement."""
    version, first = ProceedingVersion, aliased(ProceedingVersion)
    unit = SourceUnitName
    return (
        select(
            Proceeding.id,
            Proceeding.listing_id,
            Proceeding.subject_id,
            Proceeding.item,
            Proceeding.row_version,
            Listing.list_type,
            version.state,
            version.stepped_on,
            first.stepped_on.label("given_on"),
            ListingVersion.decision_number,
            ListingVersion.since,
            ListingVersion.until,
            unit.name.label("unit"),
            current_name().label("name"),
            current_code().label("code"),
        )
        .select_from(Proceeding)
        .join(version, version.proceeding_id == Proceeding.id)
        .join(first, (first.proceeding_id == Proceeding.id) & (first.number == 1))
        .join(Listing, Listing.id == Proceeding.listing_id)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .join(Subject, Subject.id == Proceeding.subject_id)
        .outerjoin(unit, (unit.unit_id == Proceeding.unit_id) & unit.until.is_(None))
        .where(
            Proceeding.kind == ProcedureKind.MEASURE.value,
            version.superseded_by.is_(None),
            ListingVersion.superseded_by.is_(None),
        )
        .order_by(Proceeding.id)
    )


def _seen(
    session: Session, statement: Select[*tuple[object, ...]], today: date, edition: Edition
) -> list[Notice]:
    """The notices of a statement as they stand on the day."""
    rows: Sequence[Row[*tuple[object, ...]]] = session.execute(statement).all()
    ids = [int(str(row[0])) for row in rows]
    periods, applied = _periods(session, ids), _applied(session, ids)
    return [
        _notice(row, periods.get(row.id, ()), row.id in applied, today, edition) for row in rows
    ]


def _periods(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[LegalDeadline]]:
    """The periods of the notices as they stand, in one statement."""
    row, found = LegalDeadline, defaultdict(list)
    statement = select(row).where(row.superseded_by.is_(None), among(row.proceeding_id, ids))
    for each in session.scalars(statement.order_by(row.thread_id)):
        found[each.proceeding_id or 0].append(each)
    return found


def _applied(session: Session, ids: Sequence[int]) -> frozenset[int]:
    """The notices that were reported as applied at some time."""
    version = ProceedingVersion
    statement = select(version.proceeding_id).where(
        among(version.proceeding_id, ids), version.step == APPLY
    )
    return frozenset(session.scalars(statement))


def _notice(
    row: Row[*tuple[object, ...]],
    periods: Sequence[LegalDeadline],
    was_applied: bool,  # noqa: FBT001 - one of the notice's own facts
    today: date,
    edition: Edition,
) -> Notice:
    """One notice as it stands on the day."""
    measure = edition.measures.get(row.item)
    lifted_from = _lifted_from(row, periods, measure, today)
    state = _state(row.state, lifted_from, today)
    owed = _owed(state, periods, lifted_from, edition)
    settled = (each for each in periods if each.state == DeadlineState.MET.value)
    return Notice(
        notice_id=row.id,
        listing_id=row.listing_id,
        subject_id=row.subject_id,
        name=row.name or "",
        code=row.code,
        list_type=row.list_type,
        item=row.item,
        measure=measure,
        unit=row.unit or "",
        state=state,
        row_version=row.row_version,
        decision_number=row.decision_number or "",
        given_on=row.given_on,
        since=row.since,
        until=row.until,
        stepped_on=row.stepped_on,
        lifted_from=lifted_from,
        due_on=owed.due_on if owed else None,
        is_provisional=bool(owed and owed.is_provisional),
        is_late=_was_late(settled) or bool(owed and owed.is_over(today)),
        was_applied=was_applied,
    )


@dataclass(frozen=True, slots=True)
class _Owed:
    """The last day of what a body owes."""

    due_on: date
    is_provisional: bool

    def is_over(self, today: date) -> bool:
        """Whether the day is over for certain."""
        return not self.is_provisional and self.due_on < today


def _state(stored: str, lifted_from: date | None, today: date) -> str:
    """Where a notice stands by date; what is over is to be lifted, or was never to be."""
    if lifted_from is None or lifted_from > today:
        return stored
    if stored in TO_LIFT:
        return LIFTING
    return CLOSED if stored == NOT_APPLICABLE else stored


def _lifted_from(
    row: Row[*tuple[object, ...]],
    periods: Sequence[LegalDeadline],
    measure: Measure | None,
    today: date,
) -> date | None:
    """The first day without the measure: as its notice of lifting says, or by date."""
    if row.state in {*TO_LIFT, NOT_APPLICABLE}:
        return first_day_after(row.until, measure, today)
    started = [each.started_on for each in periods if each.code == RELEASING.deadline]
    day: date = started[0] if started else row.stepped_on
    return day


def _owed(
    state: str, periods: Sequence[LegalDeadline], lifted_from: date | None, edition: Edition
) -> _Owed | None:
    """What the body owes in the state: as the period runs, or counted where none was begun."""
    if state not in OWED:
        return None
    is_lifting = state == LIFTING
    for each in periods:
        if each.state == DeadlineState.RUNNING.value and is_lifting is (
            each.code == RELEASING.deadline
        ):
            return _Owed(each.due_on, each.is_provisional)
    if not is_lifting or lifted_from is None:
        return None
    counted = deadlines.due(edition, RELEASING.deadline, lifted_from)
    return _Owed(counted.due_on, counted.is_provisional)


def _was_late(settled: Iterable[LegalDeadline]) -> bool:
    """Whether a report came after its last day."""
    return any(each.ended_on is not None and each.ended_on > each.due_on for each in settled)
