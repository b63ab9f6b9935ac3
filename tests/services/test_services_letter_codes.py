"""A letter's code binds one account to one enterprise: once, in time, and within few tries."""

from datetime import timedelta

import pytest
from builders import DIVISION, a_subject_draft, a_uscc, an_officer
from filings import deliver, subject_of
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import NotFound, NotPermitted
from credit_registry.services.people import accounts, letter_codes
from credit_registry.services.people.letter_codes import GOOD_FOR, MOST_TRIES
from credit_registry.services.registry import Registry
from credit_registry.store.enterprise_users import LetterCode
from credit_registry.store.ledgers import Event


@pytest.fixture
def user(registry: Registry) -> Actor:
    """An enterprise user, with two enterprises on record."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    return an_officer(registry, Role.ENTERPRISE_USER)


def letter(registry: Registry, number: int = 1) -> str:
    officer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        at = registry.clock.now()
        return letter_codes.issue(session, a_uscc(number), actor=officer, at=at)


def binds(
    registry: Registry, user: Actor, code: str, number: int = 1, after: timedelta = timedelta()
) -> bool:
    with registry.transaction() as session:
        at = registry.clock.now() + after
        return letter_codes.bind(session, a_uscc(number), code, actor=user, at=at)


def bound(registry: Registry, user: Actor) -> int | None:
    with registry.reading() as session:
        found = accounts.actor(session, user.account_id)
    assert found is not None
    return found.subject_id


def test_the_code_of_the_letter_binds_the_account_once(registry: Registry, user: Actor) -> None:
    code = letter(registry)
    assert bound(registry, user) is None
    assert binds(registry, user, f" {code.lower().replace('-', ' ')}")
    assert bound(registry, user) == subject_of(registry)
    assert not binds(registry, user, code)
    assert not binds(registry, an_officer(registry, Role.ENTERPRISE_USER), code)


def test_a_code_is_for_its_own_enterprise(registry: Registry, user: Actor) -> None:
    code = letter(registry, 1)
    letter(registry, 2)
    assert not binds(registry, user, code, 2)
    assert not binds(registry, user, code, 3)
    assert binds(registry, user, code, 1)


def test_a_letter_bears_few_wrong_tries(registry: Registry, user: Actor) -> None:
    code = letter(registry)
    assert not any(binds(registry, user, "0000-0000-0000-0000") for _ in range(MOST_TRIES))
    assert not binds(registry, user, code)
    again = letter(registry)
    assert not any(binds(registry, user, "wrong") for _ in range(MOST_TRIES - 1))
    assert binds(registry, user, again)


def test_a_letter_ends_with_its_days_and_with_the_next_letter(
    registry: Registry, user: Actor
) -> None:
    first = letter(registry)
    assert not binds(registry, user, first, after=GOOD_FOR)
    second = letter(registry)
    assert not binds(registry, user, first)
    assert binds(registry, user, second)


def test_another_letter_binds_to_another_enterprise(registry: Registry, user: Actor) -> None:
    assert binds(registry, user, letter(registry, 1), 1)
    assert binds(registry, user, letter(registry, 2), 2)
    assert bound(registry, user) == subject_of(registry, a_uscc(2))


def test_officers_issue_and_enterprise_users_bind(registry: Registry, user: Actor) -> None:
    officer, at = an_officer(registry, Role.ENTERER), registry.clock.now()
    with registry.transaction() as session:
        with pytest.raises(NotPermitted):
            letter_codes.issue(session, a_uscc(1), actor=user, at=at)
        with pytest.raises(NotPermitted):
            letter_codes.bind(session, a_uscc(1), "x", actor=officer, at=at)


def test_an_officer_of_a_division_writes_to_its_enterprises_alone(
    registry: Registry, user: Actor
) -> None:
    at = registry.clock.now()
    own = an_officer(registry, Role.ENTERER, division=DIVISION)
    other = an_officer(registry, Role.ENTERER, division="999999")
    with registry.transaction() as session:
        assert letter_codes.issue(session, a_uscc(1), actor=own, at=at)
        with pytest.raises(NotPermitted, match=DIVISION):
            letter_codes.issue(session, a_uscc(1), actor=other, at=at)


def test_a_letter_goes_to_an_enterprise_on_record(registry: Registry, user: Actor) -> None:
    officer, at = an_officer(registry, Role.ENTERER), registry.clock.now()
    with registry.transaction() as session, pytest.raises(NotFound):
        letter_codes.issue(session, a_uscc(9), actor=officer, at=at)


def test_neither_rows_nor_events_hold_a_code(registry: Registry, user: Actor) -> None:
    code = letter(registry)
    assert binds(registry, user, code)
    with registry.reading() as session:
        row = session.scalars(select(LetterCode)).one()
        events = session.scalars(select(Event).order_by(Event.id.desc()).limit(2)).all()
    plain = code.replace("-", "")
    assert plain.encode() not in b"".join(event.body for event in events)
    assert [event.kind for event in events] == ["account_bound", "letter_code_issued"]
    assert plain not in row.digest
    assert {event.subject_id for event in events} == {subject_of(registry)}
