"""A reply as its enterprise writes it: to the version of the record that it was looking at."""

from sqlalchemy.orm import Session

from credit_registry.domain.errors import StaleVersion
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.replies import REPLIED_TO
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import proceedings, replies
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm


def write(
    session: Session, record_id: int, text: str, *, act: Act, version: int | None = None
) -> int:
    """Reply to a record; the proceeding's id comes back.

    `version` is the record's that was looked at, where the writer says. Raises NotFound,
    NotPermitted, Unlawful, AlreadyRecorded, StaleVersion where the record was corrected meanwhile.
    """
    opening = proceedings.about(session, ProcedureKind.REPLY, record_id=record_id)
    proceedings.require_own(act.actor, Permission.REPLY_TO_RECORD, opening.subject_id, None)
    found = replies.public_record(session, opening.subject_id, record_id, act)
    number = found.version.number
    if version is not None and version != number:
        raise StaleVersion(
            f"The record is at version {number}; the reply was written to version {version}."
        )
    form = ProceedingForm(note=text, details={REPLIED_TO: number})
    return proceedings.begin(session, opening, form, act=act)
