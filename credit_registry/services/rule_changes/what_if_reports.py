"""What-if reports that are kept: one a draft, base, day and state of the facts, never changed."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import ENGINE, canonical_form, version_of
from credit_registry.services import ledgers
from credit_registry.services.grading import loaded_populations
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_ifs
from credit_registry.services.rule_changes.what_ifs import Change, WhatIf
from credit_registry.store.accounts import Account
from credit_registry.store.bulk import insert_all
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.rule_changes import WhatIfChange, WhatIfReport

CHANGES_A_QUERY = 10_000
SPACE = " "


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report on file: who made it and when, and all its numbers."""

    report_id: int
    draft_version: str
    base_version: str
    code: str
    as_of: date
    known_at: int
    engine: str
    population: int
    graded: int
    changed: int
    summary: dict[str, Any]
    made_by: str
    made_at: datetime


def save(session: Session, what_if: WhatIf, *, actor: Actor, at: datetime) -> int:
    """Keep a report with all its changes; the id of the one that stands already, if any.

    Raises AlreadyRecorded where another is keeping it at this moment, NotPermitted.
    """
    permissions.require(actor, Permission.TRY_RULE_SET)
    standing = found(
        session, what_if.draft.version, what_if.base.version, what_if.as_of, what_if.known_at
    )
    if standing is not None:
        return standing
    number, summary = new_id(), what_if.summary()
    event = ledgers.begin(session, EventKind.WHAT_IF_REPORTED, actor=actor, at=at)
    report = _report(number, what_if, summary, event.id)
    session.add(report)
    try:
        session.flush()  # the unique key decides; the changes refer to the report
    except IntegrityError:
        raise AlreadyRecorded("The same report is being kept; ask for it shortly.") from None
    digest = _write(session, number, what_if.changes)
    told: dict[str, ledgers.PayloadValue] = {
        "report": to_public(number),
        "code": report.code,
        "draft": report.draft_version,
        "base": report.base_version,
        "as_of": report.as_of.isoformat(),
        "known_at": report.known_at,
        "population": report.population,
        "changed": report.changed,
        "changes_digest": digest,
    }
    ledgers.seal(session, event, told)
    return number


def kept(
    registry: Registry,
    rule_set: RuleSet,
    *,
    actor: Actor,
    as_of: date | None = None,
    base: str | None = None,
) -> tuple[int, bool]:
    """The report of a draft, and whether it had to be made: nothing is evaluated twice.

    Raises as `what_ifs.run` and `save` do.
    """
    permissions.require(actor, Permission.TRY_RULE_SET)
    registry.sequence()
    with registry.reading() as session:
        day = registry.view(session, actor, as_of).as_of
        compared = what_ifs.base_of(session, rule_set.purpose, day, base)
        known_at = loaded_populations.facts_known_at(session)
        standing = found(session, version_of(rule_set), compared.version, day, known_at)
    if standing is not None:
        return standing, False
    what_if = what_ifs.run(registry, rule_set, actor=actor, as_of=day, base=compared.version)
    with registry.transaction() as session:
        return save(session, what_if, actor=actor, at=registry.clock.now()), True


def found(session: Session, draft: str, base: str, as_of: date, known_at: int) -> int | None:
    """The report of two versions on a day and at a position, by this engine."""
    row = WhatIfReport
    statement = select(row.id).where(
        row.draft_version == draft,
        row.base_version == base,
        row.as_of == as_of,
        row.known_at == known_at,
        row.engine == ENGINE,
    )
    return session.scalars(statement).one_or_none()


def one(session: Session, report_id: int, *, actor: Actor) -> KeptReport:
    """A report. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    row = session.execute(_reports().where(WhatIfReport.id == report_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no what-if report {to_public(report_id)}.")
    return _told(*row)


def newest(session: Session, rule_set: RuleSet, *, actor: Actor) -> KeptReport | None:
    """The newest report of a draft; None where it was never tried. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    of_draft = WhatIfReport.draft_version == version_of(rule_set)
    statement = _reports().where(of_draft).order_by(WhatIfReport.id.desc()).limit(1)
    row = session.execute(statement).one_or_none()
    return None if row is None else _told(*row)


def recent(session: Session, *, actor: Actor, limit: int = 50) -> list[KeptReport]:
    """The newest reports. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    statement = _reports().order_by(WhatIfReport.id.desc()).limit(limit)
    return [_told(*row) for row in session.execute(statement)]


def _reports() -> Select[*tuple[Any, ...]]:
    """Reports with who made them and when."""
    return (
        select(WhatIfReport, Account.username, Event.recorded_at)
        .join(Event, Event.id == WhatIfReport.made_by)
        .outerjoin(Account, Account.id == Event.actor_id)
    )


def _told(row: WhatIfReport, made_by: str | None, made_at: datetime) -> KeptReport:
    """A report as it is told."""
    return KeptReport(
        report_id=row.id,
        draft_version=row.draft_version,
        base_version=row.base_version,
        code=row.code,
        as_of=row.as_of,
        known_at=row.known_at,
        engine=row.engine,
        population=row.population,
        graded=row.graded,
        changed=row.changed,
        summary=row.summary,
        made_by=made_by or "",
        made_at=made_at,
    )


def _report(number: int, what_if: WhatIf, summary: dict[str, Any], event: int) -> WhatIfReport:
    """The row of a report."""
    draft = what_if.draft
    return WhatIfReport(
        id=number,
        draft_version=draft.version,
        draft_content=canonical_form(draft.rule_set).decode(),
        base_version=what_if.base.version,
        code=draft.rule_set.code,
        purpose=draft.rule_set.purpose.value,
        as_of=what_if.as_of,
        known_at=what_if.known_at,
        engine=ENGINE,
        law_edition_id=what_if.edition_id,
        population=what_if.population,
        graded=what_if.graded,
        changed=summary["totals"]["changed"],
        summary=summary,
        made_by=event,
    )


def _write(session: Session, report_id: int, changes: Iterator[Change]) -> str:
    """Write the changes some thousand at a time; the digest over all of them comes back."""
    digest = hashlib.sha256()
    while part := list(islice(changes, CHANGES_A_QUERY)):
        rows = [_row(report_id, each) for each in part]
        insert_all(session, WhatIfChange, rows)
        for row in rows:
            digest.update(_line(row).encode())
    return digest.hexdigest()


def _row(report_id: int, change: Change) -> dict[str, Any]:
    """The row of a change."""
    before, after = change.candidates_before, change.candidates_after
    return change._asdict() | {
        "report_id": report_id,
        "candidates_before": SPACE.join(before),
        "candidates_after": SPACE.join(after),
        "is_newly_candidate": not set(after) <= set(before),
    }


def _line(row: dict[str, Any]) -> str:
    """A change as a line of the text that is digested."""
    subject = to_public(row["subject_id"])
    told: Iterable[object] = (
        subject,
        row["grade_before"],
        row["grade_after"],
        row["score_before_centi"],
        row["score_after_centi"],
        row["candidates_before"],
        row["candidates_after"],
        row["is_capped_before"],
        row["is_capped_after"],
    )
    return "\t".join("" if each is None else str(each) for each in told) + "\n"


def parted(words: str) -> Sequence[str]:
    """The lists behind a kept text."""
    return tuple(words.split(SPACE)) if words else ()
