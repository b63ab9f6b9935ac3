"""Counts the SQL statements that a stretch of work sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from credit_registry.store.databases import Database

KEYWORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass
class Statements:
    """The statements that were sent, in their order; beginnings and settings do not count."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.texts)


@contextmanager
def counted(database: Database) -> Iterator[Statements]:
    """What is sent to the database while the block runs, whatever session or thread sends it."""
    statements = Statements()

    def note(
        _connection: Any,  # noqa: ANN401 - what SQLAlchemy hands over
        _cursor: Any,  # noqa: ANN401
        statement: str,
        *_rest: Any,  # noqa: ANN401
    ) -> None:
        if statement.lstrip().upper().startswith(KEYWORDS):
            statements.texts.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
