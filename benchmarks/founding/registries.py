"""A registry without enterprises, under the law as it stands, on SQLite or PostgreSQL.

`--database postgresql`, or BENCH_DATABASE=postgresql for all of them, runs a benchmark on a private
cluster that is gone afterwards; an address names an empty database of another server. The private
cluster does not wait for the disk, and neither does the peer that it is compared with.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from credit_registry.bootstrap import open_registry
from credit_registry.law.editions import read_seeds
from credit_registry.services import installations
from credit_registry.services.law_changes import law_loads
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.settings import Settings
from credit_registry.store import migrating

VARIABLE = "BENCH_DATABASE"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAME = "benchmark"
TESTS = Path(__file__).parents[2] / "tests"
CLUSTER = {"autovacuum": "on", "shared_buffers": "256MB", "max_wal_size": "4GB"}


def add_option(parser: argparse.ArgumentParser) -> None:
    """The option that says which database a benchmark runs on."""
    parser.add_argument(
        "--database",
        default=os.environ.get(VARIABLE, SQLITE),
        help=f"sqlite, postgresql (a private cluster) or an empty database's address; "
        f"by default what {VARIABLE} says, else sqlite",
    )


@contextmanager
def founded(database: str) -> Iterator[tuple[Registry, Path]]:
    """A founded registry, and a scratch directory for the benchmark's own files."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        registry = open_registry(
            Settings(
                database_url=_address(database, place, stack),
                index_directory=place / "index",
                secret_key="a key of the benchmark alone, long enough",
                is_secure=False,
                rate_limit="10000000 per minute",
                log_level="WARNING",
            )
        )
        stack.callback(registry.close)
        migrating.upgrade(registry.database)
        at = registry.clock.now()
        with registry.transaction() as session:
            installations.install(session, "虚构市", "Invented City", is_invented=True, at=at)
            law_loads.load(session, read_seeds(), actor=INSTALLER, at=at)
        print(f"on {'SQLite' if registry.database.is_sqlite else 'PostgreSQL'}")
        yield registry, place


def _address(database: str, place: Path, stack: ExitStack) -> str:
    """The address of an empty database; a private cluster is stopped with the stack."""
    if database == SQLITE:
        return f"sqlite:///{(place / 'registry.sqlite').as_posix()}"
    if database != POSTGRESQL:
        return database
    sys.path.append(str(TESTS))
    import postgres

    cluster = stack.enter_context(postgres.cluster(**CLUSTER))
    cluster.create(NAME)
    return cluster.url(NAME)
