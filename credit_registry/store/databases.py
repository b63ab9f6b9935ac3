"""The connection to SQLite or PostgreSQL, with the same transactions on both."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)
_BEGIN = "sqlite_begin"
_ONLY_READS = "only_reads"


class Database:
    """An engine and its two kinds of session: one that may write, one that only reads."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        reading = self.engine.execution_options(**{_BEGIN: "DEFERRED"})
        self._reading = sessionmaker(
            reading, expire_on_commit=False, autoflush=False, info={_ONLY_READS: True}
        )

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits on a clean exit and rolls back on an exception."""
        with self._writing.begin() as session:
            yield session

    @contextmanager
    def rehearsal(self) -> Iterator[Session]:
        """A session whose writes are all undone at its end."""
        with self._writing() as session:
            yield session
            session.rollback()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and never writes."""
        with self._reading() as session:
            if not self.is_sqlite:
                session.connection(
                    execution_options={
                        "isolation_level": "REPEATABLE READ",
                        "postgresql_readonly": True,
                    }
                )
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def may_write(session: Session) -> bool:
    """Whether the session is one of those that write, and so may take locks."""
    return not session.info.get(_ONLY_READS, False)


def _engine(url: str) -> Engine:
    """The engine for the address, set up for its dialect."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Set the pragmas, and leave the beginning of transactions to `_begin`."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """Take the write lock at once in a writing session, so that no upgrade can deadlock."""
    mode = connection.get_execution_options().get(_BEGIN, "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")
