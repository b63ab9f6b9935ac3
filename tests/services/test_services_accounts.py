"""Accounts and keys: who may make them, what they hold, when they end."""

from datetime import timedelta

import pytest
from builders import PASSWORD, an_officer
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    InvalidInput,
    NotFound,
    NotPermitted,
    Unauthenticated,
)
from credit_registry.services import accounts
from credit_registry.services.accounts import INSTALLER, NewAccount
from credit_registry.services.registry import Registry
from credit_registry.store.accounts import Account, ApiKey
from credit_registry.store.ledgers import Event

NEW = NewAccount("zhang", "测试人员", (Role.PROPOSER, Role.AUDITOR), division="999901")


def test_an_account_holds_what_it_was_made_with(registry: Registry) -> None:
    with registry.transaction() as session:
        made = accounts.create(session, NEW, actor=INSTALLER, at=registry.clock.now())
    with registry.reading() as session:
        assert accounts.actor(session, made.account_id) == made
        assert accounts.by_name(session, "zhang") == made
    assert (made.roles, made.division) == (frozenset(NEW.roles), "999901")


def test_a_user_name_is_given_once_a_password_has_twelve_characters(registry: Registry) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        accounts.create(session, NEW, actor=INSTALLER, at=at)
        with pytest.raises(AlreadyRecorded):
            accounts.create(session, NEW, actor=INSTALLER, at=at)
        short = NewAccount("li", "测试人员", (), password="a" * 11)
        with pytest.raises(InvalidInput):
            accounts.create(session, short, actor=INSTALLER, at=at)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_an_operator_makes_accounts_and_keys(registry: Registry, role: Role) -> None:
    officer, at = an_officer(registry, role), registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(NotPermitted):
            accounts.create(session, NEW, actor=officer, at=at)
        with pytest.raises(NotPermitted):
            accounts.issue_key(session, officer.account_id, 30, actor=officer, at=at)
        with pytest.raises(Unauthenticated):
            accounts.create(session, NEW, actor=PUBLIC, at=at)


def test_a_password_opens_its_own_account_while_that_is_active(registry: Registry) -> None:
    officer = an_officer(registry, Role.AUDITOR, username="wang", password=PASSWORD)
    with registry.transaction() as session:
        assert accounts.authenticate(session, "wang", PASSWORD) == officer
        for username, password in (("wang", "wrong" * 5), ("nobody", PASSWORD), ("installer", "")):
            with pytest.raises(Unauthenticated, match="user name or the password"):
                accounts.authenticate(session, username, password)
        session.get_one(Account, officer.account_id).is_active = False
        session.flush()
        with pytest.raises(Unauthenticated, match="user name or the password"):
            accounts.authenticate(session, "wang", PASSWORD)
        assert accounts.actor(session, officer.account_id) is None


def test_a_key_opens_until_its_last_instant_and_is_kept_as_a_digest(registry: Registry) -> None:
    officer, at = an_officer(registry, Role.ENTERER), registry.clock.now()
    with registry.transaction() as session:
        key = accounts.issue_key(session, officer.account_id, 30, actor=INSTALLER, at=at)
    with registry.reading() as session:
        last = at + timedelta(days=30)
        assert accounts.by_key(session, key, last - timedelta(microseconds=1)) == officer
        for given, when in ((key, last), (key + "x", at), ("", at)):
            with pytest.raises(Unauthenticated):
                accounts.by_key(session, given, when)
        kept = session.scalars(select(ApiKey)).one()
        events = session.scalars(select(Event).where(Event.kind == "api_key_issued")).all()
    assert key not in (kept.digest, kept.prefix)
    assert [key in str(event.payload) for event in events] == [False]


def test_a_key_needs_a_day_at_least_and_an_account(registry: Registry) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(InvalidInput):
            accounts.issue_key(session, INSTALLER.account_id, 0, actor=INSTALLER, at=at)
        with pytest.raises(NotFound):
            accounts.issue_key(session, 12345, 30, actor=INSTALLER, at=at)
