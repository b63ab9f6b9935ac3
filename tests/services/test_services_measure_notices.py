"""Notices of measures: given on publication, reported by the body, lifted with the entry."""

from datetime import date, timedelta

import pytest
from builders import an_officer
from editions import edited, load
from noticed_measures import ONES, PUBLISHED, REPORT_DUE, Bodies, bodies, publish
from sqlalchemy import func, select
from statements import counted
from test_services_entry_measures import ENDING, ENDS, SUPERVISION

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.deadlines import DeadlineState
from credit_registry.domain.errors import (
    NotFound,
    NotPermitted,
    TransitionNotAllowed,
    Unlawful,
)
from credit_registry.domain.listings import Step
from credit_registry.services import law_editions
from credit_registry.services.measures import measure_desks
from credit_registry.services.registry import Registry
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.ledgers import Event
from credit_registry.store.proceedings import Proceeding, ProceedingVersion

ONE_DAY = timedelta(days=1)


@pytest.fixture
def made(registry: Registry) -> Bodies:
    return bodies(registry)


@pytest.fixture
def published(made: Bodies) -> Bodies:
    publish(made)
    return made


def events(registry: Registry) -> dict[str, int]:
    with registry.reading() as session:
        statement = select(Event.kind, func.count()).group_by(Event.kind)
        return {row[0]: row[1] for row in session.execute(statement)}


def test_publication_gives_each_body_its_notices_within_ten_working_days(
    published: Bodies,
) -> None:
    found = published.seen()
    assert {item: each.unit for item, each in found.items()} == ONES
    assert {each.state for each in found.values()} == {"noticed"}
    assert {each.due_on for each in found.values()} == {REPORT_DUE}
    assert {each.given_on for each in found.values()} == {PUBLISHED}


def test_no_notice_is_given_before_publication_and_none_has_an_event_of_its_own(
    made: Bodies,
) -> None:
    made.case.propose()
    made.case.notice()
    made.case.today = PUBLISHED
    made.case.decide()
    assert made.seen() == {}
    made.case.consent()
    before = events(made.registry)
    made.case.step(Step.PUBLISH, made.case.publisher, 4)
    told = {kind: number - before.get(kind, 0) for kind, number in events(made.registry).items()}
    assert {kind: number for kind, number in told.items() if number} == {"listing_published": 1}
    assert sorted(made.seen()) == ["D01", "D02", "D03", "D04", "D05", "D06"]


def test_a_body_sees_the_notices_of_its_own_unit_and_no_other(published: Bodies) -> None:
    assert sorted(published.seen(published.procurement)) == ["D01"]
    assert sorted(published.seen(published.regulation)) == ["D04", "D06"]
    nobody = Actor(published.procurement.account_id, "x", roles=frozenset({Role.EXECUTING_BODY}))
    assert published.seen(nobody) == {}
    foreign = published.seen()["D04"].notice_id
    with published.registry.reading() as session:
        edition = law_editions.current(session).edition
        with pytest.raises(NotFound):
            measure_desks.notice(session, foreign, published.procurement, PUBLISHED, edition)
    with pytest.raises(NotPermitted):
        published.seen(an_officer(published.registry, Role.SOURCE_UNIT))


def test_a_body_reports_on_its_own_notices_alone(published: Bodies) -> None:
    with pytest.raises(NotPermitted, match="own desk"):
        published.report("D04", "apply", published.procurement)
    with pytest.raises(NotPermitted):
        published.report("D04", "apply", an_officer(published.registry, Role.DECIDER))
    assert published.report("D04", "apply") == "applied"


@pytest.mark.parametrize("left_out", ["document_number", "note", "on"])
def test_an_application_says_when_how_and_by_which_document(
    published: Bodies, left_out: str
) -> None:
    with pytest.raises(Unlawful, match=left_out):
        published.report("D01", "apply", None, **{left_out: None if left_out == "on" else ""})


def test_not_applicable_needs_its_reason_and_can_be_corrected(published: Bodies) -> None:
    with pytest.raises(Unlawful, match="note"):
        published.report("D01", "not_apply", note="")
    assert published.report("D01", "not_apply", note="该单位未参加采购") == "not_applicable"
    assert published.report("D01", "apply") == "applied"


@pytest.mark.parametrize(
    ("day", "is_late"),
    [(REPORT_DUE, False), (REPORT_DUE + ONE_DAY, True)],
    ids=["last-day", "day-after"],
)
def test_a_report_is_late_from_the_day_after_the_last(
    published: Bodies, day: date, *, is_late: bool
) -> None:
    published.case.today = day
    assert published.seen()["D01"].is_late is is_late
    published.report("D01", "apply")
    published.case.today = day + timedelta(days=30)
    assert published.seen()["D01"].is_late is is_late


def test_a_removal_turns_every_notice_into_one_of_lifting_at_once(published: Bodies) -> None:
    published.report("D01", "apply")
    published.report("D04", "not_apply", note="无授奖事项")
    published.remove(PUBLISHED + timedelta(days=20))
    assert published.states() == {"D01": "lifting", "D04": "closed", "D06": "lifting"}
    notice = published.seen()["D01"]
    assert notice.lifted_from == date(2026, 12, 21)
    assert notice.due_on == date(2026, 12, 24), "three working days after a Monday"
    with published.registry.reading() as session:
        removed = session.scalars(select(Event.id).where(Event.kind == "listing_withdrawn")).one()
        rows = session.scalars(
            select(ProceedingVersion).where(ProceedingVersion.step == "release")
        ).all()
    assert {row.recorded_by for row in rows} == {removed}
    assert [row.ordinal for row in sorted(rows, key=lambda row: row.ordinal)] == [0, 1, 2]


def test_a_removal_takes_as_many_statements_for_three_measures_as_for_six(
    registry: Registry, made: Bodies
) -> None:
    publish(made)
    with counted(registry.database) as three:
        made.remove(PUBLISHED + ONE_DAY)
    made.case.today = PUBLISHED + timedelta(days=2)
    made.case.propose()
    made.case.notice()
    made.case.today = date(2026, 12, 30)
    made.case.decide()
    made.case.consent()
    made.case.step(Step.PUBLISH, made.case.publisher, 4)
    with counted(registry.database) as six:
        made.remove(date(2026, 12, 31))
    assert six.count <= three.count


def test_a_lifting_is_reported_and_closes_the_notice(published: Bodies) -> None:
    published.report("D01", "apply")
    published.remove(PUBLISHED + timedelta(days=20))
    published.case.today += timedelta(days=4)
    assert published.seen()["D01"].is_late
    assert published.report("D01", "lift") == "lifted"
    for item in ("D04", "D06"):
        assert published.report(item, "not_apply", note="未曾采取") == "closed"
    with published.registry.reading() as session:
        open_ones = session.scalars(select(Proceeding.id).where(Proceeding.is_open)).all()
        running = session.scalars(
            select(LegalDeadline.id).where(
                LegalDeadline.superseded_by.is_(None),
                LegalDeadline.state == DeadlineState.RUNNING.value,
            )
        ).all()
    assert open_ones == []
    assert running == []


def test_nothing_is_applied_once_the_entry_has_left(published: Bodies) -> None:
    published.remove(PUBLISHED + timedelta(days=20))
    with pytest.raises(TransitionNotAllowed):
        published.report("D01", "apply")


def test_a_measure_in_force_is_not_lifted(published: Bodies) -> None:
    published.report("D01", "apply")
    with pytest.raises(Unlawful, match="2029-12-02"):
        published.report("D01", "lift")


@pytest.mark.parametrize(
    ("day", "state"), [(ENDS, "applied"), (ENDS + ONE_DAY, "lifting")], ids=["last", "after"]
)
def test_from_the_day_after_the_term_a_notice_is_one_of_lifting_though_no_job_has_run(
    published: Bodies, day: date, state: str
) -> None:
    published.report("D01", "apply")
    published.case.today = day
    assert published.seen()["D01"].state == state


def test_a_body_reports_a_lifting_that_no_job_has_told_it_of(published: Bodies) -> None:
    published.report("D01", "apply")
    published.case.today = ENDS + timedelta(days=20)
    due = published.seen()["D01"].due_on
    assert due is not None
    assert due < published.case.today
    assert published.report("D01", "lift") == "lifted"
    notice = published.seen()["D01"]
    assert (notice.lifted_from, notice.is_late) == (ENDS + ONE_DAY, True)


def test_nothing_is_applied_after_the_term_though_no_job_has_run(published: Bodies) -> None:
    published.case.today = ENDS + ONE_DAY
    with pytest.raises(Unlawful, match="report that it is lifted"):
        published.report("D01", "apply")
    assert published.report("D01", "apply", on=ENDS) == "applied"
    assert published.seen()["D01"].state == "lifting"


def test_the_job_turns_what_is_over_once_and_says_so_in_one_event(published: Bodies) -> None:
    published.report("D01", "apply")
    assert published.run_job(ENDS) == 0
    assert published.run_job(ENDS + timedelta(days=40)) == 3
    assert published.run_job(ENDS + timedelta(days=41)) == 0
    assert events(published.registry)["measures_released"] == 1
    assert {each.lifted_from for each in published.seen().values()} == {ENDS + ONE_DAY}


def test_closing_an_entry_after_its_term_lifts_from_the_day_after_the_term(
    published: Bodies,
) -> None:
    published.case.today = ENDS + timedelta(days=9)
    published.case.step(Step.EXPIRE, published.operator, 5)
    assert {each.lifted_from for each in published.seen().values()} == {ENDS + ONE_DAY}
    assert set(published.states().values()) == {"lifting"}


def test_a_measure_that_ends_by_law_is_lifted_while_its_entry_stands(made: Bodies) -> None:
    load(made.registry, edited("measures.yaml", SUPERVISION, ENDING))
    publish(made)
    made.case.today = date(2027, 1, 31)
    assert made.states()["D06"] == "noticed"
    made.case.today = date(2027, 2, 1)
    assert made.states() == {"D01": "noticed", "D04": "noticed", "D06": "lifting"}
    assert made.run_job(date(2027, 2, 1)) == 1
    assert made.report("D06", "lift") == "lifted"


def test_an_entry_published_again_gives_its_notices_again(published: Bodies) -> None:
    """A second entry of the same subject has notices of its own."""
    published.remove(PUBLISHED + ONE_DAY)
    case = published.case
    case.propose()
    case.notice()
    case.today = date(2026, 12, 30)
    case.decide()
    case.consent()
    case.step(Step.PUBLISH, case.publisher, 4)
    with published.registry.reading() as session:
        items = session.scalars(select(Proceeding.item)).all()
    assert sorted(items) == ["D01", "D01", "D02", "D03", "D04", "D04", "D05", "D06", "D06"]
