"""Which subjects stand for which: duplicates and corrected codes, followed to their ends.

Records stay with the subject that earned them; they are shown, counted and graded with the subject
that stands for it. A subject that nobody has confirmed is counted with no other.
"""

from collections.abc import Collection, Iterable
from functools import cache

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.subjects import FORWARDING_LINKS, SubjectState
from credit_registry.store.columns import Id
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ledgers import Event
from credit_registry.store.memberships import among
from credit_registry.store.subjects import Subject, SubjectLink
from credit_registry.store.views import Sort, View, known, pattern

_CONFIRMED_BY = aliased(Event)
_FORWARDS = SubjectLink.kind.in_([kind.value for kind in FORWARDING_LINKS])
_STANDS = SubjectLink.superseded_by.is_(None)


def at_view(session: Session, subject_id: int, view: View) -> tuple[int, ...]:
    """The subject, and the confirmed ones that it stands for at the view, in one statement.

    The public is told of a link only while it stands: one taken back was a mistake.
    """
    found = all_at_view(session, [subject_id], view)
    return (subject_id, *found.get(subject_id, ()))


def all_at_view(session: Session, subject_ids: Collection[int], view: View) -> dict[int, list[int]]:
    """The confirmed subjects that each of the subjects stands for at the view, in one statement."""
    asked = view.times | {"subject_ids": subject_ids}
    return _gathered(session.execute(_at_view(view.sort), asked))


@cache
def _at_view(sort: Sort) -> Select[int, int]:
    """The confirmed subjects that some stand for at a view of the sort."""
    view = pattern(sort)
    is_known = known(SubjectLink, view)
    confirmed_by = _CONFIRMED_BY
    was_confirmed = (
        select(confirmed_by.id)
        .where(confirmed_by.id == Subject.confirmed_by, confirmed_by.position < view.position)
        .exists()
    )
    is_confirmed = or_(Subject.confirmed_by.is_(None), was_confirmed)
    condition = and_(is_known, _STANDS) if view.is_public else is_known
    return _sources(condition, is_confirmed)


def sources(session: Session, ids: Collection[int]) -> dict[int, list[int]]:
    """The confirmed subjects that each of the subjects stands for now, in one statement."""
    return _gathered(session.execute(_now(), {"subject_ids": ids}))


@cache
def _now() -> Select[int, int]:
    """The confirmed subjects that some stand for now."""
    return _sources(_STANDS)


def _sources(
    link_condition: ColumnElement[bool], *subject_conditions: ColumnElement[bool]
) -> Select[int, int]:
    """The confirmed subjects whose links lead to each of the subjects, however long the way."""
    link = SubjectLink
    ids = bindparam("subject_ids", expanding=True, type_=Id)
    ways = (
        select(link.other_id.label("end"), link.subject_id.label("source"))
        .where(link.other_id.in_(ids), _FORWARDS, link_condition)
        .cte("ways", recursive=True)
    )
    ways = ways.union(
        select(ways.c.end, link.subject_id)
        .join(link, link.other_id == ways.c.source)
        .where(_FORWARDS, link_condition)
    )
    return (
        select(ways.c.end, ways.c.source)
        .join(Subject, Subject.id == ways.c.source)
        .where(
            ways.c.end != ways.c.source,
            Subject.state == SubjectState.CONFIRMED.value,
            *subject_conditions,
        )
        .order_by(ways.c.end, ways.c.source)
    )


def _gathered(rows: Iterable[Row[int, int]]) -> dict[int, list[int]]:
    """The subjects by the one that stands for them."""
    found: dict[int, list[int]] = {}
    for end, source in rows:
        found.setdefault(end, []).append(source)
    return found


def ends(session: Session, ids: Collection[int]) -> dict[int, int]:
    """The subject that stands for each of the subjects now, in one statement; themselves left out.

    A link that would close a circle is never recorded, so that every way has its end.
    """
    statement = _ends(SubjectLink.subject_id.in_(ids))
    return {row.source: row.end for row in session.execute(statement)}


def ends_at_view(session: Session, ids: Collection[int], view: View) -> dict[int, int]:
    """The subject that stood for each of the subjects at the view; themselves left out.

    The public is told of a link only while it stands. A statement for each step of the longest way,
    which seldom has two; a link that would close a circle is never recorded.
    """
    is_known = known(SubjectLink, view)
    condition = and_(is_known, _STANDS) if view.is_public else is_known
    found: dict[int, int] = {}
    ways = {number: number for number in ids}
    while ways:
        statement = select(SubjectLink.subject_id, SubjectLink.other_id).where(
            among(SubjectLink.subject_id, set(ways.values())), _FORWARDS, condition
        )
        steps = dict(session.execute(statement).all())
        ways = {start: steps[end] for start, end in ways.items() if end in steps}
        found |= ways
    return found


def confirmed_ends() -> Subquery:
    """The confirmed subject (`end`) that stands for each of the others (`source`) now."""
    ends = _ends().subquery()
    return (
        select(ends.c.source, ends.c.end)
        .join(Subject, Subject.id == ends.c.end)
        .where(Subject.state == SubjectState.CONFIRMED.value)
        .subquery("confirmed_ends")
    )


def _ends(*conditions: ColumnElement[bool]) -> Select[int, int]:
    """Where the links lead that fulfil the conditions, however long the way."""
    link = SubjectLink
    ways = (
        select(link.subject_id.label("source"), link.other_id.label("end"))
        .where(*conditions, _FORWARDS, _STANDS)
        .cte("ways", recursive=True)
    )
    ways = ways.union(
        select(ways.c.source, link.other_id)
        .join(link, link.subject_id == ways.c.end)
        .where(_FORWARDS, _STANDS)
    )
    goes_on = select(link.id).where(link.subject_id == ways.c.end, _FORWARDS, _STANDS).exists()
    return select(ways.c.source, ways.c.end).where(~goes_on)


def forwarding() -> Select[int]:
    """The subjects that another stands for now."""
    return select(SubjectLink.subject_id).where(_FORWARDS, _STANDS)


def forget_grades(session: Session, ids: Iterable[int], event: int) -> None:
    """End the results that rest on who stood for whom; the next evaluation writes them anew."""
    session.execute(
        update(Evaluation)
        .where(Evaluation.subject_id.in_(set(ids)), Evaluation.superseded_by.is_(None))
        .values(superseded_by=event)
    )
