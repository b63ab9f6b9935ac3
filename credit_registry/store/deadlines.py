"""Legal periods that run: a row for each state of each, and the reminders that were given."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.deadlines import DeadlineState, Party, ReminderLevel
from credit_registry.store.columns import Id, KeyText, stored_by_value
from credit_registry.store.mapping import Entity, Recorded

RUNNING = "superseded_by IS NULL AND state = 'running'"


class LegalDeadline(Recorded, Entity):
    """One period of a proceeding or of an entry's case, as it stands since an event.

    `thread_id` stays the same through its rows: started, moved by an edition of the law, met or
    dropped. `ended_on` is the day of the step that met it.
    """

    __tablename__ = "legal_deadline"
    __table_args__ = (
        stored_by_value("state", DeadlineState),
        stored_by_value("party", Party),
        CheckConstraint("(listing_id IS NULL) <> (proceeding_id IS NULL)", name="whose"),
        Index("ix_legal_deadline_listing_id", "listing_id"),
        Index("ix_legal_deadline_proceeding_id", "proceeding_id"),
        Index("ix_legal_deadline_recorded_by", "recorded_by", "ordinal"),
        Index(
            "ix_legal_deadline_running",
            "due_on",
            sqlite_where=text(RUNNING),
            postgresql_where=text(RUNNING),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    thread_id: Mapped[int] = mapped_column(Id, index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"))
    proceeding_id: Mapped[int | None] = mapped_column(ForeignKey("proceeding.id"))
    code: Mapped[str] = mapped_column(KeyText)
    party: Mapped[str] = mapped_column(KeyText)
    owner: Mapped[str | None] = mapped_column(KeyText)
    escalates_to: Mapped[str | None] = mapped_column(KeyText)
    started_on: Mapped[date]
    due_on: Mapped[date]
    is_provisional: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(KeyText)
    ended_on: Mapped[date | None]
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))


class Reminder(Entity):
    """A reminder of a period, given once for each level and last day."""

    __tablename__ = "reminder"
    __table_args__ = (
        stored_by_value("level", ReminderLevel),
        UniqueConstraint("thread_id", "level", "due_on"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    thread_id: Mapped[int] = mapped_column(Id)
    level: Mapped[str] = mapped_column(KeyText)
    due_on: Mapped[date]
    reminded_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
