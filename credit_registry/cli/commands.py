"""The tree of commands: `credit-registry COMMAND`."""

import logging
from importlib import import_module

import click

from credit_registry.cli.parts import Opening, Parts

LANGUAGES = ("zh", "en")

COMMANDS = {
    "dev": "servers:dev",
    "serve": "servers:serve",
    "migrate": "installations:migrate",
    "found": "installations:found",
    "demo": "installations:demo",
    "law": "laws:law",
    "account": "accounts:account",
    "keys": "api_keys:keys",
    "letter": "letter_codes:letter",
    "access-log": "access_logs:access_log",
    "rules": "rule_sets:rules",
    "import": "deliveries:import_",
    "mirror": "mirrors:mirror",
    "consent": "consents:consent",
    "records": "records:records",
    "samplings": "samplings:samplings",
    "identity-numbers": "identity_numbers:identity_numbers",
    "subjects": "subjects:subjects",
    "history": "histories:history",
    "figures": "figures:figures",
    "evaluate": "evaluations:evaluate",
    "explain": "evaluations:explain",
    "restoration": "restorations:restoration",
    "candidates": "evaluations:candidates",
    "profiles": "profiles:profiles",
    "screenings": "screenings:screenings",
    "index": "indexes:index",
    "ledger": "ledgers:ledger",
    "jobs": "jobs:jobs",
    "scheduler": "jobs:scheduler",
    "openapi": "servers:openapi",
}
"""Where each command is; its module is read when it is asked for, so that starting stays quick."""


class Commands(click.Group):
    """The group that finds its commands in the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command, or None where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"credit_registry.cli.{module}"), name)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands)
@click.option(
    "--key",
    envvar="REGISTRY_KEY",
    help="API key of the account that acts; without one, the installer acts.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="zh", help="Language of what is printed."
)
@click.pass_obj
def group(opening: Opening, key: str | None, language: str) -> None:
    """Keep, grade, publish and check the quality credit of a city's enterprises."""
    opening.key = key
    opening.language = language


def run(parts: Parts) -> None:
    """Run the command that the process was started with."""
    stated = parts.environment.get("REGISTRY_LOG_LEVEL", "")
    level = logging.getLevelNamesMapping().get(stated.upper(), logging.INFO)
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for library in ("apscheduler", "alembic"):
        logging.getLogger(library).setLevel(logging.WARNING)
    group.main(obj=Opening(parts), prog_name="credit-registry")
