"""`screenings verify NUMBER...`: certificates of screenings, checked in all their parts."""

from pathlib import Path

import click
import orjson

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services.screening import certificate_checks, certificates


@click.group()
def screenings() -> None:
    """Check certificates of screenings, or print one."""


@screenings.command(cls=Command, permission=Permission.READ_LEDGER)
@click.argument("numbers", nargs=-1, required=True)
@click.pass_context
def verify(context: click.Context, numbers: tuple[str, ...]) -> None:
    """Check the certificates NUMBERS: bytes, digest, ledger event, and every decision again.

    Exit status 1 where something disagrees.
    """
    wrong = 0
    with opening().registry().reading() as session:
        for number in numbers:
            found = certificate_checks.verify(session, number)
            wrong += bool(found.faults)
            for fault in found.faults:
                click.echo(f"{number}\t{fault}")
            if not found.faults:
                opening().say(
                    f"{number}\t证书相符，{found.subjects} 个主体的判断可以重现",
                    f"{number}\tagrees, and so do its {found.subjects} decisions",
                )
    context.exit(1 if wrong else 0)


@screenings.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def digest(file: Path) -> None:
    """Print the digest of a certificate in FILE, by which its number's page confirms it."""
    content = file.read_bytes()
    number = orjson.loads(content).get("number", "")
    click.echo(f"{number}\t{certificates.digest_of(content)}")
