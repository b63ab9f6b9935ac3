"""Files that are taken in in the background, or exactly as they were looked through.

A delivery of more than one slice is accepted at once: kept, and known by its digest. A job takes it
in slice by slice as every import, so that a process that ends on the way costs nothing but time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.deliveries import OPEN_DELIVERIES, DeliveryFault, DeliveryState
from credit_registry.domain.errors import Conflict, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.exchange.layouts import Layout, layout_named
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.receipts import Receipt
from credit_registry.services import ledgers
from credit_registry.services.intake import exchanging, kept_files
from credit_registry.services.intake.exchanging import SLICE_ROWS, OnProgress
from credit_registry.services.registry import Registry
from credit_registry.store.batches import Batch, KeptDelivery
from credit_registry.store.ids import new_id

AT_ONCE_ROWS = SLICE_ROWS
"""What is taken in while somebody waits: one slice, which is written in about a second."""

KEPT_HOURS = 24
"""How long a file that was looked through may be delivered without being sent again."""

OPEN = tuple(sorted(state.value for state in OPEN_DELIVERIES))


@dataclass(frozen=True, slots=True)
class Delivery:
    """A kept file as it is told: how far it is, and the batch or what went wrong.

    `rows` is None until they are counted; `done` is how many of them were taken in or refused.
    """

    delivery_id: int
    filename: str
    layout: str
    is_long: bool
    state: DeliveryState
    kept_until: datetime
    rows: int | None
    done: int
    batch_id: int | None
    is_repeat: bool
    fault: DeliveryFault | None

    @property
    def is_open(self) -> bool:
        """Whether its receipt is still to come."""
        return self.state in OPEN_DELIVERIES


def is_long(path: Path) -> bool:
    """Whether a file has too many rows for somebody to wait. Raises InvalidInput."""
    return kept_files.has_more_rows(path, AT_ONCE_ROWS)


def keep(
    registry: Registry, path: Path, *, actor: Actor, layout: Layout | None, filename: str
) -> Delivery:
    """Keep a file that was looked through, to be delivered as it is.

    Raises InvalidInput where it cannot be read as a whole, NotPermitted.
    """
    permissions.require(actor, Permission.IMPORT_BATCH, division=actor.division)
    row = _measured(registry, path, actor, layout, filename)
    with registry.transaction() as session:
        row.kept_by = _recorded(session, EventKind.DELIVERY_KEPT, row, actor, registry)
        return _kept(session, registry, row, path)


def accept(
    registry: Registry, path: Path, *, actor: Actor, layout: Layout | None, filename: str
) -> Delivery:
    """Accept a file, to be taken in in the background.

    Raises InvalidInput where it cannot be read as a whole, NotPermitted.
    """
    permissions.require(actor, Permission.IMPORT_BATCH, division=actor.division)
    row = _measured(registry, path, actor, layout, filename)
    with registry.transaction() as session:
        event = _recorded(session, EventKind.DELIVERY_ACCEPTED, row, actor, registry)
        row.kept_by = row.accepted_by = event
        row.state = DeliveryState.WAITING.value
        return _kept(session, registry, row, path)


def deliver(registry: Registry, delivery_id: int, *, actor: Actor) -> Delivery:
    """Deliver a file that is kept: a short one is taken in at once, a long one is accepted.

    What is delivered already is answered as it stands. Raises Conflict where it is kept no longer
    or imported elsewhere, NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.IMPORT_BATCH, division=actor.division)
    with registry.transaction() as session:
        row = session.get(KeptDelivery, delivery_id, with_for_update=True)
        if row is None or row.account_id != actor.account_id:
            raise NotFound("There is no such delivery of yours.")
        if row.state != DeliveryState.KEPT.value:
            return _told(session, row)
        if row.kept_until < registry.clock.now():
            raise Conflict("The file is kept no longer; send it again.")
        if row.is_long:
            row.accepted_by = _recorded(session, EventKind.DELIVERY_ACCEPTED, row, actor, registry)
            row.state = DeliveryState.WAITING.value
            return _told(session, row)
    receipt = take_in(registry, delivery_id, actor=actor)
    return end(registry, delivery_id, receipt)


def take_in(
    registry: Registry,
    delivery_id: int,
    *,
    actor: Actor,
    on_progress: OnProgress | None = None,
) -> Receipt:
    """Import a kept file; a killed import goes on. Raises Conflict, InvalidInput, NotPermitted.

    The rows of a long one are counted first, so that it can be told how far it is.
    """
    with registry.reading() as session:
        row = session.get_one(KeptDelivery, delivery_id)
        layout, filename = layout_named(row.layout), row.filename
        is_counted = row.rows is not None or not row.is_long
    with kept_files.laid_out(registry, delivery_id) as path:
        if not is_counted:
            _count(registry, delivery_id, path)
        return exchanging.import_file(
            registry, path, actor=actor, layout=layout, filename=filename,
            on_progress=on_progress,
        )  # fmt: skip


def _count(registry: Registry, delivery_id: int, path: Path) -> None:
    """Write down how many rows a file has."""
    rows = kept_files.count_rows(path)
    with registry.transaction() as session:
        session.get_one(KeptDelivery, delivery_id).rows = rows


def end(
    registry: Registry,
    delivery_id: int,
    receipt: Receipt | None,
    fault: DeliveryFault | None = None,
) -> Delivery:
    """Write down what came of a file, and let go of its bytes."""
    with registry.transaction() as session:
        row = session.get_one(KeptDelivery, delivery_id, with_for_update=True)
        row.state = (DeliveryState.FAILED if receipt is None else DeliveryState.DONE).value
        row.batch_id = None if receipt is None else receipt.batch_id
        row.is_repeat = receipt is not None and receipt.is_repeat
        row.fault = None if fault is None else fault.value
        row.ended_at = registry.clock.now()
        kept_files.discard(session, [delivery_id])
        return _told(session, row)


def one(session: Session, actor: Actor, delivery_id: int) -> Delivery:
    """One kept file; another's for officers alone. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_DELIVERIES)
    row = session.get(KeptDelivery, delivery_id)
    is_read = permissions.may(actor, Permission.READ_INTERNAL)
    if row is None or not (is_read or row.account_id == actor.account_id):
        raise NotFound("There is no such delivery.")
    return _told(session, row)


def under_way(session: Session, actor: Actor, limit: int = 20) -> list[Delivery]:
    """The account's own files whose receipts are still to come, the oldest first."""
    permissions.require(actor, Permission.READ_DELIVERIES)
    row = KeptDelivery
    statement = select(row).where(row.account_id == actor.account_id, row.state.in_(OPEN))
    return [
        _told(session, each) for each in session.scalars(statement.order_by(row.id).limit(limit))
    ]


def _measured(
    registry: Registry, path: Path, actor: Actor, layout: Layout | None, filename: str
) -> KeptDelivery:
    """The row of a file, without the events that bring it. Raises InvalidInput."""
    digest, _ = exchanging.digest_of(path)
    now = registry.clock.now()
    with path.open("rb") as file:
        reading = open_reading(
            file,
            today=registry.clock.today(),
            layout=layout,
            reads_identities=registry.identity_keys.is_open,
        )
    return KeptDelivery(
        id=new_id(), account_id=actor.account_id, filename=filename, layout=reading.layout.name,
        digest=exchanging.kept_digest(registry, reading, digest), is_long=is_long(path),
        state=DeliveryState.KEPT.value, kept_at=now, kept_until=now + timedelta(hours=KEPT_HOURS),
        attempts=0, token=0, rows=None, batch_id=None, is_repeat=False, fault=None,
        accepted_by=None, ended_at=None,
    )  # fmt: skip


def _kept(session: Session, registry: Registry, row: KeptDelivery, path: Path) -> Delivery:
    """The row with its file, written."""
    session.add(row)
    session.flush()  # the parts refer to it
    told = _told(session, row)
    kept_files.put(session, registry.settings.secret_key, row.id, path)
    return told


def _recorded(
    session: Session, kind: EventKind, row: KeptDelivery, actor: Actor, registry: Registry
) -> int:
    """The event of a file that was kept or accepted."""
    told: dict[str, ledgers.PayloadValue] = {"delivery": to_public(row.id), "digest": row.digest}
    return ledgers.record(session, kind, actor=actor, at=registry.clock.now(), payload=told)


def _told(session: Session, row: KeptDelivery) -> Delivery:
    """A kept file as it is told; while it is taken in, its batch says how far it is."""
    batch = _batch(session, row)
    return Delivery(
        delivery_id=row.id, filename=row.filename, layout=row.layout, is_long=row.is_long,
        state=DeliveryState(row.state), kept_until=row.kept_until, rows=row.rows,
        done=0 if batch is None else batch.read,
        batch_id=row.batch_id, is_repeat=row.is_repeat,
        fault=None if row.fault is None else DeliveryFault(row.fault),
    )  # fmt: skip


def _batch(session: Session, row: KeptDelivery) -> Batch | None:
    """The batch of a kept file: that of its receipt, or the one that is open for its digest."""
    if row.batch_id is not None:
        return session.get(Batch, row.batch_id)
    is_open = or_(Batch.closed_at.is_(None), Batch.opened_at >= row.kept_at)
    statement = select(Batch).where(Batch.digest == row.digest, is_open)
    return session.scalars(statement.order_by(Batch.repetition.desc()).limit(1)).one_or_none()
