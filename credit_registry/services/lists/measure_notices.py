"""Notices of measures: given when an entry is published, turned into liftings when it leaves.

Both belong to the step of the entry: they are written by set, under the event of that step. What
has ended by date alone is turned by a job, under its own event; until then readers count by date.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from credit_registry.domain.deadlines import Clock, DeadlineState
from credit_registry.domain.measures import Measure
from credit_registry.domain.procedures.measures import MEASURE, NOTICED, NOTIFY, RELEASE
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services import deadlines
from credit_registry.services.deadlines import Means, Whose
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of
from credit_registry.store.measures import ExecutingBody
from credit_registry.store.proceedings import Proceeding, ProceedingVersion

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Given:
    """What notices are about: the entry, its subject, and who publishes it on which day."""

    listing_id: int
    subject_id: int
    actor_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Ended:
    """A notice whose measure is lifted from a day on."""

    notice: Proceeding
    version: ProceedingVersion
    day: date


def first_day_after(entry_until: date | None, measure: Measure | None, today: date) -> date | None:
    """The day from which a measure is lifted by date: its entry or itself is over the day before.

    A measure that the law in force no longer has is lifted from today.
    """
    if measure is None:
        return today
    last = min((day for day in (entry_until, measure.until) if day), default=None)
    return None if last is None else last + timedelta(days=1)


def give(session: Session, about: Given, measures: Iterable[Measure], means: Means) -> None:
    """A notice of each measure that has a body, unless one of it is open already."""
    told = _told(session, about.listing_id)
    due = [each for each in measures if each.body and each.code not in told]
    if not due:
        return
    units = units_of(session)
    headers = [_header(about, each, units) for each in due]
    session.execute(insert(Proceeding), headers)
    ids = [int(str(header["id"])) for header in headers]
    session.execute(
        insert(ProceedingVersion),
        [_first(about, number, ordinal, means) for ordinal, number in enumerate(ids)],
    )
    clocks = MEASURE.opening.starts
    _start(session, [(number, about.subject_id, about.day, clocks) for number in ids], means)


def units_of(session: Session) -> Mapping[str, int]:
    """The unit that stands for each body."""
    statement = select(ExecutingBody.body, ExecutingBody.unit_id)
    return {row.body: row.unit_id for row in session.execute(statement)}


def release_entry(
    session: Session, listing_id: int, day: date, actor_id: int, means: Means
) -> None:
    """Turn all open notices of an entry into notices of lifting from the day on."""
    statement = (
        select(Proceeding, ProceedingVersion)
        .join(ProceedingVersion, ProceedingVersion.proceeding_id == Proceeding.id)
        .where(_is_open(), Proceeding.listing_id == listing_id)
        .where(ProceedingVersion.superseded_by.is_(None))
        .order_by(Proceeding.id)
        .with_for_update()
    )
    rows = session.execute(statement).all()
    release(session, [Ended(header, version, day) for header, version in rows], actor_id, means)


def release(session: Session, ended: Sequence[Ended], actor_id: int, means: Means) -> int:
    """Turn the notices into notices of lifting, by set; how many were turned."""
    turned = [each for each in ended if _may_turn(each.version.state)]
    if not turned:
        return 0
    ids = [each.notice.id for each in turned]
    goals = {each.notice.id: MEASURE.move(each.version.state, RELEASE) for each in turned}
    over = [number for number, move in goals.items() if MEASURE.is_over(move.to)]
    session.execute(
        update(ProceedingVersion)
        .where(ProceedingVersion.id.in_([each.version.id for each in turned]))
        .values(superseded_by=means.event_id)
    )
    versions = [
        _released(each, goals[each.notice.id].to, number, actor_id, means)
        for number, each in enumerate(turned)
    ]
    session.execute(insert(ProceedingVersion), versions)
    session.execute(
        update(Proceeding)
        .where(Proceeding.id.in_(ids))
        .values(row_version=Proceeding.row_version + 1)
    )
    session.execute(update(Proceeding).where(Proceeding.id.in_(over)).values(is_open=False))
    _drop(session, ids, means.event_id)
    begun = [
        (each.notice.id, each.notice.subject_id, each.day, goals[each.notice.id].starts)
        for each in turned
    ]
    _start(session, begun, means)
    return len(turned)


def _may_turn(state: str) -> bool:
    """Whether a notice in the state is turned into one of lifting."""
    return any(move.step == RELEASE for move in MEASURE.moves_from(state))


def _is_open() -> ColumnElement[bool]:
    """The condition that a proceeding is an open notice of a measure."""
    return (Proceeding.kind == ProcedureKind.MEASURE.value) & Proceeding.is_open


def _told(session: Session, listing_id: int) -> Collection[str]:
    """The measures of the entry of which a notice is open."""
    statement = select(Proceeding.item).where(_is_open(), Proceeding.listing_id == listing_id)
    return session.scalars(statement).all()


def _header(about: Given, measure: Measure, units: Mapping[str, int]) -> Values:
    """The proceeding of one notice."""
    return {
        "id": new_id(),
        "kind": ProcedureKind.MEASURE.value,
        "subject_id": about.subject_id,
        "record_id": None,
        "listing_id": about.listing_id,
        "item": measure.code,
        "unit_id": units.get(measure.body),
        "code_digest": None,
        "is_open": True,
        "row_version": 1,
    }


def _first(about: Given, number: int, ordinal: int, means: Means) -> Values:
    """The first version of a notice."""
    return {
        "id": new_id(),
        "proceeding_id": number,
        "subject_id": about.subject_id,
        "number": 1,
        "state": NOTICED,
        "step": NOTIFY,
        "stepped_on": about.day,
        "actor_id": about.actor_id,
        "document_number": "",
        "note": "",
        "details": {},
        "law_edition_id": means.edition_id,
        "recorded_by": means.event_id,
        "ordinal": ordinal,
    }


def _released(each: Ended, state: str, ordinal: int, actor_id: int, means: Means) -> Values:
    """The version of a notice that says that its measure is lifted."""
    return {
        "id": new_id(),
        "proceeding_id": each.notice.id,
        "subject_id": each.notice.subject_id,
        "number": each.version.number + 1,
        "state": state,
        "step": RELEASE,
        "stepped_on": max(each.day, each.version.stepped_on),
        "actor_id": actor_id,
        "document_number": "",
        "note": "",
        "details": {},
        "law_edition_id": means.edition_id,
        "recorded_by": means.event_id,
        "ordinal": ordinal,
    }


def _start(
    session: Session,
    cases: Sequence[tuple[int, int, date, Sequence[Clock]]],
    means: Means,
) -> None:
    """Begin the periods of the notices, each given with its subject, its day and its clocks."""
    rows = [
        deadlines.begun(Whose(subject_id, proceeding_id=number), clock, day, means)
        for number, subject_id, day, clocks in cases
        for clock in clocks
    ]
    if rows:
        session.execute(insert(LegalDeadline), rows)


def _drop(session: Session, ids: Collection[int], event_id: int) -> None:
    """End the periods of the notices that still run: what was asked for is overtaken."""
    row = LegalDeadline
    is_running = (
        row.proceeding_id.in_(ids)
        & row.superseded_by.is_(None)
        & (row.state == DeadlineState.RUNNING.value)
    )
    running = session.scalars(select(row).where(is_running)).all()
    if not running:
        return
    changes = {
        "state": DeadlineState.DROPPED.value,
        "recorded_by": event_id,
        "superseded_by": None,
    }
    rows = [columns_of(each) | {"id": new_id()} | changes for each in running]
    session.execute(update(row).where(is_running).values(superseded_by=event_id))
    session.execute(insert(row), rows)
