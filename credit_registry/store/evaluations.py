"""Results of the rules: one row a subject and run, with the compact trace."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.store.columns import Id, KeyText, LongText
from credit_registry.store.mapping import Entity, Recorded


class Evaluation(Recorded, Entity):
    """A subject's grade on a legal date, under the versions named, from what was known."""

    __tablename__ = "evaluation"
    __table_args__ = (
        Index(
            "uq_evaluation_current",
            "subject_id",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
        Index("ix_evaluation_subject_id", "subject_id", "as_of"),
        Index("ix_evaluation_recorded_by", "recorded_by", "ordinal"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    as_of: Mapped[date]
    known_at: Mapped[int]
    rule_set_version: Mapped[str] = mapped_column(ForeignKey("rule_set_version.version"))
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
    grade: Mapped[str] = mapped_column(KeyText)
    score_centi: Mapped[int | None]
    has_candidates: Mapped[bool] = mapped_column(Boolean)
    trace: Mapped[str] = mapped_column(LongText)
    next_change_on: Mapped[date | None]
    salt: Mapped[str] = mapped_column(KeyText)
