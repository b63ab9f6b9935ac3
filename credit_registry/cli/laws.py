"""`law load|show`: editions of the dated law."""

from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import read_seeds
from credit_registry.services import law_editions

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def law() -> None:
    """Load an edition of the law, or show the current one."""


@law.command(cls=Command, permission=Permission.LOAD_LAW_EDITION)
@click.option(
    "--overlay", type=DIRECTORY, multiple=True, help="Directory whose files replace ours."
)
def load(overlay: tuple[Path, ...]) -> None:
    """Load the edition that the files of this version make."""
    registry = opening().registry()
    with registry.transaction() as session:
        loaded = law_editions.load(
            session, read_seeds(*overlay), actor=opening().actor(), at=registry.clock.now()
        )
    click.echo(loaded.edition.digest)


@law.command(cls=Command, permission=Permission.READ_PUBLIC)
def show() -> None:
    """Show the current edition's digest and lists."""
    with opening().registry().reading() as session:
        edition = law_editions.current(session).edition
    click.echo(edition.digest)
    for code, kind in edition.list_types.items():
        opening().say(f"{code}\t{kind.label_zh}", f"{code}\t{kind.label_en}")
