"""`restoration CODE`: what an enterprise can do for a better grade, and from when on it counts."""

from collections.abc import Iterator
from datetime import datetime

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.grading import restorations
from credit_registry.services.grading.restorations import Restoration, Step
from credit_registry.services.subjects import representations, subjects

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(cls=Command, permission=Permission.READ_INTERNAL)
@click.argument("code")
@click.option("--as-of", type=DAY, help="Legal date of the answer, YYYY-MM-DD; today by default.")
def restoration(code: str, as_of: datetime | None) -> None:
    """Print the paths to restoration of the enterprise CODE."""
    registry = opening().registry()
    with registry.reading() as session:
        number = subjects.by_code(session, code)
        if number is None:
            raise NotFound(f"No enterprise has the code {code}.")
        view = registry.view(session, opening().actor(), as_of.date() if as_of else None)
        edition = law_editions.current(session, view.position).edition
        identity = subjects.identity(session, number, view)
        represented = representations.at_view(session, number, view)
        found = restorations.read(session, represented, identity.registration, view, edition)
    click.echo(f"{identity.name} {code}")
    for line in lines(found, is_zh=opening().language == "zh"):
        click.echo(line)


def lines(found: Restoration, *, is_zh: bool) -> Iterator[str]:
    """The paths, each with its acts."""
    yield from found.summary_zh if is_zh else found.summary_en
    for place, path in enumerate(found.paths, start=1):
        yield f"{place}. {path.sentence_zh if is_zh else path.sentence_en}"
        for step in path.steps:
            yield f"    {' '.join(_told(step, is_zh=is_zh))}"
    if found.further:
        yield f"另有{found.further}条路径从略。" if is_zh else f"{found.further} more are left out."


def _told(step: Step, *, is_zh: bool) -> Iterator[str]:
    """An act with its days, its conditions and its basis."""
    if is_zh:
        yield f"{step.label_zh}：{step.timing_zh}"
        if step.condition_zh:
            yield f"前提：{step.condition_zh}。"
        yield f"依据：{step.source_zh}。"
        return
    yield f"{step.label_en}: {step.timing_en}"
    if step.condition_en:
        yield f"Condition: {step.condition_en}."
    yield f"Basis: {step.source_en}."
