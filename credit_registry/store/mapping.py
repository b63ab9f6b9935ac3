"""The registry's metadata, and what every version row has."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, MetaData, inspect, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from credit_registry.store.columns import Id

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Entity(DeclarativeBase):
    """The root of all mapped classes."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {int: BigInteger().with_variant(Integer, "sqlite")}  # noqa: RUF012 - declarative


class Recorded:
    """Columns of a row that is known from one event until another supersedes it."""

    @declared_attr
    def recorded_by(self) -> Mapped[int]:
        """The event that brought the row."""
        return mapped_column(Id, ForeignKey("event.id"), nullable=False)

    @declared_attr
    def ordinal(self) -> Mapped[int]:
        """The row's place in that event."""
        return mapped_column(Integer, nullable=False, default=0)

    @declared_attr
    def superseded_by(self) -> Mapped[int | None]:
        """The event that replaced the row or took it back."""
        return mapped_column(Id, ForeignKey("event.id"), nullable=True)


class Erasable:
    """Columns of a salted row of which a field can be forgotten while every proof still holds."""

    @declared_attr
    def field_salts(self) -> Mapped[dict[str, str] | None]:
        """The salts of the fields that are left, by name, once the seed is destroyed."""
        return mapped_column(JSON(none_as_null=True), nullable=True)

    @declared_attr
    def erased(self) -> Mapped[dict[str, str] | None]:
        """The commitments to the fields that were erased, by name; empty where there was none."""
        return mapped_column(JSON(none_as_null=True), nullable=True)


def ended(table: str) -> Index:
    """The index by which readers of the ledger find the rows that an event replaced."""
    replaced = text("superseded_by IS NOT NULL")
    return Index(
        f"ix_{table}_superseded_by",
        "superseded_by",
        sqlite_where=replaced,
        postgresql_where=replaced,
    )


def columns_of(row: Entity) -> dict[str, Any]:
    """The row's column values by attribute name."""
    return {
        attribute.key: getattr(row, attribute.key) for attribute in inspect(row).mapper.column_attrs
    }
