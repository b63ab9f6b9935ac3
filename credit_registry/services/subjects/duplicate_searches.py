"""Subjects that may be one, found over the whole register by set and queued once for a person."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions, usccs
from credit_registry.domain.actors import Actor
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import (
    CandidateState,
    DuplicateReason,
    IdentifierScheme,
    IdentifierState,
    SubjectState,
)
from credit_registry.services import ledgers
from credit_registry.services.subjects import representations
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.subjects import (
    IS_QUARANTINED,
    DuplicateCandidate,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectName,
)

Pair = tuple[int, int]
T = TypeVar("T")
Found = dict[Pair, DuplicateReason]
SUBJECTS_A_QUERY = 5_000
_NARROW = (("（", "("), ("）", ")"), (" ", ""), ("\u3000", ""))


def find(session: Session, *, actor: Actor, at: datetime) -> int:
    """Queue the pairs that may be one and were never asked about, as one event; their number.

    Raises NotPermitted.
    """
    permissions.require(actor, Permission.FIND_DUPLICATES)
    found: Found = {}
    for reason, pairs in (
        (DuplicateReason.SAME_ORGANIZATION_CODE, _same_organizations(session)),
        (DuplicateReason.CONFUSABLE_CODE, _confusable_codes(session)),
        (DuplicateReason.SAME_NAME, _same_names(session)),
    ):
        for pair in pairs:
            found.setdefault(pair, reason)
    fresh = _without_settled(session, found)
    if not fresh:
        return 0
    told: dict[str, ledgers.PayloadValue] = {"count": len(fresh)}
    event = ledgers.record(session, EventKind.DUPLICATES_FOUND, actor=actor, at=at, payload=told)
    rows: list[dict[str, Any]] = [
        {
            "subject_id": first,
            "other_id": second,
            "reason": fresh[first, second].value,
            "state": CandidateState.OPEN.value,
            "found_by": event,
            "settled_by": None,
            "row_version": 1,
        }
        for first, second in sorted(fresh)
    ]
    number(rows)
    insert_all(session, DuplicateCandidate, rows)
    return len(rows)


def _active(identifier: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an alias of SubjectIdentifier
    """The condition that an identifier names its subject now."""
    return and_(
        identifier.superseded_by.is_(None), identifier.state == IdentifierState.ACTIVE.value
    )


def _ordered(first: int, second: int) -> Pair:
    """The pair, the older id first."""
    return (first, second) if first < second else (second, first)


def _same_organizations(session: Session) -> Iterator[Pair]:
    """Subjects that state one organisation code, by itself or inside a unified code.

    Two statements, each by an index: a join on either would read every row against every other.
    """
    held, other = aliased(SubjectIdentifier), aliased(SubjectIdentifier)
    uscc, plain = IdentifierScheme.USCC.value, IdentifierScheme.ORGANIZATION_CODE.value
    inside = func.substr(held.value, 9, 9)
    for scheme, code in ((plain, other.value), (uscc, func.substr(other.value, 9, 9))):
        statement = (
            select(held.subject_id, other.subject_id)
            .join(other, and_(other.scheme == scheme, code == inside))
            .where(held.scheme == uscc, _active(held), _active(other))
            .where(held.subject_id != other.subject_id)
        )
        for first, second in session.execute(statement):
            yield _ordered(first, second)


def _confusable_codes(session: Session) -> Iterator[Pair]:
    """Subjects with a faulty code that may have been meant to be another's.

    Two valid codes never differ by one character: the check character would tell.
    """
    faulty = select(SubjectIdentifier.subject_id, SubjectIdentifier.value).where(IS_QUARANTINED)
    meant: dict[str, list[int]] = {}
    for subject_id, value in session.execute(faulty):
        for code in usccs.suggestions(value):
            meant.setdefault(code, []).append(subject_id)
    holder = aliased(SubjectIdentifier)
    for codes in _stretches(sorted(meant)):
        held = select(holder.value, holder.subject_id).where(
            holder.value.in_(codes), holder.scheme == IdentifierScheme.USCC.value, _active(holder)
        )
        for code, subject_id in session.execute(held):
            yield from (_ordered(subject_id, each) for each in meant[code] if each != subject_id)


def _same_names(session: Session) -> Iterator[Pair]:
    """Subjects of one name in one division, each with the oldest of them.

    One of which no division is known is compared with everybody of its name.
    """
    narrow: ColumnElement[str] = SubjectName.name.expression
    for wide, plain in _NARROW:
        narrow = func.replace(narrow, wide, plain)
    is_borne = SubjectName.superseded_by.is_(None) & SubjectName.until.is_(None)
    repeated = (
        select(narrow)
        .where(is_borne)
        .group_by(narrow)
        .having(func.count(SubjectName.subject_id.distinct()) > 1)
    )
    statement = (
        select(narrow.label("borne"), SubjectName.subject_id, Registration.division_code)
        .outerjoin(
            Registration,
            (Registration.subject_id == SubjectName.subject_id)
            & Registration.superseded_by.is_(None)
            & Registration.until.is_(None),
        )
        .where(is_borne, narrow.in_(repeated))
        .order_by(narrow, SubjectName.subject_id)
    )
    for _, bearers in groupby(session.execute(statement), key=lambda row: row.borne):
        yield from _pairs([(row.subject_id, row.division_code) for row in bearers])


def _pairs(bearers: Sequence[tuple[int, str | None]]) -> Iterator[Pair]:
    """Each bearer of a name with the oldest before it that may be the same."""
    for place, (subject_id, division) in enumerate(bearers):
        for earlier, elsewhere in bearers[:place]:
            if division is None or elsewhere is None or division == elsewhere:
                yield earlier, subject_id
                break


def _without_settled(session: Session, found: Found) -> Found:
    """Those that were never asked about, whose subjects stand and do not stand for each other."""
    candidate = DuplicateCandidate
    asked = session.execute(select(candidate.subject_id, candidate.other_id))
    known = {(first, second) for first, second in asked}
    ends: dict[int, int] = {}
    standing: set[int] = set()
    for stretch in _stretches(sorted({each for pair in found for each in pair})):
        ends |= representations.ends(session, stretch)
        states = select(Subject.id).where(
            Subject.id.in_(stretch), Subject.state != SubjectState.REJECTED.value
        )
        standing |= set(session.scalars(states))
    return {
        pair: reason
        for pair, reason in found.items()
        if pair not in known
        and standing.issuperset(pair)
        and ends.get(pair[0], pair[0]) != ends.get(pair[1], pair[1])
    }


def _stretches(items: Sequence[T]) -> Iterable[Sequence[T]]:
    """The items in stretches that one statement can name."""
    starts = range(0, len(items), SUBJECTS_A_QUERY)
    return (items[start : start + SUBJECTS_A_QUERY] for start in starts)
