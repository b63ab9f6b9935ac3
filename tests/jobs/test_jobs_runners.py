"""One acts and others stand by; who lost the lease writes nothing; every job may come twice."""

import logging
import threading
import time

import pytest
from builders import a_subject_draft
from filings import deliver, position
from instants import Instants
from sqlalchemy import select

from credit_registry.domain.errors import Conflict, LeaseLost, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.jobs import runners
from credit_registry.jobs.runners import LEASE, LEASE_SECONDS, Runner, run_now, scheduled
from credit_registry.jobs.works import WORKS
from credit_registry.services import ledgers
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling import leases
from credit_registry.services.scheduling.leases import Held, LeasedRegistry
from credit_registry.store.ledgers import Event
from search_index.whoosh_index import WhooshIndex


def let_pass(registry: Registry, seconds: float) -> None:
    """Let time pass for everybody who shares the registry's clock."""
    now = registry.clock.now
    assert isinstance(now, Instants)
    now.advance(seconds=seconds)


def held_by(runner: Runner) -> Held:
    assert runner.held is not None
    return runner.held


def noted(registry: Registry) -> int:
    """How many events of one harmless kind there are."""
    with registry.reading() as session:
        statement = select(Event.id).where(Event.kind == EventKind.IDENTIFIER_CORRECTED.value)
        return len(session.scalars(statement).all())


def note(registry: Registry) -> None:
    """Write such an event, in one transaction of the registry given."""
    with registry.transaction() as session:
        at = registry.clock.now()
        ledgers.record(session, EventKind.IDENTIFIER_CORRECTED, actor=INSTALLER, at=at)


def test_of_two_runners_one_acts(registry: Registry) -> None:
    first, second = Runner(registry), Runner(registry)
    assert (first.beat(), second.beat()) == (True, False)
    deliver(registry, a_subject_draft(1))
    assert second.run("follow") is None
    assert registry.index.cursor() < position(registry)
    assert first.run("follow") == "1"
    assert registry.index.cursor() == position(registry)


def test_a_lease_that_is_renewed_stays_under_its_token(registry: Registry) -> None:
    first, second = Runner(registry), Runner(registry)
    first.beat()
    token = held_by(first).token
    for _ in range(5):
        let_pass(registry, LEASE_SECONDS - 1)
        assert (first.beat(), second.beat()) == (False, False)
    assert held_by(first).token == token


def test_a_lease_passes_on_when_it_has_expired_and_not_before(registry: Registry) -> None:
    first, second = Runner(registry), Runner(registry)
    first.beat()
    let_pass(registry, LEASE_SECONDS - 1)
    assert not second.beat()
    let_pass(registry, 1)
    assert second.beat()
    assert held_by(second).token == held_by(first).token + 1


def test_a_lease_that_is_given_back_is_free_at_once(registry: Registry) -> None:
    first, second = Runner(registry), Runner(registry)
    first.beat()
    first.release()
    first.release()
    assert second.beat()
    assert first.run("follow") is None


def test_a_paused_former_holder_writes_nothing(registry: Registry) -> None:
    former, present = Runner(registry), Runner(registry)
    former.beat()
    paused = LeasedRegistry(registry, held_by(former))
    note(paused)
    let_pass(registry, LEASE_SECONDS + 1)
    note(paused)  # nobody has taken the lease yet
    present.beat()
    with pytest.raises(LeaseLost):
        note(paused)
    assert noted(registry) == 2
    note(LeasedRegistry(registry, held_by(present)))
    assert noted(registry) == 3


def test_a_former_holder_learns_that_it_stands_by(
    registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    former, present = Runner(registry), Runner(registry)
    former.beat()
    let_pass(registry, LEASE_SECONDS + 1)
    present.beat()
    former.run_logged("evaluate")
    assert former.held is None
    assert "has passed on" in caplog.text
    assert "Traceback" not in caplog.text
    former.beat()
    assert former.held is None


def test_a_lost_lease_is_neither_renewed_nor_given_back(registry: Registry) -> None:
    former, present = Runner(registry), Runner(registry)
    former.beat()
    let_pass(registry, LEASE_SECONDS + 1)
    present.beat()
    former.release()
    assert not Runner(registry).beat()
    assert not present.beat()
    with pytest.raises(LeaseLost), registry.database.transaction() as session:
        leases.renew(
            session, Held(LEASE, "former", 1, registry.clock.now()), registry.clock.now(), 9
        )


def test_a_lease_does_not_pass_on_in_the_middle_of_its_holders_transaction(
    registry: Registry,
) -> None:
    former, present = Runner(registry), Runner(registry)
    former.beat()
    let_pass(registry, LEASE_SECONDS + 1)
    taking = threading.Thread(target=present.beat)
    with LeasedRegistry(registry, held_by(former)).transaction() as session:
        at = registry.clock.now()
        ledgers.record(session, EventKind.IDENTIFIER_CORRECTED, actor=INSTALLER, at=at)
        taking.start()
        time.sleep(0.3)
        assert present.held is None
    taking.join()
    assert held_by(present).token == held_by(former).token + 1
    assert noted(registry) == 1


def test_many_runners_that_start_at_once_make_one_holder(registry: Registry) -> None:
    several = [Runner(registry) for _ in range(6)]
    threads = [threading.Thread(target=runner.beat) for runner in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [runner.held is not None for runner in several].count(True) == 1


def test_a_takeover_makes_up_for_what_was_missed_and_a_renewal_does_not(
    registry: Registry,
) -> None:
    holder, waiting = Runner(registry), Runner(registry)
    holder.beat()
    scheduler = scheduled(waiting)
    beat = scheduler.get_job("heartbeat").func

    def set_off() -> set[str]:
        """The jobs that are to run without waiting for their time."""
        jobs = (scheduler.get_job(code) for code in WORKS)
        return {job.id for job in jobs if hasattr(job, "next_run_time")}

    beat()
    assert set_off() == set()
    let_pass(registry, LEASE_SECONDS + 1)
    beat()
    assert set_off() == {"expire", "lift", "evaluate", "follow_up", "remind"}
    at = scheduler.get_job("evaluate").next_run_time
    beat()
    assert scheduler.get_job("evaluate").next_run_time == at


def test_a_job_is_run_by_hand_only_where_no_scheduler_acts(registry: Registry) -> None:
    with pytest.raises(NotFound, match="sequence, follow"):
        run_now(registry, "tidy")
    acting = Runner(registry)
    acting.beat()
    with pytest.raises(Conflict, match="scheduler"):
        run_now(registry, "follow")
    acting.release()
    run_now(registry, "follow")
    assert acting.beat()


def test_a_fault_in_a_job_is_logged_and_the_lease_is_kept(
    registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    runner = Runner(registry)
    runner.beat()
    runner.run_logged("evaluate")  # no rule set is published yet
    assert "job evaluate failed" in caplog.text
    assert "No rule set is in force" in caplog.text
    assert runner.held is not None


def test_a_job_that_has_to_wait_says_so_in_one_line(
    registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    runner = Runner(registry)
    runner.beat()
    deliver(registry, a_subject_draft(1))
    with (
        caplog.at_level(logging.WARNING),
        WhooshIndex(registry.settings.index_directory).rebuild(),
    ):
        runner.run_logged("follow")
    assert "job follow waits for its next time" in caplog.text
    assert "Traceback" not in caplog.text


def test_the_serving_process_of_a_developer_follows_by_itself(registry: Registry) -> None:
    stopping = runners.follow_in_thread(registry)
    try:
        deliver(registry, a_subject_draft(1))
        deadline = time.monotonic() + 20
        while registry.index.cursor() < position(registry) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert registry.index.cursor() == position(registry)
    finally:
        stopping.set()
    thread = next(each for each in threading.enumerate() if each.name == "follow")
    thread.join()
    assert Runner(registry).beat()
