"""What the subject of an entry is called now, for statements that list entries."""

from sqlalchemy import ScalarSelect, func, select

from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.store.subjects import (
    IS_ACTIVE,
    Subject,
    SubjectIdentifier,
    SubjectName,
)


def current_name() -> ScalarSelect[str]:
    """The subject's current name, for a row that has Subject or Listing in it."""
    return (
        select(func.max(SubjectName.name))
        .where(
            SubjectName.subject_id == Subject.id,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .correlate(Subject)
        .scalar_subquery()
    )


def current_code() -> ScalarSelect[str]:
    """The subject's current unified code."""
    return (
        select(func.max(SubjectIdentifier.value))
        .where(
            SubjectIdentifier.subject_id == Subject.id,
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
        )
        .correlate(Subject)
        .scalar_subquery()
    )
