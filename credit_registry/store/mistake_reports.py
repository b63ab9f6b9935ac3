"""What people outside say is wrong on a page, and what an officer answered."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.records import MistakeReason
from credit_registry.store.columns import Id, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity


class MistakeReport(Entity):
    """One report; nobody's name is asked for, and its query code is kept as a digest alone."""

    __tablename__ = "mistake_report"
    __table_args__ = (
        stored_by_value("reason", MistakeReason),
        Index(
            "ix_mistake_report_waiting",
            "id",
            sqlite_where=text("answered_by IS NULL"),
            postgresql_where=text("answered_by IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    reason: Mapped[str] = mapped_column(KeyText)
    told: Mapped[str] = mapped_column(LongText)
    code_digest: Mapped[str] = mapped_column(KeyText, unique=True)
    answer: Mapped[str] = mapped_column(LongText)
    received_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
