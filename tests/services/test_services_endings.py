"""The ends of publicity reach every downstream, and whoever is late with one is named."""

from datetime import UTC, date, datetime
from typing import cast

import editions
import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver
from restorations_sought import Applied, sought
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import AlreadyRecorded, NotFound, NotPermitted, Unlawful
from credit_registry.domain.records import RecordState
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.clocks import Clock
from credit_registry.services.finding import indexing
from credit_registry.services.lists import endings
from credit_registry.services.lists.endings import Ending
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.ledgers import Event
from credit_registry.store.records import Record

BY_CONFIRMATION = {"change_feed", "national_platform", "credit_china", "procurement"}
SEEN = "已查看，不再展示"


@pytest.fixture
def ended(registry: Registry) -> Applied:
    """A penalty that was restored on Monday, 23 November 2026."""
    case = sought(registry)
    case.today = date(2026, 11, 23)
    case.apply()
    case.run("accept", "verify", "grant")
    registry.sequence()
    return case


def board(case: Applied, actor: Actor | None = None, *, is_all: bool = False) -> list[Ending]:
    registry = case.registry
    with registry.reading() as session:
        return endings.board(
            session,
            law_editions.current(session).edition,
            registry.clock.today(),
            registry.index.port.cursor(),
            actor=actor or case.decider,
            is_all=is_all,
        )


def confirm(case: Applied, actor: Actor, code: str | None, note: str = SEEN) -> None:
    with case.registry.transaction() as session:
        law, clock = law_editions.current(session), case.registry.clock
        position = session.scalars(
            select(Event.position).where(Event.kind == "record_withdrawn")
        ).one()
        act = Act(actor, clock.now(), clock.today(), law)
        endings.confirm(session, cast("int", position), code, note, act=act)


def late(ending: Ending) -> set[str]:
    return {each.downstream.code for each in ending.standings if each.is_late}


def taken(ending: Ending) -> set[str]:
    return {each.downstream.code for each in ending.standings if each.is_taken}


def on(case: Applied, day: date) -> None:
    case.today = day
    with case.act(case.decider):
        pass


def test_the_index_takes_an_ending_in_by_its_cursor_and_others_are_waited_for(
    ended: Applied,
) -> None:
    (waiting,) = board(ended)
    assert taken(waiting) == set()
    indexing.follow(ended.registry)
    (waiting,) = board(ended)
    assert taken(waiting) == {"search_index"}
    assert waiting.due.due_on == date(2026, 11, 26), "three working days after Monday"


def test_nobody_is_late_on_the_last_day_and_everybody_who_waits_is_on_the_day_after(
    ended: Applied,
) -> None:
    indexing.follow(ended.registry)
    on(ended, date(2026, 11, 26))
    assert [late(each) for each in board(ended)] == [set()]
    publisher = an_officer(ended.registry, Role.PUBLISHER)
    confirm(ended, publisher, "credit_china")
    on(ended, date(2026, 11, 27))
    assert [late(each) for each in board(ended)] == [BY_CONFIRMATION - {"credit_china"}]


def test_an_ending_that_everybody_took_in_waits_no_more_and_is_still_on_record(
    ended: Applied,
) -> None:
    indexing.follow(ended.registry)
    publisher = an_officer(ended.registry, Role.PUBLISHER)
    for code in sorted(BY_CONFIRMATION):
        confirm(ended, publisher, code)
    assert board(ended) == []
    (found,) = board(ended, is_all=True)
    assert taken(found) == BY_CONFIRMATION | {"search_index"}
    assert ended.events().count("ending_confirmed") == len(BY_CONFIRMATION)


def test_a_confirmation_is_given_once_with_its_evidence_and_not_for_the_index(
    ended: Applied,
) -> None:
    publisher = an_officer(ended.registry, Role.PUBLISHER)
    with pytest.raises(Unlawful, match="shows"):
        confirm(ended, publisher, "credit_china", " ")
    with pytest.raises(Unlawful, match="note"):
        confirm(ended, publisher, "credit_china", "联系电话13800138000")
    with pytest.raises(Unlawful, match="by itself"):
        confirm(ended, publisher, "search_index")
    with pytest.raises(NotFound, match="credit_china"):
        confirm(ended, publisher, "nobody")
    with pytest.raises(NotPermitted):
        confirm(ended, ended.decider, "credit_china")
    confirm(ended, publisher, "credit_china")
    with pytest.raises(AlreadyRecorded):
        confirm(ended, publisher, "credit_china")


def test_a_body_that_is_no_downstream_sees_nothing_and_confirms_nothing(ended: Applied) -> None:
    body = an_officer(ended.registry, Role.EXECUTING_BODY)
    assert board(ended, body) == []
    with pytest.raises(NotPermitted, match="own"):
        confirm(ended, body, "procurement", "")


def test_a_body_confirms_for_its_own_downstream_alone(ended: Applied) -> None:
    registry = ended.registry
    row = "label_en: supervision of government procurement\n  taken_by: confirmation\n  unit_zh: "
    editions.load(
        registry, editions.edited("downstreams.yaml", f'{row}""', f"{row}虚构市市场监督管理局")
    )
    with registry.reading() as session:
        named = select(SourceUnitName.unit_id).where(SourceUnitName.name == "虚构市市场监督管理局")
        unit_id = session.scalars(named).one()
    body = an_officer(registry, Role.EXECUTING_BODY, unit_id=unit_id)
    (waiting,) = board(ended, body)
    assert [each.downstream.code for each in waiting.standings] == ["procurement"]
    with pytest.raises(NotPermitted, match="own"):
        confirm(ended, body, "credit_china")
    confirm(ended, body, None, "")
    indexing.follow(registry)
    assert board(ended, body) == []


def test_an_ending_of_years_ago_has_its_day_too(registry: Registry) -> None:
    clock = registry.clock
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(number=1))
    registry.clock = Clock(now=lambda: datetime(2020, 6, 10, 2, tzinfo=UTC))
    decider = an_officer(registry, Role.DECIDER)
    with registry.transaction() as session:
        act = Act(decider, registry.clock.now(), date(2020, 6, 10), law_editions.current(session))
        number = session.scalars(select(Record.id)).one()
        withdrawals.withdraw(session, number, RecordState.ANNULLED, "处罚被撤销", act=act)
    registry.clock = clock
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        (ending,) = endings.board(session, edition, clock.today(), 0, actor=decider, is_all=False)
    assert ending.due.due_on == date(2020, 6, 15), "10 June 2020 was a Wednesday"


def test_a_body_that_acts_for_an_enterprise_too_sees_the_endings_of_its_own_unit_alone(
    ended: Applied,
) -> None:
    roles = frozenset({Role.EXECUTING_BODY, Role.ENTERPRISE_USER})
    assert board(ended, Actor(ended.decider.account_id, "both", roles=roles), is_all=True) == []
