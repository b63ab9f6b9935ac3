"""`access-log`: who has read what is not public, and to what purpose."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import access_logs


@click.command("access-log", cls=Command, permission=Permission.READ_ACCESS_LOG)
@click.option("--limit", default=100, show_default=True, help="How many of the newest readings.")
def access_log(limit: int) -> None:
    """Print who read what is not public: instant, account, what, subject, purpose."""
    registry, actor = opening().registry(), opening().actor()
    with registry.reading() as session:
        for noted in access_logs.latest(session, actor, limit):
            entry = noted.entry
            told = (entry.read_at.isoformat(timespec="seconds"), noted.username, entry.kind)
            click.echo("\t".join((*told, to_public(entry.subject_id), entry.purpose)))
