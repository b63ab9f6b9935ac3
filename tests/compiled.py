"""Statements compiled once a process; a plugin of `conftest`.

SQLAlchemy keeps what it compiled for an engine and its dialect. Every test has an engine of its
own, and would compile every statement anew, which a served registry does once.
"""

from collections.abc import MutableMapping
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.util import LRUCache

STATEMENTS = 5000
_dialects: dict[str, Dialect] = {}
_compiled: MutableMapping[Any, Any] = LRUCache(STATEMENTS)


@event.listens_for(Engine, "engine_connect")
def _share(connection: Connection) -> None:
    """Let the connection use what earlier ones of its kind of database have compiled."""
    connection.dialect = _dialects.setdefault(connection.dialect.name, connection.dialect)
    connection.execution_options(compiled_cache=_compiled)
