"""`samplings overdue`: the steps after failed samplings that somebody owes and has not taken."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.labels import label
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.services import law_editions
from credit_registry.services.proceedings import sampling_worklists
from credit_registry.services.proceedings.sampling_worklists import OpenCase


@click.group()
def samplings() -> None:
    """List what is owed after failed samplings."""


@samplings.command(cls=Command, permission=Permission.READ_INTERNAL)
def overdue() -> None:
    """List the overdue steps, the longest overdue first: last day, days over, case, owner."""
    registry, actor = opening().registry(), opening().actor()
    today = registry.clock.today()
    with registry.reading() as session:
        periods = law_editions.current(session).edition.deadlines
        for case in sampling_worklists.overdue(session, actor, today):
            period = periods.get(case.deadline)
            names = (period.label_zh, period.label_en) if period else ("", "")
            days = case.days_over(today)
            head = f"{case.due_on}\t{days}\t{to_public(case.proceeding_id)}\t{case.name}"
            lines = [
                f"{head}\t{case.document_number}\t{state}\t{name}\t{owner}"
                for state, name, owner in zip(_states(case), names, _owners(case), strict=True)
            ]
            opening().say(*lines)


def _states(case: OpenCase) -> tuple[str, str]:
    """What the state is called in Chinese and English."""
    return PROCEDURES[case.kind].words[case.state]


def _owners(case: OpenCase) -> tuple[str, str]:
    """What the step that is owed takes, in Chinese and English."""
    if case.owner is None:
        return "", ""
    return label(case.owner, "zh"), label(case.owner, "en")
