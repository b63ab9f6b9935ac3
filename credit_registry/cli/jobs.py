"""`jobs list|run` and `scheduler`: what runs at its time."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission


@click.group()
def jobs() -> None:
    """List the jobs, or run one now."""


@jobs.command("list", cls=Command, permission=Permission.READ_PUBLIC)
def list_jobs() -> None:
    """List the jobs of the timetable."""
    for job in opening().parts.timetable():
        opening().say(f"{job.code}\t{job.title_zh}", f"{job.code}\t{job.title_en}")


@jobs.command("run", cls=Command, permission=Permission.OPERATE)
@click.argument("code")
def run_job(code: str) -> None:
    """Run the job CODE now, where no scheduler is running."""
    click.echo(opening().parts.run_job(opening().registry(), code))


@click.command(cls=Command, permission=Permission.OPERATE)
def scheduler() -> None:
    """Run the jobs at their times until stopped; any number may stand by, one acts."""
    opening().parts.run_scheduler(opening().registry())
