"""What each job does: one service a job, whose result is told in a sentence."""

from collections.abc import Callable

from credit_registry.services.finding import indexing
from credit_registry.services.grading import grading
from credit_registry.services.lists import expiries
from credit_registry.services.measures import executing_bodies
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.proceedings import reminders, sampling_openings
from credit_registry.services.registry import Registry

Work = Callable[[Registry], str]


def _sequence(registry: Registry) -> str:
    """Give positions to the events that wait."""
    return f"{registry.sequence()} events are placed"


def _follow(registry: Registry) -> str:
    """Bring the index up to the ledger."""
    return f"{indexing.follow(registry)} documents were written"


def _expire(registry: Registry) -> str:
    """Close the entries whose term has ended."""
    return f"{expiries.expire_due(registry, actor=INSTALLER)} entries were closed"


def _evaluate(registry: Registry) -> str:
    """Evaluate those whose results may have changed; it comes to what evaluating all would."""
    report = grading.evaluate_due(registry, actor=INSTALLER)
    return f"{report.evaluated} subjects were evaluated, {report.changed} results changed"


def _remind(registry: Registry) -> str:
    """Remind those who owe a step of its last day."""
    return f"{reminders.remind(registry, actor=INSTALLER)} reminders were given"


def _follow_up(registry: Registry) -> str:
    """Open what follows failed samplings, where no delivery has."""
    return f"{sampling_openings.open_due(registry, actor=INSTALLER)} follow-ups were opened"


def _lift(registry: Registry) -> str:
    """Turn the notices of measures that have ended by date into notices of lifting."""
    return f"{executing_bodies.release_due(registry, actor=INSTALLER)} measures were lifted"


WORKS: dict[str, Work] = {
    "sequence": _sequence,
    "follow": _follow,
    "expire": _expire,
    "lift": _lift,
    "evaluate": _evaluate,
    "follow_up": _follow_up,
    "remind": _remind,
}
"""The work of each job in the timetable."""
