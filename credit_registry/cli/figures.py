"""`figures`: how many subjects each division had on a day, by the divisions of that day."""

from datetime import datetime

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services import figures as services
from credit_registry.services import law_editions

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(cls=Command, permission=Permission.READ_INTERNAL)
@click.option("--as-of", type=DAY, help="Legal date of the figures, YYYY-MM-DD; today by default.")
def figures(as_of: datetime | None) -> None:
    """Count the subjects by division, as they were registered and as it was called on a day."""
    registry, actor = opening().registry(), opening().actor()
    with registry.reading() as session:
        view = registry.view(session, actor, as_of.date() if as_of else None)
        edition = law_editions.current(session).edition
        for each in services.by_division(session, view, edition):
            place = each.label_zh or "-"
            click.echo(f"{each.day.isoformat()}\t{each.code or '-'}\t{place}\t{each.value}")
