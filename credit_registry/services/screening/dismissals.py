"""Candidates that an account said are not meant: kept with a reason, until a day or for good.

A dismissal follows the subject to whoever stands for it. It is reopened when the identity of either
changes: a name, a code or a registration that was recorded or taken back since.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    FieldError,
    InvalidInput,
    NotFound,
    Unlawful,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import masked
from credit_registry.services import ledgers
from credit_registry.services.screening.asked_subjects import Understood
from credit_registry.services.subjects import representations
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.memberships import among
from credit_registry.store.screenings import ScreeningDismissal
from credit_registry.store.subjects import Registration, Subject, SubjectIdentifier, SubjectName
from credit_registry.store.views import View

LONGEST_REASON = 500
SAY_WHY = f"Say why, in {LONGEST_REASON} characters without personal numbers."
IDENTITY = (SubjectName, SubjectIdentifier, Registration)
"""The rows that say who a subject is."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A dismissal as its maker reads it, and whether a change of identity has reopened it."""

    row: ScreeningDismissal
    is_reopened: bool


def dismiss(
    session: Session,
    asked: Understood,
    subject_id: int,
    reason: str,
    until: date | None,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> ScreeningDismissal:
    """Keep that the subject is not the one that is asked for.

    Raises InvalidInput for a faulty question, NotFound for an unknown subject, Unlawful without a
    reason or for a day that is past, AlreadyRecorded where it stands, NotPermitted.
    """
    permissions.require(actor, Permission.DISMISS_CANDIDATE)
    if asked.fault is not None:
        fault = FieldError(f"/asked/{asked.fault.field}", asked.fault.reason, asked.fault.accepted)
        raise InvalidInput("What is asked cannot be dismissed from.", [fault])
    said = _said(reason)
    if not said:
        raise Unlawful(SAY_WHY)
    if until is not None and until < today:
        raise Unlawful("A dismissal holds until today at least.")
    if session.get(Subject, subject_id) is None:
        raise NotFound("There is no such subject.")
    number = new_id()
    event = _recorded(session, EventKind.CANDIDATE_DISMISSED, number, actor, at)
    row = ScreeningDismissal(
        id=number, account_id=actor.account_id, asked_digest=asked.digest, subject_id=subject_id,
        reason=said, until=until, known_at=ledgers.size(session), dismissed_by=event,
        withdrawn_by=None, withdrawn_reason="",
    )  # fmt: skip
    session.add(row)
    try:
        session.flush()  # the unique key decides
    except IntegrityError:
        raise AlreadyRecorded("The candidate is dismissed already; withdraw that first.") from None
    return row


def withdraw(
    session: Session, dismissal_id: int, reason: str = "", *, actor: Actor, at: datetime
) -> None:
    """Take a dismissal back, saying why or not.

    Raises NotFound for another's, Conflict, Unlawful for a reason as `dismiss` does, NotPermitted.
    """
    permissions.require(actor, Permission.DISMISS_CANDIDATE)
    said = _said(reason)
    row = session.get(ScreeningDismissal, dismissal_id, with_for_update=True)
    if row is None or row.account_id != actor.account_id:
        raise NotFound("There is no such dismissal of yours.")
    if row.withdrawn_by is not None:
        raise Conflict("The dismissal is withdrawn already.")
    row.withdrawn_by = _recorded(session, EventKind.DISMISSAL_WITHDRAWN, row.id, actor, at)
    row.withdrawn_reason = said


def of_account(session: Session, view: View, *, actor: Actor, limit: int = 200) -> list[Dismissal]:
    """The account's dismissals that nobody withdrew, the newest first. Raises NotPermitted."""
    permissions.require(actor, Permission.DISMISS_CANDIDATE)
    row = ScreeningDismissal
    statement = select(row).where(row.account_id == actor.account_id, row.withdrawn_by.is_(None))
    rows = session.scalars(statement.order_by(row.id.desc()).limit(limit)).all()
    return _judged(session, rows, view)


def ended(session: Session, view: View, *, actor: Actor, limit: int = 20) -> list[Dismissal]:
    """The account's dismissals that were taken back, the newest first. Raises NotPermitted."""
    permissions.require(actor, Permission.DISMISS_CANDIDATE)
    row = ScreeningDismissal
    taken_back = row.withdrawn_by.is_not(None)
    statement = select(row).where(row.account_id == actor.account_id, taken_back)
    rows = session.scalars(statement.order_by(row.withdrawn_by.desc()).limit(limit)).all()
    return _judged(session, rows, view)


def _judged(session: Session, rows: Sequence[ScreeningDismissal], view: View) -> list[Dismissal]:
    """The dismissals with whether a change of identity has reopened each."""
    ends = representations.ends_at_view(session, {each.subject_id for each in rows}, view)
    changed = _last_changes(session, rows, ends)
    return [Dismissal(each, _is_reopened(each, ends, changed)) for each in rows]


def standing(
    session: Session, digests: Collection[str], view: View, *, actor: Actor
) -> dict[str, frozenset[int]]:
    """The subjects that the account has dismissed for each question, merges followed."""
    if actor.is_public or not digests:
        return {}
    row = ScreeningDismissal
    statement = select(row).where(
        row.account_id == actor.account_id,
        row.withdrawn_by.is_(None),
        among(row.asked_digest, list(digests)),
        or_(row.until.is_(None), row.until >= view.today),
    )
    rows = session.scalars(statement).all()
    if not rows:
        return {}
    ends = representations.ends_at_view(session, {each.subject_id for each in rows}, view)
    changed = _last_changes(session, rows, ends)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for each in rows:
        if not _is_reopened(each, ends, changed):
            found[each.asked_digest].add(ends.get(each.subject_id, each.subject_id))
    return {digest: frozenset(numbers) for digest, numbers in found.items()}


def _last_changes(
    session: Session, rows: Sequence[ScreeningDismissal], ends: dict[int, int]
) -> dict[int, int]:
    """Behind which position each subject's identity changed last, in one statement."""
    numbers = {number for each in rows for number in (each.subject_id, ends.get(each.subject_id))}
    held = [number for number in numbers if number is not None]
    if not held:
        return {}
    parts = [
        select(row.subject_id, func.max(Event.position).label("position"))
        .join(Event, Event.id == column)
        .where(among(row.subject_id, held))
        .group_by(row.subject_id)
        for row in IDENTITY
        for column in (row.recorded_by, row.superseded_by)
    ]
    found: dict[int, int] = {}
    for number, position in session.execute(union_all(*parts)):
        found[number] = max(found.get(number, -1), -1 if position is None else position)
    return found


def _is_reopened(row: ScreeningDismissal, ends: dict[int, int], changed: dict[int, int]) -> bool:
    """Whether the identity of the subject, or of whoever stands for it, has changed since."""
    numbers = (row.subject_id, ends.get(row.subject_id, row.subject_id))
    return any(changed.get(number, -1) >= row.known_at for number in numbers)


def _said(reason: str) -> str:
    """A reason as it is kept. Raises Unlawful for one too long or with personal numbers."""
    said = " ".join(reason.split())
    if len(said) > LONGEST_REASON or masked(said) != said:
        raise Unlawful(SAY_WHY)
    return said


def _recorded(
    session: Session, kind: EventKind, dismissal_id: int, actor: Actor, at: datetime
) -> int:
    """Append the event, which names neither the question nor the subject."""
    told: dict[str, ledgers.PayloadValue] = {"dismissal": to_public(dismissal_id)}
    return ledgers.record(session, kind, actor=actor, at=at, payload=told)
