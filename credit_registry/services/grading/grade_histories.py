"""How a subject was graded over time, as stored results tell, and as far as it may still be read.

A result that rests on a version of a record which is no longer public is left out: a grade must not
tell of what was restored, expired or withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from credit_registry.law.editions import Edition
from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ledgers import Event, recorded_at
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import PublicityConsent
from credit_registry.store.views import View, covers

_THEN, _NOW = aliased(PublicationWindow), aliased(PublicationWindow)
_TOLD, _READ, _CLOSED, _REPLACED = (aliased(Event) for _ in range(4))


@dataclass(frozen=True, slots=True)
class GradePoint:
    """A result of a day: grade, score in hundredths where there is one, and the rules' version."""

    day: date
    grade: str
    score_centi: int | None
    rule_set_version: str


def of_subject(
    session: Session, subject_ids: Sequence[int], view: View, edition: Edition
) -> tuple[GradePoint, ...]:
    """The stored grades of the first subject at the view, oldest first, in three statements.

    The further subjects are those whose records count as the first's. The public is shown those
    whose publication had a basis on their day and has one today; an officer is shown all.
    """
    row = Evaluation
    columns = (row.as_of, row.grade, row.score_centi, row.rule_set_version, row.known_at)
    statement = select(*columns).where(
        row.subject_id == subject_ids[0],
        row.purpose == Purpose.GRADE.value,
        row.as_of <= view.as_of,
        recorded_at(row, view.position),
    )
    rows = session.execute(statement.order_by(row.as_of, row.recorded_by)).all()
    last = {found.as_of: found for found in rows}  # the last one of a day stands
    gone = _gone(session, subject_ids, view) if view.is_public else []
    shown = _days_shown(session, subject_ids[0], view, edition, tuple(last))
    return tuple(
        GradePoint(*last[day][:4])
        for day in shown
        if not any(each.counted(day, last[day].known_at) for each in gone)
    )


def _days_shown(
    session: Session, subject_id: int, view: View, edition: Edition, days: Sequence[date]
) -> list[date]:
    """The days whose grades the reader may be told of."""
    consent = PublicityConsent
    statement = select(consent.since, consent.until).where(
        consent.subject_id == subject_id, consent.superseded_by.is_(None)
    )
    given = session.execute(statement).all()

    def has_basis(day: date) -> bool:
        """Whether a rule or the enterprise lets the grade of the day be shown."""
        consented = any(
            each.since <= day and (each.until is None or day <= each.until) for each in given
        )
        return consented or edition.grade_basis(day) is not None

    if not view.is_public:
        return list(days)
    return [day for day in days if has_basis(day)] if has_basis(view.today) else []


class _Gone(NamedTuple):
    """A window of a version that is not public today, and between which positions it was known."""

    since: date
    until: date | None
    told: int
    read: int
    closed: int | None
    replaced: int | None

    def counted(self, day: date, known_at: int) -> bool:
        """Whether the version counted for a result of the day, from what was known there."""
        is_over = any(each is not None and each < known_at for each in (self.closed, self.replaced))
        was_known = max(self.told, self.read) < known_at and not is_over
        return was_known and self.since <= day and (self.until is None or day <= self.until)


def _gone(session: Session, subject_ids: Sequence[int], view: View) -> list[_Gone]:
    """The windows that the subjects' versions had and that are public no longer."""
    version, then, now = RecordVersion, _THEN, _NOW
    is_public_now = select(now.id).where(
        now.record_version_id == version.id,
        now.superseded_by.is_(None),
        covers(now, view.today),
    )
    statement = (
        select(
            then.since, then.until, _TOLD.position, _READ.position, _CLOSED.position,
            _REPLACED.position,
        )
        .select_from(version)
        .join(then, then.record_version_id == version.id)
        .join(_TOLD, _TOLD.id == then.recorded_by)
        .join(_READ, _READ.id == version.recorded_by)
        .outerjoin(_CLOSED, _CLOSED.id == then.superseded_by)
        .outerjoin(_REPLACED, _REPLACED.id == version.superseded_by)
        .where(
            version.subject_id.in_(subject_ids),
            then.since.is_not(None),
            _TOLD.position.is_not(None),
            _READ.position.is_not(None),
            ~is_public_now.exists(),
        )
    )  # fmt: skip
    rows = session.execute(statement)
    return [_Gone(*row) for row in rows]  # type: ignore[arg-type] # the conditions leave no None
