"""Subjects; their identifiers, names and registration as dated rows; links between them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, column, func, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.subjects import (
    CandidateState,
    DuplicateReason,
    IdentifierScheme,
    IdentifierState,
    LinkKind,
    Standing,
    SubjectKind,
    SubjectState,
)
from credit_registry.store.columns import Id, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity, Erasable, Recorded, ended


class Subject(Entity):
    """Someone the registry keeps a file about; the id is permanent and opaque.

    `confirmed_by` and `rejected_by` are the events that settled a subject which had been
    provisional; one that was rejected may be confirmed after all.
    """

    __tablename__ = "subject"
    __table_args__ = (
        stored_by_value("state", SubjectState),
        Index(
            "ix_subject_provisional",
            "id",
            sqlite_where=text("state = 'provisional'"),
            postgresql_where=text("state = 'provisional'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(KeyText)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    rejected_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    row_version: Mapped[int] = mapped_column(default=1)


class SubjectIdentifier(Recorded, Entity):
    """A code that names a subject, for a time; at most one subject holds a code actively.

    A quarantined value failed its check character: it is kept for correction, with the
    `suggestion`, and is never looked up as a key.
    """

    __tablename__ = "subject_identifier"
    __table_args__ = (
        stored_by_value("scheme", IdentifierScheme),
        stored_by_value("state", IdentifierState),
        Index(
            "uq_subject_identifier_active",
            "value",
            "scheme",
            unique=True,
            sqlite_where=text("superseded_by IS NULL AND state = 'active'"),
            postgresql_where=text("superseded_by IS NULL AND state = 'active'"),
        ),
        Index(
            "ix_subject_identifier_quarantined",
            "subject_id",
            sqlite_where=text("superseded_by IS NULL AND state = 'quarantined'"),
            postgresql_where=text("superseded_by IS NULL AND state = 'quarantined'"),
        ),
        Index("ix_subject_identifier_recorded_by", "recorded_by", "ordinal"),
        ended("subject_identifier"),
        Index("ix_subject_identifier_organization_code", func.substr(column("value"), 9, 9)),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    scheme: Mapped[str] = mapped_column(KeyText)
    value: Mapped[str] = mapped_column(KeyText)
    state: Mapped[str] = mapped_column(KeyText)
    suggestion: Mapped[str | None] = mapped_column(KeyText)
    since: Mapped[date | None]
    until: Mapped[date | None]
    source: Mapped[str] = mapped_column(KeyText)


IS_ACTIVE = text("subject_identifier.superseded_by IS NULL AND subject_identifier.state = 'active'")
"""The identifier names its subject now; literal, so that the partial index serves."""


IS_QUARANTINED = text(
    "subject_identifier.superseded_by IS NULL AND subject_identifier.state = 'quarantined'"
)
"""The identifier waits for its correction; literal, as above."""

IS_PROVISIONAL = text("subject.state = 'provisional'")
"""Nobody has settled yet whether the subject exists; literal, as above."""


class SubjectName(Recorded, Entity):
    """A name the subject bears or bore; `until` is the last day it did."""

    __tablename__ = "subject_name"
    __table_args__ = (
        Index("ix_subject_name_name", "name"),
        Index("ix_subject_name_recorded_by", "recorded_by", "ordinal"),
        ended("subject_name"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    name: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date | None]
    until: Mapped[date | None]


class Registration(Recorded, Erasable, Entity):
    """What the registration authority states of the subject, for a time; salted as one row."""

    __tablename__ = "registration"
    __table_args__ = (
        stored_by_value("kind", SubjectKind),
        stored_by_value("standing", Standing),
        Index("ix_registration_recorded_by", "recorded_by", "ordinal"),
        ended("registration"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    kind: Mapped[str] = mapped_column(KeyText)
    standing: Mapped[str] = mapped_column(KeyText)
    established_on: Mapped[date | None]
    enterprise_type: Mapped[str] = mapped_column(KeyText)
    province: Mapped[str] = mapped_column(KeyText)
    city: Mapped[str] = mapped_column(KeyText)
    division_code: Mapped[str | None] = mapped_column(KeyText)
    industry_code: Mapped[str | None] = mapped_column(KeyText)
    address: Mapped[str] = mapped_column(LongText)
    scope: Mapped[str] = mapped_column(LongText)
    capital: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date | None]
    until: Mapped[date | None]
    salt: Mapped[str] = mapped_column(KeyText)


REGISTERED_NOW = Registration.superseded_by.is_(None) & Registration.until.is_(None)
"""The registration holds now: nothing has taken its place, and it has no last day."""


class SubjectLink(Recorded, Entity):
    """One subject's relation to another; reversed by a later event, never deleted."""

    __tablename__ = "subject_link"
    __table_args__ = (stored_by_value("kind", LinkKind),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    kind: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date | None]
    until: Mapped[date | None]


class DuplicateCandidate(Entity):
    """Two subjects that may be one, the older first; a pair is asked about once and never again."""

    __tablename__ = "duplicate_candidate"
    __table_args__ = (
        stored_by_value("reason", DuplicateReason),
        stored_by_value("state", CandidateState),
        UniqueConstraint("subject_id", "other_id"),
        Index(
            "ix_duplicate_candidate_open",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    reason: Mapped[str] = mapped_column(KeyText)
    state: Mapped[str] = mapped_column(KeyText)
    found_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    row_version: Mapped[int] = mapped_column(default=1)


class PublicityConsent(Recorded, Entity):
    """The enterprise's consent to show its grade, for a time."""

    __tablename__ = "publicity_consent"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
