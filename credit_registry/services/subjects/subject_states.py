"""Whether a subject exists and under which code: corrected, confirmed or rejected by an officer."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions, usccs
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import IdentifierScheme, IdentifierState, SubjectState
from credit_registry.services import ledgers
from credit_registry.services.subjects import subjects
from credit_registry.store.ids import new_id
from credit_registry.store.subjects import Subject, SubjectIdentifier


def correct_code(
    session: Session, subject_id: int, code: str, *, actor: Actor, at: datetime
) -> None:
    """Give a quarantined subject its right code, and confirm it.

    Raises NotFound, NotPermitted, Unlawful for a code that fails GB 32100, Conflict where nothing
    is quarantined or the code is another's.
    """
    division = subjects.division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.CORRECT_IDENTIFIER, division=division)
    checked = usccs.check(code)
    if checked.verdict is not usccs.UsccVerdict.VALID:
        raise Unlawful(f"{checked.code} is no valid code: {checked.reason}")
    subject = _locked(session, subject_id)
    quarantined = session.scalars(
        select(SubjectIdentifier).where(
            SubjectIdentifier.subject_id == subject_id,
            SubjectIdentifier.state == IdentifierState.QUARANTINED.value,
            SubjectIdentifier.superseded_by.is_(None),
        )
    ).first()
    if quarantined is None:
        raise Conflict("The subject has no quarantined code.")
    holder = subjects.by_code(session, checked.code)
    if holder is not None:
        raise AlreadyRecorded(f"{checked.code} is the code of another subject.")
    event = ledgers.record(
        session,
        EventKind.IDENTIFIER_CORRECTED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"from": quarantined.value, "to": checked.code},
    )
    quarantined.superseded_by = event
    session.add(
        SubjectIdentifier(
            id=new_id(),
            subject_id=subject_id,
            scheme=IdentifierScheme.USCC.value,
            value=checked.code,
            state=IdentifierState.ACTIVE.value,
            suggestion=None,
            since=quarantined.since,
            until=None,
            source=quarantined.source,
            recorded_by=event,
            ordinal=0,
        )
    )
    try:
        session.flush()  # the unique index on active codes decides
    except IntegrityError:
        raise AlreadyRecorded(f"{checked.code} is the code of another subject.") from None
    _confirm(subject, event)


def confirm(session: Session, subject_id: int, *, actor: Actor, at: datetime) -> None:
    """Confirm a provisional subject, or one that was rejected. Raises NotFound, Conflict."""
    division = subjects.division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.CONFIRM_SUBJECT, division=division)
    subject = _locked(session, subject_id)
    if subject.state == SubjectState.CONFIRMED.value:
        raise Conflict("The subject is confirmed already.")
    event = ledgers.record(
        session, EventKind.SUBJECT_CONFIRMED, actor=actor, at=at, subject_id=subject_id
    )
    _confirm(subject, event)


def reject(session: Session, subject_id: int, reason: str, *, actor: Actor, at: datetime) -> None:
    """Rule out that a provisional subject exists; what is on record of it stays, never shown.

    Raises NotFound, NotPermitted, Unlawful without a reason, Conflict where it is settled.
    """
    division = subjects.division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.CONFIRM_SUBJECT, division=division)
    if not reason.strip():
        raise Unlawful("State why there is no such subject.")
    subject = _locked(session, subject_id)
    if subject.state != SubjectState.PROVISIONAL.value:
        raise Conflict(f"The subject is {subject.state} already.")
    subject.rejected_by = ledgers.record(
        session,
        EventKind.SUBJECT_REJECTED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"reason": reason.strip()},
    )
    subject.state = SubjectState.REJECTED.value
    subject.row_version += 1


def _locked(session: Session, subject_id: int) -> Subject:
    """The subject, locked for the change. Raises NotFound."""
    subject = session.get(Subject, subject_id, with_for_update=True)
    if subject is None:
        raise NotFound("There is no such subject.")
    return subject


def _confirm(subject: Subject, event: int) -> None:
    """Set the subject confirmed by an event, if it is not yet."""
    if subject.state != SubjectState.CONFIRMED.value:
        subject.state = SubjectState.CONFIRMED.value
        subject.confirmed_by = event
    subject.row_version += 1
