"""What-if trials made at once, as the scheduler would make them in a moment."""

from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_if_trials
from credit_registry.services.scheduling import leases
from credit_registry.services.scheduling.leases import Held, LeasedRegistry


def held(registry: Registry, name: str = "scheduler") -> Held:
    """The lease of a scheduler, taken anew."""
    with registry.database.transaction() as session:
        now = registry.clock.now()
        found = leases.acquire(session, name, "a test", now, 60)
    assert found is not None
    return found


def run_waiting(registry: Registry) -> int:
    """Make the reports that are waited for."""
    return what_if_trials.run_waiting(LeasedRegistry(registry, held(registry)))
