"""Entries on lists: an officer proposes, takes the steps, and another decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Response
from marshmallow import Schema

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import Step
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.lists import entries, listing_decisions
from credit_registry.services.lists import listings as services
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.sessions import Session
from credit_registry.web import accesses, context, idempotency, preconditions, responses
from credit_registry.web.acts import acting
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import listing_commands as commands
from credit_registry.web.api.schemas import listings as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes import listings as shapes

subject = Subject("listings", __name__, description="名单案件 · Entries on lists")
CREATED, DONE = 201, 200
PATH = "/listings/<string:listing>"
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One step as it is asked for: the act's name in the address, its body, what it means."""

    name: str
    step: Step
    body: type[Schema]
    meaning: str


COMMANDS = (
    Command("notice", Step.SERVE_NOTICE, commands.Notice, "Record that the notice was served."),
    Command("statement", Step.RECORD_STATEMENT, commands.Statement, "Record the statement."),
    Command(
        "hearing-request", Step.REQUEST_HEARING, commands.HearingRequest, "Record the request."
    ),
    Command("hearing", Step.HOLD_HEARING, commands.Hearing, "Record the hearing."),
    Command("decision", Step.DECIDE, commands.Decision, "Decide to list."),
    Command("refusal", Step.DECLINE, commands.Refusal, "Decide not to list."),
    Command("consent", Step.GIVE_CONSENT, commands.Consent, "Give the superior's consent."),
    Command(
        "consent-refusal", Step.REFUSE_CONSENT, commands.Ending, "Refuse the superior's consent."
    ),
    Command("check", Step.CHECK, commands.Check, "Check a nomination against black lists."),
    Command("announcement", Step.ANNOUNCE, commands.Notice, "Announce a nomination."),
    Command("publication", Step.PUBLISH, commands.Publication, "Publish an entry."),
    Command("resumption", Step.RESUME, commands.Ending, "Show a suspended red entry again."),
    Command(
        "withdrawal", Step.WITHDRAW, commands.Ending, "Withdraw an entry: its penalty was annulled."
    ),
    Command("revocation", Step.REVOKE, commands.Ending, "Revoke a red entry."),
    Command("end", Step.END, commands.End, "End a watch."),
)


@command(
    subject,
    "/listings",
    commands.Proposal,
    Answer(schema=schemas.ListingFile, status=CREATED),
    permission=Permission.PROPOSE_LISTING,
)
def propose(body: Body) -> Response:
    """Propose an entry.

    It is a candidate that nobody but officers sees; another officer decides on it.
    """
    return idempotency.run(lambda session: _proposed(session, body))


@read(
    subject,
    PATH,
    NoQuery,
    Answer(schema=schemas.ListingFile),
    permission=Permission.READ_INTERNAL,
)
def listing(_query: Query, listing: str) -> object:
    """Read an entry with its steps.

    Its ETag begins with the row version; state it in If-Match with the next step.
    """
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        entry = entries.entry(session, from_public(listing), context.actor(), edition)
        shape = shapes.with_steps(entry, entries.steps_taken(session, entry.listing_id))
    accesses.note(AccessKind.CASE, entry.subject_id, stated=listing)
    response = responses.of(shape)
    response.set_etag(preconditions.tag(entry.row_version, response.get_data()))
    return response


@read(
    subject,
    f"{PATH}/decision",
    NoQuery,
    Answer(schema=schemas.ListingDecision),
    permission=Permission.READ_INTERNAL,
)
def listing_decision(_query: Query, listing: str) -> object:
    """Read the decision of an entry.

    As it was made from the law edition of its day; it never changes.
    """
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        entry = entries.entry(session, from_public(listing), context.actor(), edition)
        content = listing_decisions.read(session, entry.listing_id)
    if content is None:
        raise NotFound("There is no decision in this case.")
    accesses.note(AccessKind.CASE, entry.subject_id, stated=listing)
    return shapes.decision(content)


def _declare(asked: Command) -> None:
    """Declare the operation of one step."""

    def take(body: Body, listing: str) -> Response:
        version = preconditions.expected_version()
        form = StepForm(version=version, **_stated(body))
        number = from_public(listing)
        return idempotency.run(lambda session: _taken(session, number, asked.step, form))

    take.__name__ = f"record_{asked.name.replace('-', '_')}"
    take.__doc__ = f"{asked.meaning}\n\nState in If-Match the ETag that the entry was read with."
    answer = Answer(schema=schemas.ListingFile)
    permission = PERMISSION[asked.step]
    command(subject, f"{PATH}/{asked.name}", asked.body, answer, permission=permission)(take)


for _each in COMMANDS:
    _declare(_each)


def _stated(body: Body) -> dict[str, Any]:
    """What the officer stated with the step."""
    return {name: value for name, value in body.items() if value is not None}


def _proposed(session: Session, body: Body) -> Kept:
    """Open the candidate."""
    act = acting(session)
    number = subject_named(session, body["enterprise"])
    record = body["record_id"]
    made = services.propose(
        session,
        number,
        body["list_type"],
        body["grounds"],
        act=act,
        record_id=None if record is None else from_public(record),
    )
    location = f"/api/v1/listings/{to_public(made)}"
    return _answer(session, made, act, CREATED, {"Location": location})


def _taken(session: Session, number: int, step: Step, form: StepForm) -> Kept:
    """Take the step."""
    act = acting(session)
    services.step(session, number, step, form, act=act)
    return _answer(session, number, act, DONE, {})


def _answer(session: Session, number: int, act: Act, status: int, headers: dict[str, str]) -> Kept:
    """The entry as it stands now, with its new ETag."""
    session.flush()  # the entry is read again with what the command wrote
    entry = entries.entry(session, number, act.actor, act.law.edition)
    content = orjson.dumps(shapes.with_steps(entry, entries.steps_taken(session, number)))
    tag = f'"{preconditions.tag(entry.row_version, content)}"'
    return Kept(status, orjson.loads(content), {"ETag": tag} | headers)
