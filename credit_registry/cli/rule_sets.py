"""`rules list|publish`: the versions by which the registry grades."""

from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.rules.documents import read_rule_set, shipped_rule_sets
from credit_registry.services import rule_sets

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """List the published rule sets, or publish one."""


@rules.command("list", cls=Command, permission=Permission.READ_PUBLIC)
def list_rule_sets() -> None:
    """List the published versions, the newest first."""
    with opening().registry().reading() as session:
        for row in rule_sets.published(session):
            click.echo(f"{row.since.isoformat()}\t{row.code}\t{row.version}")


@rules.command(cls=Command, permission=Permission.PUBLISH_RULE_SET)
@click.argument("file", type=FILE, required=False)
def publish(file: Path | None) -> None:
    """Publish the rule set in FILE, or those that ship with the registry; for good.

    It takes the key of an account with the role rule_owner.
    """
    found = shipped_rule_sets() if file is None else (read_rule_set(file.read_text("utf-8")),)
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        for each in found:
            click.echo(rule_sets.publish(session, each, actor=actor, at=registry.clock.now()))
