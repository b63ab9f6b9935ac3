"""Units that stand for the bodies of the catalogue, and what their notices come to in numbers."""

from datetime import timedelta

import pytest
from noticed_measures import PUBLISHED, REPORT_DUE, Bodies, bodies, publish

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.errors import AlreadyRecorded, NotFound, NotPermitted
from credit_registry.domain.listings import Step
from credit_registry.services import law_editions
from credit_registry.services.measures import executing_bodies, measure_desks
from credit_registry.services.measures.measure_figures import Counts, by_unit
from credit_registry.services.measures.measure_figures import counted as counts_of
from credit_registry.services.proceedings import proceeding_files
from credit_registry.services.registry import Registry

ONE_DAY = timedelta(days=1)


@pytest.fixture
def made(registry: Registry) -> Bodies:
    return bodies(registry)


@pytest.fixture
def published(made: Bodies) -> Bodies:
    publish(made)
    return made


def test_a_body_that_is_assigned_later_gets_what_is_open(published: Bodies) -> None:
    unit = published.assign("government_procurement", "虚构市采购办公室")
    assert published.seen()["D01"].unit == "虚构市采购办公室"
    assert published.seen(published.procurement) == {}
    successor = Actor(
        published.procurement.account_id, "x", unit_id=unit, roles=frozenset({Role.EXECUTING_BODY})
    )
    assert published.report("D01", "apply", successor) == "applied"


def test_whoever_belongs_to_no_unit_sees_and_does_nothing_of_what_lies_on_no_desk(
    made: Bodies,
) -> None:
    case = made.case
    case.propose()
    case.notice()
    case.today = PUBLISHED
    case.decide()
    case.consent()
    case.step(Step.PUBLISH, case.publisher, 4)
    assert made.seen()["D02"].unit == ""
    nobody = Actor(made.procurement.account_id, "x", roles=frozenset({Role.EXECUTING_BODY}))
    with pytest.raises(NotPermitted, match="own desk"):
        made.report("D02", "apply", nobody)
    with made.registry.reading() as session:
        edition = law_editions.current(session).edition
        assert proceeding_files.queue(session, nobody, edition, case.today) == []
        own = proceeding_files.queue(session, made.procurement, edition, case.today)
    assert [each.proceeding.item for each in own] == ["D01"]


def test_only_a_body_of_the_catalogue_is_assigned_once_by_an_operator(made: Bodies) -> None:
    with pytest.raises(NotFound, match="market_regulation"):
        made.assign("nobody", "虚构市某局")
    with pytest.raises(AlreadyRecorded):
        made.assign("government_procurement", "虚构市财政局")
    with (
        made.case.act(made.case.decider) as (session, act),
        pytest.raises(NotPermitted),
    ):
        executing_bodies.assign(session, "land", UnitReference("虚构市某局"), act=act)


def test_the_figures_count_by_unit_and_measure(published: Bodies) -> None:
    published.report("D01", "apply")
    published.report("D04", "not_apply", note="无授奖事项")
    published.case.today = REPORT_DUE + ONE_DAY
    with published.registry.reading() as session:
        edition = law_editions.current(session).edition
        found = measure_desks.all_of(session, published.case.today, edition)
    assert [(each.unit, each.item, each.counts) for each in by_unit(found)] == [
        ("虚构市市场监管局", "D04", Counts(1, 0, 1, 0, 0, 0)),
        ("虚构市市场监管局", "D06", Counts(1, 0, 0, 0, 0, 1)),
        ("虚构市财政局", "D01", Counts(1, 1, 0, 0, 0, 0)),
    ]
    published.remove(published.case.today)
    published.report("D01", "lift")
    with published.registry.reading() as session:
        found = measure_desks.all_of(session, published.case.today, edition)
    assert counts_of(found) == Counts(3, 1, 1, 1, 1, 0)
