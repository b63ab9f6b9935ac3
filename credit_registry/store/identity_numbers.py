"""Numbers of identity documents: encrypted, and nowhere but here."""

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.identity_documents import DocumentType, Holder
from credit_registry.store.columns import Id, KeyText, stored_by_value
from credit_registry.store.mapping import Entity, Recorded


class IdentityNumber(Recorded, Entity):
    """The number of one document that a record states, under a key of its own.

    It stands until the source states another, whatever else of the record changes. Once erased,
    both `sealed` and `wrapped_key` are empty.
    """

    __tablename__ = "identity_number"
    __table_args__ = (
        stored_by_value("holder", Holder),
        stored_by_value("document_type", DocumentType),
        Index("ix_identity_number_recorded_by", "recorded_by", "ordinal"),
        Index("ix_identity_number_key_mark", "key_mark"),
        Index(
            "ix_identity_number_current",
            "record_id",
            "holder",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    record_version_id: Mapped[int] = mapped_column(ForeignKey("record_version.id"))
    holder: Mapped[str] = mapped_column(KeyText)
    document_type: Mapped[str] = mapped_column(KeyText)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    key_mark: Mapped[str] = mapped_column(KeyText)
