"""Reading what is not public: its purpose is stated once a session, and each reading is noted."""

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.actors import PUBLIC, Actor, ActorKind
from credit_registry.domain.permissions import Permission, may
from credit_registry.services.people import access_logs
from credit_registry.services.people.access_logs import Access
from credit_registry.web import auth, context
from credit_registry.web.visits import PURPOSE

BY_KEY = "API"
"""The purpose of a person's key: what the program behind it is there for."""


def purpose() -> str:
    """The purpose that was stated in this session; a key needs none."""
    if not auth.is_signed_in():
        return BY_KEY
    return str(context.session_marks().get(PURPOSE, ""))


def state(text: str) -> None:
    """State the purpose of what is read in this session. Raises InvalidInput."""
    context.session_marks()[PURPOSE] = access_logs.purpose_of(text)


def is_asked() -> bool:
    """Whether somebody who may read more has not said why yet."""
    return may(context.actor(), Permission.READ_INTERNAL) and not purpose()


def reader() -> Actor:
    """Who reads a file: an officer who has not stated why sees what the public sees."""
    return PUBLIC if is_asked() else context.actor()


def note(kind: AccessKind, subject_id: int, stated: str | None = None) -> None:
    """Note that a person reads what is not public of a subject; a program reads by agreement."""
    actor, registry = context.actor(), context.registry()
    if actor.kind is not ActorKind.PERSON or not may(actor, Permission.READ_INTERNAL):
        return
    access = Access(kind, subject_id, stated or purpose())
    with registry.database.transaction() as session:
        access_logs.note(session, access, actor, registry.clock.now())
