"""The act of the running request: who acts, when, and under which law."""

from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.sessions import Session
from credit_registry.web import context


def acting(session: Session) -> Act:
    """What a step with a case needs."""
    registry = context.registry()
    return Act(
        context.actor(), registry.clock.now(), context.today(), law_editions.current(session)
    )
