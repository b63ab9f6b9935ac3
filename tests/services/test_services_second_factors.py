"""Codes after the password: right ones pass once, wrong ones never; recovery codes stand in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pyotp
import pytest
from builders import PASSWORD, an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Duty, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    InvalidInput,
    NotFound,
    NotPermitted,
    Unauthenticated,
    Unavailable,
)
from credit_registry.domain.permissions import Permission, held_by, may
from credit_registry.services import sealing
from credit_registry.services.people import second_factors, sign_ins
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.second_factors import Vault
from credit_registry.services.people.sign_ins import Asked
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.sign_ins import RecoveryCode, SecondFactor

VAULT = Vault("a secret of the tests, long enough")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = timedelta(seconds=30)


def code_at(at: datetime) -> str:
    return pyotp.TOTP(SECRET).at(at)


@pytest.fixture
def wang(registry: Registry) -> Actor:
    """A decider with a password."""
    return an_officer(registry, Role.DECIDER, username="wang", password=PASSWORD)


@pytest.fixture
def recovery(registry: Registry, wang: Actor) -> list[str]:
    """The recovery codes of the decider, whose second factor began an hour ago."""
    at = registry.clock.now() - timedelta(hours=1)
    with registry.transaction() as session:
        return second_factors.enrol(session, SECRET, code_at(at), VAULT, actor=wang, at=at)


def passes(registry: Registry, actor: Actor, code: str, at: datetime) -> bool:
    try:
        with registry.transaction() as session:
            second_factors.check(session, code, VAULT, actor=actor, at=at)
    except Unauthenticated:
        return False
    return True


@pytest.mark.parametrize(
    ("aside", "expected"), [(0, True), (-1, True), (1, True), (-2, False), (2, False)]
)
def test_a_code_is_good_for_its_step_and_one_beside_it(
    registry: Registry, wang: Actor, recovery: list[str], aside: int, expected: bool
) -> None:
    at = registry.clock.now()
    assert passes(registry, wang, code_at(at + aside * STEP), at) is expected


def test_a_code_passes_once_and_no_earlier_one_after_it(
    registry: Registry, wang: Actor, recovery: list[str]
) -> None:
    at = registry.clock.now()
    assert passes(registry, wang, code_at(at), at)
    assert not passes(registry, wang, code_at(at), at)
    assert not passes(registry, wang, code_at(at - STEP), at)
    assert passes(registry, wang, code_at(at + STEP), at + STEP)


def test_of_many_requests_with_one_code_one_passes(
    registry: Registry, wang: Actor, recovery: list[str]
) -> None:
    at = registry.clock.now()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda code: passes(registry, wang, code, at), [code_at(at)] * 8))
    assert answers.count(True) == 1


@pytest.mark.parametrize("code", ["", "000000", "12345", "１２３４５６", "null", "-" * 20])
def test_what_is_no_code_does_not_pass(
    registry: Registry, wang: Actor, recovery: list[str], code: str
) -> None:
    at = registry.clock.now()
    assert code != code_at(at)
    assert not passes(registry, wang, code, at)


def test_a_recovery_code_stands_in_once_and_for_its_own_account_alone(
    registry: Registry, wang: Actor, recovery: list[str]
) -> None:
    at = registry.clock.now()
    other = an_officer(registry, Role.DECIDER)
    with registry.transaction() as session:
        secret = second_factors.new_secret()
        code = pyotp.TOTP(secret).at(at)
        second_factors.enrol(session, secret, code, VAULT, actor=other, at=at)
    assert len(set(recovery)) == second_factors.RECOVERY_CODES
    assert not passes(registry, other, recovery[0], at)
    assert passes(registry, wang, f" {recovery[0].upper()} ", at)
    assert not passes(registry, wang, recovery[0], at)
    assert passes(registry, wang, recovery[1].replace("-", ""), at)


def test_neither_the_secret_nor_a_code_is_kept_or_told(
    registry: Registry, wang: Actor, recovery: list[str]
) -> None:
    with registry.reading() as session:
        factor = session.get_one(SecondFactor, wang.account_id)
        digests = set(session.scalars(select(RecoveryCode.digest)))
        event = session.scalars(select(Event).where(Event.kind == "second_factor_enrolled")).one()
    assert SECRET.encode() not in factor.sealed
    assert not digests & set(recovery)
    assert set(event.payload) == {"account"}


def test_a_sealed_secret_opens_in_its_own_place_with_its_own_key_alone() -> None:
    key, other = sealing.derived("one", "purpose"), sealing.derived("two", "purpose")
    kept = sealing.sealed(key, b"plain", "here")
    assert sealing.opened(key, kept, "here") == b"plain"
    assert sealing.derived("one", "another purpose") != key
    assert sealing.sealed(key, b"plain", "here") != kept
    for wrong_key, wrong_kept, place in (
        (other, kept, "here"), (key, kept, "there"), (key, kept[:-1] + b"x", "here"),
    ):  # fmt: skip
        with pytest.raises(Unavailable):
            sealing.opened(wrong_key, wrong_kept, place)


def test_enrolling_takes_a_code_of_the_secret_and_happens_once(
    registry: Registry, wang: Actor
) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        for secret, code in ((SECRET, "000000"), ("short", code_at(at)), (SECRET.lower(), "")):
            with pytest.raises(InvalidInput):
                second_factors.enrol(session, secret, code, VAULT, actor=wang, at=at)
        assert not second_factors.is_enrolled(session, wang.account_id)
        second_factors.enrol(session, SECRET, code_at(at), VAULT, actor=wang, at=at)
        with pytest.raises(AlreadyRecorded):
            second_factors.enrol(session, SECRET, code_at(at), VAULT, actor=wang, at=at)


def test_a_password_alone_opens_nothing_of_an_account_with_a_second_factor(
    registry: Registry, wang: Actor, recovery: list[str]
) -> None:
    at = registry.clock.now()
    with registry.reading() as session:
        found = sign_ins.begin(session, "wang", PASSWORD, at)
        given = Asked(has_given_code=True)
        resumed = sign_ins.resume(session, wang.account_id, found.generation, at, given)
    assert found.actor.owes is Duty.GIVE_CODE
    assert held_by(found.actor) == []
    assert not may(found.actor, Permission.MANAGE_OWN_ACCOUNT)
    assert resumed is not None
    assert resumed.actor == wang


@pytest.mark.parametrize("role", Role)
def test_where_it_is_asked_for_deciders_and_operators_come_to_a_second_factor_first(
    registry: Registry, role: Role
) -> None:
    an_officer(registry, role, username="each", password=PASSWORD)
    with registry.reading() as session:
        asked = Asked(needs_second_factor=True)
        found = sign_ins.begin(session, "each", PASSWORD, registry.clock.now(), asked)
    is_mighty = role in (Role.DECIDER, Role.OPERATOR)
    assert found.actor.owes is (Duty.ENROL_SECOND_FACTOR if is_mighty else None)
    if is_mighty:
        assert held_by(found.actor) == [Permission.MANAGE_OWN_ACCOUNT]


def test_an_operator_takes_it_away_and_sessions_end(
    registry: Registry, wang: Actor, recovery: list[str]
) -> None:
    at = registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(NotPermitted):
            second_factors.remove(session, "wang", actor=wang, at=at)
        second_factors.remove(session, "wang", actor=INSTALLER, at=at)
        assert session.scalars(select(RecoveryCode)).all() == []
        assert sign_ins.resume(session, wang.account_id, 1, at) is None
        assert sign_ins.begin(session, "wang", PASSWORD, at).actor.owes is None
        with pytest.raises(NotFound):
            second_factors.remove(session, "wang", actor=INSTALLER, at=at)


def test_the_address_names_the_account_and_the_registry() -> None:
    address = second_factors.address(SECRET, "王五 a&b")
    parsed = pyotp.parse_uri(address)
    assert address.startswith("otpauth://totp/")
    assert (parsed.name, parsed.issuer) == ("王五 a&b", second_factors.ISSUER)
    assert second_factors.SECRET.fullmatch(second_factors.new_secret())
