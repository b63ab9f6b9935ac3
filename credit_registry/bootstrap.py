"""Builds the running registry from Settings; the one module that knows every part."""

import os
from collections.abc import Mapping
from datetime import date

from flask import Flask

from credit_registry.services.clocks import Clock
from credit_registry.services.registry import Registry
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.settings import Settings
from credit_registry.store.databases import Database
from search_index.whoosh_index import WhooshIndex


def open_registry(settings: Settings, clock: Clock | None = None) -> Registry:
    """The registry that the settings describe; nothing is created or changed by opening it."""
    fixed = date.fromisoformat(settings.today) if settings.today else None
    return Registry(
        settings,
        Database(settings.database_url),
        SubjectIndex(WhooshIndex(settings.index_directory)),
        clock or Clock(fixed_day=fixed),
    )


def make_app(settings: Settings) -> Flask:
    """The web application over the registry that the settings describe."""
    return app_of(open_registry(settings))


def app_of(registry: Registry) -> Flask:
    """The web application over a registry that is open."""
    from credit_registry.web.application import create_app

    return create_app(registry)


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Run the command line."""
    from config import SettingError, settings_from
    from credit_registry.cli import commands
    from credit_registry.cli.parts import Parts
    from credit_registry.jobs import runners
    from credit_registry.services.scheduling import timetables

    parts = Parts(
        environment=environment,
        settings=settings_from,
        setting_error=SettingError,
        open_registry=open_registry,
        app_of=app_of,
        timetable=timetables.read_timetable,
        run_job=runners.run_now,
        run_scheduler=runners.run_until_stopped,
        follow=runners.follow_in_thread,
    )
    commands.run(parts)
