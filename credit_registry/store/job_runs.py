"""What the jobs did: one row for each period of each."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.jobs import JobOutcome
from credit_registry.store.columns import Id, Instant, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity


class JobRun(Entity):
    """A job in one period; that it is unique is what keeps a period from being done twice.

    `token` is the lease's under which the last attempt ran, so that a successor knows the run of a
    process that is gone.
    """

    __tablename__ = "job_run"
    __table_args__ = (
        stored_by_value("outcome", JobOutcome),
        UniqueConstraint("job", "period"),
        Index("ix_job_run_started_at", "started_at", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    job: Mapped[str] = mapped_column(KeyText)
    period: Mapped[str] = mapped_column(KeyText)
    outcome: Mapped[str] = mapped_column(KeyText)
    attempts: Mapped[int]
    token: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    result: Mapped[str] = mapped_column(LongText)
    error: Mapped[str] = mapped_column(LongText)
