"""What downstreams confirmed of the ends of publicity."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.store.columns import Id, KeyText, LongText
from credit_registry.store.mapping import Entity


class EndingReceipt(Entity):
    """That a downstream took in the end of a publicity, which the event `event_id` brought."""

    __tablename__ = "ending_receipt"
    __table_args__ = (UniqueConstraint("event_id", "downstream"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    downstream: Mapped[str] = mapped_column(KeyText)
    confirmed_on: Mapped[date]
    note: Mapped[str] = mapped_column(LongText)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
