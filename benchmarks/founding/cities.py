"""The invented city in a scratch directory, with its index."""

from pathlib import Path

from credit_registry.bootstrap import open_registry
from credit_registry.services.demonstration import demonstrations
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.settings import Settings
from credit_registry.store import migrating


def settings(home: Path) -> Settings:
    """A registry in the directory, without a limit that a benchmark would meet."""
    return Settings(
        database_url=f"sqlite:///{(home / 'registry.sqlite').as_posix()}",
        index_directory=home / "index",
        secret_key="a key of the benchmark alone, long enough",
        is_secure=False,
        rate_limit="10000000 per minute",
        log_level="WARNING",
    )


def installed(home: Path, enterprises: int, records: int) -> Registry:
    """The city, installed there and open."""
    registry = open_registry(settings(home))
    migrating.upgrade(registry.database)
    demonstrations.install(registry, seed=1, enterprises=enterprises, records=records)
    indexing.follow(registry)
    return registry
