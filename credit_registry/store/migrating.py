"""The tables' history: bring a database to a revision, compare it with the tables, draft the next.

Each call runs in one transaction on both databases: a revision is applied whole or not at all.
"""

import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from credit_registry.domain.errors import Unavailable
from credit_registry.store.databases import Database
from credit_registry.store.schema import metadata

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
HEAD = "head"
NOTHING = "base"
_NOT_COMPARED = ".*expression-based index"
_REMARKS = re.compile(r"^ *# ###.*\n", re.MULTILINE)


def upgrade(database: Database, revision: str = HEAD) -> None:
    """Bring the tables up to a revision. Raises Unavailable for a database that is newer."""
    with _migrating(database) as connection:
        _require_known(connection)
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables down to a revision; `base` leaves none."""
    with _migrating(database) as connection:
        _require_known(connection)
        command.downgrade(_config(connection), revision)


def move(database: Database, revision: str = HEAD) -> None:
    """Bring the tables to a revision, up or down. Raises Unavailable for one that is unknown."""
    at = current(database)
    numbers = [script.revision for script in _scripts().walk_revisions("base", "head")]
    if revision not in {HEAD, NOTHING, *numbers}:
        raise Unavailable(f"There is no revision {revision}; there are {', '.join(numbers)}.")
    is_down = at is not None and (revision == NOTHING or (revision != HEAD and revision < at))
    (downgrade if is_down else upgrade)(database, revision)


def current(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise Unavailable("The directory of migrations holds no revision.")
    return newest


def is_current(database: Database) -> bool:
    """Whether the database has all tables of this version."""
    return current(database) == head()


def check(database: Database) -> list[str]:
    """How the database's tables differ from this version's; empty where they agree."""
    with database.engine.connect() as connection, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=_NOT_COMPARED)
        migration = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(migration, metadata)]


def draft(message: str) -> Path:
    """Write the revision that leads from the newest one to the tables as they are now."""
    slug = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")
    numbers = [int(script.revision) for script in _scripts().walk_revisions()]
    number = f"{max(numbers, default=0) + 1:04d}"
    with tempfile.TemporaryDirectory() as directory:
        database = Database(f"sqlite:///{directory}/draft.sqlite")
        if numbers:
            upgrade(database)
        with _migrating(database) as connection, warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=_NOT_COMPARED)
            config = _config(connection)
            config.set_main_option("file_template", f"%%(rev)s_{slug}")
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.dispose()
    path = MIGRATIONS / "versions" / f"{number}_{slug}.py"
    text = _REMARKS.sub("", path.read_text("utf-8")).replace(", schema=None", "")
    path.write_text(text, "utf-8")
    return path


def _config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, made here: no file of it is looked for."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    """The revisions on disk."""
    return ScriptDirectory.from_config(_config())


def _require_known(connection: Connection) -> None:
    """Pass if the database's revision is one of this version's."""
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise Unavailable(
            f"The database is at revision {revision}, which this version does not know; "
            "run the newer version that made it."
        )


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """A connection in a transaction; SQLite copies tables, so references are checked at its end."""
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            with connection.begin():
                yield connection
            return
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                yield connection
                _require_references(connection)
        finally:
            raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _require_references(connection: Connection) -> None:
    """Pass if no row refers to one that is not there."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise Unavailable(f"The migration would leave a broken reference: {tuple(broken)}.")
