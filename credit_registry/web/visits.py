"""A person's session: what its cookie carries, and when it ends.

The cookie is signed. It names the account and the generation of sessions it belongs to, so that
a new password, a reset or a closed account ends it; and when it began and was last used, so that
it ends after half an hour without a request and after eight hours in any case.
"""

from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.services.people import sign_ins
from credit_registry.services.people.sign_ins import Asked, SignedIn
from credit_registry.web import context

IDLE_SECONDS = 30 * 60
WARNED_SECONDS = 5 * 60
"""So long before a session ends unused, whoever is at it is told."""
LONGEST_SECONDS = 8 * 3600
NOTED_EVERY_SECONDS = 60
"""The cookie is not written anew for every request."""

BEGAN, SEEN, CODE, PURPOSE = "began_at", "seen_at", "has_given_code", "purpose"


@dataclass(frozen=True, slots=True)
class Visitor:
    """An account with a session, in the form Flask-Login asks for."""

    actor: Actor
    generation: int
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """The account's id and the generation of its sessions, as the session keeps them."""
        return f"{self.actor.account_id}.{self.generation}"


def begun(found: SignedIn, *, has_given_code: bool) -> Visitor:
    """The visitor of a session that begins now."""
    marks, now = context.session_marks(), _now()
    marks[BEGAN] = marks[SEEN] = now
    marks[CODE] = has_given_code
    marks.pop(PURPOSE, None)
    context.bound_session()
    return Visitor(found.actor, found.generation)


def resumed(kept: str) -> Visitor | None:
    """The visitor of the session that a request came with, unless it has ended."""
    account, _, generation = kept.partition(".")
    if not (account.isdecimal() and generation.isdecimal()) or not _goes_on():
        return None
    registry = context.registry()
    with registry.reading() as session:
        at = registry.clock.now()
        found = sign_ins.resume(session, int(account), int(generation), at, asked())
    return None if found is None else Visitor(found.actor, found.generation)


def asked() -> Asked:
    """What this session must show beyond the password, and whether it has."""
    return Asked(
        needs_second_factor=context.registry().settings.needs_second_factor,
        has_given_code=context.session_marks().get(CODE) is True,
    )


def note_code() -> None:
    """The session has given a code; it is asked for none again."""
    context.session_marks()[CODE] = True


def _goes_on() -> bool:
    """Whether the session has been used lately and has not become too old; it is used now."""
    marks, now = context.session_marks(), _now()
    began, seen = marks.get(BEGAN, 0), marks.get(SEEN, 0)
    if now - seen >= IDLE_SECONDS or now - began >= LONGEST_SECONDS:
        return False
    if now - seen >= NOTED_EVERY_SECONDS:
        marks[SEEN] = now
    return True


def _now() -> int:
    """This instant, in whole seconds."""
    return int(context.registry().clock.now().timestamp())
