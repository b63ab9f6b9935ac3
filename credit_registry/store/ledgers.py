"""Events, their positions, the readers' cursors and the leases of those who act alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from credit_registry.store.columns import Id, Instant, KeyText
from credit_registry.store.mapping import Entity


class Event(Entity):
    """One thing that happened.

    `body` holds the canonical bytes that were hashed; `payload` and `salts` stand outside them, so
    that a field can be erased and every proof still holds. `position` is given by the sequencer.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject_id_position", "subject_id", "position"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(KeyText)
    subject_id: Mapped[int | None] = mapped_column(Id, index=False)
    actor_id: Mapped[int] = mapped_column(Id)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    salts: Mapped[dict[str, str]] = mapped_column(JSON)
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    position: Mapped[int | None] = mapped_column(unique=True)
    sequenced_at: Mapped[datetime | None] = mapped_column(Instant, index=True)


class LedgerHead(Entity):
    """The one row that says how many events are placed and what the tree over them is.

    `frontier` is the serialised right edge of the hash tree after `size` leaves.
    """

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    sequenced_at: Mapped[datetime | None] = mapped_column(Instant)
    row_version: Mapped[int]


class LedgerNode(Entity):
    """A complete interior node of the hash tree: 2^level leaves from index · 2^level."""

    __tablename__ = "ledger_node"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class Cursor(Entity):
    """How far one reader of the ledger has come."""

    __tablename__ = "ledger_cursor"

    reader: Mapped[str] = mapped_column(KeyText, primary_key=True)
    position: Mapped[int]
    moved_at: Mapped[datetime] = mapped_column(Instant)


class Lease(Entity):
    """Who may act as the one scheduler, sequencer or indexer; `token` rises with each holder."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(KeyText, primary_key=True)
    holder: Mapped[str] = mapped_column(KeyText)
    token: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(Instant)


class IdempotencyKey(Entity):
    """The answer that a command with this key was given."""

    __tablename__ = "idempotency_key"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(KeyText, primary_key=True)
    request_digest: Mapped[str] = mapped_column(KeyText)
    status: Mapped[int]
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(Instant)


_BY, _GONE = aliased(Event), aliased(Event)
"""Made once: an alias learns its columns when first asked for them, which takes milliseconds."""


def recorded_at(rows: Any, position: int) -> ColumnElement[bool]:  # noqa: ANN401 - as below
    """The condition that a version row was on record once `position` events were placed."""
    by = _BY
    return select(by.id).where(by.id == rows.recorded_by, by.position < position).exists()


def known_at(rows: Any, position: int) -> ColumnElement[bool]:  # noqa: ANN401 - a class or alias of Recorded
    """The condition that a version row was known once `position` events were placed."""
    gone = _GONE
    superseded = (
        select(gone.id).where(gone.id == rows.superseded_by, gone.position < position).exists()
    )
    return recorded_at(rows, position) & or_(rows.superseded_by.is_(None), ~superseded)
