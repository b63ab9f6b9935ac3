"""Trials are made by whoever holds the lease: once, and again where a process ended on the way."""

from datetime import date

import pytest
from builders import an_officer
from rule_drafts import TODAY, a_draft, populate
from trial_runs import held, run_waiting

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import Conflict, LeaseLost, NotFound, NotPermitted
from credit_registry.domain.rule_changes import TrialState
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_if_reports, what_if_trials
from credit_registry.services.rule_changes.what_if_trials import MOST_ATTEMPTS, Trial
from credit_registry.services.scheduling.leases import LeasedRegistry
from credit_registry.store.rule_changes import WhatIfTrial


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


def again(registry: Registry, trial: Trial, owner: Actor) -> Trial:
    """The trial as it stands now."""
    with registry.reading() as session:
        return what_if_trials.one(session, trial.trial_id, actor=owner)


def test_a_trial_gives_the_report_that_waiting_for_it_would(
    registry: Registry, owner: Actor
) -> None:
    trial = what_if_trials.ask(registry, a_draft(), actor=owner)
    assert run_waiting(registry) == 1
    done = again(registry, trial, owner)
    assert (done.state, done.done, done.population) == (TrialState.DONE, 6, 6)
    assert what_if_reports.kept(registry, a_draft(), actor=owner) == (done.report_id, False)
    with registry.reading() as session:
        report = what_if_reports.newest(session, a_draft(), actor=owner)
        assert report is not None
        assert (report.report_id, report.made_by) == (done.report_id, owner.username)


def test_a_report_that_is_kept_already_is_a_trial_that_is_done(
    registry: Registry, owner: Actor
) -> None:
    number, _ = what_if_reports.kept(registry, a_draft(), actor=owner)
    trial = what_if_trials.ask(registry, a_draft(), actor=owner)
    assert (trial.state, trial.report_id) == (TrialState.DONE, number)
    assert what_if_trials.ask(registry, a_draft(), actor=owner).trial_id == trial.trial_id
    assert run_waiting(registry) == 0


def test_what_cannot_be_compared_is_refused_at_once(registry: Registry, owner: Actor) -> None:
    with pytest.raises(Conflict):
        what_if_trials.ask(registry, a_draft(), actor=owner, as_of=date(2026, 1, 1))
    with pytest.raises(NotFound):
        what_if_trials.ask(registry, a_draft(), actor=owner, base="0" * 64)
    with pytest.raises(NotPermitted):
        what_if_trials.ask(registry, a_draft(), actor=an_officer(registry, Role.DECIDER))


def test_a_trial_of_a_process_that_is_gone_is_begun_again_and_given_up_in_the_end(
    registry: Registry, owner: Actor
) -> None:
    trial = what_if_trials.ask(registry, a_draft(), actor=owner)
    left = held(registry)
    with registry.transaction() as session:
        row = session.get_one(WhatIfTrial, trial.trial_id)
        row.state, row.token, row.attempts = TrialState.RUNNING.value, left.token, MOST_ATTEMPTS - 1
    assert what_if_trials.run_waiting(LeasedRegistry(registry, left)) == 0
    assert run_waiting(registry) == 1
    assert again(registry, trial, owner).state is TrialState.DONE
    with registry.transaction() as session:
        row = session.get_one(WhatIfTrial, trial.trial_id)
        row.state, row.report_id = TrialState.RUNNING.value, None
    assert run_waiting(registry) == 1
    failed = again(registry, trial, owner)
    assert (failed.state, failed.fault) == (TrialState.FAILED, what_if_trials.GIVEN_UP)


def test_a_trial_whose_asker_was_closed_fails(registry: Registry, owner: Actor) -> None:
    trial = what_if_trials.ask(registry, a_draft(), actor=owner)
    with registry.transaction() as session:
        accounts.close(session, owner.username, actor=INSTALLER, at=registry.clock.now())
    assert run_waiting(registry) == 1
    other = an_officer(registry, Role.RULE_OWNER)
    assert again(registry, trial, other).fault == what_if_trials.NOBODY


def test_a_process_that_lost_its_lease_makes_no_report(registry: Registry, owner: Actor) -> None:
    trial = what_if_trials.ask(registry, a_draft(), actor=owner)
    lost = held(registry)
    held(registry)
    with pytest.raises(LeaseLost):
        what_if_trials.run_waiting(LeasedRegistry(registry, lost))
    assert again(registry, trial, owner).state is TrialState.WAITING
    assert trial.as_of == TODAY
