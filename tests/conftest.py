"""Fixtures of all tests.

`TEST_DATABASE=postgresql` runs them on a private PostgreSQL cluster instead of SQLite.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import postgres
import pytest
from flask import Flask
from flask.testing import FlaskClient
from postgres import Cluster

from credit_registry.domain.actors import Role
from credit_registry.store.databases import Database

if TYPE_CHECKING:
    from command_line import CommandLine
    from installed import Template

    from credit_registry.services.registry import Registry

pytest_plugins = ("compiled", "windows", "handful")

DATABASES = ("sqlite", "postgresql")


def test_database() -> str:
    """The kind of database that the tests run on."""
    kind = os.environ.get("TEST_DATABASE", "sqlite")
    if kind not in DATABASES:
        raise pytest.UsageError(f"TEST_DATABASE is {kind!r}; accepted: {', '.join(DATABASES)}.")
    return kind


test_database.__test__ = False  # type: ignore[attr-defined] # a setting, not a test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what ran on SQLite and would be the same.

    That is what touches no database, and what a browser or a checker makes of pages: that pages
    are the same on both is shown without one, by the tests of the site.
    """
    if test_database() == "sqlite":
        return
    alike = [
        item
        for item in items
        if "cluster" not in getattr(item, "fixturenames", ())
        or any(map(item.get_closest_marker, ("browser", "markup")))
    ]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if item not in set(alike)]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster | None]:
    """The private cluster of the session; None on SQLite."""
    if test_database() == "sqlite":
        yield None
        return
    with postgres.cluster() as running:
        yield running


@pytest.fixture
def empty_database(cluster: Cluster | None, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
        if cluster is not None:
            cluster.create("emptied")
            stack.callback(cluster.drop, "emptied")
            url = cluster.url("emptied")
        database = Database(url)
        stack.callback(database.dispose)
        yield database


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this session's templates lie."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="session")
def _founded(_templates: Path, cluster: Cluster | None) -> Template:
    """The template of a registry without enterprises."""
    import installed

    return installed.build("founded", _templates, cluster, installed.found)


@pytest.fixture(scope="session")
def _city(_templates: Path, cluster: Cluster | None) -> Template:
    """The template of the invented city."""
    import installed

    return installed.build("city", _templates, cluster, installed.found_city)


@pytest.fixture
def registry(
    request: pytest.FixtureRequest, tmp_path: Path, cluster: Cluster | None
) -> Iterator[Registry]:
    """A registry that is founded, under the law as it stands.

    It is without any enterprise, or with a handful where the test asks for `filled`.
    """
    import installed

    name = "_filled" if "filled" in request.fixturenames else "_founded"
    with installed.copied(request.getfixturevalue(name), tmp_path, cluster) as copy:
        yield copy


@pytest.fixture
def city(_city: Template, tmp_path: Path, cluster: Cluster | None) -> Iterator[Registry]:
    """The small invented city: its enterprises, records, grades and lists, indexed."""
    import installed

    with installed.copied(_city, tmp_path, cluster) as copy:
        yield copy


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application; it serves `registry` where the test asks for that, else `city`."""
    import served_app

    name = "registry" if "registry" in request.fixturenames else "city"
    with served_app.over(request.getfixturevalue(name)) as application:
        yield application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who has not signed in."""
    return app.test_client()


@pytest.fixture
def officers(app: Flask) -> Mapping[Role, FlaskClient]:
    """A signed-in visitor for each role; each holds that one role for the whole city."""
    from signed_in import OfficerClients

    return OfficerClients(app)


@pytest.fixture
def line(registry: Registry) -> CommandLine:
    """The command line over a registry that is founded."""
    import command_line

    return command_line.over(registry)


@pytest.fixture
def samples() -> Path:
    """The directory of sample files; the test is skipped where it is not given."""
    directory = os.environ.get("REGISTRY_SAMPLES")
    if not directory:
        pytest.skip("REGISTRY_SAMPLES does not name the directory of sample files")
    return Path(directory)
