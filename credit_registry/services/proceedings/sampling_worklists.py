"""What is to be done after failed samplings: open follow-ups and re-inspections, by what is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.deadlines import DeadlineState
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures import sampling_follow_ups
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.services import deadlines
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import SubjectName

KINDS = (ProcedureKind.SAMPLING_FOLLOW_UP.value, ProcedureKind.RE_INSPECTION.value)
AT_ONCE = 500
Place = tuple[date, int]
"""Where a case stands in the list: its first last day, and its id."""

NEVER = date(9999, 12, 31)
"""Stands for the last day of a case in which nobody owes a step by a day."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A period that somebody has to keep: its code in the law's table, and whose step meets it."""

    deadline: str
    due_on: date
    is_provisional: bool
    owner: Permission | None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One open follow-up or re-inspection: what may be done next, and what is owed first."""

    proceeding_id: int
    kind: ProcedureKind
    subject_id: int
    name: str
    record_id: int
    title: str
    document_number: str
    state: str
    since: date
    next_steps: tuple[str, ...]
    owed: Owed | None

    @property
    def deadline(self) -> str:
        """The code of the period, empty where none runs that somebody has to keep."""
        return self.owed.deadline if self.owed else ""

    @property
    def due_on(self) -> date | None:
        """The last day of that period."""
        return self.owed.due_on if self.owed else None

    @property
    def is_provisional(self) -> bool:
        """Whether that day may still move."""
        return self.owed is not None and self.owed.is_provisional

    @property
    def owner(self) -> Permission | None:
        """What the step takes that meets the period."""
        return self.owed.owner if self.owed else None

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return self.due_on or NEVER, self.proceeding_id

    def days_over(self, day: date) -> int:
        """For how many days it has been overdue; a provisional last day is not over yet."""
        if self.due_on is None or self.is_provisional:
            return 0
        return max(0, (day - self.due_on).days)


def read(
    session: Session,
    actor: Actor,
    today: date,
    *,
    is_overdue: bool = False,
    after: Place | None = None,
    limit: int = AT_ONCE,
) -> list[OpenCase]:
    """The open cases, the longest overdue first, in two statements. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    statement = _cases(today, is_overdue=is_overdue, after=after).limit(limit)
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(statement).all()
    owed = deadlines.running_of(session, proceedings=[row.Proceeding.id for row in rows])
    return [
        _case(row.Proceeding, row.ProceedingVersion, row, owed.get(row.Proceeding.id, ()))
        for row in rows
    ]


def overdue(session: Session, actor: Actor, today: date) -> Iterator[OpenCase]:
    """All cases in which a step is overdue, the longest overdue first. Raises NotPermitted."""
    after: Place | None = None
    while True:
        found = read(session, actor, today, is_overdue=True, after=after)
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1].place


def _cases(today: date, *, is_overdue: bool, after: Place | None) -> Select[*tuple[Any, ...]]:
    """The open cases with what stands of each, by the first last day."""
    row, version, of_record = Proceeding, ProceedingVersion, RecordVersion
    due = _due()
    first = func.coalesce(due.c.due_on, NEVER)
    statement = (
        select(
            row,
            version,
            of_record.title,
            of_record.outcome,
            Record.document_number,
            _name().label("name"),
        )
        .join(version, and_(version.proceeding_id == row.id, version.superseded_by.is_(None)))
        .join(Record, Record.id == row.record_id)
        .join(of_record, and_(of_record.record_id == Record.id, of_record.superseded_by.is_(None)))
        .outerjoin(due, due.c.proceeding_id == row.id)
        .where(row.kind.in_(KINDS), row.is_open)
        .order_by(first, row.id)
    )
    if is_overdue:
        statement = statement.where(due.c.due_on < today, ~_is_provisional(due))
    if after is not None:
        day, number = after
        statement = statement.where(or_(first > day, and_(first == day, row.id > number)))
    return statement


def _due() -> Subquery:
    """The first last day of each case of those that somebody has to keep."""
    period = LegalDeadline
    return (
        select(period.proceeding_id, func.min(period.due_on).label("due_on"))
        .where(_is_owed(), period.proceeding_id.is_not(None))
        .group_by(period.proceeding_id)
        .subquery()
    )


def _is_owed() -> ColumnElement[bool]:
    """The condition that a period runs and that somebody has to keep it."""
    period = LegalDeadline
    return and_(
        period.superseded_by.is_(None),
        period.state == DeadlineState.RUNNING.value,
        period.owner.is_not(None),
    )


def _is_provisional(due: Subquery) -> ColumnElement[bool]:
    """The condition that the case's first last day may still move."""
    period = LegalDeadline
    moving = select(period.id).where(
        _is_owed(),
        period.proceeding_id == due.c.proceeding_id,
        period.due_on == due.c.due_on,
        period.is_provisional,
    )
    return moving.exists()


def _name() -> ColumnElement[str | None]:
    """The name that the case's subject bears."""
    return (
        select(func.max(SubjectName.name))
        .where(
            SubjectName.subject_id == Proceeding.subject_id,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .scalar_subquery()
    )


def _case(
    header: Proceeding,
    version: ProceedingVersion,
    told: Row[*tuple[Any, ...]],
    running: Sequence[LegalDeadline],
) -> OpenCase:
    """One case with the first of its periods that somebody has to keep."""
    first = next((each for each in running if each.owner is not None), None)
    kind = ProcedureKind(header.kind)
    return OpenCase(
        proceeding_id=header.id,
        kind=kind,
        subject_id=header.subject_id,
        name=told.name or "",
        record_id=header.record_id or 0,
        title=told.title,
        document_number=told.document_number,
        state=version.state,
        since=version.stepped_on,
        next_steps=tuple(_next_steps(kind, version.state, told.outcome)),
        owed=None if first is None else _owed(first),
    )


def _owed(period: LegalDeadline) -> Owed:
    """The period as somebody has to keep it."""
    owner = Permission(period.owner) if period.owner else None
    return Owed(period.code, period.due_on, period.is_provisional, owner)


def _next_steps(kind: ProcedureKind, state: str, outcome: str | None) -> list[str]:
    """The steps that may be taken in the state."""
    if kind is ProcedureKind.SAMPLING_FOLLOW_UP:
        return sampling_follow_ups.next_steps(state, outcome)
    return [move.step for move in PROCEDURES[kind].moves_from(state)]
