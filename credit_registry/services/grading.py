"""The rules run over everybody: results stored a slice an event, candidates proposed from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Unavailable, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import SubjectState
from credit_registry.ledger import commitments
from credit_registry.ledger.events import RowsRoot
from credit_registry.ledger.rows import RowsAccumulator
from credit_registry.rules.compilation import CompiledRuleSet
from credit_registry.rules.findings import Candidate
from credit_registry.rules.findings import Evaluation as Result
from credit_registry.rules.traced import evaluate
from credit_registry.rules.traces import dump
from credit_registry.services import (
    dossiers,
    law_editions,
    ledgers,
    listings,
    representations,
    rule_sets,
    subjects,
)
from credit_registry.services.evaluations import earliest
from credit_registry.services.listing_steps import Act
from credit_registry.services.registry import Registry
from credit_registry.store.bulk import insert_all
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ids import new_ids
from credit_registry.store.listings import Listing
from credit_registry.store.subjects import Subject

SLICE_SUBJECTS = 1_000


@dataclass(frozen=True, slots=True)
class GradingReport:
    """What a run came to."""

    evaluated: int
    changed: int
    candidates: int


@dataclass(frozen=True, slots=True)
class ProposalReport:
    """How many candidates were opened, and how many the law does not accept."""

    opened: int
    refused: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A subject that the rules propose for a list; people decide."""

    subject_id: int
    list_type: str
    grounds: str
    record_id: int | None


def evaluate_all(
    registry: Registry, *, actor: Actor, on_progress: Callable[[int], None] | None = None
) -> GradingReport:
    """Evaluate every confirmed subject today; a result that has not changed is not written again.

    Raises NotPermitted, Unavailable where no rule set is in force.
    """
    permissions.require(actor, Permission.EVALUATE)
    today = registry.clock.today()
    last, evaluated, changed, candidates = 0, 0, 0, 0
    while True:
        with registry.transaction() as session:
            compiled = rule_sets.in_force(session, today)
            if compiled is None:
                raise Unavailable(f"No rule set is in force on {today.isoformat()}.")
            ids = _next_subjects(session, last)
            results = _results(session, compiled, ids, today)
            changed += _store(session, registry, compiled, results, actor)
        evaluated += len(ids)
        candidates += sum(bool(result.candidates) for result, _ in results)
        if on_progress is not None:
            on_progress(evaluated)
        if len(ids) < SLICE_SUBJECTS:
            return GradingReport(evaluated, changed, candidates)
        last = ids[-1]


def _next_subjects(session: Session, last: int) -> Sequence[int]:
    """The next stretch of confirmed subjects that stand for themselves."""
    statement = (
        select(Subject.id)
        .where(
            Subject.id > last,
            Subject.state == SubjectState.CONFIRMED.value,
            Subject.id.not_in(representations.forwarding()),
        )
        .order_by(Subject.id)
        .limit(SLICE_SUBJECTS)
    )
    return session.scalars(statement).all()


Dated = tuple[Result, date | None]


def _results(
    session: Session, compiled: CompiledRuleSet, ids: Sequence[int], today: date
) -> list[Dated]:
    """The subjects' results with the next day on which each can change."""
    found = []
    industries = law_editions.current(session).edition.industries
    for dated in dossiers.of_population(session, ids, today, industries):
        result = evaluate(compiled, dated.dossier, today)
        found.append((result, earliest(result.next_change_on, dated.next_window_on)))
    return found


def _store(
    session: Session,
    registry: Registry,
    compiled: CompiledRuleSet,
    results: Sequence[Dated],
    actor: Actor,
) -> int:
    """Write the results that differ from those that stand, as one event; their number."""
    ids = [result.subject_id for result, _ in results]
    standing = {
        row.subject_id: row
        for row in session.execute(
            select(
                Evaluation.subject_id,
                Evaluation.id,
                Evaluation.as_of,
                Evaluation.trace,
                Evaluation.next_change_on,
            ).where(Evaluation.subject_id.in_(ids), Evaluation.superseded_by.is_(None))
        )
    }
    fresh = [
        (result, following)
        for result, following in results
        if (old := standing.get(result.subject_id)) is None
        or old.next_change_on != following
        or old.trace != dump(replace(result, as_of=old.as_of))
    ]
    if not fresh:
        return 0
    sealed = ledgers.begin(
        session, EventKind.EVALUATIONS_RECORDED, actor=actor, at=registry.clock.now()
    )
    event = sealed.id
    rows = RowsAccumulator()
    edition_id = law_editions.current(session).edition_id
    known_at = ledgers.size(session)
    values = []
    numbers = new_ids(len(fresh))
    for ordinal, (number, (result, following)) in enumerate(zip(numbers, fresh, strict=True)):
        seed = commitments.new_seed()
        value = {
            "id": number,
            "salt": seed.hex(),
            "subject_id": result.subject_id,
            "as_of": result.as_of,
            "known_at": known_at,
            "rule_set_version": compiled.version,
            "law_edition_id": edition_id,
            "grade": result.grade,
            "score_centi": result.score_centi,
            "has_candidates": bool(result.candidates),
            "trace": dump(result),
            "next_change_on": following,
            "recorded_by": event,
            "ordinal": ordinal,
            "superseded_by": None,
        }
        rows.add(_commitments(seed, result))
        values.append(value)
    replaced = [
        standing[each["subject_id"]].id for each in values if each["subject_id"] in standing
    ]
    if replaced:
        session.execute(
            update(Evaluation).where(Evaluation.id.in_(replaced)).values(superseded_by=event)
        )
    insert_all(session, Evaluation, values)
    told: dict[str, ledgers.PayloadValue] = {"rule_set": compiled.version, "count": len(values)}
    ledgers.seal(session, sealed, told, RowsRoot(rows.count, rows.root().hex()))
    return len(values)


def _commitments(seed: bytes, result: Result) -> dict[str, str]:
    """The commitments to a result."""
    fields = {
        "subject": to_public(result.subject_id),
        "rule_set": result.version,
        "grade": result.grade,
        "score_centi": result.score_centi,
        "trace": dump(result),
    }
    return commitments.commit_fields(seed, fields)


def propose_candidates(registry: Registry, *, actor: Actor) -> ProposalReport:
    """Open a candidate for each subject that a rule proposes and that has no open entry.

    What people have closed on the same ground is not opened again; what may not be listed is
    counted, and the rest goes on.
    """
    permissions.require(actor, Permission.PROPOSE_LISTING, division=actor.division)
    opened, refused = 0, 0
    with registry.reading() as session:
        today = registry.clock.today()
        proposals = [
            proposal
            for proposal in _proposals(session, today)
            if actor.division in {None, subjects.division_of(session, proposal.subject_id)}
        ]
    for proposal in proposals:
        try:
            with registry.transaction() as session:
                _open(session, registry, proposal, actor)
        except AlreadyRecorded:
            continue
        except Unlawful:
            refused += 1
        else:
            opened += 1
    return ProposalReport(opened, refused)


def _open(session: Session, registry: Registry, proposal: Proposal, actor: Actor) -> None:
    """Open one candidate."""
    law = law_editions.current(session)
    listings.propose(
        session,
        proposal.subject_id,
        proposal.list_type,
        proposal.grounds,
        act=Act(actor, registry.clock.now(), registry.clock.today(), law),
        record_id=proposal.record_id,
    )


def _proposals(session: Session, today: date) -> list[Proposal]:
    """What the rules propose today of those whose stored results do, with the records behind it.

    A stored result may be older than the end of a record behind it: each is evaluated anew.
    """
    compiled = rule_sets.in_force(session, today)
    if compiled is None:
        return []
    statement = (
        select(Evaluation.subject_id)
        .where(Evaluation.superseded_by.is_(None), Evaluation.has_candidates)
        .order_by(Evaluation.subject_id)
    )
    ids = session.scalars(statement).all()
    found = []
    for start in range(0, len(ids), SLICE_SUBJECTS):
        for result, _ in _results(session, compiled, ids[start : start + SLICE_SUBJECTS], today):
            found += [_proposal(result, candidate) for candidate in result.candidates]
    closed = _closed(session)
    return [each for each in found if (each.list_type, each.record_id) not in closed]


def _proposal(result: Result, candidate: Candidate) -> Proposal:
    """The proposal of a candidate; it rests on the record that came last, which made it one."""
    used = next(each.used for each in result.findings if each.rule == candidate.rule)
    documents = "、".join(each.document_number for each in used)
    return Proposal(
        result.subject_id,
        candidate.list_type,
        f"规则 {candidate.rule}：{documents}",
        max((each.record_id for each in used), default=None),
    )


def _closed(session: Session) -> set[tuple[str, int | None]]:
    """The lists and records of the entries that people declined, removed or saw expire."""
    statement = select(Listing.list_type, Listing.record_id).where(
        Listing.record_id.is_not(None), ~Listing.is_open
    )
    return {(row.list_type, row.record_id) for row in session.execute(statement)}
