"""Runs of jobs that are written down: daily ones by period, others every now and then."""

from datetime import date, datetime, timedelta

from credit_registry.domain.errors import Conflict, LeaseLost, RegistryError
from credit_registry.domain.jobs import JobOutcome
from credit_registry.jobs.works import WORKS
from credit_registry.services.scheduling import job_runs
from credit_registry.services.scheduling.job_runs import Told
from credit_registry.services.scheduling.leases import LeasedRegistry
from credit_registry.services.scheduling.timetables import Job

NOTED_SECONDS = 60
"""A job that runs every second writes down so often that it does."""


def run_daily(registry: LeasedRegistry, job: Job) -> str | None:
    """Do the newest period of a daily job, if it is to do; what came of it."""
    with registry.transaction() as session:
        day, at = job.day(registry.clock), registry.clock.now()
        run_id = job_runs.claim(session, job, day, registry.held.token, at)
    return None if run_id is None else _told(registry, job, run_id)


def run_by_hand(registry: LeasedRegistry, job: Job) -> str:
    """Do a job because somebody asked for it; what came of it."""
    with registry.transaction() as session:
        at = registry.clock.now()
        run_id = job_runs.claim_by_hand(session, job, registry.held.token, at)
    return _told(registry, job, run_id)


def _told(registry: LeasedRegistry, job: Job, run_id: int) -> str:
    """Do the job, and write down what came of it; a process without the lease writes nothing."""
    try:
        result = WORKS[job.code](registry)
    except LeaseLost:
        raise
    except Exception as error:
        _tell(registry, run_id, Told(JobOutcome.FAILED, error=reason_of(error)))
        raise
    _tell(registry, run_id, Told(JobOutcome.DONE, result=result))
    return result


def _tell(registry: LeasedRegistry, run_id: int, told: Told) -> None:
    """Write down what came of a run."""
    with registry.transaction() as session:
        job_runs.tell(session, run_id, told, registry.clock.now())


def reason_of(error: Exception) -> str:
    """What went wrong: our own sentence, or of a foreign error its class alone.

    A driver's message may quote the values of a row.
    """
    return str(error) if isinstance(error, RegistryError) else type(error).__name__


class Repeating:
    """How a job that runs all day goes, as this process knows it and has written it down."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.noted: tuple[date, JobOutcome] | None = None
        self.noted_at: datetime | None = None
        self.resumes_at: datetime | None = None

    def run(self, registry: LeasedRegistry) -> str | None:
        """Do the job, unless it failed a moment ago; what came of it."""
        if self.resumes_at is not None and registry.clock.now() < self.resumes_at:
            return None
        try:
            result = WORKS[self.job.code](registry)
        except (LeaseLost, Conflict):
            raise
        except Exception as error:
            now = registry.clock.now()
            self.resumes_at = now + timedelta(seconds=self.job.retry_seconds)
            self._note(registry, Told(JobOutcome.FAILED, error=reason_of(error)))
            raise
        self.resumes_at = None
        self._note(registry, Told(JobOutcome.DONE, result=result))
        return result

    def _note(self, registry: LeasedRegistry, told: Told) -> None:
        """Write down how it goes where that is new, or was written long ago."""
        day, now = self.job.day(registry.clock), registry.clock.now()
        is_known = self.noted == (day, told.outcome) and told.outcome is JobOutcome.DONE
        if is_known and self.noted_at and now < self.noted_at + timedelta(seconds=NOTED_SECONDS):
            return
        with registry.transaction() as session:
            job_runs.note(session, self.job, day, registry.held.token, told, now)
        self.noted, self.noted_at = (day, told.outcome), now
