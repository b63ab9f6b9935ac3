"""The command line over a registry of a test: the real commands, settings and errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from config import SettingError, settings_from
from credit_registry.bootstrap import app_of, open_registry
from credit_registry.cli.commands import group
from credit_registry.cli.parts import Opening, Parts
from credit_registry.jobs import runners
from credit_registry.services.scheduling import timetables

if TYPE_CHECKING:
    from credit_registry.services.clocks import Clock
    from credit_registry.services.registry import Registry
    from credit_registry.settings import Settings


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that lead to the settings."""
    return {
        "REGISTRY_DATABASE_URL": settings.database_url,
        "REGISTRY_INDEX": str(settings.index_directory),
        "REGISTRY_SECRET_KEY": settings.secret_key,
        "REGISTRY_SECURE": "true" if settings.is_secure else "false",
    }


@dataclass
class CommandLine:
    """Runs commands as the installer or with a key, under the registry's own clock."""

    settings: Settings
    clock: Clock
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, answers: str | None = None) -> Result:
        """What a command prints and its exit status; an error that nobody foresaw is raised."""
        opening = Opening(
            Parts(
                environment=environment_of(self.settings) | self.environment,
                settings=settings_from,
                setting_error=SettingError,
                open_registry=lambda settings: open_registry(settings, self.clock),
                app_of=app_of,
                timetable=timetables.read_timetable,
                run_job=runners.run_now,
                run_scheduler=runners.run_until_stopped,
                follow=runners.follow_in_thread,
            )
        )
        return CliRunner(catch_exceptions=False).invoke(
            group, words, obj=opening, input=answers, prog_name="credit-registry"
        )

    def said(self, *words: str, answers: str | None = None, status: int = 0) -> str:
        """What a command prints, which must end with the status."""
        result = self.run(*words, answers=answers)
        assert result.exit_code == status, result.output
        return result.output


def over(registry: Registry) -> CommandLine:
    """The command line over a registry."""
    return CommandLine(registry.settings, registry.clock)
