"""Accounts and their roles, source units with their dated names, and keys for programs."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from credit_registry.domain.actors import ActorKind, Role
from credit_registry.store.columns import Id, Instant, KeyText, stored_by_value
from credit_registry.store.mapping import Entity


class Account(Entity):
    """A person or program that may act."""

    __tablename__ = "account"
    __table_args__ = (stored_by_value("kind", ActorKind),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(KeyText, unique=True)
    display_name: Mapped[str] = mapped_column(KeyText)
    kind: Mapped[str] = mapped_column(KeyText)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("source_unit.id"))
    division: Mapped[str | None] = mapped_column(KeyText)
    password_hash: Mapped[str | None] = mapped_column(KeyText)
    one_time_until: Mapped[datetime | None] = mapped_column(Instant)
    session_generation: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    row_version: Mapped[int] = mapped_column(default=1)


class AccountRole(Entity):
    """One role of an account."""

    __tablename__ = "account_role"
    __table_args__ = (stored_by_value("role", Role),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(KeyText, primary_key=True)


class ApiKey(Entity):
    """A program's key: only its digest is kept, and it ends."""

    __tablename__ = "api_key"

    digest: Mapped[str] = mapped_column(KeyText, primary_key=True)
    prefix: Mapped[str] = mapped_column(KeyText)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    scopes: Mapped[str | None] = mapped_column(KeyText)
    issued_at: Mapped[datetime | None] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    last_used_on: Mapped[date | None]


class SourceUnit(Entity):
    """A body that records come from."""

    __tablename__ = "source_unit"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    code: Mapped[str | None] = mapped_column(KeyText, unique=True)


class SourceUnitName(Entity):
    """A name that a source unit bears or bore; bodies merge and are renamed."""

    __tablename__ = "source_unit_name"
    __table_args__ = (
        Index(
            "uq_source_unit_name_current",
            "name",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("source_unit.id"), index=True)
    name: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date | None]
    until: Mapped[date | None]


def roles_of(session: Session, account_id: int) -> frozenset[Role]:
    """The roles an account holds."""
    found = session.scalars(select(AccountRole.role).where(AccountRole.account_id == account_id))
    return frozenset(Role(role) for role in found)
