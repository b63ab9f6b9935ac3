"""Subjects that may be one, waiting for an officer who settles whether they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import (
    CandidateState,
    DuplicateReason,
    LinkKind,
    SubjectState,
)
from credit_registry.services import ledgers
from credit_registry.services.subjects import identities, subject_links, subjects
from credit_registry.services.subjects.identities import QueuedSubject
from credit_registry.store.subjects import DuplicateCandidate, SubjectLink


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two subjects that may be one; `kept` would stand for `duplicate`."""

    candidate_id: int
    version: int
    reason: DuplicateReason
    duplicate: QueuedSubject
    kept: QueuedSubject


def queue(session: Session, actor: Actor, after: int = 0, limit: int = 100) -> list[Candidate]:
    """The pairs that wait for a person, in the order they were found. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    candidate = DuplicateCandidate
    rows = session.scalars(
        select(candidate)
        .where(candidate.state == CandidateState.OPEN.value, candidate.id > after)
        .order_by(candidate.id)
        .limit(limit)
    ).all()
    return described(session, rows)


def merge(session: Session, candidate_id: int, *, actor: Actor, at: datetime) -> int:
    """Link the two of a pair as duplicates, by the link's event; the link's id comes back.

    Raises NotFound, NotPermitted, Conflict where the pair is settled or the link cannot be.
    """
    for division in _divisions(session, candidate_id, actor):
        permissions.require(actor, Permission.LINK_SUBJECTS, division=division)
    row = _open(session, candidate_id)
    (pair,) = described(session, [row])
    made = subject_links.link(
        session,
        pair.duplicate.subject_id,
        pair.kept.subject_id,
        LinkKind.DUPLICATE_OF,
        actor=actor,
        at=at,
    )
    row.state = CandidateState.DUPLICATE.value
    row.row_version += 1
    row.settled_by = session.get_one(SubjectLink, made).recorded_by
    return made


def refuse(session: Session, candidate_id: int, *, actor: Actor, at: datetime) -> None:
    """Settle that the two of a pair are different; they are asked about again on request alone.

    Raises NotFound, NotPermitted, Conflict where the pair is settled.
    """
    for division in _divisions(session, candidate_id, actor):
        permissions.require(actor, Permission.LINK_SUBJECTS, division=division)
    tell_apart(session, _open(session, candidate_id), actor=actor, at=at)


def tell_apart(session: Session, row: DuplicateCandidate, *, actor: Actor, at: datetime) -> None:
    """Write that the two of a pair are different, with the event; who may is asked before."""
    row.state = CandidateState.DIFFERENT.value
    row.row_version += 1
    row.settled_by = ledgers.record(
        session,
        EventKind.DUPLICATE_REFUSED,
        actor=actor,
        at=at,
        subject_id=row.subject_id,
        payload={"other": to_public(row.other_id)},
    )


def _divisions(session: Session, candidate_id: int, actor: Actor) -> list[str | None]:
    """The divisions of the two of a pair; the officer's own where none is known."""
    row = session.get(DuplicateCandidate, candidate_id)
    pair = (row.subject_id, row.other_id) if row else ()
    known = [subjects.division_of(session, each) for each in pair] or [None]
    return [division or actor.division for division in known]


def _open(session: Session, candidate_id: int) -> DuplicateCandidate:
    """The pair, locked while it waits."""
    row = session.get(DuplicateCandidate, candidate_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such pair.")
    if row.state != CandidateState.OPEN.value:
        raise Conflict(f"The pair is settled already: {row.state}.")
    return row


def described(session: Session, rows: Sequence[DuplicateCandidate]) -> list[Candidate]:
    """The pairs with their subjects, in four statements."""
    ids = sorted({number for row in rows for number in (row.subject_id, row.other_id)})
    found = {each.subject_id: each for each in identities.described(session, ids)}
    return [_candidate(row, found[row.subject_id], found[row.other_id]) for row in rows]


def _candidate(row: DuplicateCandidate, first: QueuedSubject, second: QueuedSubject) -> Candidate:
    """The pair: one that is confirmed is kept before one that is not, else the older one."""
    confirmed = SubjectState.CONFIRMED
    is_second_kept = second.state is confirmed and first.state is not confirmed
    duplicate, kept = (first, second) if is_second_kept else (second, first)
    return Candidate(row.id, row.row_version, DuplicateReason(row.reason), duplicate, kept)
