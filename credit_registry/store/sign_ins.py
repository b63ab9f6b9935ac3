"""Signing in: attempts that have failed, and second factors with their recovery codes."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
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


class SecondFactor(Entity):
    """What an account signs in with besides its password: a secret, sealed."""

    __tablename__ = "second_factor"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    last_step: Mapped[int]


class RecoveryCode(Entity):
    """A code that stands in for the second factor once: only its digest is kept."""

    __tablename__ = "recovery_code"

    digest: Mapped[str] = mapped_column(KeyText, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
