"""A few subjects graded again at once, in the transaction that changed what counts for them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unavailable
from credit_registry.services import ledgers
from credit_registry.services.acts import Act
from credit_registry.services.grading import grading, populations, result_rows
from credit_registry.services.grading.populations import Stretch
from credit_registry.services.subjects import subject_documents
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.subjects import Subject


def regrade(session: Session, subject_ids: Collection[int], act: Act) -> None:
    """Store the results of today of those that stand for the subjects, where they are others.

    The events of the transaction are given their positions in it, so that the results name one at
    which all that counts for them is known. Where no rules are in force nothing is graded.
    """
    try:
        rules = grading.in_force(session, act.today)
    except Unavailable:
        return
    forwarding = subject_documents.forwarding(session)
    ids = {*subject_ids, *map(forwarding.end, subject_ids)}
    kept = session.scalars(populations.evaluated().where(Subject.id.in_(ids))).all()
    if not kept:
        return
    stretch = Stretch(sorted(kept), is_whole=False)
    edition, known_at = act.law.edition, _placed(session, act)
    _lock(session, kept)
    population = populations.load(session, stretch, act.today, edition.industries, forwarding)
    for purpose, compiled in rules.items():
        found = grading.outcomes(compiled, population, act.today)
        basis = result_rows.Basis(
            purpose, act.today, known_at, compiled.version, act.law.edition_id
        )
        result_rows.store(session, stretch, found, basis, actor=act.actor, at=act.at)


def _placed(session: Session, act: Act) -> int:
    """The ledger's size once all events have their positions, those of the transaction included."""
    while True:
        size, are_all = ledgers.sequence(session, act.at)
        if are_all:
            return size


def _lock(session: Session, ids: Collection[int]) -> None:
    """Wait for whoever else is replacing the results of the subjects."""
    standing = select(Evaluation.id).where(
        Evaluation.subject_id.in_(ids), Evaluation.superseded_by.is_(None)
    )
    session.execute(standing.with_for_update())
