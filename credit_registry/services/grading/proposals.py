"""Candidates for lists, proposed from what the rules found; people decide."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Unlawful
from credit_registry.domain.permissions import Permission
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import Candidate
from credit_registry.rules.findings import Evaluation as Result
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.grading import dossiers, rule_sets
from credit_registry.services.lists import listings
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.listings import Listing

SLICE_SUBJECTS = 1_000


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
        .where(
            Evaluation.superseded_by.is_(None),
            Evaluation.purpose == Purpose.GRADE.value,
            Evaluation.has_candidates,
        )
        .order_by(Evaluation.subject_id)
    )
    ids = session.scalars(statement).all()
    industries = law_editions.current(session).edition.industries
    found = []
    for start in range(0, len(ids), SLICE_SUBJECTS):
        part = ids[start : start + SLICE_SUBJECTS]
        for dated in dossiers.of_population(session, part, today, industries):
            result = evaluate(compiled, dated.dossier, today)
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
