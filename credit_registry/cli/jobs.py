"""`jobs list|run|history` and `scheduler`: what runs at its time."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.dates import ZONE
from credit_registry.domain.jobs import JobOutcome
from credit_registry.domain.labels import label
from credit_registry.domain.permissions import Permission
from credit_registry.services.scheduling import job_runs, timetables


@click.group()
def jobs() -> None:
    """List the jobs and their runs, or run one now."""


@jobs.command("list", cls=Command, permission=Permission.READ_PUBLIC)
def list_jobs() -> None:
    """List the jobs of the timetable."""
    for job in opening().parts.timetable():
        opening().say(f"{job.code}\t{job.title_zh}", f"{job.code}\t{job.title_en}")


@jobs.command("run", cls=Command, permission=Permission.OPERATE)
@click.argument("code")
def run_job(code: str) -> None:
    """Run the job CODE now, where no scheduler is running."""
    opening().say(*timetables.told(code, opening().parts.run_job(opening().registry(), code)))


@jobs.command(cls=Command, permission=Permission.READ_LEDGER)
@click.argument("code", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, help="How many at most.")
def history(code: str | None, limit: int) -> None:
    """List the newest runs of all jobs, or of the job CODE: start, period, outcome, attempts."""
    with opening().registry().reading() as session:
        runs = job_runs.history(session, opening().actor(), code, limit)
    for run in runs:
        words = (label(JobOutcome(run.outcome), language) for language in ("zh", "en"))
        started = run.started_at.astimezone(ZONE).isoformat(" ", "seconds")
        head = f"{started}\t{run.job}\t{run.period}"
        tails = (run.error, run.error) if run.error else timetables.told(run.job, run.result)
        told = zip(words, tails, strict=True)
        opening().say(*(f"{head}\t{word}\t{run.attempts}\t{tail}" for word, tail in told))


@click.command(cls=Command, permission=Permission.OPERATE)
def scheduler() -> None:
    """Run the jobs at their times until stopped; any number may stand by, one acts."""
    opening().parts.run_scheduler(opening().registry())
