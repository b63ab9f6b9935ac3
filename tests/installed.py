"""Installed registries as templates: built once a session, copied for every test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from instants import Instants
from postgres import Cluster

from credit_registry.bootstrap import open_registry
from credit_registry.law.editions import read_seeds
from credit_registry.services import installations
from credit_registry.services.clocks import Clock
from credit_registry.services.finding import indexing
from credit_registry.services.law_changes import law_loads
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.settings import Settings
from credit_registry.store import migrating

CITY_ENTERPRISES = 120
CITY_RECORDS = 960
_copies = count(1)


@dataclass(frozen=True, slots=True)
class Template:
    """A registry at rest, with the instant at which it was left."""

    database: str
    index: Path
    left_at: Instants


def settings_for(database_url: str, index: Path) -> Settings:
    """Settings under which tests are not slowed down and may speak plain HTTP."""
    return Settings(
        database_url=database_url,
        index_directory=index,
        secret_key="a key of the tests alone, long enough for anybody",
        is_secure=False,
        rate_limit="100000 per minute",
        log_level="WARNING",
    )


def found(registry: Registry) -> None:
    """Found a registry without any enterprise, under the law as it stands."""
    at = registry.clock.now()
    with registry.transaction() as session:
        installations.install(session, "虚构市", "Invented City", is_invented=True, at=at)
        law_loads.load(session, read_seeds(), actor=INSTALLER, at=at)
    indexing.follow(registry)


def found_city(registry: Registry) -> None:
    """Install the small invented city."""
    from credit_registry.services.demonstration import demonstrations

    demonstrations.install(registry, seed=1, enterprises=CITY_ENTERPRISES, records=CITY_RECORDS)


def build(
    name: str, directory: Path, cluster: Cluster | None, fill: Callable[[Registry], None]
) -> Template:
    """A template: migrated, filled and let go of."""
    instants = Instants()
    index = directory / f"{name}-index"
    url = _new(name, directory, cluster, None)
    registry = open_registry(settings_for(url, index), Clock(now=instants))
    migrating.upgrade(registry.database)
    fill(registry)
    registry.close()
    return Template(name, index, instants)


@contextmanager
def copied(template: Template, directory: Path, cluster: Cluster | None) -> Iterator[Registry]:
    """A registry of its own for one test, with a clock that goes on from the template's."""
    name = f"copy_{next(_copies)}"
    url = _new(name, directory, cluster, template)
    index = directory / f"{name}-index"
    if template.index.exists():
        shutil.copytree(template.index, index)
    registry = open_registry(
        settings_for(url, index), Clock(now=Instants(template.left_at.instant))
    )
    try:
        yield registry
    finally:
        registry.close()
        if cluster is None:
            Path(url.removeprefix("sqlite:///")).unlink()
        else:
            cluster.drop(name)
        shutil.rmtree(index, ignore_errors=True)


def _new(name: str, directory: Path, cluster: Cluster | None, template: Template | None) -> str:
    """The address of a new database: empty, or a copy of the template's."""
    if cluster is not None:
        cluster.create(name, template.database if template else "template0")
        return cluster.url(name)
    path = directory / f"{name}.sqlite"
    if template is not None:
        shutil.copyfile(template.index.parent / f"{template.database}.sqlite", path)
    return f"sqlite:///{path}"
