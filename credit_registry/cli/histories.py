"""`history record|subject`: what became of a record, or of who a subject is."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.histories import histories
from credit_registry.services.histories.histories import Happening
from credit_registry.services.subjects import subjects


@click.group()
def history() -> None:
    """Tell what became of a record or a subject: when, by whom, under which event."""


@history.command("record", cls=Command, permission=Permission.READ_INTERNAL)
@click.argument("record")
def of_record(record: str) -> None:
    """Tell what became of RECORD, and what each event changed in it."""
    with opening().registry().reading() as session:
        for happening in histories.of_record(session, from_public(record), opening().actor()):
            click.echo(_line(happening))
            for each in happening.differences:
                click.echo(f"\t{each.field}: {_word(each.before)} → {_word(each.after)}")


@history.command("subject", cls=Command, permission=Permission.READ_INTERNAL)
@click.argument("subject")
def of_subject(subject: str) -> None:
    """Tell what became of who SUBJECT is, named by its code or its id."""
    with opening().registry().reading() as session:
        number = subjects.by_code(session, subject) or from_public(subject)
        after = 0
        while found := histories.of_subject(session, number, opening().actor(), after):
            for happening in found:
                click.echo(_line(happening))
            after = found[-1].event_id


def _line(happening: Happening) -> str:
    """One event."""
    place = "-" if happening.position is None else str(happening.position)
    told = ", ".join(f"{name}: {_word(value)}" for name, value in happening.told.items())
    parts = (place, happening.at.isoformat(), happening.kind.value, happening.person or "-", told)
    return "\t".join(parts)


def _word(value: object) -> str:
    """A value, or a dash for none."""
    return "-" if value in (None, "") else str(value)
