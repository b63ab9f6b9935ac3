"""Commitments that enterprises signed here, so that none is signed twice for the same period."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.store.columns import Id, KeyText
from credit_registry.store.mapping import Entity


class SignedCommitment(Entity):
    """One signature: of which template, until when, and the record that it became.

    `ordinal` counts the signatures for the same period; another follows only where the records of
    those before have ended.
    """

    __tablename__ = "signed_commitment"
    __table_args__ = (
        UniqueConstraint(
            "subject_id", "template", "valid_until", "ordinal",
            name="uq_signed_commitment_period",
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    template: Mapped[str] = mapped_column(KeyText)
    valid_until: Mapped[date]
    ordinal: Mapped[int]
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
    signed_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
