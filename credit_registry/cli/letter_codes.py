"""`letter CODE`: the code of a letter to an enterprise."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import letter_codes


@click.command("letter", cls=Command, permission=Permission.ISSUE_LETTER_CODE)
@click.argument("uscc")
def letter(uscc: str) -> None:
    """Print a code for a letter to the enterprise USCC; earlier letters to it end."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        click.echo(letter_codes.issue(session, uscc, actor=actor, at=registry.clock.now()))
