"""An enterprise's consent to show its grade, where no local rule makes grades public."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import SubjectState
from credit_registry.services import ledgers
from credit_registry.services.subjects import subjects
from credit_registry.store.ids import new_id
from credit_registry.store.subjects import PublicityConsent, Subject


def record(
    session: Session,
    subject_id: int,
    since: date,
    until: date | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Record the consent in the place of an earlier one; one that is over takes it back.

    Raises NotFound for a subject that is not confirmed, NotPermitted, Unlawful.
    """
    division = subjects.division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.RECORD_CONSENT, division=division)
    if until is not None and until < since:
        raise Unlawful(f"The consent would end on {until.isoformat()}, before it begins.")
    state = session.scalars(
        select(Subject.state).where(Subject.id == subject_id).with_for_update()
    ).one_or_none()
    if state != SubjectState.CONFIRMED.value:
        raise NotFound("There is no such subject, or it is not confirmed yet.")
    event = ledgers.record(
        session,
        EventKind.PUBLICITY_CONSENTED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"since": since.isoformat(), "until": until.isoformat() if until else None},
    )
    session.execute(
        update(PublicityConsent)
        .where(PublicityConsent.subject_id == subject_id, PublicityConsent.superseded_by.is_(None))
        .values(superseded_by=event)
    )
    session.add(
        PublicityConsent(
            id=new_id(), subject_id=subject_id, since=since, until=until,
            recorded_by=event, ordinal=0,
        )
    )  # fmt: skip
