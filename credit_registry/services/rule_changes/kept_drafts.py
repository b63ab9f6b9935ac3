"""Drafts of rule sets as they are kept: those that wait for approval, and what became of one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import DraftState
from credit_registry.rules.documents.documents import from_tree
from credit_registry.services.rule_changes import release_gates
from credit_registry.services.rule_changes.release_gates import Hindrance
from credit_registry.services.rule_changes.what_if_reports import KeptReport
from credit_registry.store.accounts import Account
from credit_registry.store.ledgers import Event
from credit_registry.store.rule_changes import RuleSetDraft


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft on its way: who submitted it why, and what became of it."""

    draft_id: int
    version: str
    code: str
    since: date
    report_id: int
    reason: str
    state: DraftState
    submitted_by: str
    submitter_id: int
    submitted_at: datetime
    settled_by: str
    settled_at: datetime | None
    settled_reason: str


def pending(session: Session, *, actor: Actor) -> list[Draft]:
    """The drafts that wait for approval, the oldest first. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    waiting = RuleSetDraft.state == DraftState.SUBMITTED.value
    return [_draft(*row) for row in session.execute(_kept().where(waiting))]


def one(session: Session, draft_id: int, *, actor: Actor) -> Draft:
    """A draft, whatever became of it. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    row = session.execute(_kept().where(RuleSetDraft.id == draft_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no draft {to_public(draft_id)}.")
    return _draft(*row)


def hindering(session: Session, draft: Draft, report: KeptReport, today: date) -> list[Hindrance]:
    """What stands in the way of a draft's release today."""
    content = session.scalars(
        select(RuleSetDraft.content).where(RuleSetDraft.id == draft.draft_id)
    ).one()
    return release_gates.hindrances(session, from_tree(orjson.loads(content)), report, today)


def _kept() -> Select[*tuple[Any, ...]]:
    """Drafts with who did what to them and when."""
    submission, settling = aliased(Event), aliased(Event)
    submitter, settler = aliased(Account), aliased(Account)
    return (
        select(
            RuleSetDraft,
            submitter.username,
            submission.actor_id,
            submission.recorded_at,
            settler.username,
            settling.recorded_at,
        )
        .join(submission, submission.id == RuleSetDraft.submitted_by)
        .outerjoin(submitter, submitter.id == submission.actor_id)
        .outerjoin(settling, settling.id == RuleSetDraft.settled_by)
        .outerjoin(settler, settler.id == settling.actor_id)
        .order_by(RuleSetDraft.id)
    )


def _draft(
    row: RuleSetDraft,
    submitted_by: str | None,
    submitter_id: int,
    submitted_at: datetime,
    settled_by: str | None,
    settled_at: datetime | None,
) -> Draft:
    """A draft as it is told."""
    return Draft(
        draft_id=row.id, version=row.version, code=row.code, since=row.since,
        report_id=row.report_id, reason=row.reason, state=DraftState(row.state),
        submitted_by=submitted_by or "", submitter_id=submitter_id, submitted_at=submitted_at,
        settled_by=settled_by or "", settled_at=settled_at, settled_reason=row.settled_reason,
    )  # fmt: skip
