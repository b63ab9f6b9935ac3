"""One acts and others stand by; who lost the lease writes nothing; every job may come twice."""

import logging
import threading
import time
from datetime import date

import pytest
from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, on, position
from instants import Instants
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import Conflict, LeaseLost, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.jobs import runners
from credit_registry.jobs.runners import LEASE, LEASE_SECONDS, Runner, run_now, scheduled
from credit_registry.jobs.works import WORKS
from credit_registry.rules.documents import shipped_rule_sets
from credit_registry.services import (
    law_editions,
    leases,
    ledgers,
    listings,
    rule_sets,
    subjects,
)
from credit_registry.services.accounts import INSTALLER
from credit_registry.services.leases import Held, LeasedRegistry
from credit_registry.services.listing_steps import Act, StepForm
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion
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
    assert first.run("follow") == "1 documents were written"
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
    assert set_off() == {"expire", "evaluate"}
    at = scheduler.get_job("evaluate").next_run_time
    beat()
    assert scheduler.get_job("evaluate").next_run_time == at


def with_an_entry_that_is_over(registry: Registry) -> int:
    """A published entry on the black list, on the day after its last; the entry's id."""
    deliver(registry, a_subject_draft(1))
    officers = [
        an_officer(registry, role) for role in (Role.PROPOSER, Role.DECIDER, Role.PUBLISHER)
    ]
    listing_id = 0
    steps = ((Step.SERVE_NOTICE, 0), (Step.DECIDE, 1), (Step.PUBLISH, 2))
    for version, (step, officer) in enumerate(steps, start=1):
        with registry.transaction() as session:
            law = law_editions.current(session)
            day = date(2026, 11, 23) if step is Step.SERVE_NOTICE else date(2026, 12, 1)
            act = Act(officers[officer], registry.clock.now(), day, law)
            if not listing_id:
                number = subjects.by_code(session, a_uscc(1))
                assert number is not None
                listing_id = listings.propose(
                    session, number, "serious_violation", "两次严重处罚", act=act
                )
            form = StepForm(version=version, document_number=f"文〔2026〕{version}号")
            listings.step(session, listing_id, step, form, act=act)
    return listing_id


def status_of(registry: Registry, listing_id: int) -> ListingVersion:
    with registry.reading() as session:
        statement = select(ListingVersion).where(
            ListingVersion.listing_id == listing_id, ListingVersion.superseded_by.is_(None)
        )
        return session.scalars(statement).one()


def test_an_entry_is_closed_on_the_day_after_its_last_and_once(registry: Registry) -> None:
    listing_id = with_an_entry_that_is_over(registry)
    until = status_of(registry, listing_id).until
    assert until is not None
    on(registry, until)
    assert run_now(registry, "expire") == "0 entries were closed"
    on(registry, date.fromordinal(until.toordinal() + 1))
    assert run_now(registry, "expire") == "1 entries were closed"
    assert status_of(registry, listing_id).status == ListingStatus.EXPIRED.value
    size = position(registry)
    assert run_now(registry, "expire") == "0 entries were closed"
    assert position(registry) == size


def test_an_evaluation_that_changes_nothing_writes_nothing(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        at = registry.clock.now()
        rule_sets.publish(session, shipped_rule_sets()[0], actor=owner, at=at)
    assert run_now(registry, "evaluate") == "2 subjects were evaluated, 2 results changed"
    size = position(registry)
    assert run_now(registry, "evaluate").endswith("0 results changed")
    assert position(registry) == size


def test_sequencing_and_following_again_change_nothing(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    placed = run_now(registry, "sequence")
    assert run_now(registry, "sequence") == placed
    assert run_now(registry, "follow") == "1 documents were written"
    assert run_now(registry, "follow") == "0 documents were written"


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
