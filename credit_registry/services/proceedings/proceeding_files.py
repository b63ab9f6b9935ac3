"""Proceedings as those see them who have to do with them: one with all about it, and the queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.deadlines import DeadlineState, ReminderLevel
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import Move, Procedure, ProcedureKind
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.law.editions import Edition
from credit_registry.services import deadlines, query_codes
from credit_registry.services.deadlines import Whose
from credit_registry.services.files.cases import names_of
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.services.proceedings import reminders, sampling_follow_ups
from credit_registry.services.proceedings.proceedings import require_own, steps_taken
from credit_registry.services.subjects import subjects
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.subjects import Subject

LAST = date.max
"""Under which a proceeding stands in the queue of which no period runs."""


@dataclass(frozen=True, slots=True)
class ProceedingFile:
    """A proceeding with its steps, who took them and its periods; `division` is its subject's.

    `possible` limits the steps of its table to those that what it is about leaves open.
    """

    proceeding: Proceeding
    steps: tuple[ProceedingVersion, ...]
    deadlines: tuple[LegalDeadline, ...]
    people: Mapping[int, str]
    name: str
    code: str | None
    division: str | None
    possible: tuple[str, ...] | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """What may follow, the step that is due first."""
        found = self.procedure.moves_from(self.version.state)
        return tuple(m for m in found if self.possible is None or m.step in self.possible)

    @property
    def procedure(self) -> Procedure:
        """Its table."""
        return PROCEDURES[ProcedureKind(self.proceeding.kind)]

    @property
    def version(self) -> ProceedingVersion:
        """Its last step."""
        return self.steps[-1]

    @property
    def taken_by(self) -> Mapping[str, int]:
        """Who took each step."""
        return {step.step: step.actor_id for step in self.steps}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue: a proceeding under way, its next last day and how pressing it is."""

    proceeding: Proceeding
    version: ProceedingVersion
    name: str
    code: str | None
    due: LegalDeadline | None
    level: ReminderLevel | None

    @property
    def place(self) -> tuple[date, int]:
        """Where it stands in the queue."""
        return (self.due.due_on if self.due else LAST, self.proceeding.id)


def read(session: Session, proceeding_id: int, actor: Actor) -> ProceedingFile:
    """One proceeding. Raises NotFound, NotPermitted where it is none of the actor's."""
    permissions.require(actor, Permission.READ_PROCEEDINGS)
    header = session.get(Proceeding, proceeding_id)
    if header is None:
        raise NotFound("There is no such proceeding.")
    require_own(actor, Permission.READ_PROCEEDINGS, header.subject_id, header.unit_id)
    return _file(session, header)


def by_code(session: Session, code: str) -> ProceedingFile:
    """The proceeding whose code somebody holds. Raises NotFound."""
    statement = select(Proceeding).where(Proceeding.code_digest == query_codes.digest(code))
    header = session.scalars(statement).one_or_none()
    if header is None:
        raise NotFound("There is no proceeding with this code.")
    return _file(session, header)


def queue(
    session: Session,
    actor: Actor,
    edition: Edition,
    today: date,
    *,
    kind: ProcedureKind | None = None,
    is_overdue: bool = False,
    after: tuple[date, int] | None = None,
    limit: int = 50,
) -> list[Waiting]:
    """The proceedings under way that are the actor's to see, the earliest last day first.

    Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_PROCEEDINGS)
    next_due = _next_due()
    day = func.coalesce(next_due, LAST)
    statement = _under_way(actor).add_columns(next_due).order_by(day, Proceeding.id).limit(limit)
    if kind is not None:
        statement = statement.where(Proceeding.kind == kind.value)
    if is_overdue:
        statement = statement.where(next_due < today)
    if after is not None:
        later = (day == after[0]) & (Proceeding.id > after[1])
        statement = statement.where(or_(day > after[0], later))
    rows = session.execute(statement).all()
    running = deadlines.running_of(session, proceedings=[row[0].id for row in rows])
    found = []
    for header, version, name, code, _ in rows:
        due = next(iter(_owed(running.get(header.id, ()))), None)
        level = reminders.level(due, today, edition) if due else None
        found.append(Waiting(header, version, name or "", code, due, level))
    return found


def counts(session: Session, actor: Actor) -> Mapping[ProcedureKind, int]:
    """How many proceedings of each kind are under way that are the actor's to see."""
    statement = (
        select(Proceeding.kind, func.count())
        .where(Proceeding.is_open, *_own(actor))
        .group_by(Proceeding.kind)
    )
    return {ProcedureKind(kind): number for kind, number in session.execute(statement)}


def _under_way(actor: Actor) -> Select[Proceeding, ProceedingVersion, str, str]:
    """The open proceedings with their last step and whom they are about."""
    version = ProceedingVersion
    return (
        select(Proceeding, version, current_name(), current_code())
        .join(version, version.proceeding_id == Proceeding.id)
        .join(Subject, Subject.id == Proceeding.subject_id)
        .where(Proceeding.is_open, version.superseded_by.is_(None), *_own(actor))
    )


def _own(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """The conditions that a proceeding is the actor's to see; officers see all."""
    if not permissions.is_bound_to_own(actor, Permission.READ_PROCEEDINGS):
        return []
    own: list[ColumnElement[bool]] = [false()]
    if actor.subject_id is not None:
        own.append(Proceeding.subject_id == actor.subject_id)
    if actor.unit_id is not None:
        own.append(Proceeding.unit_id == actor.unit_id)
    return [or_(*own)]


def _next_due() -> ColumnElement[date]:
    """The earliest last day of a step that is owed in the proceeding."""
    row = LegalDeadline
    return (
        select(func.min(row.due_on))
        .where(
            row.proceeding_id == Proceeding.id,
            row.superseded_by.is_(None),
            row.state == DeadlineState.RUNNING.value,
            row.owner.is_not(None),
        )
        .correlate(Proceeding)
        .scalar_subquery()
    )


def _owed(running: Sequence[LegalDeadline]) -> Sequence[LegalDeadline]:
    """The periods that somebody owes a step in."""
    return [each for each in running if each.owner is not None]


def _file(session: Session, header: Proceeding) -> ProceedingFile:
    """The proceeding with all about it, in a fixed number of statements."""
    steps = tuple(steps_taken(session, header.id))
    named = select(current_name(), current_code()).where(Subject.id == header.subject_id)
    name, code = session.execute(named).one()
    possible = None
    if header.kind == ProcedureKind.SAMPLING_FOLLOW_UP.value:
        possible = sampling_follow_ups.possible(session, header.record_id, steps[-1].state)
    return ProceedingFile(
        proceeding=header,
        steps=steps,
        deadlines=tuple(deadlines.of(session, Whose(header.subject_id, proceeding_id=header.id))),
        people=names_of(session, {step.actor_id for step in steps}),
        name=name or "",
        code=code,
        division=subjects.division_of(session, header.subject_id),
        possible=possible,
    )
