"""`ledger status|verify|checkpoint`: the ledger and its proofs."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers


@click.group()
def ledger() -> None:
    """Look at the ledger and check it."""


@ledger.command(cls=Command, permission=Permission.READ_LEDGER)
def status() -> None:
    """Say how many events are placed, and when the last one was."""
    with opening().registry().reading() as session:
        size = ledgers.size(session)
        last = ledgers.sequenced_at(session)
    when = last.isoformat() if last else "-"
    opening().say(f"事件 {size} 个；最近编号于 {when}", f"{size} events; last placed at {when}")


@ledger.command(cls=Command, permission=Permission.READ_LEDGER)
@click.pass_context
def verify(context: click.Context) -> None:
    """Check every event against the hash tree; exit status 1 where one disagrees."""
    with opening().registry().reading() as session:
        positions = range(ledgers.size(session))
        with click.progressbar(positions, label="ledger") as progress:
            wrong = [each for each in progress if not ledgers.verify(session, each)]
    for position in wrong:
        opening().say(f"事件 {position} 与账本不符", f"event {position} disagrees with the ledger")
    opening().say(
        f"已核对 {len(positions)} 个事件，{len(wrong)} 个不符",
        f"{len(positions)} events checked, {len(wrong)} disagree",
    )
    context.exit(1 if wrong else 0)


@ledger.command(cls=Command, permission=Permission.READ_PUBLIC)
def checkpoint() -> None:
    """Print the checkpoint over all events."""
    registry = opening().registry()
    with registry.reading() as session:
        click.echo(ledgers.checkpoint(session, registry.settings.origin), nl=False)
