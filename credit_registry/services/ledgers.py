"""The ledger: append events, give them positions, resolve times, prove what stands in it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import InvalidInput, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.ledger import checkpoints, commitments, proofs, tree
from credit_registry.ledger.events import EventBody, RowsRoot, instant_text, leaf_hash
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event, LedgerHead, LedgerNode

PayloadValue = str | int | bool | None
HEAD = 1
SLICE = 2_000

_SIZE = select(LedgerHead.size).where(LedgerHead.id == HEAD)
"""Written once: every read asks for it."""


def record(
    session: Session,
    kind: EventKind,
    *,
    actor: Actor,
    at: datetime,
    subject_id: int | None = None,
    payload: Mapping[str, PayloadValue] | None = None,
) -> int:
    """Append an event in the caller's transaction; returns its id.

    Each payload field is committed to under its own salt; the values stay outside the hashed bytes.
    """
    event = _opened(kind, actor, at, subject_id)
    _complete(event, payload or {}, None)
    session.add(event)
    session.flush()  # rows refer to the event, and later statements of the transaction read it
    return event.id


def begin(
    session: Session,
    kind: EventKind,
    *,
    actor: Actor,
    at: datetime,
    subject_id: int | None = None,
) -> Event:
    """Write an event that its rows can refer to; `seal` completes it in the same transaction."""
    event = _opened(kind, actor, at, subject_id)
    session.add(event)
    session.flush()  # rows refer to the event, and bulk inserts bypass the unit of work
    return event


def seal(
    session: Session,
    event: Event,
    payload: Mapping[str, PayloadValue],
    rows: RowsRoot | None = None,
) -> int:
    """Complete an event with what it says and the root over its rows; its id comes back."""
    _complete(event, payload, rows)
    session.flush()  # a later statement of this transaction may read the event
    return event.id


def _opened(kind: EventKind, actor: Actor, at: datetime, subject_id: int | None) -> Event:
    """An event that says nothing yet."""
    return Event(
        id=new_id(), kind=kind.value, subject_id=subject_id, actor_id=actor.account_id,
        recorded_at=at, body=b"", payload={}, salts={}, leaf=b"", position=None, sequenced_at=None,
    )  # fmt: skip


def _complete(event: Event, payload: Mapping[str, PayloadValue], rows: RowsRoot | None) -> None:
    """Let the event say what it says, under salts of its own."""
    seed = commitments.new_seed()
    event.body = EventBody(
        version=1,
        id=to_public(event.id),
        kind=event.kind,
        subject=None if event.subject_id is None else to_public(event.subject_id),
        actor=to_public(event.actor_id),
        recorded_at=instant_text(event.recorded_at),
        fields=commitments.commit_fields(seed, payload),
        rows=rows,
    ).canonical()
    event.payload = dict(payload)
    event.salts = {"": seed.hex()}
    event.leaf = leaf_hash(event.body)


def sequence(session: Session, now: datetime) -> tuple[int, bool]:
    """Give positions to a slice of the committed events that have none.

    The ledger's new size comes back, and whether none of them is left over for another slice.

    The head's row lock lets one sequencer act at a time, and every event placed was committed
    before, so that none ever appears below one already placed.
    """
    head = session.scalars(select(LedgerHead).where(LedgerHead.id == HEAD).with_for_update()).one()
    waiting = session.execute(
        select(Event.id, Event.leaf).where(Event.position.is_(None)).order_by(Event.id).limit(SLICE)
    ).all()
    if not waiting:
        return head.size, True
    frontier = tree.Frontier.from_bytes(head.frontier)
    at = max(now, head.sequenced_at or now)
    places = [
        {"id": event_id, "position": frontier.size + number, "sequenced_at": at}
        for number, (event_id, _) in enumerate(waiting)
    ]
    nodes = [
        {"level": level, "index": index, "digest": digest}
        for _, leaf in waiting
        for (level, index), digest in frontier.append(leaf)
    ]
    session.execute(update(Event), places)
    session.execute(insert(LedgerNode), nodes)
    head.frontier = frontier.to_bytes()
    head.size = frontier.size
    head.sequenced_at = at
    head.row_version += 1
    return head.size, len(waiting) < SLICE


def found(session: Session) -> None:
    """Write the head of an empty ledger."""
    empty = tree.Frontier()
    session.add(
        LedgerHead(id=HEAD, size=0, frontier=empty.to_bytes(), sequenced_at=None, row_version=1)
    )


def size(session: Session) -> int:
    """How many events have a position."""
    return session.scalars(_SIZE).one()


def is_waiting(session: Session) -> bool:
    """Whether a committed event has no position yet."""
    waiting = select(Event.id).where(Event.position.is_(None)).limit(1)
    return session.scalars(waiting).first() is not None


def sequenced_at(session: Session) -> datetime | None:
    """When the newest position was given."""
    return session.scalars(select(LedgerHead.sequenced_at).where(LedgerHead.id == HEAD)).one()


def resolve(session: Session, known_at: int | datetime | None) -> int:
    """The number of events known at a position or an instant; the head's for None."""
    head = size(session)
    if known_at is None:
        return head
    if isinstance(known_at, datetime):
        last = session.scalars(
            select(func.max(Event.position)).where(Event.sequenced_at <= known_at)
        ).one()
        return 0 if last is None else last + 1
    if not 0 <= known_at <= head:
        raise InvalidInput(f"known_at is {known_at}; the ledger holds positions 0 to {head}.")
    return known_at


def at_position(session: Session, position: int) -> Event:
    """The event at a position. Raises NotFound."""
    event = session.scalars(select(Event).where(Event.position == position)).one_or_none()
    if event is None:
        raise NotFound(f"No event has position {position}.")
    return event


def checkpoint(session: Session, origin: str) -> str:
    """The text of the checkpoint over all placed events."""
    head = session.get_one(LedgerHead, HEAD)
    frontier = tree.Frontier.from_bytes(head.frontier)
    return checkpoints.Checkpoint(origin, frontier.size, frontier.root()).text()


def inclusion(session: Session, position: int, tree_size: int) -> list[bytes]:
    """The proof that the event at a position is in the tree of a size."""
    return tree.inclusion_proof(position, tree_size, _node(session))


def consistency(session: Session, old_size: int, new_size: int) -> list[bytes]:
    """The proof that the tree of the old size is a beginning of the tree of the new size."""
    return tree.consistency_proof(old_size, new_size, _node(session))


def verify(session: Session, position: int) -> bool:
    """Whether the event's bytes, its leaf and the tree agree."""
    event = at_position(session, position)
    head = session.get_one(LedgerHead, HEAD)
    root = tree.Frontier.from_bytes(head.frontier).root()
    proof = inclusion(session, position, head.size)
    leaf = leaf_hash(event.body)
    return leaf == event.leaf and proofs.verify_inclusion(leaf, position, head.size, proof, root)


def _node(session: Session) -> tree.NodeGetter:
    """Stored nodes of the tree by level and index."""

    def get(key: tree.NodeKey) -> bytes:
        level, index = key
        return session.scalars(
            select(LedgerNode.digest).where(LedgerNode.level == level, LedgerNode.index == index)
        ).one()

    return get
