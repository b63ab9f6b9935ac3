"""The changes of a kept report, a page at a time: all of them, or those newly affected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services.rule_changes.what_if_reports import KeptReport, parted
from credit_registry.store.rule_changes import WhatIfChange
from credit_registry.store.subjects import IS_ACTIVE, SubjectIdentifier, SubjectName


class Only(StrEnum):
    """Which changes are asked for."""

    ALL = "all"
    GRADE = "grade"
    NEWLY_CAPPED = "newly_capped"
    NEWLY_CANDIDATE = "newly_candidate"
    NEWLY_BELOW = "newly_below"


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change with the subject's code and name of today."""

    subject_id: int
    code: str | None
    name: str
    grade_before: str
    grade_after: str
    score_before_centi: int | None
    score_after_centi: int | None
    candidates_before: Sequence[str]
    candidates_after: Sequence[str]
    is_newly_candidate: bool
    is_newly_capped: bool


def page(
    session: Session,
    report: KeptReport,
    *,
    actor: Actor,
    only: Only = Only.ALL,
    below: str | None = None,
    after: int = 0,
    limit: int = 100,
) -> list[ShownChange]:
    """The changes after a subject, in the order of subjects.

    `below` is the grade under which firms newly fall. Raises InvalidInput, NotPermitted.
    """
    permissions.require(actor, Permission.READ_INTERNAL)
    row = WhatIfChange
    statement = (
        select(row)
        .where(row.report_id == report.report_id, row.subject_id > after)
        .where(*_conditions(report, only, below))
        .order_by(row.subject_id)
        .limit(limit)
    )
    found = session.scalars(statement).all()
    ids = [each.subject_id for each in found]
    codes, names = codes_of(session, ids), _names(session, ids)
    return [_shown(each, codes, names) for each in found]


def newly_below(summary: Mapping[str, Any], grade: str) -> int:
    """How many had the grade or a better one and have a worse one now. Raises InvalidInput."""
    better, worse = _sides(summary, grade)
    before, after = summary["grades_before"], summary["grades_after"]
    return sum(
        count
        for code, counts in zip(before, summary["matrix"], strict=True)
        for other, count in zip(after, counts, strict=True)
        if code in better and other in worse
    )


def _sides(summary: Mapping[str, Any], grade: str) -> tuple[list[str], list[str]]:
    """The grades of the base down to the one, and those of the draft below it; none is neither."""
    before, after = summary["grades_before"][:-1], summary["grades_after"][:-1]
    known = [code for code in before if code in after]
    if grade not in known:
        error = FieldError("/below", "is no grade of both versions", ", ".join(known))
        raise InvalidInput(f"Both versions must name the grade {grade!r}.", [error])
    return before[: before.index(grade) + 1], after[after.index(grade) + 1 :]


def _conditions(report: KeptReport, only: Only, below: str | None) -> Sequence[ColumnElement[bool]]:
    """What the changes that are asked for have in common."""
    row = WhatIfChange
    match only:
        case Only.ALL:
            return ()
        case Only.GRADE:
            return (row.grade_before != row.grade_after,)
        case Only.NEWLY_CAPPED:
            return (row.is_capped_after.is_(True), row.is_capped_before.is_(False))
        case Only.NEWLY_CANDIDATE:
            return (row.is_newly_candidate.is_(True),)
        case Only.NEWLY_BELOW:
            better, worse = _sides(report.summary, below or "")
            return (row.grade_before.in_(better), row.grade_after.in_(worse))


def _shown(row: WhatIfChange, codes: Mapping[int, str], names: Mapping[int, str]) -> ShownChange:
    """A change as it is shown."""
    return ShownChange(
        subject_id=row.subject_id,
        code=codes.get(row.subject_id),
        name=names.get(row.subject_id, ""),
        grade_before=row.grade_before,
        grade_after=row.grade_after,
        score_before_centi=row.score_before_centi,
        score_after_centi=row.score_after_centi,
        candidates_before=parted(row.candidates_before),
        candidates_after=parted(row.candidates_after),
        is_newly_candidate=row.is_newly_candidate,
        is_newly_capped=row.is_capped_after and not row.is_capped_before,
    )


def codes_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The current codes of subjects."""
    row = SubjectIdentifier
    statement = select(row.subject_id, row.value).where(
        row.subject_id.in_(ids), row.scheme == IdentifierScheme.USCC.value, IS_ACTIVE
    )
    return {each.subject_id: each.value for each in session.execute(statement)}


def _names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The current names of subjects."""
    row = SubjectName
    statement = (
        select(row.subject_id, func.max(row.name).label("name"))
        .where(row.subject_id.in_(ids), row.superseded_by.is_(None), row.until.is_(None))
        .group_by(row.subject_id)
    )
    return {each.subject_id: each.name for each in session.execute(statement)}
