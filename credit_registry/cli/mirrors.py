"""`mirror LIST FILE`: a national list taken in whole, as its source has it today."""

from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.exchange import mirrored_rows
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.intake import mirror_deliveries
from credit_registry.services.intake.mirror_deliveries import MirrorReceipt

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(cls=Command, permission=Permission.DELIVER_MIRROR)
@click.argument("list_type", metavar="LIST")
@click.argument("file", type=FILE)
@click.option("--empty", is_flag=True, help="Take in a file without entries: everybody leaves.")
@click.pass_context
def mirror(context: click.Context, list_type: str, file: Path, *, empty: bool) -> None:
    """Confirm the mirrored LIST by FILE; who is not in it leaves. Exit status 1 for unknown codes.

    FILE is CSV in UTF-8 with the columns code, document_number, grounds, decided_on, until, unit.
    """
    registry, actor = opening().registry(), opening().actor()
    rows = mirrored_rows.read(file.read_bytes())
    with registry.transaction() as session:
        act = Act(
            actor, registry.clock.now(), registry.clock.today(), law_editions.current(session)
        )
        receipt = mirror_deliveries.take_in(session, list_type, rows, act=act, may_be_empty=empty)
    _tell(receipt)
    context.exit(1 if receipt.unknown else 0)


def _tell(receipt: MirrorReceipt) -> None:
    """Print what the delivery came to."""
    for row in receipt.unknown:
        opening().say(
            f"第 {row.line} 行：没有登记使用代码 {row.code} 的主体，未列入",
            f"line {row.line}: no subject on record has the code {row.code}; left out",
        )
    done = receipt.confirmation
    opening().say(
        f"列入 {len(done.entered)} 个，保留 {len(done.stayed)} 个，移出 {len(done.left)} 个",
        f"{len(done.entered)} entered, {len(done.stayed)} stayed, {len(done.left)} left",
    )
    for code in receipt.left_codes:
        opening().say(f"移出 {code}", f"left: {code}")
