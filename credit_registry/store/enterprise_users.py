"""Enterprise users: codes sent by letter, and the enterprises that accounts act for."""

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from credit_registry.store.columns import Id, Instant, KeyText
from credit_registry.store.mapping import Entity


class LetterCode(Entity):
    """One letter: only the digest of its code is kept."""

    __tablename__ = "letter_code"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    digest: Mapped[str] = mapped_column(KeyText)
    issued_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int]
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class EnterpriseUser(Entity):
    """The enterprise that an account has shown to act for."""

    __tablename__ = "enterprise_user"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter_code.id"))
    bound_at: Mapped[datetime] = mapped_column(Instant)


def bound_subject(session: Session, account_id: int) -> int | None:
    """The subject that the account acts for, once that is shown."""
    statement = select(EnterpriseUser.subject_id).where(EnterpriseUser.account_id == account_id)
    return session.scalars(statement).one_or_none()
