"""Steps of a draft of a rule set: submitted by one officer, approved by another, published."""

from dataclasses import dataclass

import orjson
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    FieldError,
    NotFound,
    NotPermitted,
    Unlawful,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import DraftState
from credit_registry.rules.documents.documents import from_tree
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import canonical_form, version_of
from credit_registry.services import ledgers
from credit_registry.services.clocks import Clock
from credit_registry.services.grading import rule_sets
from credit_registry.services.rule_changes import release_gates, what_if_reports
from credit_registry.services.rule_changes.release_gates import OVERRIDABLE, Hindrance
from credit_registry.store.ids import new_id
from credit_registry.store.installations import RuleSetVersion
from credit_registry.store.ledgers import Event
from credit_registry.store.rule_changes import RuleSetDraft


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an approval came to: the published version, or what stood in the way."""

    version: str | None
    hindrances: tuple[Hindrance, ...]

    def required(self) -> str:
        """The published version. Raises Unlawful naming everything that stood in the way.

        It is asked for once the transaction has ended, as a refusal is on record too.
        """
        if self.version is None:
            raise _refused(self.hindrances)
        return self.version


def submit(
    session: Session,
    rule_set: RuleSet,
    report_id: int,
    reason: str,
    *,
    actor: Actor,
    clock: Clock,
) -> int:
    """Submit a draft on the strength of its what-if report; its id comes back.

    That too many grades change is for the approver to weigh. Raises AlreadyRecorded, NotFound,
    NotPermitted, Unlawful for what else stands in the way.
    """
    permissions.require(actor, Permission.SUBMIT_RULE_SET)
    stated, version = _reason(reason), version_of(rule_set)
    if session.get(RuleSetVersion, version) is not None:
        raise AlreadyRecorded(f"The rule set {version[:12]} is published already.")
    report = what_if_reports.one(session, report_id, actor=actor)
    found = release_gates.hindrances(session, rule_set, report, clock.today())
    barring = [each for each in found if each.obstacle not in OVERRIDABLE]
    if barring:
        raise _refused(barring)
    number = new_id()
    event = _record(
        session, EventKind.RULE_SET_SUBMITTED, number, version, actor, clock,
        code=rule_set.code, since=rule_set.since.isoformat(), report=to_public(report_id),
        reason=stated,
    )  # fmt: skip
    session.add(
        RuleSetDraft(
            id=number, version=version, code=rule_set.code, purpose=rule_set.purpose.value,
            since=rule_set.since, content=canonical_form(rule_set).decode(), report_id=report_id,
            reason=stated, state=DraftState.SUBMITTED.value, submitted_by=event, settled_by=None,
            settled_reason="",
        )
    )  # fmt: skip
    try:
        session.flush()  # the unique index decides
    except IntegrityError:
        raise AlreadyRecorded(f"The draft {version[:12]} waits for approval already.") from None
    return number


def withdraw(session: Session, draft_id: int, reason: str, *, actor: Actor, clock: Clock) -> None:
    """Take a draft back that waits. Raises Conflict, NotFound, NotPermitted, Unlawful."""
    permissions.require(actor, Permission.SUBMIT_RULE_SET)
    stated, row = _reason(reason), _waiting(session, draft_id)
    event = _record(
        session, EventKind.RULE_SET_WITHDRAWN, draft_id, row.version, actor, clock, reason=stated
    )
    _settle(row, DraftState.WITHDRAWN, event, stated)


def approve(
    session: Session,
    draft_id: int,
    *,
    override: str | None = None,
    actor: Actor,
    clock: Clock,
) -> Outcome:
    """Publish a draft that another officer submitted, or record that it was refused and why.

    `override` is the reason for which too many changed grades are passed over. A draft that was
    refused waits on. Raises Conflict, NotFound, NotPermitted for the officer who submitted it,
    Unlawful for an override without a reason.
    """
    permissions.require(actor, Permission.PUBLISH_RULE_SET)
    overriding = None if override is None else _reason(override)
    row = _waiting(session, draft_id)
    _require_another(session, row, actor)
    rule_set = from_tree(orjson.loads(row.content))
    report = what_if_reports.one(session, row.report_id, actor=actor)
    found = release_gates.hindrances(session, rule_set, report, clock.today())
    overridden = [each for each in found if overriding and each.obstacle in OVERRIDABLE]
    barring = tuple(each for each in found if each not in overridden)
    if barring:
        _record(
            session, EventKind.RULE_SET_REFUSED, draft_id, row.version, actor, clock,
            obstacles=" ".join(each.obstacle.value for each in barring),
            changed=report.changed, graded=report.graded,
        )  # fmt: skip
        return Outcome(None, barring)
    if overridden:
        _record(
            session, EventKind.RULE_SET_OVERRIDDEN, draft_id, row.version, actor, clock,
            obstacles=" ".join(each.obstacle.value for each in overridden),
            changed=report.changed, graded=report.graded, reason=overriding,
        )  # fmt: skip
    event = _record(
        session, EventKind.RULE_SET_APPROVED, draft_id, row.version, actor, clock,
        report=to_public(row.report_id),
    )  # fmt: skip
    version = rule_sets.publish(session, rule_set, actor=actor, at=clock.now())
    _settle(row, DraftState.RELEASED, event, (overriding or "") if overridden else "")
    return Outcome(version, ())


def _waiting(session: Session, draft_id: int) -> RuleSetDraft:
    """The draft, locked, while it waits. Raises Conflict, NotFound."""
    row = session.get(RuleSetDraft, draft_id, with_for_update=True)
    if row is None:
        raise NotFound(f"There is no draft {to_public(draft_id)}.")
    if row.state != DraftState.SUBMITTED.value:
        raise Conflict(f"The draft {to_public(draft_id)} is {row.state} already.")
    return row


def _require_another(session: Session, row: RuleSetDraft, actor: Actor) -> None:
    """Pass where the actor is not who submitted the draft. Raises NotPermitted."""
    submission = session.get_one(Event, row.submitted_by)
    if submission.actor_id == actor.account_id:
        raise NotPermitted(
            f"{actor.username} submitted this draft; another officer has to approve it."
        )


def _settle(row: RuleSetDraft, state: DraftState, event: int, reason: str) -> None:
    """Note what became of the draft."""
    row.state, row.settled_by, row.settled_reason = state.value, event, reason


def _reason(text: str) -> str:
    """The reason as it is kept. Raises Unlawful for none."""
    if not text.strip():
        raise Unlawful(
            "A reason is needed.", [FieldError("/reason", "is missing", "a reason in words")]
        )
    return text.strip()


def _refused(hindrances: tuple[Hindrance, ...] | list[Hindrance]) -> Unlawful:
    """The error that names everything in the way."""
    faults = [FieldError(f"/{each.obstacle.value}", each.text) for each in hindrances]
    return Unlawful("The draft cannot be released as it stands.", faults)


def _record(
    session: Session,
    kind: EventKind,
    draft_id: int,
    version: str,
    actor: Actor,
    clock: Clock,
    **told: ledgers.PayloadValue,
) -> int:
    """Record a step of a draft; the event's id comes back."""
    payload = {"draft": to_public(draft_id), "version": version} | told
    return ledgers.record(session, kind, actor=actor, at=clock.now(), payload=payload)
