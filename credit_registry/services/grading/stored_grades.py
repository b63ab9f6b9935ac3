"""Grades as they were stored last, where they hold today and may be shown."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.law.editions import Edition
from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.subjects import PublicityConsent
from credit_registry.store.views import View, in_force


def shown(
    session: Session, ids: Sequence[int], view: View, edition: Edition
) -> dict[int, tuple[str, int | None]]:
    """Stored grades that hold today; public ones under a local rule or with consent only."""
    if not view.is_present:
        return {}
    statement = select(Evaluation.subject_id, Evaluation.grade, Evaluation.score_centi).where(
        Evaluation.subject_id.in_(ids),
        Evaluation.superseded_by.is_(None),
        Evaluation.purpose == Purpose.GRADE.value,
        or_(Evaluation.next_change_on.is_(None), Evaluation.next_change_on > view.today),
    )
    if view.is_public and edition.grade_basis(view.today) is None:
        consents = select(PublicityConsent.subject_id).where(
            PublicityConsent.superseded_by.is_(None), in_force(PublicityConsent, view.today)
        )
        statement = statement.where(Evaluation.subject_id.in_(consents))
    return {row.subject_id: (row.grade, row.score_centi) for row in session.execute(statement)}
