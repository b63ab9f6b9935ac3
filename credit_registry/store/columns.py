"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Integer,
    String,
    Text,
    TypeDecorator,
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""A permanent id: 63 bits, ascending in time, carrying no meaning."""

KeyText = String().with_variant(String(collation="C"), "postgresql")
"""Text that orders by bytes on both databases, for keysets and equality."""

LongText = Text()


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The instant in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant must be aware.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The instant, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stored_by_value(column: str, enum: type[StrEnum], **options: Any) -> CheckConstraint:  # noqa: ANN401 - passed on
    """The CHECK that a text column holds a value of the enumeration, or nothing."""
    values = ", ".join(f"'{member.value}'" for member in enum)
    return CheckConstraint(f"{column} IN ({values})", name=column, **options)
