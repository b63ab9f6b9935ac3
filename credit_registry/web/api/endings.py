"""Propagation: the ends of publicity, read and confirmed by those who carry on what is public."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.lists import endings as services
from credit_registry.services.lists.endings import Ending, Standing
from credit_registry.services.sessions import Session
from credit_registry.web import context, idempotency
from credit_registry.web.acts import acting
from credit_registry.web.api import paging
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import endings as schemas
from credit_registry.web.api.shapes.terms import Shape, worded

subject = Subject("propagation", __name__, description="停止公示的落实 · Propagation of endings")
CREATED = 201


@read(
    subject,
    "/propagation",
    schemas.EndingsQuery,
    Answer(schema=schemas.PublicityEndings),
    permission=Permission.READ_ENDINGS,
)
def endings(query: Query) -> object:
    """Read the ends of publicity that a downstream has not taken in, the earliest first.

    A body reads of its own downstreams alone.
    """
    registry, limit = context.registry(), query["limit"]
    index_position = registry.index.port.cursor()
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        found = services.board(
            session,
            edition,
            context.today(),
            index_position,
            actor=context.actor(),
            is_all=query["is_all"],
            after=query.get("after"),
            limit=limit + 1,
        )
    following = str(found[limit - 1].position) if len(found) > limit else None
    shown = [_ending(each) for each in found[:limit]]
    return paging.with_link({"endings": shown, "next": following}, following)


@command(
    subject,
    "/propagation/<int:position>",
    schemas.Confirmation,
    Answer(schema=schemas.Confirmed, status=CREATED),
    permission=Permission.CONFIRM_ENDING,
)
def confirm_ending(body: Mapping[str, Any], position: int) -> Response:
    """Confirm that a downstream no longer shows, shares or uses what has ended.

    A body confirms for its own downstream with its key; an officer for any, with a note.
    """
    return idempotency.run(
        lambda session: _confirmed(session, position, body["downstream"], body["note"])
    )


def _confirmed(session: Session, position: int, code: str | None, note: str) -> Kept:
    """Record the confirmation."""
    act = acting(session)
    services.confirm(session, position, code, note, act=act)
    return Kept(CREATED, {"position": position, "confirmed_on": act.today.isoformat()}, {})


def _ending(ending: Ending) -> Shape:
    """One ending, without the name of whom it was about."""
    return {
        "position": ending.position,
        "kind": ending.kind.value,
        "ended_on": ending.on,
        "enterprise_id": to_public(ending.subject_id),
        "record_id": ending.stated.get("record"),
        "listing_id": ending.stated.get("listing"),
        "due_on": ending.due.due_on,
        "is_due_provisional": ending.due.is_provisional,
        "downstreams": [_standing(each) for each in ending.standings],
    }


def _standing(standing: Standing) -> Shape:
    """One downstream."""
    known = standing.downstream
    return {
        "downstream": worded(known.code, known.label_zh, known.label_en),
        "is_taken": standing.is_taken,
        "taken_on": standing.taken_on,
        "is_late": standing.is_late,
    }
