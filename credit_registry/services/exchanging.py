"""Imports: a file becomes slices, each written in one transaction with its event.

A killed import resumes after its last whole slice; the same file again changes nothing.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.errors import Conflict
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.exchange.containers import MeteredSource
from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row, RowError
from credit_registry.ledger.events import RowsRoot
from credit_registry.services import law_editions, ledgers, record_intake, subject_intake
from credit_registry.services.registry import Registry
from credit_registry.services.slices import Slice
from credit_registry.store.batches import Batch, BatchFault
from credit_registry.store.bulk import insert_all
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event

SLICE_ROWS = 4_000
ATTEMPTS = 3
AT_WORK = "Another process imports this file now."


@dataclass(frozen=True, slots=True)
class BatchSource:
    """What is imported: the digest that identifies the delivery, its name and its layout."""

    digest: str
    filename: str
    layout: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: lines read, and the share of the file's bytes, 0 to 1."""

    lines: int
    share: float


OnProgress = Callable[[Progress], None]


def import_file(
    registry: Registry,
    path: Path,
    *,
    actor: Actor,
    layout: Layout | None = None,
    on_progress: OnProgress | None = None,
    filename: str | None = None,
) -> Receipt:
    """Import a file. Raises InvalidInput where it cannot be read as a whole, NotPermitted."""
    permissions.require(actor, Permission.IMPORT_BATCH, division=actor.division)
    digest, size = _digest_of(path)
    with path.open("rb") as file:
        metered = MeteredSource(file)
        reading = open_reading(metered, today=registry.clock.today(), layout=layout)
        source = BatchSource(digest, filename or path.name, reading.layout.name)

        def told(progress: Progress) -> None:
            if on_progress is not None:
                on_progress(
                    Progress(progress.lines, min(1.0, metered.consumed_bytes / max(size, 1)))
                )

        return import_rows(registry, reading.rows, source, actor=actor, on_progress=told)


def import_rows(
    registry: Registry,
    rows: Iterable[Row | RowError],
    source: BatchSource,
    *,
    actor: Actor,
    on_progress: OnProgress | None = None,
    at: datetime | None = None,
) -> Receipt:
    """Import rows that are read already; `at` is the instant of record where it is not now."""
    permissions.require(actor, Permission.IMPORT_BATCH, division=actor.division)
    try:
        with registry.transaction() as session:
            batch = _opened(session, source, actor, at or registry.clock.now())
            own_events = _own_events(session, batch.id) if batch.next_line else set()
    except IntegrityError as error:
        raise Conflict(AT_WORK) from error
    if batch.closed_at is not None:
        return receipt_of(batch, is_repeat=True)
    batch_id, next_line = batch.id, batch.next_line
    waiting = (row for row in rows if row.line >= next_line)
    while part := list(islice(waiting, SLICE_ROWS)):
        own_events.add(_record_slice(registry, batch_id, part, actor, at, own_events))
        if on_progress is not None:
            on_progress(Progress(part[-1].line, 0.0))
    with registry.transaction() as session:
        return _close(session, batch_id, actor, at or registry.clock.now())


def _digest_of(path: Path) -> tuple[str, int]:
    """The file's SHA-256 and its size in bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def _opened(session: Session, source: BatchSource, actor: Actor, at: datetime) -> Batch:
    """The batch of this delivery: a new one, or the one that stands."""
    found = session.scalars(select(Batch).where(Batch.digest == source.digest)).one_or_none()
    if found is not None:
        if found.layout != source.layout:
            raise Conflict(f"The file was delivered before, as {found.layout}.")
        return found
    batch = Batch(
        id=new_id(), digest=source.digest, filename=source.filename, layout=source.layout,
        account_id=actor.account_id, opened_at=at, closed_at=None, next_line=0, row_version=1,
        read=0, accepted=0, changed=0, unchanged=0, refused=0, provisional=0, quarantined=0,
        ambiguous=0, warned=0,
    )  # fmt: skip
    session.add(batch)
    ledgers.record(
        session,
        EventKind.BATCH_OPENED,
        actor=actor,
        at=at,
        payload={"batch": to_public(batch.id), "digest": source.digest, "layout": source.layout},
    )
    return batch


def _record_slice(
    registry: Registry,
    batch_id: int,
    rows: list[Row | RowError],
    actor: Actor,
    at: datetime | None,
    own_events: Collection[int],
) -> int:
    """Write one slice; its event's id comes back.

    Another import may write the same new subjects at the same time. The database then lets one of
    the two go on, and the other finds them on the next attempt.
    """
    for _ in range(ATTEMPTS - 1):
        with suppress(IntegrityError, OperationalError):
            return _write_slice(registry, batch_id, rows, actor, at, own_events)
    return _write_slice(registry, batch_id, rows, actor, at, own_events)


def _write_slice(
    registry: Registry,
    batch_id: int,
    rows: list[Row | RowError],
    actor: Actor,
    at: datetime | None,
    own_events: Collection[int],
) -> int:
    """Write one slice: rows, their one event, the counts and the line to go on from.

    The id of the event comes back.
    """
    with registry.transaction() as session:
        batch = session.scalars(select(Batch).where(Batch.id == batch_id).with_for_update()).one()
        if batch.next_line > rows[0].line:
            raise Conflict(AT_WORK)
        law = law_editions.current(session)
        event = ledgers.begin(
            session,
            EventKind.BATCH_SLICE_RECORDED,
            actor=actor,
            at=at or registry.clock.now(),
        )
        part = Slice(
            event_id=event.id,
            layout=batch.layout,
            today=registry.clock.today(),
            edition=law.edition,
            edition_id=law.edition_id,
            own_events=own_events,
        )
        _take_in(session, rows, part)
        told: dict[str, ledgers.PayloadValue] = {
            "batch": to_public(batch_id),
            "line": rows[0].line,
            "lines": len(rows),
        }
        ledgers.seal(session, event, told, RowsRoot(part.rows.count, part.rows.root().hex()))
        _count(session, batch, rows, part)
    return part.event_id


def _own_events(session: Session, batch_id: int) -> set[int]:
    """The slices that this batch has recorded so far."""
    statement = select(Event.id).where(
        Event.kind == EventKind.BATCH_SLICE_RECORDED.value,
        Event.payload["batch"].as_string() == to_public(batch_id),
    )
    return set(session.scalars(statement))


def _take_in(session: Session, rows: list[Row | RowError], part: Slice) -> None:
    """Sort the rows into those taken in and those refused."""
    good: list[Row] = []
    for row in rows:
        if isinstance(row, RowError):
            part.refuse(row.line, row.faults)
        else:
            good.append(row)
            for fault in row.remarks:
                part.remark(row.line, fault)
    are_subjects = bool(good) and isinstance(good[0].draft, SubjectDraft)
    intake = subject_intake if are_subjects else record_intake
    intake.take_in(session, good, part)


def _count(session: Session, batch: Batch, rows: list[Row | RowError], part: Slice) -> None:
    """Add the slice to the batch, and write down the lines that were refused or remarked."""
    batch.read += len(rows)
    batch.accepted += part.accepted
    batch.changed += part.changed
    batch.unchanged += part.unchanged
    batch.refused += len(part.refusals)
    batch.provisional += part.provisional
    batch.quarantined += part.quarantined
    batch.ambiguous += part.ambiguous
    batch.warned += len({line for line, _ in part.remarks})
    batch.next_line = rows[-1].line + 1
    batch.row_version += 1
    insert_all(session, BatchFault, list(part.fault_rows(batch.id)))


def _close(session: Session, batch_id: int, actor: Actor, at: datetime) -> Receipt:
    """The closing event with the counts, and the receipt."""
    batch = session.get_one(Batch, batch_id)
    batch.closed_at = at
    batch.row_version += 1
    ledgers.record(
        session,
        EventKind.BATCH_CLOSED,
        actor=actor,
        at=at,
        payload={
            "batch": to_public(batch_id),
            "read": batch.read,
            "accepted": batch.accepted,
            "unchanged": batch.unchanged,
            "refused": batch.refused,
        },
    )
    return receipt_of(batch, is_repeat=False)


def receipt_of(batch: Batch, *, is_repeat: bool) -> Receipt:
    """The batch's receipt; a repeated delivery has changed nothing."""
    return Receipt(
        batch_id=batch.id,
        filename=batch.filename,
        layout=batch.layout,
        digest=batch.digest,
        read=batch.read,
        accepted=0 if is_repeat else batch.accepted,
        changed=0 if is_repeat else batch.changed,
        unchanged=batch.unchanged + (batch.accepted if is_repeat else 0),
        refused=batch.refused,
        provisional=0 if is_repeat else batch.provisional,
        quarantined=0 if is_repeat else batch.quarantined,
        ambiguous=batch.ambiguous,
        warned=batch.warned,
        is_repeat=is_repeat,
    )
