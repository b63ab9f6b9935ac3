"""An annulled penalty takes its entry off by itself, on the last day of the law's time at latest.

Three working days from Wednesday 30 September 2026 end on Saturday 10 October, a day of work after
the holiday week.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from cases_led import WORDS, answered, penalise, periods, propose_on, shown
from filings import deliver, file_of, on, withdraw
from sqlalchemy import func, select
from test_services_law_movements import NOTICE_2027
from test_services_listings import Case

from credit_registry.domain.actors import Role
from credit_registry.domain.dates import ZONE
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import ListingStatus, RemovalReason, Step
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.services.files import desks
from credit_registry.services.law_changes import law_loads
from credit_registry.services.lists import expiries
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event

ANNULLED_ON, LAST_DAY = date(2026, 9, 30), date(2026, 10, 10)
TERM = date(2029, 9, 21)
NEXT_DAY = LAST_DAY + timedelta(days=1)


@pytest.fixture
def case(registry: Registry) -> Case:
    """A case on its day of proposal, 21 September 2026."""
    on(registry, date(2026, 9, 21))
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
        date(2026, 9, 21),
    )


def at(case: Case, day: date) -> None:
    """Let it be the day."""
    case.today = day
    on(case.registry, day)


def publish(case: Case, penalty: int, grounds: str = "") -> None:
    """An entry that rests on the penalty, with the decision's grounds in words."""
    propose_on(case, penalty)
    answered(case)
    case.step(Step.DECIDE, case.decider, 3, document_number="列〔2026〕1号", grounds=grounds)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)


def days_shown(case: Case, first: date, last: date) -> list[date]:
    """The days from one to another on which the public sees the firm on the list."""
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    found = []
    for day in days:
        on(case.registry, day)
        found += [day] if shown(case, day) else []
    on(case.registry, case.today)
    return found


def reinstate(case: Case, penalty: int) -> None:
    with case.act(an_officer(case.registry, *Role)) as (session, act):
        withdrawals.reinstate(session, penalty, "误撤", act=act)


def close(case: Case) -> int:
    """Let the job close what is to be closed; how many entries it closed."""
    return expiries.expire_due(case.registry, actor=an_officer(case.registry, Role.OPERATOR))


def withdrawn(registry: Registry) -> list[dict[str, Any]]:
    """What the events of withdrawals say."""
    with registry.reading() as session:
        statement = select(Event.payload).where(Event.kind == "listing_withdrawn")
        return list(session.scalars(statement))


@pytest.mark.parametrize("state", [RecordState.ANNULLED, RecordState.WITHDRAWN])
def test_the_display_ends_with_the_last_day_and_the_job_settles_it_the_day_after(
    case: Case, state: RecordState
) -> None:
    publish(case, penalty := penalise(case))
    at(case, ANNULLED_ON)
    withdraw(case.registry, penalty, state)
    assert days_shown(case, ANNULLED_ON, NEXT_DAY)[-1] == LAST_DAY
    at(case, LAST_DAY)
    assert close(case) == 0
    assert case.entry().status is ListingStatus.PUBLISHED
    at(case, NEXT_DAY)
    assert (close(case), close(case)) == (1, 0)
    entry = case.entry()
    assert (entry.status, entry.removal) == (ListingStatus.WITHDRAWN, RemovalReason.ANNULLED)
    assert periods(case)["annulment_withdrawal"] == (LAST_DAY, "met")
    (told,) = withdrawn(case.registry)
    assert (told["reason"], told["status"]) == ("annulled", "withdrawn")
    assert not [each for each in entry.measures if each.lifted_on != NEXT_DAY]


def test_with_the_scheduler_stopped_for_forty_days_nothing_is_shown_and_one_run_catches_up(
    case: Case,
) -> None:
    publish(case, penalty := penalise(case))
    at(case, ANNULLED_ON)
    withdraw(case.registry, penalty, RecordState.ANNULLED)
    at(case, LAST_DAY + timedelta(days=40))
    assert days_shown(case, NEXT_DAY, case.today) == []
    with pytest.raises(Unlawful, match="withdrawn"):
        case.step(Step.EXPIRE, an_officer(case.registry, Role.OPERATOR), 7)
    assert (close(case), close(case)) == (1, 0)
    assert len(withdrawn(case.registry)) == 1
    assert {each.lifted_on for each in case.entry().measures} == {NEXT_DAY}


def test_an_officer_takes_the_entry_off_at_once(case: Case) -> None:
    publish(case, penalty := penalise(case))
    at(case, ANNULLED_ON)
    withdraw(case.registry, penalty, RecordState.ANNULLED)
    case.step(Step.WITHDRAW, case.decider, 7, **WORDS)
    assert days_shown(case, ANNULLED_ON, LAST_DAY) == []
    at(case, NEXT_DAY)
    assert close(case) == 0
    assert len(withdrawn(case.registry)) == 1


@pytest.mark.parametrize(
    ("day", "is_back"), [(LAST_DAY, True), (NEXT_DAY, False)], ids=["last day", "day after"]
)
def test_a_penalty_that_stands_again_gives_the_display_back_until_its_last_day(
    case: Case, day: date, is_back: bool
) -> None:
    publish(case, penalty := penalise(case))
    at(case, ANNULLED_ON)
    withdraw(case.registry, penalty, RecordState.ANNULLED)
    assert case.entry().version.until == LAST_DAY
    at(case, day)
    reinstate(case, penalty)
    assert case.entry().version.until == (TERM if is_back else LAST_DAY)
    assert periods(case)["annulment_withdrawal"][1] == ("dropped" if is_back else "running")
    at(case, NEXT_DAY + timedelta(days=1))
    assert (shown(case, case.today), close(case)) == ((True, 0) if is_back else (False, 1))
    if is_back:
        withdraw(case.registry, penalty, RecordState.ANNULLED)
        assert case.entry().version.until == date(2026, 10, 15)
        reinstate(case, penalty)
        assert case.entry().version.until == TERM


def test_an_entry_on_several_penalties_stands_until_the_last_of_them_falls(case: Case) -> None:
    named = penalise(case, document_number="虚市监罚〔2026〕71号")
    second = penalise(case, document_number="虚市监罚〔2026〕7号")
    deliver(case.registry, a_record_draft(RecordKind.HONOUR, document_number="虚荣〔2026〕1号"))
    publish(case, named, "虚市监罚〔2026〕71号、虚市监罚 [2026] 7号；另获虚荣〔2026〕1号")
    at(case, ANNULLED_ON)
    withdraw(case.registry, named, RecordState.ANNULLED)
    assert case.entry().version.until == TERM
    assert "annulment_withdrawal" not in periods(case)
    withdraw(case.registry, second, RecordState.WITHDRAWN)
    assert case.entry().version.until == LAST_DAY
    reinstate(case, second)
    assert case.entry().version.until == TERM


def test_a_delivery_that_annuls_the_penalty_cuts_the_display_and_one_that_restores_it_does_not(
    case: Case,
) -> None:
    first = a_record_draft(document_number="甲1号")
    deliver(case.registry, first)
    (record,) = file_of(case.registry, an_officer(case.registry, Role.AUDITOR)).records
    publish(case, record.record_id)
    at(case, ANNULLED_ON)
    deliver(case.registry, replace(first, state=RecordState.RESTORED))
    assert case.entry().version.until == TERM
    assert "annulment_withdrawal" not in periods(case)
    assert desk_of(case) == []
    deliver(case.registry, replace(first, state=RecordState.ANNULLED))
    assert case.entry().version.until == LAST_DAY
    (found,) = desk_of(case)
    assert found.lapse is not None
    assert (found.lapse.state, found.lapse.since, found.lapse.due.due_on) == (
        RecordState.ANNULLED, ANNULLED_ON, LAST_DAY,
    )  # fmt: skip


def desk_of(case: Case) -> list[desks.Case]:
    """What stands first on the desk: what has lost its ground."""
    with case.registry.reading() as session:
        actor = an_officer(case.registry, Role.AUDITOR)
        with case.act(actor) as (_, act):
            edition = act.law.edition
        return desks.groundless(session, actor, edition)


@pytest.mark.parametrize(
    ("loaded_on", "last"),
    [
        (date(2026, 12, 31), date(2027, 1, 7)),
        (date(2027, 1, 5), date(2027, 1, 7)),
        (date(2027, 1, 6), date(2027, 1, 5)),
    ],
    ids=["at once", "on the last day", "after it was over"],
)
def test_a_holiday_week_whose_table_is_loaded_late_moves_a_display_that_is_not_over(
    case: Case, loaded_on: date, last: date
) -> None:
    """Without the table three working days end on 5 January; with it on the 7th."""
    publish(case, penalty := penalise(case))
    at(case, date(2026, 12, 31))
    withdraw(case.registry, penalty, RecordState.ANNULLED)
    assert case.entry().version.until == date(2027, 1, 5)
    owner = an_officer(case.registry, Role.RULE_OWNER)
    noon = datetime(loaded_on.year, loaded_on.month, loaded_on.day, 12, tzinfo=ZONE)
    with case.registry.transaction() as session:
        law_loads.load_working_days(session, NOTICE_2027, actor=owner, at=noon)
    at(case, date(2027, 1, 8))
    assert days_shown(case, date(2026, 12, 31), case.today)[-1] == last
    assert (close(case), close(case)) == (1, 0)
    with case.registry.reading() as session:
        about = select(func.count()).where(Event.kind == "listing_withdrawn")
        assert session.scalars(about).one() == 1
