"""Subjects whose code is one slip away from what was typed: suggested, never taken for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import code_slips
from credit_registry.services.subjects import subjects
from credit_registry.store.subjects import IS_ACTIVE, SubjectIdentifier

MOST = 5


def meant(session: Session, text: str) -> dict[int, str]:
    """The subjects with the code that each may have been meant by, at most MOST, by id."""
    codes = code_slips.one_slip_from(text)
    if not codes:
        return {}
    statement = (
        select(SubjectIdentifier.subject_id, SubjectIdentifier.value)
        .where(SubjectIdentifier.value.in_(codes), IS_ACTIVE)
        .order_by(SubjectIdentifier.value, SubjectIdentifier.subject_id)
    )
    found: dict[int, str] = {}
    for number, code in session.execute(statement):
        found.setdefault(subjects.forwarded(session, number), code)
    return dict(list(found.items())[:MOST])
