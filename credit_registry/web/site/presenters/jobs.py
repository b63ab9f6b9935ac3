"""The page of the jobs: how each goes, how far readers are behind, who acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from credit_registry.domain.jobs import JobOutcome
from credit_registry.services.grading import dirty_subjects
from credit_registry.services.scheduling import timetables
from credit_registry.services.scheduling.job_health import (
    SEARCH_INDEX,
    JobHealth,
    JobState,
    ReaderLag,
)
from credit_registry.services.scheduling.job_runs import BY_HAND
from credit_registry.services.scheduling.timetables import Job, read_timetable
from credit_registry.store.job_runs import JobRun
from credit_registry.web.site.voices import Voice

READERS = {SEARCH_INDEX: "jobs.search_index", dirty_subjects.READER: "jobs.evaluation"}
"""The readers of the ledger by the texts that name them."""


@dataclass(frozen=True, slots=True)
class JobItem:
    """A job in words."""

    title: str
    standing: str
    is_well: bool
    done_at: str
    next_at: str
    error: str


@dataclass(frozen=True, slots=True)
class RunItem:
    """A run in words."""

    title: str
    period: str
    outcome: str
    started_at: str
    attempts: int
    told: str


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The whole page."""

    sentence: str
    lease: str
    jobs: tuple[JobItem, ...]
    readers: tuple[str, ...]
    runs: tuple[RunItem, ...]


def jobs_page(health: JobHealth, runs: Sequence[JobRun], voice: Voice) -> JobsPage:
    """The page."""
    jobs = {job.code: job for job in read_timetable()}
    return JobsPage(
        sentence=voice.say("jobs.well" if health.is_well else "jobs.unwell"),
        lease=_lease(health, voice),
        jobs=tuple(_job(state, voice) for state in health.jobs),
        readers=tuple(_reader(each, voice) for each in health.readers),
        runs=tuple(_run(run, jobs, voice) for run in runs),
    )


def _lease(health: JobHealth, voice: Voice) -> str:
    """Who acts, or since when nobody does."""
    if not health.is_held or health.held_until is None:
        return voice.say("jobs.nobody")
    until = voice.instant(health.held_until)
    return voice.say("jobs.held", holder=health.holder, until=until)


def _job(state: JobState, voice: Voice) -> JobItem:
    """One job."""
    error = state.run.error if state.run is not None and state.has_failed else ""
    return JobItem(
        title=_title(state.job, voice),
        standing=_standing(state, voice),
        is_well=not state.has_failed and not state.is_late,
        done_at=_instant(state.done_at, voice),
        next_at=_instant(state.next_at, voice),
        error=error,
    )


def _standing(state: JobState, voice: Voice) -> str:
    """What became of its newest period, and whether it is late."""
    if state.run is None:
        return voice.say("jobs.never")
    told = voice.label(JobOutcome(state.run.outcome))
    return voice.say("jobs.late", outcome=told) if state.is_late else told


def _reader(each: ReaderLag, voice: Voice) -> str:
    """How far a reader of the ledger is behind."""
    key = READERS.get(each.reader)
    name = voice.say(key) if key else each.reader
    if each.lag is None:
        return voice.say("jobs.unreadable", reader=name)
    return voice.say("jobs.lag", reader=name, count=each.lag)


def _run(run: JobRun, jobs: dict[str, Job], voice: Voice) -> RunItem:
    """One run."""
    is_by_hand = run.period.startswith(BY_HAND)
    return RunItem(
        title=_title(jobs[run.job], voice) if run.job in jobs else run.job,
        period=voice.say("jobs.by_hand") if is_by_hand else run.period,
        outcome=voice.label(JobOutcome(run.outcome)),
        started_at=voice.instant(run.started_at),
        attempts=run.attempts,
        told=run.error or voice.either(*timetables.told(run.job, run.result)),
    )


def _title(job: Job, voice: Voice) -> str:
    """What the job does."""
    return voice.either(job.title_zh, job.title_en)


def _instant(value: datetime | None, voice: Voice) -> str:
    """The instant, or a dash."""
    return "—" if value is None else voice.instant(value)
