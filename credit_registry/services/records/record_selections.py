"""Which record versions a reader may see, found and counted by statements that are written once."""

from datetime import date
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from credit_registry.domain.records import RecordKind
from credit_registry.store.columns import Id
from credit_registry.store.records import FILED, PublicationWindow, RecordVersion
from credit_registry.store.views import Sort, View, known, pattern, shown

Kinds = frozenset[RecordKind]
HALF = 31
"""Bits in the lower half of an id: the sum of whole ids would pass 63 bits."""


@cache
def finding(
    kinds: Kinds, sort: Sort, *, is_page: bool = False, has_start: bool = False
) -> Select[int, date, int]:
    """The newest records of each kind, or a page of all of them.

    Each kind is looked up by itself, in the order of the index.
    """
    parts = [_of_kind(kind, pattern(sort), has_start=has_start) for kind in sorted(kinds)]
    found = union_all(*parts).subquery("found")
    statement = select(found.c.id, found.c.filed_on, found.c.record_id)
    if not is_page:
        return statement
    last = bindparam("limit", type_=Integer)
    return statement.order_by(found.c.filed_on.desc(), found.c.record_id).limit(last)


def _of_kind(kind: RecordKind, view: View, *, has_start: bool) -> Select[int, date, int]:
    """The newest records of one kind; after a place, if there is a start."""
    version = RecordVersion
    conditions = [*readable(view, version.kind == kind.value)]
    if has_start:
        day, number = bindparam("after_day", type_=Date), bindparam("after_record", type_=Id)
        goes_on = or_(FILED < day, version.record_id > number)  # noqa: SIM300 - no constant
        conditions += [FILED <= day, goes_on]  # noqa: SIM300 - no constant
    found = (
        select(version.id, FILED.label("filed_on"), version.record_id)
        .where(*conditions)
        .order_by(FILED.desc(), version.record_id)
        .limit(bindparam("each", type_=Integer))
        .subquery()
    )
    return select(found.c.id, found.c.filed_on, found.c.record_id)


@cache
def counting(kinds: Kinds, sort: Sort) -> Select[str, int]:
    """How many records of each kind the reader may see."""
    version, view = RecordVersion, pattern(sort)
    conditions = readable(view, version.kind.in_([kind.value for kind in sorted(kinds)]))
    return select(version.kind, func.count()).where(*conditions).group_by(version.kind)


@cache
def standing(sort: Sort) -> Select[str, int, int, int]:
    """How many versions of each kind are shown, and the sums of the halves of their ids."""
    version, view = RecordVersion, pattern(sort)
    is_shown = shown(view, PublicationWindow.record_version_id, version.id)
    low = version.id.bitwise_and((1 << HALF) - 1)
    sums = func.sum(low), func.sum(version.id // (1 << HALF))
    conditions = (_of_subjects(), known(version, view), is_shown)
    return select(version.kind, func.count(), *sums).where(*conditions).group_by(version.kind)


def readable(view: View, *conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a version is one of the subjects' and that the reader may see it."""
    version = RecordVersion
    if view.is_public:
        seen = shown(view, PublicationWindow.record_version_id, version.id)
    else:
        seen = FILED <= view.as_of  # noqa: SIM300 - no constant
    return _of_subjects(), *conditions, known(version, view), seen


def _of_subjects() -> ColumnElement[bool]:
    """The condition that a version is one of the subjects'."""
    return RecordVersion.subject_id.in_(bindparam("subject_ids", expanding=True, type_=Id))
