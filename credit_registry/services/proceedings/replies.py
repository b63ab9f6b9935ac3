"""Replies: to which records an enterprise may reply, and who may look at a reply."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import AlreadyRecorded, FieldError, NotPermitted, Unlawful
from credit_registry.domain.procedures import replies as steps
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services import ledgers
from credit_registry.services.acts import Act
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules
from credit_registry.services.records import records
from credit_registry.services.records.records import RecordView
from credit_registry.store.ledgers import Event
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.views import View

LONGEST = 500
"""So many characters a reply has at most: it stands beside a record and is no pleading."""


def public_record(session: Session, subject_id: int, record_id: int, act: Act) -> RecordView:
    """A record of the subject that everybody sees today. Raises Unlawful for any other."""
    head = ledgers.size(session)
    view = View(act.today, act.today, head, head, is_public=True)
    found = records.one(session, (subject_id,), view, record_id)
    if found is None:
        raise Unlawful("A reply is made to a record that is public; this one is not.")
    return found


def _require_room(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if the record is public, no reply stands beside it and the text is short enough."""
    header = filed.proceeding
    if header.record_id is None:
        raise ValueError("A reply is about a record.")
    public_record(session, header.subject_id, header.record_id, act)
    length = len(form.note.strip())
    if length > LONGEST:
        fault = FieldError("/note", f"has {length} characters", f"{LONGEST} at most")
        raise Unlawful(f"A reply has {LONGEST} characters at most, this one {length}.", [fault])
    if _stands(session, header.record_id):
        raise AlreadyRecorded("A reply stands beside the record; take it back to write another.")


def _stands(session: Session, record_id: int) -> bool:
    """Whether a reply stands beside the record, which its first step has locked."""
    version = ProceedingVersion
    statement = (
        select(version.id)
        .join(Proceeding, Proceeding.id == version.proceeding_id)
        .where(
            Proceeding.record_id == record_id,
            Proceeding.kind == ProcedureKind.REPLY.value,
            version.superseded_by.is_(None),
            version.state == steps.STANDING,
        )
    )
    return session.scalars(statement).first() is not None


def _require_not_the_enterer(
    session: Session, filed: Filed, _form: ProceedingForm, act: Act
) -> None:
    """Pass unless the officer entered the record, in any of its versions."""
    entered = (
        select(Event.id)
        .join(RecordVersion, RecordVersion.recorded_by == Event.id)
        .where(
            RecordVersion.record_id == filed.proceeding.record_id,
            Event.actor_id == act.actor.account_id,
        )
    )
    if session.scalars(entered.limit(1)).first() is not None:
        raise NotPermitted(
            "Who entered a record does not look at the reply to it; "
            "another officer who may do so has to."
        )


RULES = Rules(
    conditions={
        steps.WRITE: _require_room,
        **dict.fromkeys(steps.LOOKED_AT, _require_not_the_enterer),
    }
)
"""What is added to the table of replies."""
