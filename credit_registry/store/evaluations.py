"""Results of the rules: one row a subject, purpose and change, in compact form."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.columns import Id, KeyText, stored_by_value
from credit_registry.store.mapping import Entity, Recorded


class Evaluation(Recorded, Entity):
    """A subject's grade or risk class on a legal date, from what was known.

    `outcome` holds what it came to (rules/execution/outcomes.py); the trace is made again from the
    versions and the two times that the row names.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        stored_by_value("purpose", Purpose),
        Index(
            "uq_evaluation_current",
            "subject_id",
            "purpose",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
        Index("ix_evaluation_subject_id", "subject_id", "as_of"),
        Index("ix_evaluation_recorded_by", "recorded_by", "ordinal"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    purpose: Mapped[str] = mapped_column(KeyText)
    as_of: Mapped[date]
    known_at: Mapped[int]
    rule_set_version: Mapped[str] = mapped_column(ForeignKey("rule_set_version.version"))
    engine: Mapped[str] = mapped_column(KeyText)
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
    grade: Mapped[str] = mapped_column(KeyText)
    score_centi: Mapped[int | None]
    has_candidates: Mapped[bool] = mapped_column(Boolean)
    outcome: Mapped[bytes] = mapped_column(LargeBinary)
    next_change_on: Mapped[date | None]
    salt: Mapped[str] = mapped_column(KeyText)
