"""How all that goes on about one enterprise stands in the database, read plainly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit_registry.services.registry import Registry
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion


@dataclass(frozen=True)
class Taken:
    """A step that was taken, and the kind of the event that tells of it."""

    step: str
    state: str
    day: date
    actor: int
    event: int
    told: str


@dataclass(frozen=True)
class Thing:
    """A proceeding or an entry; an entry is of the kind red, black or watch."""

    kind: str
    number: int
    version: int
    taken: Sequence[Taken]
    record: int | None = None
    listing: int | None = None
    item: str = ""
    since: date | None = None
    until: date | None = None
    due: date | None = None
    is_provisional: bool = False
    periods: Sequence[LegalDeadline] = field(default_factory=tuple)

    @property
    def state(self) -> str:
        return self.taken[-1].state

    @property
    def day(self) -> date:
        """The day of the last step."""
        return self.taken[-1].day

    def first_taker(self, step: str) -> int | None:
        return next((each.actor for each in self.taken if each.step == step), None)

    def takers(self, steps: set[str]) -> set[int]:
        return {each.actor for each in self.taken if each.step in steps}


@dataclass(frozen=True)
class Standing:
    """Everything about the enterprise, with the state and the event of each record by its id.

    `least_until` is the last day of the least display of its penalty.
    """

    proceedings: Sequence[Thing]
    entries: Sequence[Thing]
    records: Mapping[int, tuple[str, int]]
    events: Mapping[str, int]
    least_until: date

    def entry(self, number: int | None) -> Thing:
        return next(each for each in self.entries if each.number == number)

    def shown(self, colour: str, today: date) -> list[Thing]:
        """The entries that are to be public: published, and in their term."""
        return [
            each for each in self.entries
            if each.kind == colour and each.state == "published"
            and each.until is not None and today <= each.until
        ]  # fmt: skip


def read(registry: Registry, subject_id: int, least_until: date) -> Standing:
    """How it stands now."""
    with registry.reading() as session:
        about = select(Event.kind, func.count()).where(Event.subject_id == subject_id)
        records = select(RecordVersion).where(
            RecordVersion.subject_id == subject_id, RecordVersion.superseded_by.is_(None)
        )
        return Standing(
            _proceedings(session, subject_id),
            _entries(session, subject_id),
            {r.record_id: (r.state, r.recorded_by) for r in session.scalars(records)},
            {row[0]: row[1] for row in session.execute(about.group_by(Event.kind))},
            least_until,
        )


def _proceedings(session: Session, subject_id: int) -> list[Thing]:
    version = ProceedingVersion
    taken: dict[int, list[Taken]] = {}
    rows = (
        select(version, Event.kind)
        .join(Event, Event.id == version.recorded_by)
        .where(version.subject_id == subject_id)
        .order_by(version.number)
    )
    for row, told in session.execute(rows):
        done = Taken(row.step, row.state, row.stepped_on, row.actor_id, row.recorded_by, told)
        taken.setdefault(row.proceeding_id, []).append(done)
    periods = _periods(session, subject_id, "proceeding_id")
    headers = select(Proceeding).where(Proceeding.subject_id == subject_id)
    return [
        Thing(
            each.kind, each.id, each.row_version, taken[each.id], each.record_id,
            each.listing_id, each.item, periods=periods.get(each.id, ()),
        )
        for each in session.scalars(headers.order_by(Proceeding.id))
    ]  # fmt: skip


def _entries(session: Session, subject_id: int) -> list[Thing]:
    version = ListingVersion
    taken: dict[int, list[Taken]] = {}
    last: dict[int, ListingVersion] = {}
    rows = (
        select(version, Event.kind)
        .join(Event, Event.id == version.recorded_by)
        .where(version.subject_id == subject_id)
        .order_by(version.number)
    )
    for row, told in session.execute(rows):
        done = Taken(row.step, row.status, row.stepped_on, row.actor_id, row.recorded_by, told)
        taken.setdefault(row.listing_id, []).append(done)
        last[row.listing_id] = row
    periods = _periods(session, subject_id, "listing_id")
    headers = select(Listing).where(Listing.subject_id == subject_id).order_by(Listing.id)
    return [
        Thing(
            each.colour, each.id, each.row_version, taken[each.id], since=last[each.id].since,
            until=last[each.id].until, due=last[each.id].statement_due_on,
            is_provisional=last[each.id].is_due_provisional, periods=periods.get(each.id, ()),
        )
        for each in session.scalars(headers)
    ]  # fmt: skip


def _periods(session: Session, subject_id: int, whose: str) -> dict[int, list[LegalDeadline]]:
    row = LegalDeadline
    standing = select(row).where(row.subject_id == subject_id, row.superseded_by.is_(None))
    found: dict[int, list[LegalDeadline]] = {}
    for each in session.scalars(standing.order_by(row.thread_id)):
        number = getattr(each, whose)
        if number is not None:
            found.setdefault(number, []).append(each)
    return found
