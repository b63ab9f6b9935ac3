"""The enterprises whose pages search engines may keep, by code."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from credit_registry.domain.subjects import IdentifierScheme, SubjectKind, SubjectState
from credit_registry.store.subjects import IS_ACTIVE, Registration, Subject, SubjectIdentifier

ENTERPRISES_A_PART = 20_000


def starts(session: Session) -> list[str]:
    """The first code of each part of the sitemap, in one statement."""
    place = func.row_number().over(order_by=SubjectIdentifier.value) - 1
    numbered = _kept().add_columns(place.label("place")).subquery()
    statement = select(numbered.c.value).where(numbered.c.place % ENTERPRISES_A_PART == 0)
    return list(session.scalars(statement.order_by(numbered.c.value)))


def codes(session: Session, first: str) -> list[str]:
    """The codes of a part, from its first one on, in one statement."""
    statement = _kept().where(SubjectIdentifier.value >= first)
    ordered = statement.order_by(SubjectIdentifier.value).limit(ENTERPRISES_A_PART)
    return list(session.scalars(ordered))


def _kept() -> Select[str]:
    """Codes of confirmed subjects of which none is, or ever was, an individual business."""
    was_business = select(Registration.id).where(
        Registration.subject_id == SubjectIdentifier.subject_id,
        Registration.kind == SubjectKind.INDIVIDUAL_BUSINESS.value,
    )
    return (
        select(SubjectIdentifier.value)
        .join(Subject, Subject.id == SubjectIdentifier.subject_id)
        .where(
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
            Subject.state == SubjectState.CONFIRMED.value,
            ~was_business.exists(),
        )
    )
