"""Guessing becomes slow, by name and by address, for names that exist and for others alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from builders import an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import NotFound, NotPermitted, TooManyAttempts
from credit_registry.services.people import lock_outs
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.lock_outs import OF_A_NAME, OF_AN_ADDRESS, Watched
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.sign_ins import FailedAttempts

SECRET = "a secret of the tests"
ADDRESS = lock_outs.of_address(SECRET, "192.0.2.7")
WANG = lock_outs.of_name(SECRET, "wang")


def tried(
    registry: Registry, at: datetime, name: Watched = WANG, address: Watched = ADDRESS
) -> int:
    """Seconds to wait before the attempt may be made; 0 where it was made, and failed."""
    try:
        with registry.transaction() as session:
            lock_outs.count(session, (name, address), at)
    except TooManyAttempts as error:
        return error.wait_seconds
    return 0


def test_the_wait_doubles_with_each_failure_up_to_an_hour(registry: Registry) -> None:
    at = registry.clock.now()
    assert [tried(registry, at) for _ in range(OF_A_NAME.free)] == [0] * OF_A_NAME.free
    waits = []
    for _ in range(9):
        waits.append(tried(registry, at))
        at += timedelta(seconds=waits[-1])
        assert tried(registry, at) == 0
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_an_attempt_while_blocked_counts_for_nothing(registry: Registry) -> None:
    at = registry.clock.now()
    for _ in range(OF_A_NAME.free):
        tried(registry, at)
    assert {tried(registry, at) for _ in range(20)} == {30}
    with registry.reading() as session:
        counted = {row.watched: row.failures for row in session.scalars(select(FailedAttempts))}
    assert counted == {WANG.digest: OF_A_NAME.free, ADDRESS.digest: OF_A_NAME.free}


def test_an_address_is_counted_over_all_names(registry: Registry) -> None:
    at = registry.clock.now()
    for number in range(OF_AN_ADDRESS.free):
        assert tried(registry, at, lock_outs.of_name(SECRET, f"name-{number}")) == 0
    assert tried(registry, at, lock_outs.of_name(SECRET, "yet another")) == 30
    elsewhere = lock_outs.of_address(SECRET, "192.0.2.8")
    assert tried(registry, at, lock_outs.of_name(SECRET, "yet another"), elsewhere) == 0


def test_a_right_attempt_clears_the_name_and_gives_the_address_one_back(registry: Registry) -> None:
    at = registry.clock.now()
    for _ in range(4):
        tried(registry, at)
    with registry.transaction() as session:
        lock_outs.forgive(session, WANG, ADDRESS, at)
    with registry.reading() as session:
        counted = {row.watched: row.failures for row in session.scalars(select(FailedAttempts))}
    assert counted == {WANG.digest: 0, ADDRESS.digest: 3}


def test_failures_are_forgotten_after_a_day_and_swept_away(registry: Registry) -> None:
    at = registry.clock.now()
    for _ in range(4):
        tried(registry, at)
    tried(registry, at, lock_outs.of_name(SECRET, "long ago"))
    later = at + lock_outs.FORGOTTEN_AFTER
    tried(registry, later)
    with registry.transaction() as session:
        rows = session.scalars(select(FailedAttempts).where(FailedAttempts.last_at == later))
        assert {row.failures for row in rows} == {1}
        lock_outs.forgive(session, WANG, ADDRESS, later)
    with registry.reading() as session:
        left = set(session.scalars(select(FailedAttempts.watched)))
    assert left == {WANG.digest, ADDRESS.digest}


def test_attempts_at_the_same_moment_are_counted_one_after_another(registry: Registry) -> None:
    at = registry.clock.now()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: tried(registry, at), range(12)))
    assert answers.count(0) == OF_A_NAME.free


def test_an_operator_lets_an_account_be_tried_again(registry: Registry) -> None:
    an_officer(registry, Role.AUDITOR, username="wang")
    auditor, at = an_officer(registry, Role.AUDITOR), registry.clock.now()
    for _ in range(OF_A_NAME.free):
        tried(registry, at)
    assert tried(registry, at) == 30
    with registry.transaction() as session:
        with pytest.raises(NotPermitted):
            lock_outs.unlock(session, "wang", SECRET, actor=auditor, at=at)
        with pytest.raises(NotFound):
            lock_outs.unlock(session, "nobody", SECRET, actor=INSTALLER, at=at)
        lock_outs.unlock(session, "wang", SECRET, actor=INSTALLER, at=at)
        last = session.scalars(select(Event.kind).order_by(Event.id.desc()).limit(1)).one()
    assert tried(registry, at) == 0
    assert last == "account_unlocked"


def test_neither_names_nor_addresses_are_kept(registry: Registry) -> None:
    tried(registry, registry.clock.now())
    with registry.reading() as session:
        kept = " ".join(session.scalars(select(FailedAttempts.watched)))
    assert "wang" not in kept
    assert "192.0.2" not in kept
    assert lock_outs.of_name("another secret, as long as it is", "wang") != WANG
