"""Imports: one row a file, and the rows of it that were refused."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.deliveries import DeliveryFault, DeliveryState
from credit_registry.store.columns import Id, Instant, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity


class Batch(Entity):
    """The import of one file; counts grow by whole slices, so that a killed one resumes.

    `repetition` counts the readings of the same bytes, from 1.
    """

    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("digest", "repetition"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(KeyText)
    repetition: Mapped[int] = mapped_column(default=1)
    filename: Mapped[str] = mapped_column(KeyText)
    layout: Mapped[str] = mapped_column(KeyText)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    next_line: Mapped[int]
    read: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    provisional: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    ambiguous: Mapped[int] = mapped_column(default=0)
    warned: Mapped[int] = mapped_column(default=0)
    row_version: Mapped[int] = mapped_column(default=1)


class BatchFault(Entity):
    """A row that was refused, or taken in with a warning, and why."""

    __tablename__ = "batch_fault"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_refusal: Mapped[bool]
    field: Mapped[str] = mapped_column(KeyText)
    reason: Mapped[str] = mapped_column(LongText)
    accepted: Mapped[str] = mapped_column(LongText)


class KeptDelivery(Entity):
    """A file that is kept until it is delivered, or until the job has taken it in.

    `digest` is that by which its batch is known again. `rows` are counted when the job begins;
    `token` is that of the lease under which it runs.
    """

    __tablename__ = "kept_delivery"
    __table_args__ = (
        stored_by_value("state", DeliveryState),
        stored_by_value("fault", DeliveryFault),
        Index("ix_kept_delivery_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    filename: Mapped[str] = mapped_column(KeyText)
    layout: Mapped[str] = mapped_column(KeyText)
    digest: Mapped[str] = mapped_column(KeyText)
    is_long: Mapped[bool]
    state: Mapped[str] = mapped_column(KeyText)
    kept_at: Mapped[datetime] = mapped_column(Instant)
    kept_until: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    token: Mapped[int]
    rows: Mapped[int | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    is_repeat: Mapped[bool]
    fault: Mapped[str | None] = mapped_column(KeyText)
    kept_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class KeptPart(Entity):
    """A part of a kept file, sealed; gone once nobody waits for the file."""

    __tablename__ = "kept_part"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("kept_delivery.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
