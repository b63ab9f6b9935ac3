"""A stored result with its whole trace, made again from the versions and times that it names."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.law.editions import parse
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.outcomes import of_evaluation
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import Evaluation as Result
from credit_registry.services.grading import dossiers, rule_sets
from credit_registry.services.subjects import representations, subjects
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.installations import LawEdition
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class Regenerated:
    """A trace, and whether it comes to what is stored, byte for byte."""

    compiled: CompiledRuleSet
    result: Result
    is_same: bool


def regenerate(session: Session, row: Evaluation) -> Regenerated:
    """The trace of a stored result: what was known and in force when it was made."""
    then = View(row.as_of, row.as_of, row.known_at, row.known_at + 1, is_public=False)
    represented = representations.at_view(session, row.subject_id, then)
    registration = subjects.identity(session, row.subject_id, then).registration
    law = session.scalars(
        select(LawEdition.content).where(LawEdition.id == row.law_edition_id)
    ).one()
    compiled = rule_sets.compiled(rule_sets.one(session, row.rule_set_version).content)
    dossier = dossiers.for_subject(session, represented, registration, then, parse(law).industries)
    result = evaluate(compiled, dossier, row.as_of)
    outcome = of_evaluation(compiled, dossier.facts, result)
    return Regenerated(compiled, result, outcome == row.outcome and result.grade == row.grade)
