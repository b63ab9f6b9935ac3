"""Entries on lists: a header that is unique while open, and a version for every step."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.listings import DeclineGround, ListColour, ListingStatus
from credit_registry.store.columns import Id, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity, Recorded


class Listing(Entity):
    """One entry of one subject on one list; a subject has at most one open entry a list."""

    __tablename__ = "listing"
    __table_args__ = (
        stored_by_value("colour", ListColour),
        Index(
            "uq_listing_open",
            "list_type",
            "subject_id",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    list_type: Mapped[str] = mapped_column(KeyText)
    colour: Mapped[str] = mapped_column(KeyText)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    is_open: Mapped[bool] = mapped_column(Boolean)
    row_version: Mapped[int] = mapped_column(default=1)


class ListingVersion(Recorded, Entity):
    """An entry after one of its steps; what earlier steps set is carried along.

    Of an entry on a red list, `notice_served_on` is the day of its announcement and
    `statement_due_on` the last day on which anybody may object.
    """

    __tablename__ = "listing_version"
    __table_args__ = (
        stored_by_value("status", ListingStatus),
        stored_by_value("decline_ground", DeclineGround),
        UniqueConstraint("listing_id", "number"),
        Index("ix_listing_version_recorded_by", "recorded_by", "ordinal"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    number: Mapped[int]
    status: Mapped[str] = mapped_column(KeyText)
    step: Mapped[str] = mapped_column(KeyText)
    stepped_on: Mapped[date]
    actor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    document_number: Mapped[str] = mapped_column(KeyText)
    note: Mapped[str] = mapped_column(LongText)
    grounds: Mapped[str] = mapped_column(LongText)
    decided_by_unit: Mapped[str] = mapped_column(KeyText)
    notice_served_on: Mapped[date | None]
    statement_due_on: Mapped[date | None]
    is_due_provisional: Mapped[bool] = mapped_column(Boolean, default=False)
    statement_received_on: Mapped[date | None]
    hearing_requested_on: Mapped[date | None]
    hearing_held_on: Mapped[date | None]
    decision_number: Mapped[str | None] = mapped_column(KeyText)
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decline_ground: Mapped[str | None] = mapped_column(KeyText)
    consented_on: Mapped[date | None]
    restricted_until: Mapped[date | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    removed_on: Mapped[date | None]
    source_confirmed_on: Mapped[date | None]
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))


class ListingDecision(Entity):
    """What a decision to list said, as canonical JSON, so that it can be shown unchanged."""

    __tablename__ = "listing_decision"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    listing_version_id: Mapped[int] = mapped_column(ForeignKey("listing_version.id"), unique=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    content: Mapped[str] = mapped_column(LongText)
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
