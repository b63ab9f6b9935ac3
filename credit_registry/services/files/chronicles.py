"""What is on record of a subject in order of dates, the newest first, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from sqlalchemy.orm import Session

from credit_registry.law.editions import Edition
from credit_registry.services.lists import entries
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.records import records
from credit_registry.services.records.records import RecordView
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.views import View

UNDATED = date.min
"""Where what has no date stands: after all else."""
LAST_ID = 2**63 - 1


class What(IntEnum):
    """What sort of thing happened; those of one day stand in this order."""

    ESTABLISHED = 0
    RENAMED = 1
    RECORD = 2
    LISTING = 3


Place = tuple[date, What, int]
"""Where a thing stands: its day, its sort, and its number among those of the sort."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated thing: the name that was ended, the record or the entry."""

    place: Place
    told: str | RecordView | ListEntry

    @property
    def on(self) -> date | None:
        """The day, None where it is unknown."""
        day = self.place[0]
        return None if day == UNDATED else day


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Some of what happened; `after` leads to what follows, None on the last page."""

    happenings: tuple[Happening, ...]
    after: Place | None


def page(
    session: Session,
    identity: Identity,
    represented: Sequence[int],
    view: View,
    edition: Edition,
    after: Place | None = None,
    limit: int = 50,
) -> Chronicle:
    """A page of what is on record; of the records only its own are read."""
    start = None if after is None else _start(after)
    told = records.page(session, represented, view, after=start, limit=limit + 1).records
    listed = entries.of_subjects(session, represented, view, edition)
    found = [
        Happening((record.day or UNDATED, What.RECORD, record.record_id), record) for record in told
    ]
    found += [
        each
        for each in (*_names(identity), *_entries(listed))
        if after is None or _order(each.place) > _order(after)
    ]
    found.sort(key=lambda each: _order(each.place))
    shown = tuple(found[:limit])
    return Chronicle(shown, shown[-1].place if len(found) > limit else None)


def _order(place: Place) -> tuple[int, int, int]:
    """What places are ordered by."""
    day, what, number = place
    return -day.toordinal(), what, number


def _start(after: Place) -> records.Place:
    """The place among records alone."""
    day, what, number = after
    if what is What.RECORD:
        return day, number
    return day, LAST_ID if what > What.RECORD else 0


def _names(identity: Identity) -> Iterator[Happening]:
    """The establishment, and the names that were ended."""
    stated = identity.registration
    if stated is not None and stated.established_on is not None:
        yield Happening((stated.established_on, What.ESTABLISHED, 0), identity.name)
    for number, name in enumerate(identity.former_names):
        yield Happening((name.until or UNDATED, What.RENAMED, number), name.name)


def _entries(listed: Sequence[ListEntry]) -> Iterator[Happening]:
    """The entries on lists."""
    for entry in listed:
        day = entry.version.since or UNDATED
        yield Happening((day, What.LISTING, entry.listing_id), entry)
