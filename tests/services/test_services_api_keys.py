"""Keys: limited in permissions and days, replaced with an overlap, ended, their use noted."""

from datetime import timedelta

import pytest
from builders import an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    InvalidInput,
    NotFound,
    NotPermitted,
    Unauthenticated,
)
from credit_registry.domain.permissions import OPEN, Permission, may, require
from credit_registry.services.people import accounts, api_keys
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.api_keys import PREFIX_LENGTH, Terms
from credit_registry.services.registry import Registry
from credit_registry.store.accounts import ApiKey
from credit_registry.store.ledgers import Event

READING = Terms(scopes=frozenset({Permission.READ_INTERNAL, Permission.READ_DELIVERIES}))


@pytest.fixture
def sender(registry: Registry) -> Actor:
    """An account that delivers."""
    return an_officer(registry, Role.ENTERER, username="sender")


def issued(registry: Registry, holder: Actor, terms: Terms = Terms()) -> str:  # noqa: B008 - frozen
    with registry.transaction() as session:
        at = registry.clock.now()
        return api_keys.issue(session, holder.account_id, terms, actor=INSTALLER, at=at)


def opens(registry: Registry, key: str, after: timedelta = timedelta()) -> bool:
    try:
        with registry.reading() as session:
            api_keys.by_key(session, key, registry.clock.now() + after)
    except Unauthenticated:
        return False
    return True


def test_a_key_does_what_its_scopes_cover_and_nothing_else(
    registry: Registry, sender: Actor
) -> None:
    holder = api_keys.identify(registry, issued(registry, sender, READING))
    held = {each for each in Permission if may(holder, each)}
    assert held == {*(READING.scopes or ()), *OPEN}
    with pytest.raises(NotPermitted, match="key of sender does not cover import_batch"):
        require(holder, Permission.IMPORT_BATCH)


def test_a_key_never_covers_what_its_account_may_not_do(registry: Registry, sender: Actor) -> None:
    for scopes in ({Permission.DECIDE_LISTING}, {Permission.IMPORT_BATCH, Permission.OPERATE}, ()):
        with pytest.raises(InvalidInput, match="accepted"):
            issued(registry, sender, Terms(scopes=frozenset(scopes)))


def test_a_scope_outlives_no_role(registry: Registry, sender: Actor) -> None:
    holder = Actor(1, "x", roles=frozenset(), scopes=frozenset({Permission.READ_INTERNAL}))
    assert not may(holder, Permission.READ_INTERNAL)


def test_an_old_key_stays_good_for_the_overlap_and_the_new_one_has_its_terms(
    registry: Registry, sender: Actor
) -> None:
    old = issued(registry, sender, Terms(30, READING.scopes))
    with registry.transaction() as session:
        at = registry.clock.now()
        new = api_keys.rotate(session, old[:PREFIX_LENGTH], 7, actor=sender, at=at)
    assert opens(registry, old, timedelta(days=6, hours=23))
    assert not opens(registry, old, timedelta(days=7))
    assert opens(registry, new, timedelta(days=29))
    assert not opens(registry, new, timedelta(days=30))
    assert api_keys.identify(registry, new).scopes == READING.scopes


def test_an_overlap_lengthens_no_key(registry: Registry, sender: Actor) -> None:
    old = issued(registry, sender, Terms(2))
    with registry.transaction() as session:
        at = registry.clock.now()
        api_keys.rotate(session, old[:PREFIX_LENGTH], 30, actor=INSTALLER, at=at)
    assert not opens(registry, old, timedelta(days=2))


def test_a_key_that_has_ended_opens_nothing_and_is_not_replaced(
    registry: Registry, sender: Actor
) -> None:
    key = issued(registry, sender)
    prefix = key[:PREFIX_LENGTH]
    with registry.transaction() as session:
        api_keys.revoke(session, prefix, actor=sender, at=registry.clock.now())
    assert not opens(registry, key)
    with registry.transaction() as session:
        at = registry.clock.now()
        with pytest.raises(AlreadyRecorded):
            api_keys.revoke(session, prefix, actor=sender, at=at)
        with pytest.raises(AlreadyRecorded):
            api_keys.rotate(session, prefix, 7, actor=sender, at=at)


def test_another_account_neither_sees_nor_changes_a_key(registry: Registry, sender: Actor) -> None:
    key = issued(registry, sender)
    other, at = an_officer(registry, Role.AUDITOR), registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(NotFound):
            api_keys.revoke(session, key[:PREFIX_LENGTH], actor=other, at=at)
        with pytest.raises(NotFound):
            api_keys.rotate(session, key[:PREFIX_LENGTH], 7, actor=other, at=at)
        with pytest.raises(NotPermitted):
            api_keys.listed(session, sender.account_id, other)
        for reader in (sender, INSTALLER):
            found = api_keys.listed(session, sender.account_id, reader)
            assert [row.prefix for row in found] == [key[:PREFIX_LENGTH]]
    assert opens(registry, key)


def test_the_day_of_the_last_use_is_kept(registry: Registry, sender: Actor) -> None:
    key = issued(registry, sender)
    with registry.reading() as session:
        assert session.scalars(select(ApiKey.last_used_on)).one() is None
    for _ in range(2):
        api_keys.identify(registry, key)
        with registry.reading() as session:
            assert session.scalars(select(ApiKey.last_used_on)).one() == registry.clock.today()
    with registry.reading() as session:
        used = session.scalars(select(Event.kind).order_by(Event.id.desc()).limit(1)).one()
    assert used == "api_key_issued"


def test_events_name_a_key_by_its_beginning_alone(registry: Registry, sender: Actor) -> None:
    key = issued(registry, sender, READING)
    with registry.transaction() as session:
        at, prefix = registry.clock.now(), key[:PREFIX_LENGTH]
        new = api_keys.rotate(session, prefix, 7, actor=sender, at=at)
        api_keys.revoke(session, new[:PREFIX_LENGTH], actor=sender, at=at)
        events = session.scalars(select(Event).order_by(Event.id.desc()).limit(3)).all()
    kinds = ["api_key_revoked", "api_key_rotated", "api_key_issued"]
    assert [event.kind for event in events] == kinds
    told = " ".join(str(event.payload) + str(event.body) for event in events)
    assert key not in told
    assert new not in told
    assert events[2].payload["scopes"] == "read_deliveries,read_internal"


def test_the_key_of_a_closed_account_opens_nothing(registry: Registry, sender: Actor) -> None:
    key = issued(registry, sender)
    with registry.transaction() as session:
        accounts.close(session, "sender", actor=INSTALLER, at=registry.clock.now())
    with pytest.raises(Unauthenticated):
        api_keys.identify(registry, key)
