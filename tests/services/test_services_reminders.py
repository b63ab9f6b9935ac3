"""Whoever owes a step is reminded once a level; steps are counted by their last day."""

from datetime import date

import pytest
from builders import an_officer
from filings import on
from objections_filed import Objected, filed
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.deadlines import DeadlineState, ReminderLevel
from credit_registry.domain.events import EventKind
from credit_registry.services.law_changes import law_loads
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.proceedings import reminders, timeliness
from credit_registry.services.registry import Registry
from credit_registry.store.deadlines import LegalDeadline, Reminder
from credit_registry.store.ledgers import Event


@pytest.fixture
def desk(registry: Registry) -> Objected:
    return filed(registry)


def reminded(desk: Objected, day: date) -> list[str]:
    """The levels of the reminders that a run on the day gives."""
    on(desk.registry, day)
    before = desk.count(Reminder)
    given = reminders.remind(desk.registry, actor=INSTALLER)
    with desk.registry.reading() as session:
        levels = list(session.scalars(select(Reminder.level).order_by(Reminder.id)))
    assert len(levels) == before + given
    return levels[before:]


def test_who_owes_a_step_is_reminded_once_a_level_and_a_superior_told_at_last(
    desk: Objected,
) -> None:
    desk.today = date(2026, 11, 2)
    desk.file()
    desk.step("accept", 1)
    assert desk.periods()[1][1] == date(2026, 11, 11)
    assert reminded(desk, date(2026, 11, 5)) == []
    assert reminded(desk, date(2026, 11, 6)) == [ReminderLevel.DUE_SOON], "three working days left"
    assert reminded(desk, date(2026, 11, 11)) == []
    assert reminded(desk, date(2026, 11, 12)) == [ReminderLevel.OVERDUE]
    assert reminded(desk, date(2026, 11, 18)) == []
    assert reminded(desk, date(2026, 11, 19)) == [ReminderLevel.ESCALATED]
    assert reminded(desk, date(2026, 12, 31)) == []
    assert desk.count(Event, Event.kind == EventKind.DEADLINE_REMINDED.value) == 3


def test_after_forty_days_without_reminders_one_is_given_and_the_weaker_never(
    desk: Objected,
) -> None:
    desk.today = date(2026, 11, 2)
    desk.file()
    assert reminded(desk, date(2026, 12, 12)) == [ReminderLevel.ESCALATED]
    assert reminded(desk, date(2026, 12, 12)) == []
    assert reminded(desk, date(2026, 12, 13)) == []


def test_what_is_settled_is_not_reminded_of(desk: Objected) -> None:
    desk.today = date(2026, 11, 2)
    desk.file()
    desk.step("not_accept", 1, note="材料不全")
    assert reminded(desk, date(2026, 12, 12)) == []


def test_a_year_whose_working_days_come_late_moves_what_runs_and_is_not_overdue_before(
    desk: Objected,
) -> None:
    desk.today = date(2027, 9, 29)
    desk.file()
    with desk.registry.reading() as session:
        before = session.scalars(select(LegalDeadline)).one()
    assert (before.due_on, before.is_provisional) == (date(2027, 10, 4), True)
    assert reminded(desk, date(2027, 10, 5)) == [ReminderLevel.DUE_SOON], "not over for certain"
    rests = "".join(f"2027-10-0{day},rest,国办发明电〔2026〕1号\n" for day in range(1, 8))
    with desk.registry.transaction() as session:
        officer, at = an_officer(desk.registry, Role.RULE_OWNER), desk.registry.clock.now()
        law_loads.load_working_days(session, notice(rests), actor=officer, at=at)
    assert desk.periods() == [
        ("objection_acceptance", date(2027, 10, 11), DeadlineState.RUNNING, None)
    ], "30 September, then 8 and 11 October"
    with desk.registry.reading() as session:
        rows = session.scalars(select(LegalDeadline).order_by(LegalDeadline.id)).all()
    assert [each.thread_id for each in rows] == [before.thread_id] * 2
    assert rows[0].superseded_by == rows[1].recorded_by
    assert not rows[1].is_provisional


def notice(rows: str) -> str:
    """A year's notice as it is loaded."""
    return "date,kind,source\n" + rows


def test_timeliness_counts_steps_by_their_last_day(desk: Objected) -> None:
    desk.today = date(2026, 11, 2)
    desk.file()
    desk.today = date(2026, 11, 5)
    desk.step("accept", 1)
    desk.today = date(2026, 11, 17)
    desk.step("dismiss", 2, document_number="异〔2026〕1号", note="证据充分")
    desk.file()
    with desk.registry.reading() as session:
        measured = {
            each.code: (each.in_time, each.late, each.awaited, each.overdue, each.share_percent)
            for each in timeliness.measured(session, date(2026, 1, 1), date(2026, 11, 21))
        }
    assert measured == {
        "objection_acceptance": (1, 0, 1, 1, 50),
        "objection_decision": (0, 1, 0, 0, 0),
    }
