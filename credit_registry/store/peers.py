"""How the enterprises of an industry stand: the middle of each dimension, from stored results."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.store.columns import KeyText
from credit_registry.store.mapping import Entity


class PeerMedian(Entity):
    """A dimension's median among an industry's graded enterprises under a version of the rules.

    The rows follow from `evaluation` and `registration`; a run of the rules writes them anew. A
    group too small to be told of has none.
    """

    __tablename__ = "peer_median"

    rule_set_version: Mapped[str] = mapped_column(
        KeyText, ForeignKey("rule_set_version.version"), primary_key=True
    )
    section: Mapped[str] = mapped_column(KeyText, primary_key=True)
    dimension: Mapped[str] = mapped_column(KeyText, primary_key=True)
    enterprises: Mapped[int]
    median_centi: Mapped[int]
    as_of: Mapped[date]
