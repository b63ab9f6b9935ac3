"""Many pairs settled as different at once, and asked about again: all of them, or none.

Each pair has its own event. That two are different forwards no address and joins no records, so it
can be taken back by asking again; that they are one is settled pair by pair alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound, StaleVersion, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import CandidateState
from credit_registry.services import ledgers
from credit_registry.services.subjects import duplicates
from credit_registry.services.subjects.duplicates import Candidate
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import (
    REGISTERED_NOW,
    DuplicateCandidate,
    Registration,
)

MOST_AT_ONCE = 50
"""As many as a page shows, so that each was seen."""

UNDO_DAYS = 7
"""How long a pair that was settled as different can be asked about again."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pair as the officer saw it."""

    candidate_id: int
    version: int


def described(session: Session, actor: Actor, numbers: Sequence[int]) -> list[Candidate]:
    """The pairs of these numbers, in order. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    row = DuplicateCandidate
    rows = session.scalars(select(row).where(row.id.in_(numbers)).order_by(row.id)).all()
    return duplicates.described(session, rows)


def recent(session: Session, actor: Actor, now: datetime, limit: int = 50) -> list[Candidate]:
    """The pairs settled as different that can be asked about again, the latest first.

    Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    row = DuplicateCandidate
    statement = (
        select(row)
        .join(Event, Event.id == row.settled_by)
        .where(
            row.state == CandidateState.DIFFERENT.value,
            Event.recorded_at >= now - timedelta(days=UNDO_DAYS),
        )
        .order_by(Event.id.desc(), row.id)
        .limit(limit)
    )
    return duplicates.described(session, session.scalars(statement).all())


def differ(session: Session, chosen: Sequence[Chosen], *, actor: Actor, at: datetime) -> int:
    """Settle that the two of each pair are different; how many pairs there were.

    Raises Unlawful for none or too many, NotFound, NotPermitted, StaleVersion where one has
    changed since it was seen: then none is settled.
    """
    rows = _locked(session, chosen)
    for division in _divisions(session, rows, actor):
        permissions.require(actor, Permission.LINK_SUBJECTS, division=division)
    _require_seen(rows, chosen, CandidateState.OPEN)
    for row in rows:
        duplicates.tell_apart(session, row, actor=actor, at=at)
    return len(rows)


def reopen(session: Session, chosen: Sequence[Chosen], *, actor: Actor, at: datetime) -> int:
    """Ask again about pairs that were settled as different; how many there were.

    Raises as `differ` does, and Unlawful where one was settled too long ago.
    """
    rows = _locked(session, chosen)
    for division in _divisions(session, rows, actor):
        permissions.require(actor, Permission.LINK_SUBJECTS, division=division)
    _require_seen(rows, chosen, CandidateState.DIFFERENT)
    settled = [row.settled_by for row in rows]
    oldest = select(Event.id).where(
        Event.id.in_(settled), Event.recorded_at < at - timedelta(days=UNDO_DAYS)
    )
    if session.scalars(oldest.limit(1)).one_or_none() is not None:
        raise Unlawful(f"What was settled more than {UNDO_DAYS} days ago is not asked again.")
    for row in rows:
        _ask_again(session, row, actor, at)
    return len(rows)


def _ask_again(session: Session, row: DuplicateCandidate, actor: Actor, at: datetime) -> None:
    """Write that a pair waits for a person again, with the event."""
    ledgers.record(
        session,
        EventKind.DUPLICATE_REOPENED,
        actor=actor,
        at=at,
        subject_id=row.subject_id,
        payload={"other": to_public(row.other_id)},
    )
    row.state, row.settled_by = CandidateState.OPEN.value, None
    row.row_version += 1


def _locked(session: Session, chosen: Sequence[Chosen]) -> Sequence[DuplicateCandidate]:
    """The pairs that there are, locked in the order of their ids. Raises Unlawful."""
    numbers = sorted({each.candidate_id for each in chosen})
    if not 0 < len(numbers) <= MOST_AT_ONCE:
        raise Unlawful(f"Choose one pair at least and {MOST_AT_ONCE} at most.")
    row = DuplicateCandidate
    statement = select(row).where(row.id.in_(numbers)).order_by(row.id).with_for_update()
    return session.scalars(statement).all()


def _divisions(
    session: Session, rows: Iterable[DuplicateCandidate], actor: Actor
) -> set[str | None]:
    """The divisions of all subjects of the pairs; the officer's own where none is known."""
    numbers = sorted({number for row in rows for number in (row.subject_id, row.other_id)})
    statement = select(Registration.division_code).where(
        Registration.subject_id.in_(numbers), REGISTERED_NOW
    )
    return {actor.division, *(each or actor.division for each in session.scalars(statement))}


def _require_seen(
    rows: Sequence[DuplicateCandidate], chosen: Sequence[Chosen], state: CandidateState
) -> None:
    """Pass if each pair is there as it was seen. Raises NotFound, StaleVersion."""
    seen = {each.candidate_id: each.version for each in chosen}
    if len(rows) < len(seen):
        raise NotFound("There is no such pair.")
    if any(row.state != state.value or row.row_version != seen[row.id] for row in rows):
        raise StaleVersion("A pair was settled meanwhile; nothing was done to any.")
