"""A registry with a handful of enterprises: filled once a session, copied for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from api_callers import Caller
    from desk_cases import Desk
    from flask import Flask
    from installed import Template
    from postgres import Cluster
    from served import Served

    from credit_registry.domain.actors import Actor
    from credit_registry.services.registry import Registry


@pytest.fixture(scope="session")
def _enterers() -> list[Actor]:
    """Who filled the template."""
    return []


@pytest.fixture(scope="session")
def _filled(_templates: Path, cluster: Cluster | None, _enterers: list[Actor]) -> Template:
    """The template of a registry with a handful of enterprises."""
    import installed
    import served

    def fill(registry: Registry) -> None:
        installed.found(registry)
        _enterers.append(served.fill(registry).enterer)

    return installed.build("filled", _templates, cluster, fill)


@pytest.fixture
def filled(registry: Registry, _filled: Template, _enterers: list[Actor]) -> Served:
    """Three enterprises: one honoured, one penalised, one without any record."""
    from served import Served

    return Served(registry, _enterers[0])


@pytest.fixture
def desk(app: Flask, filled: Served) -> Desk:
    """The desk, with an officer of each role."""
    import desk_cases

    return desk_cases.open_desk(app, filled)


@pytest.fixture
def caller(app: Flask, filled: Served) -> Caller:
    """The API, with an officer of each role."""
    import api_callers

    return api_callers.open_api(app, filled)
