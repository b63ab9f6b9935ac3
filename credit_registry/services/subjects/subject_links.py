"""Links between subjects: recorded by an event, taken back by another, never deleted."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import (
    FORWARDING_LINKS,
    IdentifierScheme,
    LinkKind,
    SubjectState,
)
from credit_registry.services import ledgers
from credit_registry.services.subjects import representations, subjects
from credit_registry.store.columns import Id
from credit_registry.store.ids import new_id
from credit_registry.store.subjects import (
    IS_ACTIVE,
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)
from credit_registry.store.views import Sort, View, known, pattern


@dataclass(frozen=True, slots=True)
class Relation:
    """A link as one of its two subjects sees it; `is_from` where the link leads away from it."""

    link_id: int
    kind: LinkKind
    is_from: bool
    other_id: int
    other_state: SubjectState
    name: str
    code: str | None
    since: date | None


def link(
    session: Session,
    subject_id: int,
    other_id: int,
    kind: LinkKind,
    *,
    actor: Actor,
    at: datetime,
    since: date | None = None,
) -> int:
    """Record that one subject is related to another; the link's id comes back.

    Raises NotFound, NotPermitted, AlreadyRecorded, Unlawful for a link that would lead back to its
    own subject, Conflict for a second one along which an address forwards.
    """
    for each in (subject_id, other_id):
        division = subjects.division_of(session, each) or actor.division
        permissions.require(actor, Permission.LINK_SUBJECTS, division=division)
    if subject_id == other_id:
        raise Unlawful("A subject is not linked to itself.")
    _lock(session, subject_id, other_id)
    _require_new(session, subject_id, other_id, kind)
    if kind in FORWARDING_LINKS and subjects.forwarded(session, other_id) == subject_id:
        raise Unlawful("The other subject stands for this one already; the link would be a circle.")
    event = ledgers.record(
        session,
        EventKind.SUBJECTS_LINKED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"other": to_public(other_id), "kind": kind.value},
    )
    number = new_id()
    session.add(
        SubjectLink(
            id=number, subject_id=subject_id, other_id=other_id, kind=kind.value,
            since=since, until=None, recorded_by=event, ordinal=0,
        )
    )  # fmt: skip
    session.flush()  # a later link of this transaction is checked against it
    if kind in FORWARDING_LINKS:
        end = subjects.forwarded(session, other_id)
        representations.forget_grades(session, (subject_id, end), event)
    return number


def reverse(session: Session, link_id: int, reason: str, *, actor: Actor, at: datetime) -> None:
    """Take a link back, with the reason; what either subject holds was never moved.

    Raises NotFound, NotPermitted, Unlawful without a reason, Conflict where it is taken back.
    """
    found = session.get(SubjectLink, link_id, with_for_update=True)
    known = subjects.division_of(session, found.subject_id) if found else None
    permissions.require(actor, Permission.LINK_SUBJECTS, division=known or actor.division)
    if not reason.strip():
        raise Unlawful("State why the link is taken back.")
    if found is None:
        raise NotFound("There is no such link.")
    if found.superseded_by is not None:
        raise Conflict("The link is taken back already.")
    end = subjects.forwarded(session, found.subject_id)
    found.superseded_by = ledgers.record(
        session,
        EventKind.LINK_REVERSED,
        actor=actor,
        at=at,
        subject_id=found.subject_id,
        payload={"link": to_public(link_id), "reason": reason},
    )
    session.flush()  # a later link of this transaction is checked against it
    if found.kind in FORWARDING_LINKS:
        ended = (found.subject_id, end)
        representations.forget_grades(session, ended, found.superseded_by)


def _lock(session: Session, *subject_ids: int) -> None:
    """Lock the subjects, so that of two links at once the second sees the first."""
    held = session.scalars(
        select(Subject.id).where(Subject.id.in_(subject_ids)).order_by(Subject.id).with_for_update()
    ).all()
    if len(held) < len(subject_ids):
        raise NotFound("There is no such subject.")


def _require_new(session: Session, subject_id: int, other_id: int, kind: LinkKind) -> None:
    """Pass if the link does not stand yet, nor another along which the address forwards."""
    standing = session.execute(
        select(SubjectLink.other_id, SubjectLink.kind).where(
            SubjectLink.subject_id == subject_id, SubjectLink.superseded_by.is_(None)
        )
    ).all()
    if (other_id, kind.value) in standing:
        raise AlreadyRecorded(f"The subject is {kind} that one already.")
    if kind in FORWARDING_LINKS and any(row.kind in FORWARDING_LINKS for row in standing):
        raise Conflict("The subject stands for another already; take that link back first.")


def standing(session: Session, subject_id: int) -> list[Relation]:
    """The links that stand now from the subject and to it, the oldest first, in one statement."""
    statement = _relating(SubjectLink.superseded_by.is_(None))
    return _relations(session, statement, {"subject_id": subject_id})


def at_view(session: Session, subject_id: int, view: View) -> list[Relation]:
    """The links as a reader may see them at the view, the oldest first, in one statement.

    The public is told of those that stand today, and of subjects that are confirmed.
    """
    asked = view.times | {"subject_id": subject_id}
    return _relations(session, _at_view(view.sort), asked)


@cache
def _at_view(sort: Sort) -> Select[*tuple[Any, ...]]:
    """The links of a subject that a reader may see at a view of the sort."""
    link, view = SubjectLink, pattern(sort)
    conditions = [known(link, view), or_(link.since.is_(None), link.since <= view.as_of)]
    if view.is_public:
        conditions += [link.superseded_by.is_(None), Subject.state == SubjectState.CONFIRMED.value]
    return _relating(*conditions)


def _relating(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The links of a subject under the conditions, with who is at their other ends."""
    link, subject_id = SubjectLink, bindparam("subject_id", type_=Id)
    other = case((link.subject_id == subject_id, link.other_id), else_=link.subject_id)
    name = (
        select(func.max(SubjectName.name))
        .where(
            SubjectName.subject_id == Subject.id,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .scalar_subquery()
    )
    code = (
        select(func.max(SubjectIdentifier.value))
        .where(
            SubjectIdentifier.subject_id == Subject.id,
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
        )
        .scalar_subquery()
    )
    return (
        select(link, Subject.id, Subject.state, name, code)
        .join(Subject, Subject.id == other)
        .where(or_(link.subject_id == subject_id, link.other_id == subject_id), *conditions)
        .order_by(link.id)
    )


def _relations(
    session: Session, statement: Select[*tuple[Any, ...]], asked: dict[str, Any]
) -> list[Relation]:
    """The links that a statement finds."""
    subject_id = asked["subject_id"]
    return [
        Relation(
            link_id=found.id,
            kind=LinkKind(found.kind),
            is_from=found.subject_id == subject_id,
            other_id=other_id,
            other_state=SubjectState(state),
            name=borne or "",
            code=held,
            since=found.since,
        )
        for found, other_id, state, borne, held in session.execute(statement, asked)
    ]
