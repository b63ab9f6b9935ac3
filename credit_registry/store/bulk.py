"""Many rows in one statement, past the unit of work."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from credit_registry.store.ids import new_ids
from credit_registry.store.mapping import Entity


def insert_all(session: Session, entity: type[Entity], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, which name every column. Nothing happens for none."""
    if rows:
        session.connection().execute(insert(entity.__table__), rows)  # type: ignore[arg-type] # a Table


def number(rows: Sequence[dict[str, Any]]) -> None:
    """Give each row a new id."""
    for identity, row in zip(new_ids(len(rows)), rows, strict=True):
        row["id"] = identity
