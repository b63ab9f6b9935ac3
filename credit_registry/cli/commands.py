"""The tree of commands: `credit-registry COMMAND`."""

import logging

import click

from credit_registry.cli import (
    accounts,
    deliveries,
    evaluations,
    indexes,
    installations,
    jobs,
    laws,
    ledgers,
    servers,
)
from credit_registry.cli.parts import Opening, Parts

LANGUAGES = ("zh", "en")


@click.group()
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


for command in (
    servers.dev,
    servers.serve,
    installations.migrate,
    installations.demo,
    laws.law,
    accounts.account,
    deliveries.import_,
    evaluations.evaluate,
    evaluations.explain,
    evaluations.candidates,
    indexes.index,
    ledgers.ledger,
    jobs.jobs,
    jobs.scheduler,
    servers.openapi,
):
    group.add_command(command)


def run(parts: Parts) -> None:
    """Run the command that the process was started with."""
    level = parts.environment.get("REGISTRY_LOG_LEVEL", "INFO")
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    group.main(obj=Opening(parts), prog_name="credit-registry")
