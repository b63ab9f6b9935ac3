"""Imports: a file becomes slices, each written in one transaction with its event.

A killed import resumes after its last whole slice; the same file again changes nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.exchange.containers import MeteredSource
from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.read_ahead import stretches
from credit_registry.exchange.read_aside import read_aside
from credit_registry.exchange.reading import Reading, open_reading
from credit_registry.exchange.reading_processes import Task
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row, RowError
from credit_registry.services import ledgers
from credit_registry.services.intake import batch_slices
from credit_registry.services.intake.batch_slices import AT_WORK, UNREMARKED, Heading, Import
from credit_registry.services.intake.row_hashing import hashings
from credit_registry.services.registry import Registry
from credit_registry.services.sealing import keyed_digest
from credit_registry.store.batches import Batch, BatchFault
from credit_registry.store.ids import new_id

SLICE_ROWS = 4_000
ASIDE_FROM_BYTES = 1 << 20
"""A file of records that is worth a process of its own to read it, which starts in half a second.

A register's rows are read so quickly that to hand them over costs what it saves: a million of them
took as long either way on two cores, and a seventh more of the processors' time that way.
"""

KEYED = "hmac-sha256:"


_OPEN_TO_CHANGE = (
    Reason.AMBIGUOUS_CODE,
    Reason.OTHERS_NUMBER,
    Reason.OTHER_SUBJECT,
    Reason.SUBJECT_WITH_OTHER_NAME,
)
"""Refusals for what the registry knew: another time the row may be taken in."""


@dataclass(frozen=True, slots=True)
class BatchSource:
    """What is imported: the digest that identifies the file, its name, its layout, its heading."""

    digest: str
    filename: str
    layout: str
    heading: Heading = UNREMARKED


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
    digest, size = digest_of(path)
    with path.open("rb") as file:
        metered = MeteredSource(file)
        reading = open_reading(
            metered,
            today=registry.clock.today(),
            layout=layout,
            reads_identities=registry.identity_keys.is_open,
        )
        source = BatchSource(
            kept_digest(registry, reading, digest),
            filename or path.name,
            reading.layout.name,
            Heading(reading.header_line, reading.remarks),
        )

        meter = _Meter(size, on_progress)
        if size < ASIDE_FROM_BYTES or reading.layout.kind is None:
            rows = meter.over(reading.rows, metered)
            return import_rows(registry, rows, source, actor=actor, on_progress=meter.tell)
        task = Task(path, registry.clock.today(), reading.layout, registry.identity_keys.is_open)
        del reading  # what a workbook is read with ends with it
    with read_aside(task, meter.note) as rows:
        return import_rows(registry, rows, source, actor=actor, on_progress=meter.tell)


class _Meter:
    """Tells how far an import has come, by the bytes that were read of its file."""

    def __init__(self, size: int, on_progress: OnProgress | None) -> None:
        self._size, self._on_progress = max(size, 1), on_progress
        self._consumed_bytes = 0

    def note(self, consumed_bytes: int) -> None:
        """So many bytes were read."""
        self._consumed_bytes = consumed_bytes

    def over(
        self, rows: Iterable[Row | RowError], source: MeteredSource
    ) -> Iterator[Row | RowError]:
        """The rows; what was read of their source is noted with each."""
        for row in rows:
            self._consumed_bytes = source.consumed_bytes
            yield row

    def tell(self, progress: Progress) -> None:
        """Pass on the lines, with the share of the file."""
        if self._on_progress is not None:
            share = min(1.0, self._consumed_bytes / self._size)
            self._on_progress(Progress(progress.lines, share))


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
            own_events = batch_slices.events_of(session, batch.id) if batch.next_line else set()
    except IntegrityError as error:
        raise Conflict(AT_WORK) from error
    if batch.closed_at is not None:
        return receipt_of(batch, is_repeat=True)
    next_line = batch.next_line
    waiting = (row for row in rows if row.line >= next_line)
    with stretches(waiting, SLICE_ROWS) as parts, hashings() as opened:
        at_work = Import(batch.id, actor, at, source.heading, own_events, opened)
        for part in parts:
            batch_slices.record(registry, part, at_work)
            if on_progress is not None:
                on_progress(Progress(part[-1].line, 0.0))
    with registry.transaction() as session:
        return _close(session, batch.id, actor, at or registry.clock.now())


def digest_of(path: Path) -> tuple[str, int]:
    """The file's SHA-256 and its size in bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def kept_digest(registry: Registry, reading: Reading, digest: str) -> str:
    """The digest by which the file is known again.

    Of a file with identity numbers it is a keyed one: its numbers could be tried against a plain
    digest by whoever has the rest of it in the database.
    """
    if not reading.has_identity_numbers:
        return digest
    return KEYED + keyed_digest(registry.settings.secret_key, "digests of deliveries", digest)


def _opened(session: Session, source: BatchSource, actor: Actor, at: datetime) -> Batch:
    """The batch of this delivery: a new one, or the one that stands."""
    repetitions = select(Batch).where(Batch.digest == source.digest)
    found = session.scalars(repetitions.order_by(Batch.repetition.desc()).limit(1)).one_or_none()
    if found is not None:
        if found.layout != source.layout:
            raise Conflict(f"The file was delivered before, as {found.layout}.")
        is_worth_it = _may_differ_now(session, found) or _has_a_key_now(session, found, source)
        if found.closed_at is None or not is_worth_it:
            return found
    batch = Batch(
        id=new_id(), digest=source.digest, filename=source.filename, layout=source.layout,
        repetition=found.repetition + 1 if found else 1,
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


def _may_differ_now(session: Session, batch: Batch) -> bool:
    """Whether reading the file again may change something.

    A file of the same layout may have changed the same rows since, as when a register is corrected
    and the correction taken back; and rows may have been refused that could be taken in now.
    """
    later = select(Batch.id).where(
        Batch.layout == batch.layout, Batch.id > batch.id, Batch.accepted > 0
    )
    refused = select(BatchFault.line).where(
        BatchFault.batch_id == batch.id,
        BatchFault.is_refusal,
        BatchFault.reason.in_([reason.value for reason in _OPEN_TO_CHANGE]),
    )
    return any(session.scalar(found.limit(1)) is not None for found in (later, refused))


def _has_a_key_now(session: Session, batch: Batch, source: BatchSource) -> bool:
    """Whether the file was read without its identity numbers, which can be kept now."""
    if any(remark.reason == Reason.KEYLESS_COLUMN for remark in source.heading.remarks):
        return False
    keyless = select(BatchFault.line).where(
        BatchFault.batch_id == batch.id, BatchFault.reason == Reason.KEYLESS_COLUMN.value
    )
    return session.scalar(keyless.limit(1)) is not None


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
