"""`import FILE`: one delivery, with its progress, its receipt and the rows that were refused."""

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.cli.progress import Meter
from credit_registry.domain.permissions import Permission
from credit_registry.exchange import receipts
from credit_registry.exchange.layouts import layout_named
from credit_registry.exchange.receipts import ErrorFile, Receipt
from credit_registry.exchange.rows import RowFault
from credit_registry.services.intake import batches, exchanging

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
COLLECTED_AFTER = 100_000
SHOWN = 10
"""How many refusals are printed; `--errors` writes all."""


@click.command("import", cls=Command, permission=Permission.IMPORT_BATCH)
@click.argument("file", type=FILE)
@click.option("--layout", help="Name of the layout; recognised from the heading by default.")
@click.option("--errors", type=NEW_FILE, help="CSV file for the rows refused or remarked, and why.")
@click.pass_context
def import_(context: click.Context, file: Path, layout: str | None, errors: Path | None) -> None:
    """Import FILE; exit status 1 where a row was refused."""
    meter = Meter(file.name)
    with _collecting_rarely():
        receipt = exchanging.import_file(
            opening().registry(),
            file,
            actor=opening().actor(),
            layout=layout_named(layout) if layout else None,
            on_progress=lambda progress: meter.show(progress.lines, progress.share),
        )
    meter.end()
    opening().say(receipts.text_zh(receipt), receipts.text_en(receipt))
    if receipt.refused or receipt.warned:
        _tell_faults(receipt, errors)
    context.exit(1 if receipt.refused else 0)


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Rows make no cycles: looking for some after every 700 took a sixth of an import's time."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _tell_faults(receipt: Receipt, path: Path | None) -> None:
    """Print the first refusals, and write all faults to the file that was asked for."""
    actor, shown = opening().actor(), 0
    with ExitStack() as stack:
        session = stack.enter_context(opening().registry().reading())
        file = None
        if path is not None:
            file = ErrorFile(stack.enter_context(path.open("w", encoding="utf-8", newline="")))
        for one in batches.all_faults(session, actor, receipt.batch_id):
            fault = RowFault(one.field, one.reason, one.accepted)
            if file is not None:
                file.write(one.line, fault, is_refusal=one.is_refusal)
            if one.is_refusal and shown < SHOWN:
                shown += 1
                opening().say(
                    receipts.fault_zh(one.line, fault), receipts.fault_en(one.line, fault)
                )
            if file is None and shown == SHOWN:
                break
