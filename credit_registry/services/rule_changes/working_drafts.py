"""Drafts of rule sets while they are written: begun from a version or a file, changed row by row.

A draft may have faults while it is written; what is tried and submitted may have none.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, NotFound, StaleVersion
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.rules.documents.checks import faults_of, require_sound
from credit_registry.rules.documents.documents import formed
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.row_edits import RowEdit, edited
from credit_registry.rules.versions import canonical_form, version_of
from credit_registry.services import ledgers
from credit_registry.services.clocks import Clock
from credit_registry.store.accounts import Account
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.rule_changes import WorkingDraft


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as it stands: its rules, how often it was changed, and by whom at last."""

    draft_id: int
    revision: int
    rule_set: RuleSet
    changed_by: str
    changed_at: datetime

    @property
    def version(self) -> str:
        """The version that the draft would have."""
        return version_of(self.rule_set)

    @property
    def faults(self) -> tuple[FieldError, ...]:
        """Everything that keeps the draft from being tried and submitted."""
        return faults_of(self.rule_set)


def begin(session: Session, rule_set: RuleSet, *, actor: Actor, clock: Clock) -> int:
    """Begin a draft from the rules of a version or a file; its id comes back.

    Raises NotPermitted.
    """
    permissions.require(actor, Permission.SUBMIT_RULE_SET)
    number = new_id()
    event = _record(session, EventKind.WORKING_DRAFT_BEGUN, number, rule_set, actor, clock)
    row = WorkingDraft(id=number, revision=1, begun_by=event)
    _put(row, rule_set, event)
    session.add(row)
    return number


def change(
    session: Session,
    draft_id: int,
    edit: RowEdit,
    revision: int,
    *,
    actor: Actor,
    clock: Clock,
) -> int:
    """Change one row of the draft as it stood at a revision; the revision that follows comes back.

    What changes nothing is not recorded. Raises InvalidInput for a row without the expected form,
    NotFound, NotPermitted, StaleVersion where somebody else has changed the draft since.
    """
    permissions.require(actor, Permission.SUBMIT_RULE_SET)
    row = _locked(session, draft_id)
    if row.revision != revision:
        raise StaleVersion(
            f"The draft {to_public(draft_id)} is at revision {row.revision}, not {revision}."
        )
    rule_set = after(row.content, edit)
    if canonical_form(rule_set).decode() != row.content:
        row.revision += 1
        event = _record(
            session, EventKind.WORKING_DRAFT_CHANGED, draft_id, rule_set, actor, clock,
            section=edit.section, revision=row.revision,
        )  # fmt: skip
        _put(row, rule_set, event)
    return row.revision


def discard(session: Session, draft_id: int, *, actor: Actor, clock: Clock) -> None:
    """Throw a draft away; its reports and submissions stay. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.SUBMIT_RULE_SET)
    row = _locked(session, draft_id)
    rule_set = _formed(row.content)
    _record(session, EventKind.WORKING_DRAFT_DISCARDED, draft_id, rule_set, actor, clock)
    session.delete(row)


def after(content: str, edit: RowEdit) -> RuleSet:
    """What a draft would be with a change of a row. Raises InvalidInput, NotFound."""
    return formed(edited(orjson.loads(content), edit))


def one(session: Session, draft_id: int, *, actor: Actor) -> Written:
    """A draft as it stands. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    row = session.execute(_kept().where(WorkingDraft.id == draft_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no draft {to_public(draft_id)} that is being written.")
    return _written(*row)


def sound(session: Session, draft_id: int, *, actor: Actor) -> RuleSet:
    """The rules of a draft that has no fault. Raises InvalidInput, NotFound, NotPermitted."""
    found = one(session, draft_id, actor=actor)
    require_sound(found.rule_set)
    return found.rule_set


def begun(session: Session, *, actor: Actor) -> list[Written]:
    """The drafts that are being written, the newest first. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    return [_written(*row) for row in session.execute(_kept().order_by(WorkingDraft.id.desc()))]


def _kept() -> Select[*tuple[Any, ...]]:
    """Drafts with who changed them last, and when."""
    changing = aliased(Event)
    return (
        select(WorkingDraft, Account.username, changing.recorded_at)
        .join(changing, changing.id == WorkingDraft.changed_by)
        .outerjoin(Account, Account.id == changing.actor_id)
    )


def _written(row: WorkingDraft, changed_by: str | None, changed_at: datetime) -> Written:
    """A draft as it is told."""
    return Written(row.id, row.revision, _formed(row.content), changed_by or "", changed_at)


@lru_cache(maxsize=16)
def _formed(content: str) -> RuleSet:
    """The rules behind what is kept."""
    return formed(orjson.loads(content))


def _locked(session: Session, draft_id: int) -> WorkingDraft:
    """The draft, locked. Raises NotFound."""
    row = session.get(WorkingDraft, draft_id, with_for_update=True)
    if row is None:
        raise NotFound(f"There is no draft {to_public(draft_id)} that is being written.")
    return row


def _put(row: WorkingDraft, rule_set: RuleSet, event: int) -> None:
    """Keep the rules in the draft's row."""
    row.code, row.purpose, row.since = rule_set.code, rule_set.purpose.value, rule_set.since
    row.content, row.changed_by = canonical_form(rule_set).decode(), event


def _record(
    session: Session,
    kind: EventKind,
    draft_id: int,
    rule_set: RuleSet,
    actor: Actor,
    clock: Clock,
    **told: ledgers.PayloadValue,
) -> int:
    """Record what was done to a draft; the event's id comes back."""
    payload: dict[str, ledgers.PayloadValue] = {
        "draft": to_public(draft_id), "code": rule_set.code, "version": version_of(rule_set),
    }  # fmt: skip
    return ledgers.record(session, kind, actor=actor, at=clock.now(), payload=payload | told)
