"""Applications for restoration: filed with a code, and followed by it."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response

from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.proceedings import followings
from credit_registry.services.proceedings import restoration_applications as services
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.services.sessions import Session
from credit_registry.web import context, idempotency, preconditions, responses
from credit_registry.web.acts import acting
from credit_registry.web.api import proceedings
from credit_registry.web.api.operations import Answer, command
from credit_registry.web.api.schemas import restoration_applications as schemas
from credit_registry.web.api.shapes import restoration_applications as shapes

subject = proceedings.subject
"""Applications stand among the operations about proceedings."""
CREATED = 201
Body = Mapping[str, Any]


@command(
    subject,
    "/restorations",
    schemas.RestorationApplication,
    Answer(schema=schemas.RestorationApplied, status=CREATED),
    permission=Permission.FILE_RESTORATION,
)
def apply_for_restoration(body: Body) -> Response:
    """Apply for the restoration of a record or the early removal of an entry.

    Free of charge. It is refused while a condition is not met, naming each and from when on it is.
    The code is shown once and kept nowhere: an answer repeated under its key is without it.
    """
    codes: list[str] = []
    response = idempotency.run(lambda session: _applied(session, body, codes))
    if codes:
        content = orjson.loads(response.get_data())
        response.set_data(orjson.dumps(content | {"query_code": codes[0]}))
    return response


@command(
    subject,
    "/restorations/status",
    schemas.CodeAsked,
    Answer(schema=schemas.FollowedProceeding),
    permission=Permission.READ_PUBLIC,
)
def follow_restoration(body: Body) -> Response:
    """Read how an application stands, by the code that was shown when it was filed.

    Any proceeding that has a code is told so. Its ETag is what the applicant's own steps state in
    If-Match.
    """
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = followings.by_code(session, body["query_code"], context.today(), edition)
        shape = shapes.followed(found, edition)
    response = responses.of(shape)
    response.set_etag(preconditions.tag(found.file.proceeding.row_version, response.get_data()))
    response.headers["Cache-Control"] = "no-store"
    return response


def _applied(session: Session, body: Body, codes: list[str]) -> Kept:
    """File the application; its code goes past what is kept of the answer."""
    act = acting(session)
    record, listing = (
        None if body[name] is None else from_public(body[name])
        for name in ("record_id", "listing_id")
    )
    stated = Application(
        record, listing, body["fulfilment"], body["is_pledged"], body["note"], body["on"]
    )
    made, code = services.apply(session, stated, act=act)
    codes.append(code)
    filed = proceedings.answer(session, made, act, CREATED)
    return Kept(CREATED, {"query_code": None, "proceeding": filed.body}, filed.headers)
