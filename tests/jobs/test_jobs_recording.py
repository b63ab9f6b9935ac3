"""A period is done once, a failure is tried again so often and is shown, others go on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import an_officer
from filings import on, position
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from test_jobs_runners import held_by, let_pass

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import NotPermitted, Unavailable
from credit_registry.domain.jobs import JobOutcome
from credit_registry.jobs import recording
from credit_registry.jobs.recording import NOTED_SECONDS
from credit_registry.jobs.runners import LEASE_SECONDS, Runner, run_now, scheduled
from credit_registry.jobs.works import WORKS
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling import job_health, job_runs
from credit_registry.services.scheduling.job_runs import KILLED
from credit_registry.services.scheduling.timetables import Job, read_timetable
from credit_registry.store.job_runs import JobRun

TODAY = date(2026, 11, 23)


def job(code: str) -> Job:
    (found,) = (each for each in read_timetable() if each.code == code)
    return found


def runs_of(registry: Registry, code: str) -> list[JobRun]:
    with registry.reading() as session:
        statement = select(JobRun).where(JobRun.job == code).order_by(JobRun.period)
        return list(session.scalars(statement))


def told(registry: Registry, code: str) -> list[tuple[str, str, int]]:
    return [(run.period, run.outcome, run.attempts) for run in runs_of(registry, code)]


def acting(registry: Registry) -> Runner:
    runner = Runner(registry)
    runner.beat()
    held_by(runner)
    return runner


class Broken:
    """A work that fails until it is mended."""

    def __init__(self, error: Exception) -> None:
        self.error: Exception | None = error
        self.tries = 0

    def __call__(self, _registry: Registry) -> str:
        self.tries += 1
        if self.error is not None:
            raise self.error
        return "mended"


def break_work(patch: pytest.MonkeyPatch, code: str, error: Exception) -> Broken:
    """Let the job's work fail."""
    broken = Broken(error)
    patch.setitem(WORKS, code, broken)
    return broken


def test_a_period_is_done_once(registry: Registry) -> None:
    runner = acting(registry)
    assert runner.run("expire") == "0"
    assert runner.run("expire") is None
    assert told(registry, "expire") == [("2026-11-23", "done", 1)]
    (run,) = runs_of(registry, "expire")
    assert (run.result, run.error, run.token) == ("0", "", 1)
    assert run.ended_at is not None
    assert run.ended_at >= run.started_at


def test_two_rows_of_one_period_cannot_be(registry: Registry) -> None:
    acting(registry).run("expire")
    (run,) = runs_of(registry, "expire")
    with pytest.raises(IntegrityError), registry.database.transaction() as session:
        job_runs._add(  # noqa: SLF001 - the constraint itself is asked
            session, "expire", run.period, 1, run.started_at, job_runs.Told(JobOutcome.DONE)
        )


def test_missed_periods_are_skipped_and_the_newest_is_made_up_for(registry: Registry) -> None:
    acting(registry).run("expire")
    on(registry, TODAY + timedelta(days=4))
    runner = Runner(registry)
    let_pass(registry, LEASE_SECONDS + 1)
    runner.beat()
    runner.run("expire")
    assert told(registry, "expire") == [
        ("2026-11-23", "done", 1),
        ("2026-11-24", "skipped", 0),
        ("2026-11-25", "skipped", 0),
        ("2026-11-26", "skipped", 0),
        ("2026-11-27", "done", 1),
    ]


def test_before_its_time_of_day_a_job_still_does_yesterday(registry: Registry) -> None:
    on(registry, TODAY)
    let_pass(registry, 14 * 3600 + 30)  # 00:00:30 in Shanghai
    acting(registry).run("expire")
    assert told(registry, "expire") == [("2026-11-22", "done", 1)]


def test_a_failure_is_tried_again_after_its_time_and_not_for_ever(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = break_work(monkeypatch, "evaluate", Unavailable("No rule set is in force."))
    runner, wait = acting(registry), job("evaluate").retry_seconds
    scheduler = scheduled(runner)
    beat = scheduler.get_job("heartbeat").func
    for tries in range(1, job("evaluate").attempts + 1):
        runner.run_logged("evaluate")
        runner.run_logged("evaluate")  # too early
        assert broken.tries == tries
        assert told(registry, "evaluate") == [("2026-11-23", "failed", tries)]
        assert "evaluate" not in runner.due_again()
        for _ in range(wait // (LEASE_SECONDS - 1) + 1):
            let_pass(registry, LEASE_SECONDS - 1)
            beat()
        is_last = tries == job("evaluate").attempts
        assert runner.due_again() == ([] if is_last else ["evaluate"])
    runner.run_logged("evaluate")
    assert broken.tries == job("evaluate").attempts
    (run,) = runs_of(registry, "evaluate")
    assert run.error == "No rule set is in force."


def test_a_heartbeat_sets_off_what_is_to_try_again(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = break_work(monkeypatch, "expire", Unavailable("busy"))
    runner = acting(registry)
    scheduler = scheduled(runner)
    beat = scheduler.get_job("heartbeat").func
    runner.run_logged("expire")
    beat()
    assert not hasattr(scheduler.get_job("expire"), "next_run_time")
    for _ in range(job("expire").retry_seconds // (LEASE_SECONDS - 1) + 1):
        let_pass(registry, LEASE_SECONDS - 1)
        beat()
    assert scheduler.get_job("expire").next_run_time <= registry.clock.now()
    broken.error = None
    runner.run_logged("expire")
    assert told(registry, "expire") == [("2026-11-23", "done", 2)]


def test_a_failure_stops_no_other_job_and_quotes_no_foreign_error(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_work(monkeypatch, "evaluate", RuntimeError("a row with somebody's number"))
    runner = acting(registry)
    for code in ("evaluate", "expire", "sequence", "follow"):
        runner.run_logged(code)
    assert told(registry, "expire") == [("2026-11-23", "done", 1)]
    (run,) = runs_of(registry, "evaluate")
    assert (run.outcome, run.error) == ("failed", "RuntimeError")
    assert "job evaluate failed" in caplog.text


def test_a_period_that_a_killed_process_left_is_done_by_its_successor(registry: Registry) -> None:
    former = acting(registry)
    held = held_by(former)
    with registry.database.transaction() as session:
        at = registry.clock.now()
        job_runs.claim(session, job("expire"), TODAY, held.token, at)
    assert former.run("expire") is None
    let_pass(registry, LEASE_SECONDS + 1)
    successor = acting(registry)
    assert successor.run("expire") == "0"
    assert told(registry, "expire") == [("2026-11-23", "done", 2)]


def test_a_job_that_kills_every_process_is_given_up(registry: Registry) -> None:
    for attempt in range(job("evaluate").attempts):
        with registry.database.transaction() as session:
            at = registry.clock.now()
            assert job_runs.claim(session, job("evaluate"), TODAY, attempt + 1, at) is not None
    with registry.database.transaction() as session:
        at = registry.clock.now()
        assert job_runs.claim(session, job("evaluate"), TODAY, 99, at) is None
    (run,) = runs_of(registry, "evaluate")
    assert (run.outcome, run.error) == ("failed", KILLED)


def test_a_job_that_runs_all_day_has_one_row_a_day_and_writes_it_now_and_then(
    registry: Registry,
) -> None:
    runner = acting(registry)
    runner.run("sequence")
    (first,) = runs_of(registry, "sequence")
    runner.run("sequence")
    (second,) = runs_of(registry, "sequence")
    assert second.ended_at == first.ended_at
    let_pass(registry, NOTED_SECONDS)
    runner.run("sequence")
    (third,) = runs_of(registry, "sequence")
    assert third.ended_at != first.ended_at
    on(registry, TODAY + timedelta(days=2))
    runner.run("sequence")
    assert [period for period, *_ in told(registry, "sequence")] == [
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
    ]


def test_a_job_that_runs_all_day_waits_after_a_failure_and_tells_when_it_is_well_again(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = break_work(monkeypatch, "sequence", Unavailable("gone"))
    runner = acting(registry)
    runner.run_logged("sequence")
    runner.run_logged("sequence")
    assert broken.tries == 1
    assert told(registry, "sequence") == [("2026-11-23", "failed", 1)]
    let_pass(registry, job("sequence").retry_seconds)
    broken.error = None
    runner.run_logged("sequence")
    assert broken.tries == 2
    assert told(registry, "sequence") == [("2026-11-23", "done", 1)]


def test_a_run_by_hand_stands_beside_the_periods_and_has_no_event(registry: Registry) -> None:
    size = position(registry)
    assert run_now(registry, "expire") == run_now(registry, "expire")
    assert position(registry) == size
    runs = runs_of(registry, "expire")
    assert [run.period.startswith("by hand 2026-11-23T") for run in runs] == [True, True]
    assert acting(registry).run("expire") == "0"


def test_a_run_by_hand_that_fails_says_so_and_is_kept(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_work(monkeypatch, "evaluate", Unavailable("No rule set is in force."))
    with pytest.raises(Unavailable):
        run_now(registry, "evaluate")
    assert [run.outcome for run in runs_of(registry, "evaluate")] == ["failed"]


def test_health_tells_who_acts_what_failed_and_what_is_late(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = job_health.of(registry, INSTALLER)
    assert {nobody.is_held, nobody.is_well} == {False}
    assert all(state.is_late for state in nobody.jobs)
    break_work(monkeypatch, "evaluate", Unavailable("No rule set is in force."))
    runner = acting(registry)
    for code in WORKS:
        runner.run_logged(code)
    ill = {state.job.code: state.has_failed for state in job_health.of(registry, INSTALLER).jobs}
    assert [code for code in WORKS if ill[code]] == ["evaluate"]
    monkeypatch.setitem(WORKS, "evaluate", lambda _registry: "done")
    let_pass(registry, job("evaluate").retry_seconds)
    runner.beat()
    for code in ("evaluate", "sequence", "follow", "try_rules", "receive"):
        runner.run_logged(code)
    well = job_health.of(registry, INSTALLER)
    assert well.is_well
    assert well.holder == runner.holder
    assert [(each.reader, each.lag) for each in well.readers] == [("search_index", 0)]
    on(registry, TODAY + timedelta(days=1))
    states = job_health.of(registry, INSTALLER).jobs
    daily = ["expire", "lift", "evaluate", "follow_up", "remind"]
    assert [state.job.code for state in states if state.is_late] == daily
    with pytest.raises(NotPermitted):
        job_health.of(registry, an_officer(registry, Role.ENTERER))


def test_what_went_wrong_is_told_in_our_words_or_by_its_class() -> None:
    assert recording.reason_of(Unavailable("ours")) == "ours"
    assert recording.reason_of(KeyError("theirs")) == "KeyError"
