"""What the command line is given: how to open the registry, and what it may not import itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Protocol, cast

import click

from credit_registry.domain.actors import Actor
from credit_registry.services.people import api_keys
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.settings import Settings

if TYPE_CHECKING:
    from flask import Flask  # for its name alone: most commands serve nothing


class TimetableEntry(Protocol):
    """A job as it is listed."""

    @property
    def code(self) -> str:
        """Its name on the command line."""
        ...

    @property
    def title_zh(self) -> str:
        """What it does, in Chinese."""
        ...

    @property
    def title_en(self) -> str:
        """What it does, in English."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The functions that bootstrap binds."""

    environment: Mapping[str, str]
    settings: Callable[[Mapping[str, str]], Settings]
    setting_error: type[Exception]
    open_registry: Callable[[Settings], Registry]
    app_of: "Callable[[Registry], Flask]"
    timetable: Callable[[], Sequence[TimetableEntry]]
    run_job: Callable[[Registry, str], str]
    run_scheduler: Callable[[Registry], None]
    follow: Callable[[Registry], Event]


@dataclass(slots=True)
class Opening:
    """The registry of one command: opened when it is first asked for, closed when it ends."""

    parts: Parts
    key: str | None = None
    language: str = "zh"
    environment: dict[str, str] = field(default_factory=dict)
    _registry: Registry | None = None

    def settings(self) -> Settings:
        """The settings of the environment, with what the command adds to it."""
        return self.parts.settings({**self.environment, **self.parts.environment})

    def registry(self) -> Registry:
        """The open registry."""
        if self._registry is None:
            self._registry = self.parts.open_registry(self.settings())
        return self._registry

    def actor(self) -> Actor:
        """Who acts: the holder of the key, or the installer, who may run commands here at all."""
        if self.key is None:
            return INSTALLER
        return api_keys.identify(self.registry(), self.key)

    def say(self, text_zh: str, text_en: str) -> None:
        """Print in the chosen language."""
        click.echo(text_zh if self.language == "zh" else text_en)

    def close(self) -> None:
        """Let go of the registry."""
        if self._registry is not None:
            self._registry.close()
            self._registry = None


def opening() -> Opening:
    """The opening of the command that runs."""
    return cast("Opening", click.get_current_context().find_object(Opening))
