"""Attempts to sign in that have failed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.store.columns import Instant, KeyText
from credit_registry.store.mapping import Entity


class FailedAttempts(Entity):
    """How often signing in has failed lately under one name, or from one address."""

    __tablename__ = "failed_attempts"

    watched: Mapped[str] = mapped_column(KeyText, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant, index=True)
    blocked_until: Mapped[datetime | None] = mapped_column(Instant)
