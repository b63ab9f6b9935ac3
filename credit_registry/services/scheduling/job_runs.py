"""What the jobs did in each period: claimed before it runs, told after, never done twice.

A period is a legal date. The rows are no facts about anybody and have no events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.jobs import JobOutcome
from credit_registry.domain.permissions import Permission
from credit_registry.services.scheduling.timetables import Job
from credit_registry.store.ids import new_id
from credit_registry.store.job_runs import JobRun

BY_HAND = "by hand "
KILLED = "The process ended while the job ran."
SETTLED = {JobOutcome.DONE.value, JobOutcome.SKIPPED.value}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a run: a sentence, or what went wrong."""

    outcome: JobOutcome
    result: str = ""
    error: str = ""


def claim(session: Session, job: Job, day: date, token: int, at: datetime) -> int | None:
    """Begin the job's period under the lease's token; the run's id, None where nothing is to do.

    Nothing is to do where the period is done, where its attempts are used up, and where it is too
    early to try again. Earlier periods that nobody ran are marked as skipped.
    """
    run = _of_period(session, job.code, day.isoformat())
    if run is None:
        _skip_missed(session, job, day, at)
        return _add(session, job.code, day.isoformat(), token, at, Told(JobOutcome.RUNNING))
    if not _may_begin(run, job, token, at):
        return None
    run.outcome = JobOutcome.RUNNING.value
    run.attempts += 1
    run.token = token
    run.started_at, run.ended_at = at, None
    return run.id


def _may_begin(run: JobRun, job: Job, token: int, at: datetime) -> bool:
    """Whether another attempt is due; one of a process that is gone has failed."""
    if run.outcome in SETTLED or (run.outcome == JobOutcome.RUNNING.value and run.token == token):
        return False
    if run.outcome == JobOutcome.RUNNING.value and run.attempts >= job.attempts:
        run.outcome, run.error, run.ended_at = JobOutcome.FAILED.value, KILLED, at
    return _is_due_again(run, job, at)


def _is_due_again(run: JobRun, job: Job, at: datetime) -> bool:
    """Whether a run that failed, or was killed, has an attempt left and its time has come."""
    if run.attempts >= job.attempts:
        return False
    return run.ended_at is None or at >= run.ended_at + timedelta(seconds=job.retry_seconds)


def claim_by_hand(session: Session, job: Job, token: int, at: datetime) -> int:
    """Begin a run that an operator asked for, beside the periods; the run's id."""
    period = f"{BY_HAND}{at.isoformat()}"
    return _add(session, job.code, period, token, at, Told(JobOutcome.RUNNING))


def tell(session: Session, run_id: int, told: Told, at: datetime) -> None:
    """Write what came of a run."""
    run = session.get_one(JobRun, run_id)
    run.outcome, run.result, run.error = told.outcome.value, told.result, told.error
    run.ended_at = at


def note(session: Session, job: Job, day: date, token: int, told: Told, at: datetime) -> None:
    """Write how a job that runs all day goes: one row a day, kept up to date."""
    run = _of_period(session, job.code, day.isoformat())
    if run is None:
        _skip_missed(session, job, day, at)
        number = _add(session, job.code, day.isoformat(), token, at, told)
        run = session.get_one(JobRun, number)
    else:
        run.attempts += told.outcome is JobOutcome.FAILED
    run.outcome, run.result, run.error = told.outcome.value, told.result, told.error
    run.token, run.ended_at = token, at


def due_again(session: Session, job: Job, day: date, token: int, at: datetime) -> bool:
    """Whether the job's period failed, or was left by a process that is gone, and is due again."""
    run = session.scalars(_period(job.code, day.isoformat())).one_or_none()
    if run is None or run.outcome in SETTLED:
        return False
    is_left = run.outcome == JobOutcome.FAILED.value or run.token != token
    return is_left and _is_due_again(run, job, at)


def history(
    session: Session, actor: Actor, code: str | None = None, limit: int = 50
) -> Sequence[JobRun]:
    """The newest runs first, of all jobs or of one. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_LEDGER)
    statement = select(JobRun).order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(limit)
    if code is not None:
        statement = statement.where(JobRun.job == code)
    return session.scalars(statement).all()


def _of_period(session: Session, code: str, period: str) -> JobRun | None:
    """The job's row of the period, held until the transaction ends."""
    return session.scalars(_period(code, period).with_for_update()).one_or_none()


def _period(code: str, period: str) -> Select[JobRun]:
    """The job's row of the period."""
    return select(JobRun).where(JobRun.job == code, JobRun.period == period)


def _skip_missed(session: Session, job: Job, day: date, at: datetime) -> None:
    """Mark the periods between the newest on file and this one as skipped."""
    newest = session.scalars(
        select(JobRun.period)
        .where(JobRun.job == job.code, JobRun.period.not_like(f"{BY_HAND}%"))
        .order_by(JobRun.period.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return
    for missed in _between(date.fromisoformat(newest), day):
        _add(session, job.code, missed.isoformat(), 0, at, Told(JobOutcome.SKIPPED))


def _between(first: date, last: date) -> Iterator[date]:
    """The days after the first and before the last."""
    for number in range(1, (last - first).days):
        yield first + timedelta(days=number)


def _add(session: Session, code: str, period: str, token: int, at: datetime, told: Told) -> int:
    """A new row; its id."""
    is_over = told.outcome is not JobOutcome.RUNNING
    run = JobRun(
        id=new_id(), job=code, period=period, outcome=told.outcome.value,
        attempts=0 if told.outcome is JobOutcome.SKIPPED else 1, token=token, started_at=at,
        ended_at=at if is_over else None, result=told.result, error=told.error,
    )  # fmt: skip
    session.add(run)
    session.flush()  # the unique period decides, at once
    return run.id
