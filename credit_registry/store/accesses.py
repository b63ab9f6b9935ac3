"""The access log: who has read what is not public, and to what purpose."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.accesses import AccessKind
from credit_registry.store.columns import Id, Instant, KeyText, stored_by_value
from credit_registry.store.mapping import Entity


class AccessEntry(Entity):
    """One reading of what is not public; it is never changed."""

    __tablename__ = "access_entry"
    __table_args__ = (stored_by_value("kind", AccessKind),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    read_at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(KeyText)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    purpose: Mapped[str] = mapped_column(KeyText)
