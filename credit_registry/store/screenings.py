"""Screenings as certificates, the log of who asked, and candidates that an asker dismissed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.screenings import Algorithm
from credit_registry.store.columns import Id, Instant, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity


class Screening(Entity):
    """One screening: the certificate's bytes as they were issued, and what finds and checks them.

    `digest` is that of the bytes without number and instant. The code that opens it to whoever
    holds it is kept as a digest alone. One without an account was made by the public.
    """

    __tablename__ = "screening"
    __table_args__ = (stored_by_value("algorithm", Algorithm),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(KeyText, unique=True)
    code_digest: Mapped[str] = mapped_column(KeyText)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    purpose: Mapped[str] = mapped_column(KeyText)
    algorithm: Mapped[str] = mapped_column(KeyText)
    as_of: Mapped[date]
    known_at: Mapped[int]
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
    subject_count: Mapped[int]
    digest: Mapped[str] = mapped_column(KeyText)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    issued_by: Mapped[int] = mapped_column(ForeignKey("event.id"))


class ScreeningQuery(Entity):
    """One line of the query log: who asked, when, to what purpose, and the result's digest."""

    __tablename__ = "screening_query"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    purpose: Mapped[str] = mapped_column(KeyText)
    result_digest: Mapped[str] = mapped_column(KeyText)


class ScreeningDismissal(Entity):
    """An asker's word that a subject is not the one it asks for.

    `asked_digest` stands for what was asked; `known_at` is the ledger position behind which a
    change of the subject's identity reopens the question; `until` is the last day it holds.
    """

    __tablename__ = "screening_dismissal"
    __table_args__ = (
        Index(
            "uq_screening_dismissal_standing",
            "account_id",
            "asked_digest",
            "subject_id",
            unique=True,
            sqlite_where=text("withdrawn_by IS NULL"),
            postgresql_where=text("withdrawn_by IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_digest: Mapped[str] = mapped_column(KeyText)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    reason: Mapped[str] = mapped_column(LongText)
    until: Mapped[date | None]
    known_at: Mapped[int]
    dismissed_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    withdrawn_reason: Mapped[str] = mapped_column(LongText, default="")
