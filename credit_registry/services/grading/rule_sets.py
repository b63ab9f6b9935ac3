"""Published rule sets: immutable versions, and the one in force on a day."""

import re
from datetime import date, datetime
from functools import lru_cache

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, InvalidInput, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.rules.documents.documents import from_tree
from credit_registry.rules.execution.compilation import CompiledRuleSet, compile_rule_set
from credit_registry.rules.rule_sets import Purpose, RuleSet
from credit_registry.rules.versions import canonical_form, version_of
from credit_registry.services import ledgers
from credit_registry.store.installations import RuleSetVersion
from credit_registry.store.ledgers import Event

VERSION_BEGINNING = re.compile("[0-9a-f]{8,64}")


def publish(session: Session, rule_set: RuleSet, *, actor: Actor, at: datetime) -> str:
    """Publish a version for good; its digest comes back. Raises AlreadyRecorded, NotPermitted."""
    permissions.require(actor, Permission.PUBLISH_RULE_SET)
    version = version_of(rule_set)
    if session.get(RuleSetVersion, version) is not None:
        raise AlreadyRecorded(f"The rule set {version[:12]} is published already.")
    event = ledgers.record(
        session,
        EventKind.RULE_SET_PUBLISHED,
        actor=actor,
        at=at,
        payload={
            "code": rule_set.code,
            "version": version,
            "since": rule_set.since.isoformat(),
        },
    )
    session.add(
        RuleSetVersion(
            version=version,
            code=rule_set.code,
            purpose=rule_set.purpose.value,
            since=rule_set.since,
            content=canonical_form(rule_set).decode(),
            published_by=event,
            published_at=at,
        )
    )
    session.flush()  # evaluations refer to the version
    return version


def published(session: Session) -> list[RuleSetVersion]:
    """All published versions, the newest `since` first."""
    statement = select(RuleSetVersion).order_by(
        RuleSetVersion.since.desc(), RuleSetVersion.published_by.desc()
    )
    return list(session.scalars(statement))


def one(session: Session, version: str) -> RuleSetVersion:
    """A published version. Raises NotFound."""
    found = session.get(RuleSetVersion, version)
    if found is None:
        raise NotFound(f"No rule set has the version {version}.")
    return found


def by_beginning(session: Session, beginning: str) -> RuleSetVersion:
    """The one published version that begins so. Raises InvalidInput, NotFound."""
    if not VERSION_BEGINNING.fullmatch(beginning):
        raise InvalidInput(
            f"{beginning} is neither a file nor a version; of a version 8 characters or more"
            " are accepted."
        )
    statement = select(RuleSetVersion).where(RuleSetVersion.version.startswith(beginning)).limit(2)
    found = list(session.scalars(statement))
    if not found:
        raise NotFound(f"No rule set has a version that begins with {beginning}.")
    if len(found) > 1:
        raise InvalidInput(
            f"Several versions begin with {beginning}; more characters are accepted."
        )
    return found[0]


def in_force(
    session: Session,
    day: date,
    position: int | None = None,
    *,
    purpose: Purpose = Purpose.GRADE,
) -> CompiledRuleSet | None:
    """The version in force on the day among those known at the position; None where none is."""
    statement = select(RuleSetVersion.content).where(
        RuleSetVersion.since <= day, RuleSetVersion.purpose == purpose.value
    )
    if position is not None:
        statement = statement.join(Event, Event.id == RuleSetVersion.published_by).where(
            Event.position < position
        )
    newest = statement.order_by(RuleSetVersion.since.desc(), RuleSetVersion.published_by.desc())
    content = session.scalars(newest.limit(1)).one_or_none()
    return None if content is None else compiled(content)


@lru_cache(maxsize=16)
def compiled(content: str) -> CompiledRuleSet:
    """The rule set behind its canonical form, ready for evaluation."""
    return compile_rule_set(from_tree(orjson.loads(content)))
