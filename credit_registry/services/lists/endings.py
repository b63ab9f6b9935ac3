"""The ends of publicity, which downstream has taken each in, and who is late.

An ending is the event that brought it, named by its position. The search index takes it in by its
own cursor; any other downstream confirms, by the account of its body or through an officer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import Deadline, legal_date
from credit_registry.domain.downstreams import ENDINGS, Downstream, TakenBy, require_downstream
from credit_registry.domain.errors import AlreadyRecorded, NotFound, NotPermitted, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission, is_bound_to_own
from credit_registry.law.editions import Edition
from credit_registry.services import deadlines, ledgers
from credit_registry.services.acts import Act, require_impersonal
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.endings import EndingReceipt
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import Subject

PROPAGATION = "ending_propagation"
CONFIRM = Permission.CONFIRM_ENDING


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a downstream has taken an ending in, on which day where that is known."""

    downstream: Downstream
    is_taken: bool
    taken_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a publicity: its event, whom it was about, and each downstream's standing.

    `stated` is what the event says: the record or the entry, and the reason.
    """

    position: int
    kind: EventKind
    on: date
    subject_id: int
    name: str
    code: str | None
    stated: Mapping[str, str]
    due: Deadline
    standings: tuple[Standing, ...]

    @property
    def is_late(self) -> bool:
        """Whether a downstream is late."""
        return any(each.is_late for each in self.standings)


def board(
    session: Session,
    edition: Edition,
    today: date,
    index_position: int,
    *,
    actor: Actor,
    is_all: bool = False,
    after: int | None = None,
    limit: int = 50,
) -> list[Ending]:
    """The endings that a downstream has not taken in, the earliest first; or all, the latest first.

    A body sees its own downstreams alone. `after` is the position of the last one that was seen.
    Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_ENDINGS)
    concerned = _concerned(session, edition, actor)
    if not concerned:
        return []
    confirmed = [d.code for d in concerned if d.taken_by is TakenBy.CONFIRMATION]
    statement = _endings().limit(limit)
    if is_all:
        statement = statement.order_by(Event.position.desc())
        statement = statement if after is None else statement.where(Event.position < after)
    else:
        taken = _receipts_of(confirmed)
        is_behind = Event.position >= index_position
        statement = statement.order_by(Event.position)
        statement = statement.where(or_(taken < len(confirmed), is_behind))
        statement = statement if after is None else statement.where(Event.position > after)
    rows = session.execute(statement).all()
    receipts = _receipts(session, [row.id for row in rows])
    return [_ending(row, concerned, receipts, edition, today, index_position) for row in rows]


def one(
    session: Session,
    position: int,
    edition: Edition,
    today: date,
    index_position: int,
    *,
    actor: Actor,
) -> Ending:
    """One ending by its position. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_ENDINGS)
    row = session.execute(_endings().where(Event.position == position)).one_or_none()
    if row is None:
        raise NotFound(f"No publicity ended at position {position}.")
    concerned = _concerned(session, edition, actor)
    receipts = _receipts(session, [row.id])
    return _ending(row, concerned, receipts, edition, today, index_position)


def confirm(session: Session, position: int, code: str | None, note: str, *, act: Act) -> None:
    """Record that a downstream has taken the ending at the position in.

    A body confirms for its own downstream, an officer for any with a note that says what shows it.
    Raises NotFound, NotPermitted, AlreadyRecorded, Unlawful.
    """
    permissions.require(act.actor, Permission.CONFIRM_ENDING)
    event = ledgers.at_position(session, position)
    if event.kind not in ENDINGS:
        raise NotFound(f"No publicity ended at position {position}.")
    downstream = _named(session, code, act)
    if downstream.taken_by is not TakenBy.CONFIRMATION:
        raise Unlawful(f"The downstream {downstream.code} takes an ending in by itself.")
    if not downstream.is_one_on(legal_date(event.recorded_at)):
        raise Unlawful(f"{downstream.code} was no downstream when the publicity ended.")
    if not is_bound_to_own(act.actor, Permission.CONFIRM_ENDING) and not note.strip():
        raise Unlawful("State what shows that the downstream has taken it in.")
    require_impersonal({"note": note})
    recorded_by = ledgers.record(
        session,
        EventKind.ENDING_CONFIRMED,
        actor=act.actor,
        at=act.at,
        subject_id=event.subject_id,
        payload={"ending": position, "downstream": downstream.code, "note": note.strip()},
    )
    session.add(
        EndingReceipt(
            id=new_id(), event_id=event.id, downstream=downstream.code, confirmed_on=act.today,
            note=note.strip(), recorded_by=recorded_by,
        )
    )  # fmt: skip
    try:
        session.flush()  # the unique key decides
    except IntegrityError:
        raise AlreadyRecorded(f"{downstream.code} has confirmed this ending already.") from None


def _named(session: Session, code: str | None, act: Act) -> Downstream:
    """The downstream that is named, or the one of the actor's body."""
    known = act.law.edition.downstreams
    if not is_bound_to_own(act.actor, Permission.CONFIRM_ENDING):
        return require_downstream(known, code or "")
    own = {each.code: each for each in _concerned(session, act.law.edition, act.actor, CONFIRM)}
    if code is None and len(own) == 1:
        return next(iter(own.values()))
    if code not in own:
        raise NotPermitted("A body confirms for its own downstream alone.")
    return own[code]


def _concerned(
    session: Session, edition: Edition, actor: Actor, asked: Permission = Permission.READ_ENDINGS
) -> Sequence[Downstream]:
    """The downstreams for which the actor holds the permission: all, or those of its body."""
    known = list(edition.downstreams.values())
    if not is_bound_to_own(actor, asked):
        return known
    name = SourceUnitName
    borne = session.scalars(
        select(name.name).where(name.unit_id == actor.unit_id, name.until.is_(None))
    ).all()
    return [each for each in known if each.unit_zh and each.unit_zh in borne]


def _endings() -> Select[*tuple[Any, ...]]:
    """The events that ended a publicity, with whom they were about."""
    return (
        select(
            Event.id, Event.position, Event.kind, Event.subject_id, Event.recorded_at,
            Event.payload, current_name().label("name"), current_code().label("code"),
        )
        .join(Subject, Subject.id == Event.subject_id)
        .where(Event.kind.in_(sorted(ENDINGS)), Event.position.is_not(None))
    )  # fmt: skip


def _receipts_of(codes: Sequence[str]) -> ColumnElement[int]:
    """How many of the downstreams have confirmed an event."""
    row = EndingReceipt
    return (
        select(func.count())
        .where(row.event_id == Event.id, row.downstream.in_(codes))
        .correlate(Event)
        .scalar_subquery()
    )


def _receipts(session: Session, events: Iterable[int]) -> Mapping[tuple[int, str], date]:
    """The days of the confirmations of several events by downstream, in one statement."""
    row = EndingReceipt
    statement = select(row.event_id, row.downstream, row.confirmed_on).where(
        row.event_id.in_(list(events))
    )
    found = session.execute(statement)
    return {(each.event_id, each.downstream): each.confirmed_on for each in found}


def _ending(
    row: Row[*tuple[Any, ...]],
    concerned: Sequence[Downstream],
    receipts: Mapping[tuple[int, str], date],
    edition: Edition,
    today: date,
    index_position: int,
) -> Ending:
    """One ending with the standing of each that was a downstream on its day."""
    on = legal_date(row.recorded_at)
    due = deadlines.due(edition, PROPAGATION, on)
    is_over = today > due.due_on and not due.is_provisional
    standings = []
    for each in concerned:
        if each.is_one_on(on):
            taken_on = receipts.get((row.id, each.code))
            by_cursor = each.taken_by is TakenBy.CURSOR and row.position < index_position
            is_taken = taken_on is not None or by_cursor
            standings.append(Standing(each, is_taken, taken_on, is_over and not is_taken))
    return Ending(
        position=row.position,
        kind=EventKind(row.kind),
        on=on,
        subject_id=row.subject_id,
        name=row.name or "",
        code=row.code,
        stated={name: value for name, value in row.payload.items() if isinstance(value, str)},
        due=due,
        standings=tuple(standings),
    )
