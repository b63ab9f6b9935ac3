"""Drafts of rule sets: submitted on the strength of a report, and read until they are settled."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import DraftState
from credit_registry.rules.documents.documents import from_tree
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.rule_changes import kept_drafts, rule_set_drafts, what_if_reports
from credit_registry.services.sessions import Session
from credit_registry.web import context, idempotency
from credit_registry.web.api import what_ifs
from credit_registry.web.api.operations import Answer, command, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import rule_set_drafts as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes.terms import Shape, term

subject = what_ifs.subject
"""Drafts stand among the operations about trials."""
CREATED = 201
DRAFTS = "/rule-set-drafts"
Body = Mapping[str, Any]


@command(
    subject,
    DRAFTS,
    schemas.Submission,
    Answer(schema=schemas.SubmittedDraft, status=CREATED),
    permission=Permission.SUBMIT_RULE_SET,
)
def submit_draft(body: Body) -> Response:
    """Submit a draft of the rules for release.

    Another officer approves it. That too many grades change is for the approver to weigh; whatever
    else stands in the way is refused with 422.
    """
    return idempotency.run(lambda session: _submitted(session, body))


@read(
    subject,
    f"{DRAFTS}/<string:draft>",
    NoQuery,
    Answer(schema=schemas.SubmittedDraft),
    permission=Permission.READ_INTERNAL,
)
def submitted_draft(query: Query, draft: str) -> object:  # noqa: ARG001 - nothing can be asked
    """Read a submitted draft.

    With what stands in the way of its release today.
    """
    with context.registry().reading() as session:
        return _told(session, from_public(draft))


def _submitted(session: Session, body: Body) -> Kept:
    """Submit the draft, and tell how it stands."""
    number = rule_set_drafts.submit(
        session,
        from_tree(body["rule_set"]),
        from_public(body["report"]),
        body["reason"],
        actor=context.actor(),
        clock=context.registry().clock,
    )
    told = _told(session, number)
    return Kept(CREATED, told, {"Location": f"/api/v1{DRAFTS}/{told['id']}"})


def _told(session: Session, draft_id: int) -> Shape:
    """How a draft stands."""
    actor = context.actor()
    draft = kept_drafts.one(session, draft_id, actor=actor)
    obstacles = []
    if draft.state is DraftState.SUBMITTED:
        report = what_if_reports.one(session, draft.report_id, actor=actor)
        obstacles = kept_drafts.hindering(session, draft, report, context.today())
    return {
        "id": to_public(draft.draft_id),
        "version": draft.version,
        "code": draft.code,
        "since": draft.since.isoformat(),
        "report": to_public(draft.report_id),
        "reason": draft.reason,
        "state": term(draft.state),
        "submitted_by": draft.submitted_by,
        "submitted_at": draft.submitted_at.isoformat(),
        "obstacles": [{"obstacle": term(each.obstacle), "text": each.text} for each in obstacles],
    }
