"""`import FILE`: one delivery, with its progress and its receipt."""

from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.cli.progress import Meter
from credit_registry.domain.permissions import Permission
from credit_registry.exchange import receipts
from credit_registry.exchange.layouts import layout_named
from credit_registry.services import exchanging

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import", cls=Command, permission=Permission.IMPORT_BATCH)
@click.argument("file", type=FILE)
@click.option("--layout", help="Name of the layout; recognised from the heading by default.")
@click.pass_context
def import_(context: click.Context, file: Path, layout: str | None) -> None:
    """Import FILE; exit status 1 where a row was refused."""
    meter = Meter(file.name)
    receipt = exchanging.import_file(
        opening().registry(),
        file,
        actor=opening().actor(),
        layout=layout_named(layout) if layout else None,
        on_progress=lambda progress: meter.show(progress.lines, progress.share),
    )
    meter.end()
    opening().say(receipts.text_zh(receipt), receipts.text_en(receipt))
    context.exit(1 if receipt.refused else 0)
