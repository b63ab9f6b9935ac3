"""Forty days without a scheduler, a leader killed while it acts: nothing doubled or lost."""

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of
from rule_texts import the_extract
from sqlalchemy import func, select
from test_jobs_processes import ENOUGH_SECONDS, has_followed, scheduler

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.events import EventKind
from credit_registry.domain.jobs import JobOutcome
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.jobs.runners import LEASE, Runner
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.clocks import Clock
from credit_registry.services.grading import rule_sets
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.public_lists import list_pages
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling.timetables import read_timetable
from credit_registry.services.subjects import subjects
from credit_registry.store.deadlines import LegalDeadline, Reminder
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.job_runs import JobRun
from credit_registry.store.ledgers import Event, Lease
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import Record

ENTRIES, OBJECTIONS = 25, 5
BEFORE = date(2029, 11, 20)
AFTER = BEFORE + timedelta(days=40)
LAST_DAY = date(2029, 12, 1)
"""Of the entries, which were decided on 2026-12-01 for three years: it falls into the outage."""
GROUNDS = "两次严重处罚（虚市监罚〔2026〕1号、2号）"
LIST = "serious_violation"


def fill(registry: Registry) -> None:
    """Enterprises with a penalty and a published entry each, and a rule set."""
    officer, other = an_officer(registry, *Role), an_officer(registry, *Role)
    superior = an_officer(registry, Role.DECIDER)
    numbers = range(1, ENTRIES + 1)
    deliver(registry, *(a_subject_draft(number) for number in numbers))
    deliver(registry, *(a_record_draft(number=number) for number in numbers))
    with registry.transaction() as session:
        rule_sets.publish(session, the_extract(), actor=officer, at=registry.clock.now())
    for number in numbers:
        subject_id = subject_of(registry, a_uscc(number))
        with registry.transaction() as session:
            law = law_editions.current(session)
            act = Act(officer, registry.clock.now(), date(2026, 11, 23), law)
            case = listings.propose(
                session, subject_id, LIST, "两次严重处罚（虚市监罚〔2026〕1号、2号）", act=act
            )
            steps = (
                (Step.SERVE_NOTICE, officer),
                (Step.DECIDE, other),
                (Step.GIVE_CONSENT, superior),
                (Step.PUBLISH, officer),
            )
            for version, (step, actor) in enumerate(steps, start=1):
                day = date(2026, 11, 23) if step is Step.SERVE_NOTICE else date(2026, 12, 1)
                form = StepForm(version=version, document_number=f"文〔2026〕{number}-{version}号")
                listings.step(
                    session, case, step, form, act=Act(actor, registry.clock.now(), day, law)
                )


def object_to_some(registry: Registry) -> None:
    """Objections filed on the day after the last one on which anybody acts."""
    officer, day = an_officer(registry, Role.ENTERER), BEFORE + timedelta(days=1)
    for number in range(1, OBJECTIONS + 1):
        with registry.transaction() as session:
            act = Act(officer, registry.clock.now(), day, law_editions.current(session))
            of_subject = Record.subject_id == subjects.by_code(session, a_uscc(number))
            about = proceedings.about(
                session,
                ProcedureKind.OBJECTION,
                record_id=session.scalars(select(Record.id).where(of_subject)).one(),
            )
            proceedings.begin(session, about, ProceedingForm(note="不是本企业产品"), act=act)


def reminded(registry: Registry) -> Counter[tuple[str, int]]:
    """How many reminders were given of each period, by its code and its thread."""
    with registry.reading() as session:
        code = select(LegalDeadline.code).where(LegalDeadline.id == Reminder.thread_id)
        rows = session.execute(select(code.scalar_subquery(), Reminder.thread_id))
        return Counter((name, thread) for name, thread in rows)


def listed(registry: Registry, day: date) -> int:
    """How many entries the public sees on the list on a day."""
    on(registry, day)
    with registry.reading() as session:
        kind = law_editions.current(session).edition.list_types[LIST]
        return list_pages.on_list(session, kind, registry.view(session, PUBLIC)).total


def closed(registry: Registry) -> int:
    """How many entries were closed."""
    with registry.reading() as session:
        statement = select(func.count()).where(
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status == ListingStatus.EXPIRED.value,
        )
        return session.scalars(statement).one()


def waited_for(condition: Callable[[], bool], pause: float = 0.1) -> bool:
    """Whether the condition comes true before long."""
    deadline = time.monotonic() + ENOUGH_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(pause)
    return False


def outcomes(registry: Registry, code: str) -> dict[str, tuple[str, int]]:
    """What became of each period of a job, and after how many attempts."""
    with registry.reading() as session:
        runs = session.scalars(select(JobRun).where(JobRun.job == code)).all()
    return {run.period: (run.outcome, run.attempts) for run in runs}


def period(code: str, day: date) -> str:
    """The period that a daily job does on a day, at this time of day."""
    (job,) = (each for each in read_timetable() if each.code == code)
    return job.day(Clock(fixed_day=day)).isoformat()


def are_done(registry: Registry, day: date) -> bool:
    """Whether the daily jobs have done what falls due on the day."""
    return all(
        outcomes(registry, code).get(period(code, day), ("", 0))[0] == JobOutcome.DONE.value
        for code in ("expire", "evaluate", "remind")
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(ENOUGH_SECONDS) == 0


def test_after_forty_days_and_a_killed_leader_everything_is_done_once(
    registry: Registry, tmp_path: Path
) -> None:
    fill(registry)
    take_over(registry, BEFORE)
    assert are_done(registry, BEFORE), outcomes(registry, "expire")
    assert closed(registry) == 0
    object_to_some(registry)

    assert_right_though_nobody_acts(registry)
    with scheduler(registry, tmp_path / "killed.log", AFTER) as leader:
        assert waited_for(lambda: closed(registry) > 0, pause=0.01)
        leader.kill()
        leader.wait()
    assert 0 < closed(registry) < ENTRIES
    assert listed(registry, AFTER) == 0
    let_the_lease_run_out(registry)

    catch_up(registry, tmp_path / "after.log")
    assert_done_once(registry)
    size = position(registry)
    with registry.reading() as session:
        assert all(ledgers.verify(session, number) for number in range(size))
    take_over(registry, AFTER)
    assert position(registry) == size
    assert_done_once(registry)
    given = reminded(registry)
    assert set(given.values()) == {1}
    assert Counter(code for code, _ in given)["objection_acceptance"] == OBJECTIONS


def take_over(registry: Registry, day: date) -> None:
    """What a scheduler does on a day on which it takes over, in this process: every job once."""
    kept, registry.clock = registry.clock, Clock(now=lambda: datetime.now(UTC), fixed_day=day)
    runner = Runner(registry)
    assert runner.beat()
    for code in runner.jobs:
        runner.run(code)
    runner.release()
    registry.clock = kept


def let_the_lease_run_out(registry: Registry) -> None:
    """Let the time be over for which the killed leader holds its lease, without waiting for it."""
    with registry.transaction() as session:
        lease = session.scalars(select(Lease).where(Lease.name == LEASE)).one()
        assert lease.expires_at > datetime.now(UTC), "the killed leader released nothing"
        lease.expires_at = datetime.now(UTC)


def catch_up(registry: Registry, log: Path) -> None:
    """Let a scheduler act until all that is due is done, and the index follows."""
    with scheduler(registry, log, AFTER) as process:
        assert waited_for(lambda: "taken" in log.read_text())
        assert waited_for(lambda: are_done(registry, AFTER)), outcomes(registry, "expire")
        assert has_followed(registry)
        stop(process)


def assert_right_though_nobody_acts(registry: Registry) -> None:
    """The public sees the entries on their last day, and none of them on the day after."""
    assert listed(registry, LAST_DAY) == ENTRIES
    assert listed(registry, LAST_DAY + timedelta(days=1)) == 0
    assert file_of(registry).listings == ()


def assert_done_once(registry: Registry) -> None:
    """Every entry is closed by one event, every subject has one grade, every period its outcome."""
    with registry.reading() as session:
        told = session.scalars(
            select(Event.subject_id).where(Event.kind == EventKind.LISTING_EXPIRED.value)
        ).all()
        graded = session.scalars(
            select(Evaluation.subject_id).where(Evaluation.superseded_by.is_(None))
        ).all()
    assert closed(registry) == len(told) == len(set(told)) == ENTRIES
    assert len(graded) == len(set(graded)) == ENTRIES
    for code in ("expire", "evaluate"):
        runs = outcomes(registry, code)
        first, last = period(code, BEFORE), period(code, AFTER)
        assert (runs[first][0], runs[last][0]) == ("done", "done")
        assert Counter(outcome for outcome, _ in runs.values()) == {"done": 2, "skipped": 39}
        assert sorted(runs) == [
            (date.fromisoformat(first) + timedelta(days=number)).isoformat() for number in range(41)
        ]
    assert outcomes(registry, "expire")[period("expire", AFTER)][1] == 2
