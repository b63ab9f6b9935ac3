"""`rules submit|approve|withdraw|pending`: a draft on its way to being published."""

from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.labels import label
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.rule_changes import (
    kept_drafts,
    rule_set_drafts,
    rule_set_files,
    what_if_reports,
)

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(cls=Command, permission=Permission.SUBMIT_RULE_SET)
@click.argument("file", type=FILE)
@click.option("--reason", required=True, help="Why the rules are to change.")
@click.option("--report", required=True, help="Id of the draft's what-if report.")
def submit(file: Path, reason: str, report: str) -> None:
    """Submit the draft in FILE for approval by another officer."""
    registry, actor = opening().registry(), opening().actor()
    rule_set = rule_set_files.read(file.read_bytes()).rule_set
    with registry.transaction() as session:
        number = rule_set_drafts.submit(
            session, rule_set, from_public(report), reason, actor=actor, clock=registry.clock
        )
    click.echo(to_public(number))


@click.command(cls=Command, permission=Permission.PUBLISH_RULE_SET)
@click.argument("draft")
@click.option("--override", is_flag=True, help="Pass over that too many grades change.")
@click.option("--reason", default="", help="Why that is passed over; needed with --override.")
def approve(draft: str, reason: str, *, override: bool) -> None:
    """Publish a draft that another officer submitted; for good."""
    if reason and not override:
        raise click.UsageError("--reason goes with --override.")
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        outcome = rule_set_drafts.approve(
            session,
            from_public(draft),
            override=reason if override else None,
            actor=actor,
            clock=registry.clock,
        )
    click.echo(outcome.required())


@click.command(cls=Command, permission=Permission.SUBMIT_RULE_SET)
@click.argument("draft")
@click.option("--reason", required=True, help="Why the draft is taken back.")
def withdraw(draft: str, reason: str) -> None:
    """Take a draft back that waits for approval."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        rule_set_drafts.withdraw(
            session, from_public(draft), reason, actor=actor, clock=registry.clock
        )
    opening().say("草案已撤回", "the draft is withdrawn")


@click.command(cls=Command, permission=Permission.READ_INTERNAL)
def pending() -> None:
    """List the drafts that wait for approval, and what stands in the way of each."""
    registry, actor, language = opening().registry(), opening().actor(), opening().language
    with registry.reading() as session:
        for draft in kept_drafts.pending(session, actor=actor):
            report = what_if_reports.one(session, draft.report_id, actor=actor)
            told = [to_public(draft.draft_id), draft.code, draft.since.isoformat()]
            told += [draft.version[:12], draft.submitted_by, to_public(draft.report_id)]
            click.echo("\t".join([*told, f"{report.changed}/{report.graded}", draft.reason]))
            today = registry.clock.today()
            for each in kept_drafts.hindering(session, draft, report, today):
                click.echo(f"  {label(each.obstacle, language)}")
