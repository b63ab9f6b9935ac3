"""Proceedings: a header that is unique while open, and a version for every step."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.store.columns import Id, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity, Recorded, ended


class Proceeding(Entity):
    """One proceeding about a record, an entry or a subject.

    `item` tells apart what may go on side by side about the same thing (a measure, a court). Who
    holds the code behind `code_digest` may follow it; `unit_id` is whose desk it lies on, where it
    is not the registry's own.
    """

    __tablename__ = "proceeding"
    __table_args__ = (
        stored_by_value("kind", ProcedureKind),
        Index("ix_proceeding_record_id", "record_id"),
        *(
            Index(
                f"uq_proceeding_open_{name}",
                "kind",
                f"{name}_id",
                "item",
                unique=True,
                sqlite_where=text(f"is_open AND {name}_id IS NOT NULL"),
                postgresql_where=text(f"is_open AND {name}_id IS NOT NULL"),
            )
            for name in ("record", "listing")
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(KeyText)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"))
    item: Mapped[str] = mapped_column(KeyText, default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("source_unit.id"))
    code_digest: Mapped[str | None] = mapped_column(KeyText, unique=True)
    is_open: Mapped[bool] = mapped_column(Boolean)
    row_version: Mapped[int] = mapped_column(default=1)


class ProceedingVersion(Recorded, Entity):
    """A proceeding after one of its steps; `details` holds what the step stated beyond its note."""

    __tablename__ = "proceeding_version"
    __table_args__ = (
        UniqueConstraint("proceeding_id", "number"),
        Index("ix_proceeding_version_recorded_by", "recorded_by", "ordinal"),
        ended("proceeding_version"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    proceeding_id: Mapped[int] = mapped_column(ForeignKey("proceeding.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(KeyText)
    step: Mapped[str] = mapped_column(KeyText)
    stepped_on: Mapped[date]
    actor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    document_number: Mapped[str] = mapped_column(KeyText)
    note: Mapped[str] = mapped_column(LongText)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))


def is_open(
    kind: ProcedureKind, about: InstrumentedAttribute[int | None], number: ColumnElement[int]
) -> ColumnElement[bool]:
    """The condition that a proceeding of the kind about the record or the entry is open."""
    return (
        select(Proceeding.id)
        .where(
            Proceeding.kind == kind.value,
            Proceeding.is_open,
            about == number,
        )
        .correlate_except(Proceeding)
        .exists()
    )
