"""`profiles list|check CODE...`: the use profiles, and what they come to for enterprises."""

from collections.abc import Iterator
from datetime import datetime

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.errors import NotFound
from credit_registry.domain.labels import label
from credit_registry.domain.permissions import Permission
from credit_registry.rules.profiles.profile_documents import version_of
from credit_registry.services import law_editions
from credit_registry.services.grading import profiles as services
from credit_registry.services.grading.profiles import Checked
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import subjects

DAY = click.DateTime(["%Y-%m-%d"])
AS_OF = click.option("--as-of", type=DAY, help="Legal date of the answer; today by default.")


@click.group()
def profiles() -> None:
    """List the use profiles, or check enterprises against them."""


@profiles.command("list", cls=Command, permission=Permission.READ_PUBLIC)
@AS_OF
def list_profiles(as_of: datetime | None) -> None:
    """List the use profiles in force."""
    registry = opening().registry()
    with registry.reading() as session:
        view = registry.view(session, opening().actor(), as_of.date() if as_of else None)
        for each in services.offered(view):
            title = each.title.zh if opening().language == "zh" else each.title.en
            since = each.since.isoformat()
            click.echo(f"{each.code}\t{title}\t{since}\t{len(each.rows)}\t{version_of(each)}")


@profiles.command(cls=Command, permission=Permission.READ_INTERNAL)
@click.argument("codes", nargs=-1, required=True)
@click.option("--profile", help="Check this profile alone.")
@AS_OF
def check(codes: tuple[str, ...], profile: str | None, as_of: datetime | None) -> None:
    """Check the enterprises CODES against the use profiles, all of them in one look."""
    registry = opening().registry()
    with registry.reading() as session:
        view = registry.view(session, opening().actor(), as_of.date() if as_of else None)
        edition = law_editions.current(session, view.position).edition
        chosen = [services.one(view, profile)] if profile else services.offered(view)
        numbers = {code: _subject(session, code) for code in codes}
        found = services.check(session, list(set(numbers.values())), chosen, view, edition)
    for code, number in numbers.items():
        for checked in found[number]:
            for line in _lines(code, checked, opening().language):
                click.echo(line)


def _subject(session: Session, code: str) -> int:
    """The subject that stands for the code now. Raises NotFound."""
    number = subjects.by_code(session, code)
    if number is None:
        raise NotFound(f"No enterprise has the code {code}.")
    return subjects.forwarded(session, number)


def _lines(code: str, checked: Checked, language: str) -> Iterator[str]:
    """What one profile came to, a line first and then its sentences."""
    finding = checked.finding
    yield f"{code}\t{finding.profile}\t{finding.outcome}\t{label(finding.outcome, language)}"
    for sentence in checked.sentences:
        mark = sentence.rule or "-"
        yield f"    {mark}  {sentence.zh if language == 'zh' else sentence.en}"
