"""`evaluate`, `explain CODE`, `candidates`: grades, their reasons, and what they propose."""

from datetime import datetime

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.cli.progress import Meter
from credit_registry.cli.shapes import card_lines, case_line
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files, desks
from credit_registry.services.grading import grading, proposals
from credit_registry.services.subjects import subjects

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(cls=Command, permission=Permission.EVALUATE)
def evaluate() -> None:
    """Evaluate every subject today."""
    meter = Meter("evaluate")
    report = grading.evaluate_all(
        opening().registry(), actor=opening().actor(), on_progress=meter.show
    )
    meter.end()
    opening().say(
        f"评价 {report.evaluated} 个主体，{report.changed} 个结果有变化，"
        f"{report.candidates} 个符合列入条件",
        f"{report.evaluated} subjects evaluated, {report.changed} results changed, "
        f"{report.candidates} meet a list's conditions",
    )


@click.command(cls=Command, permission=Permission.READ_INTERNAL)
@click.argument("code")
@click.option("--as-of", type=DAY, help="Legal date of the answer, YYYY-MM-DD; today by default.")
def explain(code: str, as_of: datetime | None) -> None:
    """Print the grade of the enterprise CODE with its reasons."""
    registry = opening().registry()
    with registry.reading() as session:
        number = subjects.by_code(session, code)
        if number is None:
            raise NotFound(f"No enterprise has the code {code}.")
        day = as_of.date() if as_of else None
        view = registry.view(session, opening().actor(), day)
        edition = law_editions.current(session, view.position).edition
        found = credit_files.read(session, number, view, edition)
    for line in card_lines(found, opening().language):
        click.echo(line)


@click.command(cls=Command, permission=Permission.READ_INTERNAL)
@click.option("--propose", is_flag=True, help="First open the candidates that the rules propose.")
@click.option("--limit", default=100, show_default=True, help="How many cases at most.")
def candidates(*, propose: bool, limit: int) -> None:
    """List the open cases, oldest step first; people decide them."""
    registry = opening().registry()
    if propose:
        report = proposals.propose_candidates(registry, actor=opening().actor())
        opening().say(f"新提出 {report.opened} 个", f"{report.opened} opened")
        if report.refused:
            opening().say(
                f"依法不能提出 {report.refused} 个", f"{report.refused} not acceptable in law"
            )
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        actor = opening().actor()
        cases = desks.groundless(session, actor, edition)
        cases += desks.waiting(session, actor, edition, limit=limit)
    for case in cases:
        click.echo(case_line(case, opening().language))
