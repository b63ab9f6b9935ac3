"""Runs the jobs under the scheduler's lease: of many processes that stand by, one acts."""

import logging
import os
import signal
import socket
import threading
import uuid
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from credit_registry.domain.errors import Conflict, LeaseLost, NotFound
from credit_registry.jobs import recording
from credit_registry.jobs.recording import Repeating
from credit_registry.jobs.works import WORKS
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling import job_runs, leases
from credit_registry.services.scheduling.job_health import SCHEDULER
from credit_registry.services.scheduling.leases import Held, LeasedRegistry
from credit_registry.services.scheduling.timetables import Job, read_timetable

LOG = logging.getLogger(__name__)
LEASE = SCHEDULER
LEASE_SECONDS = 20
HEARTBEAT_SECONDS = 5
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Runner:
    """One process that acts when it holds the lease and stands by when it does not."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self.held: Held | None = None
        self.jobs = {job.code: job for job in read_timetable()}
        self.repeating = {job.code: Repeating(job) for job in self.jobs.values() if job.at is None}

    def beat(self) -> bool:
        """Renew the lease, or take it where it is free; whether this process took over just now."""
        had, self.held = self.held, self._renewed()
        if self.held is not None and had is None:
            LOG.info("lease %s taken under token %d", LEASE, self.held.token)
        return self.held is not None and had is None

    def run(self, code: str) -> str | None:
        """Do a job, if this process holds the lease; what came of it. Raises LeaseLost."""
        held = self.held
        if held is None:
            return None
        registry = LeasedRegistry(self.registry, held)
        if code in self.repeating:
            return self.repeating[code].run(registry)
        return recording.run_daily(registry, self.jobs[code])

    def run_by_hand(self, code: str) -> str:
        """Do a job because somebody asked for it. Raises Conflict without the lease."""
        if self.held is None:
            raise Conflict("A scheduler is running and does the jobs at their times.")
        return recording.run_by_hand(LeasedRegistry(self.registry, self.held), self.jobs[code])

    def run_logged(self, code: str) -> None:
        """Do a job; a fault is logged, and the next time comes all the same."""
        try:
            LOG.debug("job %s: %s", code, self.run(code))
        except LeaseLost as lost:
            self.held = None
            LOG.warning("job %s stopped: %s", code, lost)
        except Conflict as busy:
            LOG.warning("job %s waits for its next time: %s", code, busy)
        except Exception:
            LOG.exception("job %s failed", code)

    def due_again(self) -> list[str]:
        """The daily jobs whose newest period failed or was left unfinished, and is due again."""
        held, clock = self.held, self.registry.clock
        if held is None:
            return []
        with self.registry.reading() as session:
            return [
                job.code
                for job in self.jobs.values()
                if job.at is not None
                and job_runs.due_again(session, job, job.day(clock), held.token, clock.now())
            ]

    def release(self) -> None:
        """Let the next process act at once."""
        held, self.held = self.held, None
        if held is None:
            return
        try:
            with self.registry.database.transaction() as session:
                leases.release(session, held, self.registry.clock.now())
        except LeaseLost as lost:
            LOG.warning("%s", lost)

    def _renewed(self) -> Held | None:
        """The lease from now on; None where another process holds it."""
        now = self.registry.clock.now()
        with self.registry.database.transaction() as session:
            if self.held is not None:
                try:
                    return leases.renew(session, self.held, now, LEASE_SECONDS)
                except LeaseLost as lost:
                    LOG.warning("%s", lost)
            return leases.acquire(session, LEASE, self.holder, now, LEASE_SECONDS)


def run_now(registry: Registry, code: str) -> str:
    """Do one job at once; what came of it. Raises NotFound, Conflict while a scheduler runs."""
    if code not in WORKS:
        raise NotFound(f"There is no job {code!r}; there are: {', '.join(WORKS)}.")
    runner = Runner(registry)
    runner.beat()
    try:
        return runner.run_by_hand(code)
    finally:
        runner.release()


def scheduled(runner: Runner) -> BackgroundScheduler:
    """A scheduler with the timetable's jobs, not started yet."""
    scheduler = BackgroundScheduler(
        timezone=SHANGHAI,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    timetable = read_timetable()

    def beat() -> None:
        """Hold the lease; set off what was missed when it comes here, and what is to try again."""
        if runner.beat():
            codes = [job.code for job in timetable if job.at_start]
        else:
            codes = runner.due_again()
        for code in codes:
            scheduler.modify_job(code, next_run_time=runner.registry.clock.now())

    scheduler.add_job(beat, IntervalTrigger(seconds=HEARTBEAT_SECONDS), id="heartbeat")
    for job in timetable:
        scheduler.add_job(runner.run_logged, _trigger(job), args=[job.code], id=job.code)
    beat()
    return scheduler


def run_until_stopped(registry: Registry) -> None:
    """Run the timetable until the process is asked to stop."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    runner = Runner(registry)
    scheduler = scheduled(runner)
    scheduler.start()
    stopping.wait()
    scheduler.shutdown(wait=True)
    runner.release()


def follow_in_thread(registry: Registry) -> threading.Event:
    """Do the work of every second in threads, for the development server; set to stop.

    Trials of rules and long deliveries have threads of their own, as one may take minutes.
    """
    runner, stopping = Runner(registry), threading.Event()

    def follow() -> None:
        """Stand by for the lease; act while it is held."""
        while not stopping.wait(1):
            try:
                runner.beat()
            except Exception:
                LOG.exception("the lease could not be renewed")
                continue
            runner.run_logged("sequence")
            runner.run_logged("follow")
        runner.release()

    def work(code: str) -> None:
        """Do what somebody waits for, while the lease is held."""
        while not stopping.wait(1):
            runner.run_logged(code)

    threading.Thread(target=follow, name="follow", daemon=True).start()
    for code in ("try_rules", "receive"):
        threading.Thread(target=work, name=code, args=[code], daemon=True).start()
    return stopping


def _trigger(job: Job) -> IntervalTrigger | CronTrigger:
    """When the job runs."""
    if job.at is None:
        return IntervalTrigger(seconds=job.every_seconds)
    return CronTrigger(hour=job.at.hour, minute=job.at.minute, timezone=SHANGHAI)
