"""`rules`: the versions by which the registry grades, and what leads to another one."""

from pathlib import Path

import click

from credit_registry.cli import evaluations, releases, what_ifs
from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.rules.documents import shipped_rule_sets
from credit_registry.rules.rule_set_files import read_file
from credit_registry.services import release_gates, rule_sets

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """List the published rule sets, try a draft, and lead it to its release."""


@rules.command("list", cls=Command, permission=Permission.READ_PUBLIC)
def list_rule_sets() -> None:
    """List the published versions, the newest first."""
    with opening().registry().reading() as session:
        for row in rule_sets.published(session):
            click.echo(f"{row.since.isoformat()}\t{row.code}\t{row.version}")


@rules.command(cls=Command, permission=Permission.PUBLISH_RULE_SET)
@click.argument("file", type=FILE, required=False)
def publish(file: Path | None) -> None:
    """Publish the first rules: those in FILE, or those that ship with the registry; for good.

    Later ones are submitted and approved. It takes the key of an account with the role rule_owner.
    """
    found = shipped_rule_sets() if file is None else (read_file(file.read_bytes(), file.name),)
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        for version in release_gates.found(session, found, actor=actor, clock=registry.clock):
            click.echo(version)


for each in (
    what_ifs.what_if,
    releases.submit,
    releases.approve,
    releases.withdraw,
    releases.pending,
    evaluations.evaluate,
    evaluations.explain,
):
    rules.add_command(each)
