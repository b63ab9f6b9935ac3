"""Results as rows: what differs from those that stand is written, as one event a slice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.ledger import commitments
from credit_registry.ledger.events import RowsRoot
from credit_registry.ledger.rows import RowsAccumulator
from credit_registry.rules.rule_sets import Purpose
from credit_registry.rules.versions import ENGINE
from credit_registry.services import ledgers
from credit_registry.services.grading.populations import Stretch
from credit_registry.store.bulk import insert_all
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ids import new_ids

REPLACED_A_QUERY = 1_000
RESULT = "result"
"""The field that a row of results commits to."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one subject comes to."""

    subject_id: int
    grade: str
    score_centi: int | None
    has_candidates: bool
    outcome: bytes
    next_change_on: date | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What results rest on: purpose, both times, and the versions of rules and law."""

    purpose: Purpose
    as_of: date
    known_at: int
    version: str
    edition_id: int


def store(
    session: Session,
    stretch: Stretch,
    found: Sequence[Outcome],
    basis: Basis,
    *,
    actor: Actor,
    at: datetime,
) -> int:
    """Write the outcomes that differ from those that stand; their number."""
    standing = _standing(session, stretch, basis.purpose)
    fresh = [each for each in found if _differs(each, basis, standing.get(each.subject_id))]
    if not fresh:
        return 0
    event = ledgers.begin(session, EventKind.EVALUATIONS_RECORDED, actor=actor, at=at)
    replaced = [standing[each.subject_id].id for each in fresh if each.subject_id in standing]
    for start in range(0, len(replaced), REPLACED_A_QUERY):
        part = replaced[start : start + REPLACED_A_QUERY]
        session.execute(
            update(Evaluation).where(Evaluation.id.in_(part)).values(superseded_by=event.id)
        )
    rows, same = RowsAccumulator(), _shared(basis) | {"recorded_by": event.id}
    said_of = _said_of(basis)
    seeds = commitments.new_seeds(len(fresh))
    values = []
    for ordinal, (number, seed, each) in enumerate(
        zip(new_ids(len(fresh)), seeds, fresh, strict=True)
    ):
        rows.add_digests(commitments.commit_digests(seed, {RESULT: said_of(each)}))
        values.append(_row(number, ordinal, seed, each, same))
    insert_all(session, Evaluation, values)
    told: dict[str, ledgers.PayloadValue] = {
        "purpose": basis.purpose.value,
        "rule_set": basis.version,
        "count": len(values),
    }
    ledgers.seal(session, event, told, RowsRoot(rows.count, rows.root().hex()))
    return len(values)


def committed(each: Outcome, basis: Basis) -> dict[str, str]:
    """The field that a row of results commits to: of whom, and all that the result says."""
    return {RESULT: _said_of(basis)(each)}


def _said_of(basis: Basis) -> Callable[[Outcome], str]:
    """What a result says, of the outcomes of one run: what they share is put together once."""
    purpose = basis.purpose.value
    shared = f"{purpose} {basis.version} {ENGINE} {basis.as_of.isoformat()} {basis.known_at}"

    def said(each: Outcome) -> str:
        score = "" if each.score_centi is None else each.score_centi
        return f"{to_public(each.subject_id)} {shared} {each.grade} {score} {each.outcome.hex()}"

    return said


def _standing(session: Session, stretch: Stretch, purpose: Purpose) -> dict[int, Row[Any]]:
    """The results that stand, by subject."""
    row = Evaluation
    columns = (row.subject_id, row.id, row.rule_set_version, row.law_edition_id, row.engine)
    found: dict[int, Row[Any]] = {}
    for condition in stretch.condition(row.subject_id):
        statement = select(*columns, row.outcome, row.next_change_on).where(
            row.superseded_by.is_(None), row.purpose == purpose.value, condition
        )
        rows = session.connection().execute(statement)
        found |= {each.subject_id: each for each in rows}
    return found


def _differs(each: Outcome, basis: Basis, old: Row[Any] | None) -> bool:
    """Whether the outcome is another than the one that stands, or rests on something else."""
    return old is None or (
        (old.outcome, old.next_change_on, old.rule_set_version, old.law_edition_id, old.engine)
        != (each.outcome, each.next_change_on, basis.version, basis.edition_id, ENGINE)
    )


def _shared(basis: Basis) -> dict[str, Any]:
    """What the rows of one run have in common."""
    return {
        "purpose": basis.purpose.value,
        "as_of": basis.as_of,
        "known_at": basis.known_at,
        "rule_set_version": basis.version,
        "engine": ENGINE,
        "law_edition_id": basis.edition_id,
        "superseded_by": None,
    }


def _row(
    number: int, ordinal: int, seed: bytes, each: Outcome, shared: dict[str, Any]
) -> dict[str, Any]:
    """The row of an outcome."""
    return {
        **shared,
        "id": number,
        "salt": seed.hex(),
        "subject_id": each.subject_id,
        "grade": each.grade,
        "score_centi": each.score_centi,
        "has_candidates": each.has_candidates,
        "outcome": each.outcome,
        "next_change_on": each.next_change_on,
        "ordinal": ordinal,
    }
