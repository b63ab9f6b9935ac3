"""How the jobs go: their runs, the lag of the ledger's readers, and who holds the lease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.jobs import JobOutcome
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers, readiness
from credit_registry.services.clocks import Clock
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling.job_runs import BY_HAND, SETTLED
from credit_registry.services.scheduling.timetables import Job, read_timetable
from credit_registry.store.job_runs import JobRun
from credit_registry.store.ledgers import Cursor, Lease

SCHEDULER = "scheduler"
SEARCH_INDEX = "search_index"
LATE_SECONDS = 600
"""A job that is so long behind its time is late."""


@dataclass(frozen=True, slots=True)
class JobState:
    """One job: its newest period's run, when it last came to an end well, when it comes next."""

    job: Job
    run: JobRun | None
    done_at: datetime | None
    next_at: datetime
    is_late: bool

    @property
    def has_failed(self) -> bool:
        """Whether its newest run failed."""
        return self.run is not None and self.run.outcome == JobOutcome.FAILED.value


@dataclass(frozen=True, slots=True)
class ReaderLag:
    """One reader of the ledger, and how many events it has still to read; None if it is gone."""

    reader: str
    lag: int | None


@dataclass(frozen=True, slots=True)
class JobHealth:
    """All that an operator looks at."""

    jobs: tuple[JobState, ...]
    readers: tuple[ReaderLag, ...]
    holder: str
    held_until: datetime | None
    is_held: bool

    @property
    def is_well(self) -> bool:
        """Whether a scheduler acts, and no job has failed or is late."""
        is_behind = any(state.has_failed or state.is_late for state in self.jobs)
        return self.is_held and not is_behind


def of(registry: Registry, actor: Actor) -> JobHealth:
    """The health of the jobs. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_LEDGER)
    index_lag = readiness.of(registry).index_lag
    with registry.reading() as session:
        lease = session.get(Lease, SCHEDULER)
        return JobHealth(
            jobs=tuple(_states(session, registry.clock)),
            readers=(ReaderLag(SEARCH_INDEX, index_lag), *_readers(session)),
            holder=lease.holder if lease else "",
            held_until=lease.expires_at if lease else None,
            is_held=lease is not None and lease.expires_at > registry.clock.now(),
        )


def _readers(session: Session) -> Sequence[ReaderLag]:
    """The readers that keep their cursors in the database."""
    head = ledgers.size(session)
    cursors = session.execute(select(Cursor.reader, Cursor.position).order_by(Cursor.reader))
    return [ReaderLag(reader, max(0, head - position)) for reader, position in cursors]


def _states(session: Session, clock: Clock) -> list[JobState]:
    """The state of each job of the timetable, in its order."""
    now = clock.now()
    newest = (
        select(JobRun.job, func.max(JobRun.period).label("period"))
        .where(JobRun.period.not_like(f"{BY_HAND}%"))
        .group_by(JobRun.job)
        .subquery()
    )
    runs = session.scalars(
        select(JobRun).join(
            newest, (JobRun.job == newest.c.job) & (JobRun.period == newest.c.period)
        )
    )
    by_job = {run.job: run for run in runs}
    finished = session.execute(
        select(JobRun.job, func.max(JobRun.ended_at))
        .where(JobRun.outcome == JobOutcome.DONE.value)
        .group_by(JobRun.job)
    )
    done = {code: ended_at for code, ended_at in finished}  # noqa: C416 - rows are no pairs to mypy
    return [
        JobState(
            job=job,
            run=by_job.get(job.code),
            done_at=done.get(job.code),
            next_at=job.next_at(now),
            is_late=_is_late(job, by_job.get(job.code), clock),
        )
        for job in read_timetable()
    ]


def _is_late(job: Job, run: JobRun | None, clock: Clock) -> bool:
    """Whether the job's newest period is long due and not done."""
    now = clock.now()
    if run is None:
        return True
    if job.at is None:
        return run.ended_at is None or now > run.ended_at + timedelta(seconds=LATE_SECONDS)
    if run.period >= job.day(clock).isoformat() and run.outcome in SETTLED:
        return False
    due = job.next_at(now) - timedelta(days=1)
    return now > due + timedelta(seconds=LATE_SECONDS)
