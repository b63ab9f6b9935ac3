"""Proceedings: those under way, one with all about it, and each step as an operation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import Procedure, ProcedureKind
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.proceedings import proceeding_files
from credit_registry.services.proceedings import proceedings as services
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.sessions import Session
from credit_registry.web import accesses, context, idempotency, preconditions, responses
from credit_registry.web.acts import acting
from credit_registry.web.api import paging
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import proceedings as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes import proceedings as shapes

subject = Subject("proceedings", __name__, description="办理事项 · Proceedings")
CREATED, DONE = 201, 200
Body = Mapping[str, Any]
PLURALS = {
    ProcedureKind.RESTORATION: "restorations",
    ProcedureKind.OBJECTION: "objections",
    ProcedureKind.CHALLENGE: "challenges",
    ProcedureKind.SAMPLING_FOLLOW_UP: "sampling-follow-ups",
    ProcedureKind.MEASURE: "measure-notices",
    ProcedureKind.RE_INSPECTION: "re-inspections",
    ProcedureKind.REPLY: "replies",
}
"""Under which name the steps of a kind stand."""


@read(
    subject,
    "/proceedings",
    schemas.ProceedingsQuery,
    Answer(schema=schemas.Proceedings),
    permission=Permission.READ_PROCEEDINGS,
)
def proceedings(query: Query) -> object:
    """Read the proceedings under way.

    The earliest last day stands first; an enterprise and an executing body see their own alone.
    """
    limit, today = query["limit"], context.today()
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = proceeding_files.queue(
            session,
            context.actor(),
            edition,
            today,
            kind=query.get("kind"),
            is_overdue=query["is_overdue"],
            after=_place(query["after"]) if "after" in query else None,
            limit=limit + 1,
        )
        shown = [shapes.line(each, today) for each in found[:limit]]
    following = None
    if len(found) > limit:
        day, number = found[limit - 1].place
        following = f"{day.isoformat()}.{to_public(number)}"
    return paging.with_link({"proceedings": shown, "next": following}, following)


@read(
    subject,
    "/proceedings/<string:proceeding>",
    NoQuery,
    Answer(schema=schemas.ProceedingFile),
    permission=Permission.READ_PROCEEDINGS,
)
def proceeding(_query: Query, proceeding: str) -> object:
    """Read a proceeding with its steps and periods.

    Its ETag begins with the row version; state it in If-Match with the next step.
    """
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = proceeding_files.read(session, from_public(proceeding), context.actor())
        shape = shapes.file(found, edition)
    accesses.note(AccessKind.CASE, found.proceeding.subject_id, stated=proceeding)
    response = responses.of(shape)
    response.set_etag(preconditions.tag(found.proceeding.row_version, response.get_data()))
    return response


@command(
    subject,
    "/objections",
    schemas.Objection,
    Answer(schema=schemas.ProceedingFile, status=CREATED),
    permission=Permission.FILE_OBJECTION,
)
def object_to(body: Body) -> Response:
    """Object to a record or an entry.

    Free of charge. While the objection is open every reader sees that the record or the entry is
    objected to.
    """
    return idempotency.run(lambda session: _objected(session, body))


@command(
    subject,
    "/challenges",
    schemas.Challenge,
    Answer(schema=schemas.ProceedingFile, status=CREATED),
    permission=Permission.RECORD_CHALLENGE,
)
def challenge(body: Body) -> Response:
    """Record reconsideration or litigation.

    The decision stays in force meanwhile; every reader sees that it is challenged.
    """
    return idempotency.run(lambda session: _challenged(session, body))


@command(
    subject,
    "/re-inspections",
    schemas.ReInspection,
    Answer(schema=schemas.ProceedingFile, status=CREATED),
    permission=Permission.FILE_OBJECTION,
)
def ask_for_re_inspection(body: Body) -> Response:
    """Ask for a re-inspection of a failed sample.

    Within the time to challenge the result; until it is settled nobody reads the result and no
    grade counts it.
    """
    return idempotency.run(lambda session: _asked_for(session, body))


def _declare(procedure: Procedure, step: str, permission: Permission) -> None:
    """Declare the operation of one step."""

    def take(body: Body, proceeding: str) -> Response:
        version = preconditions.expected_version()
        form = ProceedingForm(version, body["document_number"], body["note"], body["on"])
        number = from_public(proceeding)
        return idempotency.run(lambda session: _taken(session, number, step, form))

    _, words = procedure.words[step]
    kind = procedure.words[procedure.kind.value][1].lower()
    take.__name__ = f"take_{procedure.kind}_{step}"
    take.__doc__ = (
        f"{words} ({kind}).\n\nState in If-Match the ETag that the proceeding was read with."
    )
    rule = f"/{PLURALS[procedure.kind]}/<string:proceeding>/{step}"
    answer = Answer(schema=schemas.ProceedingFile)
    command(subject, rule, schemas.StepTaken, answer, permission=permission)(take)


for _procedure in PROCEDURES.values():
    for _step, _permission in _procedure.steps.items():
        _declare(_procedure, _step, _permission)


def _objected(session: Session, body: Body) -> Kept:
    """Open the objection."""
    act = acting(session)
    record, listing = _about(body)
    subject_id = subject_named(session, body["enterprise"])
    opening = Opening(ProcedureKind.OBJECTION, subject_id, record, listing)
    made = services.begin(session, opening, ProceedingForm(note=body["note"]), act=act)
    location = f"/api/v1/proceedings/{to_public(made)}"
    return answer(session, made, act, CREATED, {"Location": location})


def _challenged(session: Session, body: Body) -> Kept:
    """Open the challenge."""
    act = acting(session)
    record, listing = _about(body)
    opening = services.about(
        session,
        ProcedureKind.CHALLENGE,
        record_id=record,
        listing_id=listing,
        item=body["forum"].value,
    )
    form = ProceedingForm(0, body["document_number"], body["note"], body["on"])
    made = services.begin(session, opening, form, act=act)
    location = f"/api/v1/proceedings/{to_public(made)}"
    return answer(session, made, act, CREATED, {"Location": location})


def _asked_for(session: Session, body: Body) -> Kept:
    """Open the re-inspection."""
    act = acting(session)
    record = from_public(body["record_id"])
    opening = services.about(session, ProcedureKind.RE_INSPECTION, record_id=record)
    form = ProceedingForm(note=body["note"], on=body["on"])
    made = services.begin(session, opening, form, act=act)
    location = f"/api/v1/proceedings/{to_public(made)}"
    return answer(session, made, act, CREATED, {"Location": location})


def _about(body: Body) -> tuple[int | None, int | None]:
    """The record or the entry that the body names."""
    record, listing = (
        None if body[name] is None else from_public(body[name])
        for name in ("record_id", "listing_id")
    )
    return record, listing


def _taken(session: Session, number: int, step: str, form: ProceedingForm) -> Kept:
    """Take the step."""
    act = acting(session)
    services.step(session, number, step, form, act=act)
    return answer(session, number, act, DONE)


def answer(
    session: Session, number: int, act: Act, status: int, headers: dict[str, str] | None = None
) -> Kept:
    """The proceeding as it stands now, with its new ETag."""
    session.flush()  # the proceeding is read again with what the command wrote
    found = proceeding_files.read(session, number, act.actor)
    content = orjson.dumps(shapes.file(found, act.law.edition))
    tag = f'"{preconditions.tag(found.proceeding.row_version, content)}"'
    return Kept(status, orjson.loads(content), {"ETag": tag} | (headers or {}))


def _place(text: str) -> tuple[date, int]:
    """The day and the id that a page ends with. Raises InvalidInput."""
    day, _, number = text.partition(".")
    try:
        return date.fromisoformat(day), from_public(number)
    except ValueError:
        error = FieldError("/after", "is not known", "the `next` of the page before")
        raise InvalidInput("There is no such page.", [error]) from None
