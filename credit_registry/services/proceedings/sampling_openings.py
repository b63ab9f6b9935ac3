"""Follow-ups that open by themselves: of each failed or refused sampling whose result was served.

A delivery opens those of its rows; a job opens what is missing, for instance where a law came
later. A record has one follow-up of its own, however often its source repeats it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.sampling_results import ANNOUNCED, FAILED, RECHECK
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.sampling_follow_ups import CHALLENGE, SAMPLING_FOLLOW_UP
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.services import deadlines, law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Means, Whose
from credit_registry.services.proceedings import sampling_follow_ups
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm, told
from credit_registry.services.proceedings.sampling_follow_ups import FOLLOWED, KIND
from credit_registry.services.records.withdrawals import STANDING
from credit_registry.services.registry import Registry
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion

SLICE = 500
_OPENING = SAMPLING_FOLLOW_UP.opening
_CODES = tuple(clock.deadline for clock in _OPENING.starts)


@dataclass(slots=True)
class _Rows:
    """What is written of the follow-ups that open together."""

    headers: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    periods: list[dict[str, Any]]


def open_due(registry: Registry, *, actor: Actor) -> int:
    """Open all follow-ups that are missing; their number. Raises NotPermitted."""
    permissions.require(actor, Permission.OPERATE)
    opened = 0
    while True:
        with registry.transaction() as session:
            law = law_editions.current(session)
            act = Act(actor, registry.clock.now(), registry.clock.today(), law)
            found = open_missing(session, act, limit=SLICE)
            sampling_follow_ups.close_cleared(session, act)
        opened += found
        if found < SLICE:
            return opened


def open_missing(
    session: Session, act: Act, *, brought_by: int | None = None, limit: int | None = None
) -> int:
    """Open the follow-ups that are missing, of all samplings or of those that an event brought.

    Each has its event; their number comes back. Under a law without the periods none are opened.
    """
    since = _first_day(act.law.edition)
    if since is None:
        return 0
    conditions = [_is_due(since, act.today)]
    if brought_by is not None:
        conditions.append(RecordVersion.recorded_by == brought_by)
    version = RecordVersion
    statement = (
        select(version.record_id, version.subject_id, version.served_on, version.outcome)
        .where(*conditions)
        .order_by(version.record_id)
        .limit(limit)
    )
    found: Sequence[Row[*tuple[Any, ...]]] = session.execute(statement).all()
    _open(session, found, act)
    return len(found)


def _first_day(edition: Edition) -> date | None:
    """The first day of service that leads to a follow-up: from when on all its periods are law."""
    rules = [edition.deadlines.get(code) for code in _CODES]
    starts = [min(each.since for each in rule.history) for rule in rules if rule is not None]
    return max(starts) if len(starts) == len(_CODES) else None


def _is_due(since: date, today: date) -> ColumnElement[bool]:
    """The condition that a record's follow-up is missing.

    What its source tells as cleared is over, and the sample of a re-check belongs to the
    follow-up that led to it.
    """
    version, row = RecordVersion, Proceeding
    has_one = select(row.id).where(row.record_id == version.record_id, row.kind == KIND.value)
    return and_(
        version.superseded_by.is_(None),
        version.kind == RecordKind.SAMPLING.value,
        version.outcome.in_(FOLLOWED),
        version.state.in_(STANDING),
        version.served_on.between(since, today),
        version.effective_to.is_(None),
        or_(version.category.is_(None), version.category.not_in((RECHECK, ANNOUNCED))),
        ~has_one.exists(),
    )


def _open(session: Session, found: Sequence[Row[*tuple[Any, ...]]], act: Act) -> None:
    """Write the follow-ups, one statement a table; only their events go one by one."""
    headers = [_header(each) for each in found]
    number(headers)
    rows = _Rows(headers, [], [])
    for header, each in zip(headers, found, strict=True):
        event = ledgers.record(
            session,
            EventKind.PROCEEDING_OPENED,
            actor=act.actor,
            at=act.at,
            subject_id=each.subject_id,
            payload=told(Proceeding(**header), _OPENING, ProceedingForm()),
        )
        rows.versions.append(_version(header, each.served_on, event, act))
        rows.periods += _periods(header, each, event, act)
    number(rows.versions)
    insert_all(session, Proceeding, rows.headers)
    insert_all(session, ProceedingVersion, rows.versions)
    insert_all(session, LegalDeadline, rows.periods)


def _header(each: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """The follow-up of a record."""
    return {
        "kind": KIND.value, "subject_id": each.subject_id, "record_id": each.record_id,
        "listing_id": None, "item": "", "unit_id": None, "code_digest": None, "is_open": True,
        "row_version": 1,
    }  # fmt: skip


def _version(header: dict[str, Any], served_on: date, event: int, act: Act) -> dict[str, Any]:
    """Its first version, on the day of service."""
    return {
        "proceeding_id": header["id"], "subject_id": header["subject_id"], "number": 1,
        "state": _OPENING.to, "step": _OPENING.step, "stepped_on": served_on,
        "actor_id": act.actor.account_id, "document_number": "", "note": "", "details": {},
        "law_edition_id": act.law.edition_id, "recorded_by": event, "ordinal": 0,
        "superseded_by": None,
    }  # fmt: skip


def _periods(
    header: dict[str, Any], each: Row[*tuple[Any, ...]], event: int, act: Act
) -> list[dict[str, Any]]:
    """The periods that begin with the service; nobody challenges what was not tested."""
    whose = Whose(header["subject_id"], proceeding_id=header["id"])
    means = Means(act.law.edition, act.law.edition_id, event)
    return [
        deadlines.begun(whose, clock, each.served_on, means)
        for clock in _OPENING.starts
        if clock is not CHALLENGE or each.outcome == FAILED
    ]
