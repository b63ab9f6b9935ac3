"""A command with a key is done once, however often it is asked for."""

import pytest
from builders import an_officer

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import Conflict
from credit_registry.services import idempotency
from credit_registry.services.idempotency import Answer, Key
from credit_registry.services.registry import Registry

KEY = Key("a key", "digest of the request")
ANSWER = Answer(201, {"id": "x", "list": [1, None]}, {"Location": "/x"})


class Desk:
    """One officer whose work is counted."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.officer = an_officer(registry, Role.PROPOSER)
        self.done = 0

    def work(self) -> Answer:
        """The work that a command does."""
        self.done += 1
        return ANSWER

    def ask(self, key: Key = KEY, officer: Actor | None = None) -> Answer:
        """The command, in a transaction of its own."""
        with self.registry.transaction() as session:
            actor, at = officer or self.officer, self.registry.clock.now()
            return idempotency.once(session, actor, key, at, self.work)


@pytest.fixture
def desk(registry: Registry) -> Desk:
    return Desk(registry)


def test_the_same_request_is_answered_the_same_and_done_once(desk: Desk) -> None:
    assert [desk.ask(), desk.ask(), desk.ask()] == [ANSWER] * 3
    assert desk.done == 1


def test_the_key_with_another_request_is_a_conflict(desk: Desk) -> None:
    desk.ask()
    with pytest.raises(Conflict, match="another request"):
        desk.ask(Key("a key", "digest of something else"))
    assert desk.done == 1


def test_another_account_has_keys_of_its_own(desk: Desk) -> None:
    desk.ask()
    desk.ask(officer=an_officer(desk.registry, Role.PROPOSER))
    assert desk.done == 2


def test_work_that_fails_leaves_its_key_free(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> Answer:
        raise Conflict("The state of things does not allow it.")

    with monkeypatch.context() as patched:
        patched.setattr(desk, "work", failing)
        with pytest.raises(Conflict, match="state of things"):
            desk.ask()
    assert desk.ask() == ANSWER
    assert desk.done == 1
