"""A challenge within fifteen days keeps a result from everybody until it is settled."""

from datetime import date, timedelta

import pytest
from filings import file_of, on
from samplings_failed import RE_INSPECTION, Sampled, after, after_working, failed, sampled

from credit_registry.domain.errors import AlreadyRecorded, Conflict, NotPermitted, Unlawful
from credit_registry.domain.publications import Reason
from credit_registry.domain.records import RecordState
from credit_registry.services import law_editions
from credit_registry.services.grading import dossiers
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry

SERVED = date(2026, 9, 1)
LAST = date(2026, 9, 16)


@pytest.fixture
def city(registry: Registry) -> Sampled:
    return sampled(registry, SERVED)


def scored(city: Sampled, day: date) -> int:
    """How many samplings the rules are given on a day."""
    with city.registry.reading() as session:
        industries = law_editions.current(session).edition.industries
        (dated,) = dossiers.of_population(session, [city.subject_id], day, industries)
        return sum(fact.is_active for fact in dated.dossier.facts)


@pytest.mark.parametrize(
    ("served", "last"),
    [
        (date(2026, 9, 1), date(2026, 9, 16)),
        (date(2026, 9, 4), date(2026, 9, 20)),
        (date(2026, 9, 16), date(2026, 10, 8)),
        (date(2026, 9, 25), date(2026, 10, 10)),
    ],
    ids=["a Wednesday", "a Saturday gives way to a Sunday of work", "over National Day",
         "a Saturday of work"],
)  # fmt: skip
def test_a_result_is_neither_shown_nor_scored_before_its_time_to_be_challenged_is_over(
    city: Sampled, served: date, last: date
) -> None:
    assert after(served, 15) == last
    city.today = served
    city.deliver(failed("A", served))
    assert city.periods("A")["sampling_challenge"] == (last, "running")
    assert (city.shown(last), scored(city, last)) == ([], 0)
    after_it = last + timedelta(days=1)
    assert (city.shown(after_it), scored(city, after_it)) == (["A"], 1)


def test_a_result_can_be_challenged_on_the_last_day_and_not_on_the_day_after(
    city: Sampled,
) -> None:
    city.deliver(failed("A", SERVED), failed("B", SERVED))
    with pytest.raises(Unlawful, match="until 2026-09-16"):
        city.challenge("B", LAST + timedelta(days=1))
    assert city.steps("B", RE_INSPECTION) == []
    city.challenge("A", LAST)
    assert city.state("A") == RecordState.IN_RE_INSPECTION
    assert city.periods("A")["sampling_challenge"] == (LAST, "met")
    assert city.shown(LAST + timedelta(days=30)) == ["B"]
    assert scored(city, LAST + timedelta(days=30)) == 1


def test_a_challenge_that_came_in_time_and_is_entered_late_takes_the_result_off_at_once(
    city: Sampled,
) -> None:
    city.deliver(failed("A", SERVED))
    entered = LAST + timedelta(days=3)
    assert city.shown(entered) == ["A"]
    city.challenge("A", entered, stated=LAST)
    assert (city.shown(entered), scored(city, entered)) == ([], 0)


@pytest.mark.parametrize("settled", ["not_accept", "find_failed"])
def test_a_result_that_is_settled_stands_as_it_was(city: Sampled, settled: str) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 10))
    due = after_working(date(2026, 9, 10), 3)
    assert city.periods("A", RE_INSPECTION) == {"sampling_challenge_acceptance": (due, "running")}
    if settled == "find_failed":
        city.re_inspection("A", "accept", due)
        due_after = after_working(due, 20)
        assert city.periods("A", RE_INSPECTION)["sampling_re_inspection"] == (due_after, "running")
    day = date(2026, 9, 29)
    assert city.shown(day) == []
    city.re_inspection("A", settled, day)
    assert (city.state("A"), city.shown(day)) == (RecordState.ACTIVE, ["A"])
    assert city.steps("A") == ["served"], "what follows was not suspended, and goes on"


def test_a_safety_alert_goes_on_being_shown_while_the_result_is_challenged_and_is_not_scored(
    city: Sampled,
) -> None:
    alerted = date(2026, 9, 3)
    city.today = alerted
    city.deliver(failed("A", SERVED, alerted_on=alerted, category="safety"))
    assert city.shown(date(2026, 9, 10)) == ["A"]
    city.challenge("A", date(2026, 9, 10))
    assert city.shown(date(2026, 9, 10)) == ["A"]
    assert city.shown(date(2026, 9, 30)) == ["A"]
    assert scored(city, date(2026, 9, 30)) == 0


def test_officers_read_why_a_challenged_result_is_not_shown(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 10))
    on(city.registry, date(2026, 9, 20))
    (record,) = file_of(city.registry, city.reviewer, subject_id=city.subject_id).records
    assert record.withheld == Reason.CHALLENGE_PENDING


def test_what_is_settled_early_waits_for_the_end_of_the_fifteen_days(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 2))
    city.re_inspection("A", "not_accept", date(2026, 9, 3))
    assert city.shown(LAST) == []
    assert city.shown(LAST + timedelta(days=1)) == ["A"]


def test_of_four_failed_batches_the_one_overturned_on_re_test_neither_shows_nor_counts(
    city: Sampled,
) -> None:
    city.deliver(*(failed(batch, SERVED) for batch in "ABCD"))
    assert [city.steps(batch) for batch in "ABCD"] == [["served"]] * 4
    for batch in "ABC":
        city.step(batch, "order", day=date(2026, 9, 3))
    city.challenge("B", date(2026, 9, 15))
    assert city.steps("B") == ["served", "ordered"], "an order is not suspended by a challenge"
    city.re_inspection("B", "accept", date(2026, 9, 18))
    assert city.shown(date(2026, 9, 24)) == ["A", "C", "D"]
    city.re_inspection("B", "find_conforming", date(2026, 9, 24))
    assert (city.state("B"), city.proceeding("B").is_open) == (RecordState.ANNULLED, False)
    assert city.steps("B") == ["served", "ordered", "overturned"]
    assert {state for _, state in city.periods("B").values()} == {"met", "dropped"}
    assert city.shown(date(2027, 3, 1)) == ["A", "C", "D"]
    assert scored(city, date(2026, 12, 1)) == 3
    city.deliver(failed("B", SERVED, title="监督抽查不合格：再次报送"))
    assert city.state("B") == RecordState.ANNULLED, "its source repeats it in vain"
    with pytest.raises(Unlawful, match="stands"):
        city.challenge("B", LAST, stated=LAST)


def test_the_conclusion_of_a_re_test_is_final(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 2))
    with pytest.raises(AlreadyRecorded):
        city.challenge("A", date(2026, 9, 2))
    city.re_inspection("A", "accept", date(2026, 9, 3))
    city.re_inspection("A", "find_failed", date(2026, 9, 9))
    with pytest.raises(Unlawful, match="final"):
        city.challenge("A", date(2026, 9, 10))


def test_what_is_repeated_or_corrected_while_it_is_challenged_stays_off(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 15))
    city.today = date(2026, 10, 20)
    city.deliver(failed("A", SERVED, title="监督抽查不合格：更正品名"))
    assert (city.state("A"), city.shown(city.today)) == (RecordState.IN_RE_INSPECTION, [])
    with city.act(city.decider) as (session, act):
        withdrawals.withdraw(
            session, city.record("A"), RecordState.WITHDRAWN, "来源单位报送错误", act=act
        )
    with city.act(city.decider) as (session, act):
        withdrawals.reinstate(session, city.record("A"), "撤下有误", act=act)
    assert (city.state("A"), city.shown(city.today)) == (RecordState.IN_RE_INSPECTION, [])
    with (
        city.act(city.decider) as (session, act),
        pytest.raises(Conflict, match="in_re_inspection"),
    ):
        withdrawals.restore(session, city.record("A"), "已整改", act=act)
    city.re_inspection("A", "not_accept", date(2026, 10, 20))
    assert city.state("A") == RecordState.ACTIVE


def test_a_record_that_was_ended_meanwhile_is_not_brought_back_by_the_end_of_a_challenge(
    city: Sampled,
) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 15))
    with city.act(city.decider) as (session, act):
        withdrawals.withdraw(
            session, city.record("A"), RecordState.WITHDRAWN, "来源单位报送错误", act=act
        )
    city.re_inspection("A", "not_accept", date(2026, 9, 18))
    assert city.state("A") == RecordState.WITHDRAWN


def test_nobody_says_by_hand_that_a_record_is_challenged(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    with city.act(city.decider) as (session, act), pytest.raises(Unlawful):
        withdrawals.withdraw(
            session, city.record("A"), RecordState.IN_RE_INSPECTION, "复检", act=act
        )


def test_only_a_failure_that_was_served_is_challenged(city: Sampled) -> None:
    city.deliver(
        failed("P", SERVED, outcome="passed", category=None),
        failed("R", SERVED, outcome="refused", category=None),
        failed("N", SERVED, served_on=None),
    )
    for batch, said in (("P", "failed"), ("R", "failed"), ("N", "served")):
        with pytest.raises(Unlawful, match=said):
            city.challenge(batch, date(2026, 9, 10))


def test_who_asked_for_a_re_test_does_not_conclude_it(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.challenge("A", date(2026, 9, 10))
    city.re_inspection("A", "accept", date(2026, 9, 11))
    with pytest.raises(NotPermitted):
        city.step("A", "find_conforming", city.officer, RE_INSPECTION)
