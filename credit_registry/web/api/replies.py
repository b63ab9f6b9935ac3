"""Replies of enterprises to public records of their own."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.proceedings import reply_writing
from credit_registry.services.sessions import Session
from credit_registry.web import idempotency
from credit_registry.web.acts import acting
from credit_registry.web.api import proceedings
from credit_registry.web.api.operations import Answer, command
from credit_registry.web.api.schemas import proceedings as schemas

subject = proceedings.subject
"""Replies stand among the operations about proceedings."""
CREATED = 201
Body = Mapping[str, Any]


@command(
    subject,
    "/replies",
    schemas.Reply,
    Answer(schema=schemas.ProceedingFile, status=CREATED),
    permission=Permission.REPLY_TO_RECORD,
)
def reply_to_record(body: Body) -> Response:
    """Reply to a public record of one's own enterprise.

    Free of charge. An officer looks at it once, for personal data and insults alone; it then stands
    beside the record for as long as the record is public, and can be taken back at any time.
    """
    return idempotency.run(lambda session: _written(session, body))


def _written(session: Session, body: Body) -> Kept:
    """Write the reply."""
    act = acting(session)
    made = reply_writing.write(session, from_public(body["record_id"]), body["text"], act=act)
    location = f"/api/v1/proceedings/{to_public(made)}"
    return proceedings.answer(session, made, act, CREATED, {"Location": location})
