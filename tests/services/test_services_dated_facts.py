"""Another name and another division by date: what is told of a past day is what held then."""

from datetime import date, timedelta

import pytest
from builders import a_subject_draft, an_officer
from filings import deliver, file_of, on, subject_of
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Role
from credit_registry.services import figures, law_editions
from credit_registry.services.histories import erasures
from credit_registry.services.registry import Registry
from credit_registry.store.subjects import Registration

TOLD_ON = date(2026, 11, 23)
MOVED_ON = date(2026, 3, 1)
EVE = MOVED_ON - timedelta(days=1)
OLD, NEW = "360702", "360703"
FORMER, LATER = "虚构旧名有限公司", "虚构新名有限公司"


@pytest.fixture
def officer(registry: Registry) -> Actor:
    return an_officer(registry, *Role)


def places(registry: Registry, day: date) -> dict[str, int]:
    """How many subjects each division had on the day."""
    with registry.reading() as session:
        view = registry.view(session, an_officer(registry, Role.AUDITOR), as_of=day)
        edition = law_editions.current(session).edition
        counted = figures.by_division(session, view, edition)
    return {each.code: each.value for each in counted}


def test_a_stated_day_of_a_move_counts_the_past_where_it_was(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_subject_draft(1, name=FORMER, division_code=OLD))
    deliver(registry, a_subject_draft(1, name=LATER, division_code=NEW, since=MOVED_ON))
    for day, name, place in ((EVE, FORMER, "章贡区"), (MOVED_ON, LATER, "南康区")):
        file = file_of(registry, officer, as_of=day)
        assert (file.name, file.division_zh) == (name, place)
    assert places(registry, EVE) == {OLD: 1}
    assert places(registry, MOVED_ON) == {NEW: 1}
    assert places(registry, TOLD_ON) == {NEW: 1}


def test_a_move_without_a_day_counts_from_the_day_it_is_told(
    registry: Registry, officer: Actor
) -> None:
    on(registry, TOLD_ON - timedelta(days=5))
    deliver(registry, a_subject_draft(1, division_code=OLD))
    on(registry, TOLD_ON)
    deliver(registry, a_subject_draft(1, division_code=NEW))
    assert places(registry, TOLD_ON - timedelta(days=1)) == {OLD: 1}
    assert places(registry, TOLD_ON) == {NEW: 1}
    assert file_of(registry, officer).division_zh == "南康区"


def test_other_facts_leave_the_past_division_where_it_was(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1, division_code=OLD))
    deliver(registry, a_subject_draft(1, division_code=NEW, since=MOVED_ON))
    deliver(registry, a_subject_draft(1, division_code=NEW, address="虚构市新路9号"))
    assert places(registry, EVE) == {OLD: 1}
    assert places(registry, MOVED_ON) == {NEW: 1}


def test_the_same_row_again_changes_nothing(registry: Registry) -> None:
    moved = a_subject_draft(1, division_code=NEW, since=MOVED_ON)
    deliver(registry, a_subject_draft(1, division_code=OLD))
    assert deliver(registry, moved).changed == 1
    assert deliver(registry, moved).unchanged == 1


def test_what_was_known_before_the_move_was_told_stays(registry: Registry, officer: Actor) -> None:
    deliver(registry, a_subject_draft(1, division_code=OLD))
    with registry.reading() as session:
        known = registry.view(session, officer).position
    deliver(registry, a_subject_draft(1, division_code=NEW, since=MOVED_ON))
    file = file_of(registry, officer, as_of=MOVED_ON, known_at=known)
    assert file.division_zh == "章贡区"


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2013, 10, 31), "南康市"), (date(2013, 11, 1), "南康区"), (TOLD_ON, "南康区")],
)
def test_a_division_that_was_recoded_bears_the_name_of_the_day(
    registry: Registry, officer: Actor, day: date, name: str
) -> None:
    """Nankang City became Nankang District in November 2013; the subject never moved."""
    deliver(registry, a_subject_draft(1, division_code=NEW))
    assert file_of(registry, officer, as_of=day).division_zh == name
    code = "360782" if name == "南康市" else NEW
    assert places(registry, day) == {code: 1}


def test_what_is_erased_is_erased_of_the_former_row_too(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1, division_code=OLD, address="某宅"))
    deliver(registry, a_subject_draft(1, division_code=NEW, address="某路", since=MOVED_ON))
    decider = an_officer(registry, Role.DECIDER)
    with registry.transaction() as session:
        at, number = registry.clock.now(), subject_of(registry)
        erasures.erase_registration_field(session, number, "address", "私宅", actor=decider, at=at)
    with registry.reading() as session:
        rows = session.scalars(select(Registration)).all()
    assert len(rows) == 3
    assert all(row.address == "" and row.salt == "" for row in rows)


def test_who_may_act_follows_the_division_of_today(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1, division_code=OLD))
    deliver(registry, a_subject_draft(1, division_code=NEW, since=MOVED_ON))
    from credit_registry.services.subjects import subjects

    with registry.reading() as session:
        assert subjects.division_of(session, subject_of(registry)) == NEW
