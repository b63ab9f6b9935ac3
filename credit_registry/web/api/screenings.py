"""Screenings: many subjects asked for at once, their certificates, and dismissals."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from flask import Response

from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import idempotency as kept_answers
from credit_registry.services import law_editions
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.screening import (
    asked_subjects,
    certificates,
    confirmations,
    dismissals,
)
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.certificates import Issued
from credit_registry.services.screening.confirmations import Confirmation
from credit_registry.services.screening.dismissals import Dismissal
from credit_registry.services.screening.screenings import Request
from credit_registry.services.sessions import Session
from credit_registry.store.screenings import ScreeningDismissal
from credit_registry.web import context, idempotency, responses
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas import certificates as certificate_schemas
from credit_registry.web.api.schemas import screenings as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes.terms import Shape
from credit_registry.web.responses import JSON, NDJSON

subject = Subject("screenings", __name__, description="核查 · Screening")
CREATED = 201
Body = Mapping[str, Any]


@command(
    subject,
    "/screenings",
    schemas.ScreeningRequest,
    Answer(schema=schemas.ScreeningLine, status=CREATED, media=NDJSON),
    permission=Permission.SCREEN_SUBJECTS,
)
def screen(body: Body) -> Response:
    """Screen subjects for a purpose.

    One line for the certificate, one for each subject, one for each consortium. A code decides who
    is meant; a name only suggests. The code that opens the certificate is shown once: an answer
    repeated under its key, which accounts alone have, is without it.
    """
    registry, actor = context.registry(), context.actor()
    key = None if actor.is_public else idempotency.stated_key()
    if key is not None:
        with registry.reading() as session:
            given = kept_answers.find(session, actor, key)
            if given is not None:
                return _repeated(session, given.body["number"])
    rows = tuple(Asked(**_asked(each)) for each in body["subjects"])
    request = Request(body["purpose"], rows, body["algorithm"])
    prepared = certificates.prepare(registry, request, actor=actor, as_of=body["as_of"])
    made: list[Issued] = []

    def issued(session: Session) -> Kept:
        at = registry.clock.now()
        made.append(certificates.issue(session, prepared, actor=actor, at=at))
        return Kept(CREATED, {"number": made[0].number}, {})

    with registry.transaction() as session:
        if key is None:
            issued(session)
        else:
            at = registry.clock.now()
            kept_answers.once(session, actor, key, at, lambda: issued(session))
    return _lines(made[0].content, prepared.digest, made[0].code)


@read(
    subject,
    "/screenings/<string:number>",
    NoQuery,
    Answer(schema=certificate_schemas.Certificate),
)
def screening(query: Query, number: str) -> Response:  # noqa: ARG001 - it has no parameter
    """Read a certificate of one's own.

    The bytes as they were issued, for the account that asked. Whoever holds number and code posts
    the code instead.
    """
    with context.registry().reading() as session:
        content = certificates.of_maker(session, number, actor=context.actor()).content
        return Response(bytes(content), mimetype=JSON)


@command(
    subject,
    "/screenings/<string:number>/reading",
    schemas.ScreeningCode,
    Answer(schema=certificate_schemas.Certificate),
    permission=Permission.READ_PUBLIC,
)
def read_screening(body: Body, number: str) -> Response:
    """Read a certificate by its code.

    The bytes as they were issued, for whoever holds number and code.
    """
    with context.registry().reading() as session:
        content = certificates.of_code(session, number, body["code"]).content
        response = Response(bytes(content), mimetype=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


@read(
    subject,
    "/certificates/<string:number>",
    NoQuery,
    Answer(schema=certificate_schemas.CertificateConfirmation),
)
def certificate(query: Query, number: str) -> object:
    """Confirm a certificate.

    That it was issued, with its digest, and whether the registry would answer otherwise today:
    not what it says, nor what has changed.
    """
    with reading(query) as given:
        return _confirmation(confirmations.of(given.session, number, given.view))


@command(
    subject,
    "/screening-dismissals",
    schemas.DismissalRequest,
    Answer(schema=schemas.Dismissal, status=CREATED),
    permission=Permission.DISMISS_CANDIDATE,
)
def dismiss_candidate(body: Body) -> Response:
    """Say that a subject is not the one that is asked for.

    It holds for the account's own screenings, until its last day or until the subject's identity
    changes.
    """
    return idempotency.run(lambda session: _dismissed(session, body))


@read(
    subject,
    "/screening-dismissals",
    NoQuery,
    Answer(schema=schemas.Dismissals),
    permission=Permission.DISMISS_CANDIDATE,
)
def screening_dismissals(query: Query) -> object:
    """Read one's own dismissals.

    Those that were not withdrawn, the newest first.
    """
    with reading(query) as given:
        found = dismissals.of_account(given.session, given.view, actor=context.actor())
        return {"dismissals": [_dismissal(each) for each in found]}


@command(
    subject,
    "/screening-dismissals/withdrawal",
    schemas.DismissalNamed,
    Answer(schema=schemas.Dismissals),
    permission=Permission.DISMISS_CANDIDATE,
)
def withdraw_dismissal(body: Body) -> Response:
    """Withdraw a dismissal.

    The subject is suggested again.
    """

    def withdrawn(session: Session) -> Kept:
        actor, registry = context.actor(), context.registry()
        at = registry.clock.now()
        number = from_public(body["id"])
        dismissals.withdraw(session, number, body["reason"], actor=actor, at=at)
        view = registry.view(session, actor)
        left = dismissals.of_account(session, view, actor=actor)
        return Kept(200, {"dismissals": [_dismissal(each) for each in left]}, {})

    return idempotency.run(withdrawn)


def _asked(row: Body) -> dict[str, Any]:
    """A row as it is asked."""
    return {**row, "dismissed": tuple(row["dismissed"])}


def _repeated(session: Session, number: str) -> Response:
    """The answer that was given before, without the code."""
    row = certificates.one(session, number)
    return _lines(bytes(row.content), row.digest, None)


def _lines(content: bytes, digest: str, code: str | None) -> Response:
    """A certificate line by line."""
    response = responses.lines(certificate_lines(orjson.loads(content), digest, code))
    response.status_code = CREATED
    response.headers["Location"] = f"/api/v1/screenings/{orjson.loads(content)['number']}"
    response.headers["Cache-Control"] = "no-store"
    return response


def certificate_lines(tree: dict[str, Any], digest: str, code: str | None) -> Iterator[Shape]:
    """The lines: the certificate, its subjects, its consortia."""
    subjects, consortia = tree.pop("subjects"), tree.pop("consortia")
    blank: Shape = {"certificate": None, "subject": None, "consortium": None}
    yield blank | {"certificate": tree | {"digest": digest, "code": code}}
    yield from (blank | {"subject": each} for each in subjects)
    yield from (blank | {"consortium": each} for each in consortia)


def _confirmation(found: Confirmation) -> Shape:
    """That a certificate was issued."""
    row = found.row
    return {
        "number": row.number,
        "digest": row.digest,
        "made_at": row.made_at,
        "as_of": row.as_of,
        "known_at": row.known_at,
        "has_changed": found.has_changed,
    }


def _dismissed(session: Session, body: Body) -> Kept:
    """Keep a dismissal."""
    registry = context.registry()
    divisions = law_editions.current(session).edition.divisions
    asked = asked_subjects.understood(Asked(**_asked(body["asked"])), divisions, context.today())
    row = dismissals.dismiss(
        session,
        asked,
        from_public(body["subject"]),
        body["reason"],
        body["until"],
        actor=context.actor(),
        at=registry.clock.now(),
        today=context.today(),
    )
    return Kept(CREATED, _stated(row, is_reopened=False), {})


def _dismissal(each: Dismissal) -> dict[str, Any]:
    """A dismissal that is kept."""
    return _stated(each.row, is_reopened=each.is_reopened)


def _stated(row: ScreeningDismissal, *, is_reopened: bool) -> dict[str, Any]:
    """A dismissal in plain values, which can be kept."""
    return {
        "id": to_public(row.id),
        "subject": to_public(row.subject_id),
        "reason": row.reason,
        "until": None if row.until is None else row.until.isoformat(),
        "is_reopened": is_reopened,
    }
