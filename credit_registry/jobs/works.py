"""What each job does: one service a job; what it counted comes back, as the timetable tells it."""

from collections.abc import Callable

from credit_registry.services.finding import indexing
from credit_registry.services.grading import grading
from credit_registry.services.intake import waiting_deliveries
from credit_registry.services.lists import expiries
from credit_registry.services.measures import executing_bodies
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.proceedings import reminders, sampling_openings
from credit_registry.services.rule_changes import what_if_trials
from credit_registry.services.scheduling.leases import LeasedRegistry

Work = Callable[[LeasedRegistry], str]


def _sequence(registry: LeasedRegistry) -> str:
    """Give positions to the events that wait."""
    return str(registry.sequence())


def _follow(registry: LeasedRegistry) -> str:
    """Bring the index up to the ledger."""
    return str(indexing.follow(registry))


def _expire(registry: LeasedRegistry) -> str:
    """Close the entries whose term has ended or whose ground was annulled."""
    return str(expiries.expire_due(registry, actor=INSTALLER))


def _evaluate(registry: LeasedRegistry) -> str:
    """Evaluate those whose results may have changed; it comes to what evaluating all would."""
    report = grading.evaluate_due(registry, actor=INSTALLER)
    return f"{report.evaluated} {report.changed}"


def _remind(registry: LeasedRegistry) -> str:
    """Remind those who owe a step of its last day."""
    return str(reminders.remind(registry, actor=INSTALLER))


def _follow_up(registry: LeasedRegistry) -> str:
    """Open what follows failed samplings, where no delivery has."""
    return str(sampling_openings.open_due(registry, actor=INSTALLER))


def _lift(registry: LeasedRegistry) -> str:
    """Turn the notices of measures that have ended by date into notices of lifting."""
    return str(executing_bodies.release_due(registry, actor=INSTALLER))


def _try_rules(registry: LeasedRegistry) -> str:
    """Make the what-if reports that somebody waits for."""
    return str(what_if_trials.run_waiting(registry))


def _receive(registry: LeasedRegistry) -> str:
    """Take in the files that wait."""
    return str(waiting_deliveries.receive_waiting(registry))


WORKS: dict[str, Work] = {
    "sequence": _sequence,
    "follow": _follow,
    "expire": _expire,
    "lift": _lift,
    "evaluate": _evaluate,
    "follow_up": _follow_up,
    "remind": _remind,
    "try_rules": _try_rules,
    "receive": _receive,
}
"""The work of each job in the timetable."""
