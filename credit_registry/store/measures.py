"""The measures that entries are linked to, and who stands for the bodies that carry them out."""

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.store.columns import Id, KeyText
from credit_registry.store.mapping import Entity, Recorded


class EntryMeasure(Recorded, Entity):
    """One measure of the catalogue that follows from an entry; lifted when the entry leaves."""

    __tablename__ = "entry_measure"
    __table_args__ = (
        Index(
            "uq_entry_measure_current",
            "listing_id",
            "measure",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
        Index("ix_entry_measure_recorded_by", "recorded_by", "ordinal"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    measure: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date]
    lifted_on: Mapped[date | None]


class ExecutingBody(Entity):
    """The unit here that stands for a body of the catalogue: notices of its measures go there."""

    __tablename__ = "executing_body"

    body: Mapped[str] = mapped_column(KeyText, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("source_unit.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
