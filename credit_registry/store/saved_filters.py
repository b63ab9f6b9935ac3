"""Questions to the desk's worklists that an account keeps by name."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.saved_filters import Worklist
from credit_registry.store.columns import Id, KeyText, stored_by_value
from credit_registry.store.mapping import Entity


class SavedFilter(Entity):
    """A question by its name; `query` is how an address states it."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        stored_by_value("worklist", Worklist),
        UniqueConstraint("account_id", "worklist", "name"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    worklist: Mapped[str] = mapped_column(KeyText)
    name: Mapped[str] = mapped_column(KeyText)
    query: Mapped[str] = mapped_column(KeyText)
    saved_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
