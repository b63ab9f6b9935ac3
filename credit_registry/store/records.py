"""Records of conduct: a header with the natural key, versions, and their publication windows."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.publications import FieldSet, Reason
from credit_registry.domain.records import (
    Disclosure,
    Level,
    RecordKind,
    RecordState,
    Severity,
    Sharing,
)
from credit_registry.store.columns import Id, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity, Erasable, Recorded

FILED_ON = "coalesce(decided_on, occurred_on, effective_from, '0001-01-01')"
"""The day under which a version is filed; one without any day comes after all others."""


class Record(Entity):
    """One record; it stays with the subject that earned it."""

    __tablename__ = "record"
    __table_args__ = (
        stored_by_value("kind", RecordKind),
        UniqueConstraint(
            "source_unit_id", "kind", "document_number", "subject_id", "item_serial",
            name="uq_record_natural_key",
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    kind: Mapped[str] = mapped_column(KeyText)
    source_unit_id: Mapped[int] = mapped_column(ForeignKey("source_unit.id"))
    document_number: Mapped[str] = mapped_column(KeyText)
    item_serial: Mapped[str] = mapped_column(KeyText)
    row_version: Mapped[int] = mapped_column(default=1)


class RecordVersion(Recorded, Erasable, Entity):
    """What the registry knew of a record from one event to another.

    The facts that rules and windows read are columns; `detail` holds what is only shown. From
    `recounted_on` on its display counts again, after a restoration on a false application.
    """

    __tablename__ = "record_version"
    __table_args__ = (
        stored_by_value("kind", RecordKind),
        stored_by_value("severity", Severity),
        stored_by_value("disclosure", Disclosure),
        stored_by_value("sharing", Sharing),
        stored_by_value("state", RecordState),
        stored_by_value("level", Level),
        UniqueConstraint("record_id", "number"),
        Index(
            "ix_record_version_subject_id",
            "subject_id",
            "kind",
            text(f"{FILED_ON} DESC"),
            "record_id",
            "recorded_by",
            "superseded_by",
        ),
        Index("ix_record_version_recorded_by", "recorded_by", "ordinal"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(KeyText)
    title: Mapped[str] = mapped_column(LongText)
    occurred_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    served_on: Mapped[date | None]
    first_displayed_on: Mapped[date | None]
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    severity: Mapped[str | None] = mapped_column(KeyText)
    disclosure: Mapped[str] = mapped_column(KeyText)
    sharing: Mapped[str] = mapped_column(KeyText)
    state: Mapped[str] = mapped_column(KeyText)
    level: Mapped[str | None] = mapped_column(KeyText)
    outcome: Mapped[str | None] = mapped_column(KeyText)
    category: Mapped[str | None] = mapped_column(KeyText)
    amount_fen: Mapped[int | None]
    score_centi: Mapped[int | None]
    recounted_on: Mapped[date | None]
    is_summary: Mapped[bool | None]
    alerted_on: Mapped[date | None]
    challenged_on: Mapped[date | None]
    challenge_settled_on: Mapped[date | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    salt: Mapped[str] = mapped_column(KeyText)


_DAYS = (RecordVersion.decided_on, RecordVersion.occurred_on, RecordVersion.effective_from)
FILED: ColumnElement[date] = func.coalesce(*_DAYS, literal_column("'0001-01-01'", Date))
"""`FILED_ON` as queries say it, word for word, so that the index is found."""


class PublicationWindow(Recorded, Entity):
    """A stretch of days on which a version of a record or an entry is public.

    A row without `since` says that the version is withheld, and why.
    """

    __tablename__ = "publication_window"
    __table_args__ = (
        stored_by_value("field_set", FieldSet),
        stored_by_value("reason", Reason),
        Index(
            "ix_publication_window_record_version_id",
            "record_version_id",
            "superseded_by",
            "since",
            "until",
        ),
        Index("ix_publication_window_listing_version_id", "listing_version_id"),
        Index(
            "ix_publication_window_current",
            "subject_id",
            "since",
            "until",
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    record_version_id: Mapped[int | None] = mapped_column(ForeignKey("record_version.id"))
    listing_version_id: Mapped[int | None] = mapped_column(ForeignKey("listing_version.id"))
    since: Mapped[date | None]
    until: Mapped[date | None]
    field_set: Mapped[str] = mapped_column(KeyText)
    reason: Mapped[str] = mapped_column(KeyText)
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
