"""Passwords: whose they are, how they change, and what ends with the change."""

from datetime import timedelta

import pytest
from builders import PASSWORD, an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Duty, Role
from credit_registry.domain.errors import InvalidInput, NotFound, NotPermitted, Unauthenticated
from credit_registry.domain.permissions import OPEN, Permission, may, require
from credit_registry.services.people import accounts, passwords, sign_ins
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event

ANOTHER = "another long enough pass phrase"


@pytest.fixture
def wang(registry: Registry) -> Actor:
    """An auditor with a password."""
    return an_officer(registry, Role.AUDITOR, username="wang", password=PASSWORD)


def test_a_password_opens_its_own_account_while_that_is_open(
    registry: Registry, wang: Actor
) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        assert sign_ins.begin(session, "wang", PASSWORD, at).actor == wang
        for username, password in (("wang", "wrong" * 5), ("nobody", PASSWORD), ("installer", "")):
            with pytest.raises(Unauthenticated, match="user name or the password"):
                sign_ins.begin(session, username, password, at)
        accounts.close(session, "wang", actor=INSTALLER, at=at)
        with pytest.raises(Unauthenticated, match="user name or the password"):
            sign_ins.begin(session, "wang", PASSWORD, at)


def test_a_changed_password_ends_the_sessions_that_began_before(
    registry: Registry, wang: Actor
) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        before = sign_ins.begin(session, "wang", PASSWORD, at).generation
        kept = passwords.change(session, PASSWORD, ANOTHER, actor=wang, at=at)
        assert sign_ins.resume(session, wang.account_id, before, at) is None
        resumed = sign_ins.resume(session, wang.account_id, kept, at)
        assert resumed is not None
        assert resumed.actor == wang
        with pytest.raises(Unauthenticated):
            sign_ins.begin(session, "wang", PASSWORD, at)
        assert sign_ins.begin(session, "wang", ANOTHER, at).actor == wang


@pytest.mark.parametrize(
    ("current", "new"), [("wrong", ANOTHER), (PASSWORD, PASSWORD), (PASSWORD, "short")]
)
def test_a_change_that_is_refused_changes_nothing(
    registry: Registry, wang: Actor, current: str, new: str
) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(InvalidInput):
            passwords.change(session, current, new, actor=wang, at=at)
        assert sign_ins.begin(session, "wang", PASSWORD, at).generation == 1


def test_a_one_time_password_opens_nothing_but_its_change_and_that_for_a_day(
    registry: Registry, wang: Actor
) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        given = passwords.reset(session, "wang", actor=INSTALLER, at=at)
        found = sign_ins.begin(session, "wang", given, at)
        assert found.actor.owes is Duty.CHANGE_PASSWORD
        held = [each for each in Permission if may(found.actor, each)]
        assert held == [*sorted(OPEN), Permission.MANAGE_OWN_ACCOUNT]
        with pytest.raises(NotPermitted, match="change_password"):
            require(found.actor, Permission.READ_LEDGER)
        end = at + timedelta(hours=passwords.ONE_TIME_HOURS)
        for too_late in (end, end + timedelta(days=1)):
            with pytest.raises(Unauthenticated):
                sign_ins.begin(session, "wang", given, too_late)
            assert sign_ins.resume(session, wang.account_id, found.generation, too_late) is None
        passwords.change(session, given, ANOTHER, actor=found.actor, at=at)
        assert sign_ins.begin(session, "wang", ANOTHER, end).actor == wang


def test_a_reset_ends_every_session_and_takes_an_operator(registry: Registry, wang: Actor) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(NotPermitted):
            passwords.reset(session, "wang", actor=wang, at=at)
        with pytest.raises(NotFound):
            passwords.reset(session, "nobody", actor=INSTALLER, at=at)
        passwords.reset(session, "wang", actor=INSTALLER, at=at)
        assert sign_ins.resume(session, wang.account_id, 1, at) is None


def test_no_event_holds_a_password(registry: Registry, wang: Actor) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        given = passwords.reset(session, "wang", actor=INSTALLER, at=at)
        passwords.change(session, given, ANOTHER, actor=wang, at=at)
        events = session.scalars(select(Event).order_by(Event.id.desc()).limit(2)).all()
    assert [event.kind for event in events] == ["password_changed", "password_reset"]
    for event in events:
        assert set(event.payload) == {"account"}
        assert not {given.encode(), ANOTHER.encode()} & {event.body}


def test_a_password_that_is_given_out_is_long_and_of_plain_letters() -> None:
    password = passwords.readable()
    assert len(password) >= passwords.SHORTEST
    assert password.replace("-", "").isalpha()
    assert len({passwords.readable() for _ in range(50)}) == 50
