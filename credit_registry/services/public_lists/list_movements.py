"""How a public list moved: who came and who left, as numbers alone, and when it last changed.

Who left is named nowhere: what is counted here is what the windows of publication say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.dates import ZONE, days_after, legal_date
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.list_types import ListType
from credit_registry.services.public_lists import list_sources
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.proceedings import Proceeding
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import Subject
from credit_registry.store.views import covers

_BY, _GONE = aliased(Event), aliased(Event)


@dataclass(frozen=True, slots=True)
class Movement:
    """How many entries a list gained and lost from the first day of a month until today."""

    since: date
    entered: int
    left: int


@dataclass(slots=True)
class _Stay:
    """When an entry was first shown, when it was last, and whether it is shown now."""

    first: date
    last: date
    is_shown: bool


Windows = Select[*tuple[Any, ...]]


def this_month(session: Session, list_type: ListType, today: date) -> Movement:
    """What entered and what left since the first of the month, in one statement.

    An entry enters on the first day on which it was ever shown, and leaves on the day on which it
    is no longer.
    """
    first = today.replace(day=1)
    windows, number = _windows(list_type)
    moving = _moving(windows, number, first, today)
    stays = _stays(session.execute(moving), today)
    return Movement(
        since=first,
        entered=sum(stay.is_shown and stay.first >= first for stay in stays),
        left=sum(not stay.is_shown and stay.last >= days_after(first, -1) for stay in stays),
    )


def changed_at(session: Session, list_type: ListType, today: date) -> datetime | None:
    """When what the list shows last changed: by an event, a mark, or as a window began or ended.

    None where nothing was ever on it.
    """
    windows, number = _windows(list_type)
    window = PublicationWindow
    about = Proceeding.record_id if list_type.source_kind else Proceeding.listing_id
    entries = windows.with_only_columns(number).correlate(None)
    marked = list_sources.last_marked(about.in_(entries)).scalar_subquery()
    newest = windows.with_only_columns(
        func.max(_BY.recorded_at),
        func.max(_GONE.recorded_at),
        marked,
        func.max(window.since).filter(window.superseded_by.is_(None), window.since <= today),
        func.max(window.until).filter(window.superseded_by.is_(None), window.until < today),
    )
    told, taken, noted, begun, ended = session.execute(newest).one()
    moments = [moment for moment in (told, taken, noted) if moment is not None]
    moments += [_midnight(day) for day in (begun,) if day is not None]
    moments += [_midnight(days_after(day, 1)) for day in (ended,) if day is not None]
    return max(moments, default=None)


def _windows(list_type: ListType) -> tuple[Windows, ColumnElement[int]]:
    """All windows that the list's entries ever had, and the number of the entry of each."""
    window = PublicationWindow
    if list_type.source_kind:
        number = RecordVersion.record_id.expression
        found = (
            select(number.label("number"))
            .select_from(window)
            .join(RecordVersion, RecordVersion.id == window.record_version_id)
            .join(Record, Record.id == RecordVersion.record_id)
            .where(Record.kind == list_type.source_kind)
        )
    else:
        number = ListingVersion.listing_id.expression
        found = (
            select(number.label("number"))
            .select_from(window)
            .join(ListingVersion, ListingVersion.id == window.listing_version_id)
            .join(Listing, Listing.id == ListingVersion.listing_id)
            .where(Listing.list_type == list_type.code)
        )
    by, gone = _BY, _GONE
    return (
        found.join(Subject, Subject.id == window.subject_id)
        .join(by, by.id == window.recorded_by)
        .outerjoin(gone, gone.id == window.superseded_by)
        .where(Subject.state == SubjectState.CONFIRMED.value, window.since.is_not(None)),
        number,
    )


def _moving(windows: Windows, number: ColumnElement[int], first: date, today: date) -> Windows:
    """The windows of entries that may have come or gone since the first day.

    Left out are entries that are shown and were before, as nearly all are, and windows that were
    over before. A record that was delivered late is shown from its delivery on.
    """
    window, began = PublicationWindow, _midnight(first)
    were_there = windows.with_only_columns(number).where(
        window.since < first, _BY.recorded_at < began
    )
    stay = windows.with_only_columns(number).where(
        window.superseded_by.is_(None), covers(window, today), number.in_(were_there)
    )
    return windows.add_columns(
        window.since,
        window.until,
        _BY.recorded_at.label("told_at"),
        _GONE.recorded_at.label("gone"),
    ).where(
        window.since <= today,
        or_(window.until.is_(None), window.until >= days_after(first, -1)),
        or_(_GONE.recorded_at.is_(None), _GONE.recorded_at >= began),
        number.not_in(stay),
    )


def _stays(windows: Iterable[Any], today: date) -> list[_Stay]:
    """When each of the entries was shown; a window that was taken back before it began is none."""
    found: dict[int, _Stay] = {}
    for number, since, until, told_at, gone_at in windows:
        first, last = max(since, legal_date(told_at)), _last_day(until, gone_at, today)
        if first > (today if gone_at is None else legal_date(gone_at)) or first > (until or today):
            continue
        is_shown = gone_at is None and last >= today
        stay = found.setdefault(number, _Stay(first, last, is_shown))
        stay.first = min(stay.first, first)
        stay.last = max(stay.last, last)
        stay.is_shown = stay.is_shown or is_shown
    return list(found.values())


def _last_day(until: date | None, gone_at: datetime | None, today: date) -> date:
    """The last whole day of a window; of one taken back the day before, as it ends at once."""
    last = today if until is None else min(until, today)
    return last if gone_at is None else min(last, days_after(legal_date(gone_at), -1))


def _midnight(day: date) -> datetime:
    """The instant at which a legal date begins."""
    return datetime.combine(day, time.min, ZONE)
