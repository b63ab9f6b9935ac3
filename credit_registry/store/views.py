"""From where a reader looks: the legal date, the ledger position, and what is public today."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import BigInteger, ColumnElement, Date, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from credit_registry.store.ledgers import known_at
from credit_registry.store.mapping import Recorded
from credit_registry.store.records import PublicationWindow

_NOW, _THEN = aliased(PublicationWindow), aliased(PublicationWindow)
"""Made once, as the ledger's are."""


@dataclass(frozen=True, slots=True)
class View:
    """The pair of times of a read, today, the ledger's head, and whether the public is asking."""

    today: date
    as_of: date
    position: int
    head: int
    is_public: bool

    @property
    def is_present(self) -> bool:
        """Whether the reader looks at today, with all that is known."""
        return self.as_of == self.today and self.position == self.head

    @property
    def sort(self) -> "Sort":
        """What sort of view it is."""
        return Sort(self.is_public, self.is_present)

    @property
    def times(self) -> dict[str, Any]:
        """The values of the parameters in a statement that is written for the sort."""
        return {"today": self.today, "as_of": self.as_of, "position": self.position}


class Sort(NamedTuple):
    """What sort of view a statement is written for."""

    is_public: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class _Pattern(View):
    """A view whose times are parameters; whether it is the present is known beforehand."""

    is_of_present: bool

    @property
    def is_present(self) -> bool:
        """Whether the views that it stands for look at the present."""
        return self.is_of_present


@cache
def pattern(sort: Sort) -> View:
    """A view of the sort with parameters for its times.

    To write a statement takes several times as long as to run it: one that every page sends is
    written once, with a pattern, and run with the `times` of each view.
    """
    day = {name: cast("date", bindparam(name, type_=Date)) for name in ("today", "as_of")}
    position = cast("int", bindparam("position", type_=BigInteger))
    return _Pattern(
        **day, position=position, head=position, is_public=sort.is_public,
        is_of_present=sort.is_present,
    )  # fmt: skip


def known(rows: type[Recorded], view: View) -> ColumnElement[bool]:
    """The condition that a version row was known at the view's position."""
    return known_at(rows, view.position)


def in_force(rows: Any, day: date) -> ColumnElement[bool]:  # noqa: ANN401 - any class with since and until
    """The condition that a dated row covers the day; an open side counts as covering."""
    return and_(
        or_(rows.since.is_(None), rows.since <= day),
        or_(rows.until.is_(None), rows.until >= day),
    )


def covers(windows: Any, day: date) -> ColumnElement[bool]:  # noqa: ANN401 - a class or alias of PublicationWindow
    """The condition that a window covers the day; one without `since` never does."""
    return and_(windows.since <= day, or_(windows.until.is_(None), windows.until >= day))


def shown(
    view: View,
    column: InstrumentedAttribute[int | None],
    version_id: Any,  # noqa: ANN401 - a column
) -> ColumnElement[bool]:
    """The condition that a version was public on the view's pair of times, and is today.

    The second half binds the public whatever the pair: looking back never reveals what is no longer
    public. Officers are answered by the pair alone, so that it gives the same answer for ever.
    """
    now, then = _NOW, _THEN
    covers_today = (
        select(now.id)
        .where(
            getattr(now, column.key) == version_id,
            now.superseded_by.is_(None),
            covers(now, view.today),
        )
        .exists()
    )
    if view.is_public and view.is_present:
        return covers_today
    covered_then = (
        select(then.id)
        .where(
            getattr(then, column.key) == version_id,
            known_at(then, view.position),
            covers(then, view.as_of),
        )
        .exists()
    )
    return and_(covers_today, covered_then) if view.is_public else covered_then
