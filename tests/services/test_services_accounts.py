"""Accounts and keys: who may make them, what they hold, when they end."""

from datetime import timedelta

import pytest
from builders import an_officer
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    Unauthenticated,
)
from credit_registry.services.people import accounts, api_keys
from credit_registry.services.people.accounts import INSTALLER, NewAccount
from credit_registry.services.people.api_keys import Terms
from credit_registry.services.registry import Registry
from credit_registry.store.accounts import ApiKey
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
            api_keys.issue(session, officer.account_id, Terms(30), actor=officer, at=at)
        with pytest.raises(Unauthenticated):
            accounts.create(session, NEW, actor=PUBLIC, at=at)


def test_a_key_opens_until_its_last_instant_and_is_kept_as_a_digest(registry: Registry) -> None:
    officer, at = an_officer(registry, Role.ENTERER), registry.clock.now()
    with registry.transaction() as session:
        key = api_keys.issue(session, officer.account_id, Terms(30), actor=INSTALLER, at=at)
    with registry.reading() as session:
        last = at + timedelta(days=30)
        assert api_keys.by_key(session, key, last - timedelta(microseconds=1)) == officer
        for given, when in ((key, last), (key + "x", at), ("", at)):
            with pytest.raises(Unauthenticated):
                api_keys.by_key(session, given, when)
        kept = session.scalars(select(ApiKey)).one()
        events = session.scalars(select(Event).where(Event.kind == "api_key_issued")).all()
    assert key not in (kept.digest, kept.prefix)
    assert [key in str(event.payload) for event in events] == [False]


def test_a_key_needs_a_day_at_least_and_an_account(registry: Registry) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(InvalidInput):
            api_keys.issue(session, INSTALLER.account_id, Terms(0), actor=INSTALLER, at=at)
        with pytest.raises(NotFound):
            api_keys.issue(session, 12345, Terms(30), actor=INSTALLER, at=at)


def test_a_closed_account_opens_nothing_until_it_is_open_again(registry: Registry) -> None:
    officer, at = an_officer(registry, Role.AUDITOR, username="wang"), registry.clock.now()
    with registry.transaction() as session:
        key = api_keys.issue(session, officer.account_id, Terms(30), actor=INSTALLER, at=at)
        accounts.close(session, "wang", actor=INSTALLER, at=at)
        assert accounts.actor(session, officer.account_id) is None
        with pytest.raises(NotFound):
            accounts.by_name(session, "wang")
        with pytest.raises(Unauthenticated):
            api_keys.by_key(session, key, at)
        with pytest.raises(AlreadyRecorded):
            accounts.close(session, "wang", actor=INSTALLER, at=at)
        accounts.reopen(session, "wang", actor=INSTALLER, at=at)
        assert accounts.by_name(session, "wang") == officer
        with pytest.raises(AlreadyRecorded):
            accounts.reopen(session, "wang", actor=INSTALLER, at=at)
        kinds = list(session.scalars(select(Event.kind).order_by(Event.id.desc()).limit(2)))
    assert kinds == ["account_reopened", "account_closed"]


def test_nobody_closes_the_account_they_act_with(registry: Registry) -> None:
    operator, at = an_officer(registry, Role.OPERATOR, username="zhao"), registry.clock.now()
    with registry.transaction() as session:
        for username in ("zhao", "installer"):
            with pytest.raises(Conflict):
                accounts.close(session, username, actor=operator, at=at)
        with pytest.raises(NotFound):
            accounts.close(session, "nobody", actor=operator, at=at)
