"""Who subjects are, as officers settle it: those that wait for a person, and all about one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import (
    IdentifierScheme,
    IdentifierState,
    SubjectState,
)
from credit_registry.services.subjects import subject_links
from credit_registry.services.subjects.subject_links import Relation
from credit_registry.store.records import Record
from credit_registry.store.subjects import (
    IS_PROVISIONAL,
    IS_QUARANTINED,
    Subject,
    SubjectIdentifier,
    SubjectName,
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code that names a subject; a quarantined one comes with what it may have meant."""

    scheme: IdentifierScheme
    value: str
    is_quarantined: bool
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class QueuedSubject:
    """One subject that waits for a person; it leaves when it is confirmed or rejected."""

    subject_id: int
    state: SubjectState
    name: str
    codes: tuple[Code, ...]
    record_count: int

    @property
    def quarantined(self) -> Code | None:
        """The code that is to be corrected."""
        return next((code for code in self.codes if code.is_quarantined), None)


@dataclass(frozen=True, slots=True)
class SubjectCase:
    """All that an officer needs to settle who a subject is."""

    subject: QueuedSubject
    names: tuple[str, ...]
    relations: tuple[Relation, ...]


def queue(session: Session, actor: Actor, after: int = 0, limit: int = 100) -> list[QueuedSubject]:
    """The subjects that wait for a person, in the order of their ids. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    waiting = union(
        select(Subject.id).where(IS_PROVISIONAL, Subject.id > after),
        select(Subject.id)
        .join(SubjectIdentifier, SubjectIdentifier.subject_id == Subject.id)
        .where(IS_QUARANTINED, Subject.state != SubjectState.REJECTED.value, Subject.id > after),
    ).subquery()
    statement = select(waiting.c.id).order_by(waiting.c.id).limit(limit)
    return described(session, session.scalars(statement).all())


def one(session: Session, actor: Actor, subject_id: int) -> SubjectCase:
    """All about one subject, in a fixed number of statements. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    found = described(session, [subject_id])
    if not found:
        raise NotFound("There is no such subject.")
    names = session.scalars(
        select(SubjectName.name)
        .where(SubjectName.subject_id == subject_id, SubjectName.superseded_by.is_(None))
        .order_by(SubjectName.id)
    ).all()
    relations = subject_links.standing(session, subject_id)
    return SubjectCase(found[0], tuple(dict.fromkeys(names)), tuple(relations))


def described(session: Session, ids: Sequence[int]) -> list[QueuedSubject]:
    """The subjects with their names, codes and number of records, in four statements."""
    stated = session.execute(select(Subject.id, Subject.state).where(Subject.id.in_(ids)))
    states = {row.id: row.state for row in stated}
    borne = session.execute(
        select(SubjectName.subject_id, func.max(SubjectName.name).label("name"))
        .where(
            SubjectName.subject_id.in_(ids),
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .group_by(SubjectName.subject_id)
    )
    names = {row.subject_id: row.name for row in borne}
    counted = session.execute(
        select(Record.subject_id, func.count().label("records"))
        .where(Record.subject_id.in_(ids))
        .group_by(Record.subject_id)
    )
    counts = {row.subject_id: row.records for row in counted}
    codes = _codes(session, ids)
    return [
        QueuedSubject(
            subject_id=number,
            state=SubjectState(states[number]),
            name=names.get(number) or "",
            codes=tuple(codes.get(number, ())),
            record_count=counts.get(number, 0),
        )
        for number in ids
        if number in states
    ]


def _codes(session: Session, ids: Sequence[int]) -> dict[int, list[Code]]:
    """The codes that name the subjects now, and those that wait for their correction."""
    named = (IdentifierState.ACTIVE.value, IdentifierState.QUARANTINED.value)
    statement = (
        select(SubjectIdentifier)
        .where(
            SubjectIdentifier.subject_id.in_(ids),
            SubjectIdentifier.superseded_by.is_(None),
            SubjectIdentifier.state.in_(named),
        )
        .order_by(SubjectIdentifier.id)
    )
    found: dict[int, list[Code]] = {}
    for row in session.scalars(statement):
        is_quarantined = row.state == IdentifierState.QUARANTINED.value
        code = Code(IdentifierScheme(row.scheme), row.value, is_quarantined, row.suggestion)
        found.setdefault(row.subject_id, []).append(code)
    return found
