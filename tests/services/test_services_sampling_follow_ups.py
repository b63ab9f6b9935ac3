"""What follows a failed or refused sampling opens by itself and goes its way with its dates."""

from datetime import date, timedelta

import pytest
from builders import an_officer
from samplings_failed import FOLLOW_UP, Sampled, after, after_working, failed, sampled

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import NotPermitted, TransitionNotAllowed, Unlawful
from credit_registry.domain.records import RecordState
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.proceedings import proceedings, sampling_openings
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry
from credit_registry.store.records import RecordVersion

SERVED = date(2026, 4, 1)
ORDERED = date(2026, 4, 3)
RECTIFY_BY, CHECK_BY = date(2026, 6, 2), date(2026, 6, 17)


@pytest.fixture
def city(registry: Registry) -> Sampled:
    return sampled(registry, SERVED)


def test_each_failed_sampling_that_was_served_opens_one_follow_up_however_often_it_comes(
    city: Sampled,
) -> None:
    drafts = [failed(batch, SERVED) for batch in "ABC"]
    city.deliver(*drafts, failed("P", SERVED, outcome="passed", category=None))
    city.deliver(*drafts, failed("C", SERVED, title="监督抽查不合格：更正"))
    assert list(city.events()) == ["serve"] * 3
    assert [city.steps(batch) for batch in "ABCP"] == [["served"]] * 3 + [[]]
    assert city.periods("A") == {
        "sampling_challenge": (after(SERVED, 15), "running"),
        "sampling_order": (after_working(SERVED, 5), "running"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"served_on": None},
        {"effective_to": date(2026, 4, 1)},
        {"category": "recheck"},
        {"category": "recheck_announced"},
        {"served_on": date(2019, 12, 31), "occurred_on": date(2019, 12, 1)},
    ],
    ids=["not served", "cleared", "a re-check", "an announced re-check", "before the order's law"],
)
def test_no_follow_up_opens_where_there_is_none_to_be(
    city: Sampled, changes: dict[str, object]
) -> None:
    city.deliver(failed("A", SERVED, **changes))
    assert city.steps("A") == []


def test_a_follow_up_opens_with_the_delivery_that_tells_of_the_service(city: Sampled) -> None:
    city.deliver(failed("A", SERVED, served_on=None))
    assert city.steps("A") == []
    city.today = date(2026, 4, 10)
    city.deliver(failed("A", SERVED))
    assert city.steps("A") == ["served"]
    assert city.periods("A")["sampling_challenge"][0] == after(SERVED, 15)


def test_the_job_opens_what_no_delivery_has_opened_and_nothing_twice(city: Sampled) -> None:
    city.deliver(failed("A", SERVED), failed("B", SERVED, served_on=None))
    with city.registry.transaction() as session:
        rows = session.query(RecordVersion).filter(RecordVersion.served_on.is_(None))
        rows.one().served_on = SERVED
    assert sampling_openings.open_due(city.registry, actor=INSTALLER) == 1
    assert sampling_openings.open_due(city.registry, actor=INSTALLER) == 0
    assert [city.steps(batch) for batch in "AB"] == [["served"]] * 2
    with pytest.raises(NotPermitted):
        sampling_openings.open_due(city.registry, actor=city.officer)


def test_a_follow_up_is_not_opened_by_hand_for_another_day_or_another_outcome(
    city: Sampled,
) -> None:
    city.deliver(failed("A", SERVED, category="recheck"), failed("P", SERVED, outcome="passed"))
    for batch, on, said in (
        ("A", date(2026, 4, 2), "served on 2026-04-01"),
        ("P", SERVED, "Only a failed"),
    ):
        opening = Opening(FOLLOW_UP, city.subject_id, city.record(batch))
        city.today = date(2026, 4, 2)
        with city.act(city.officer) as (session, act), pytest.raises(Unlawful, match=said):
            proceedings.begin(session, opening, ProceedingForm(on=on), act=act)
    opening = Opening(FOLLOW_UP, city.subject_id, city.record("A"))
    with city.act(city.officer) as (session, act):
        proceedings.begin(session, opening, ProceedingForm(on=SERVED), act=act)
    assert city.steps("A") == ["served"]


@pytest.mark.parametrize(
    ("rectified", "is_late"),
    [(RECTIFY_BY, False), (RECTIFY_BY + timedelta(days=1), True)],
    ids=["day 60", "day 61"],
)
def test_rectification_is_due_sixty_days_after_the_order_and_the_check_seventy_five(
    city: Sampled, rectified: date, *, is_late: bool
) -> None:
    assert (after(ORDERED, 60), after(ORDERED, 75)) == (RECTIFY_BY, CHECK_BY)
    city.deliver(failed("A", SERVED))
    assert city.step("A", "order", day=ORDERED) == "ordered"
    assert city.periods("A") == {
        "sampling_challenge": (after(SERVED, 15), "running"),
        "sampling_order": (after_working(SERVED, 5), "met"),
        "sampling_rectification": (RECTIFY_BY, "running"),
        "sampling_recheck": (CHECK_BY, "running"),
    }
    assert city.step("A", "report_rectified", day=rectified) == "rectified"
    due, state = city.periods("A")["sampling_rectification"]
    assert (state, rectified > due) == ("met", is_late)
    assert city.step("A", "pass_recheck", day=CHECK_BY) == "passed"
    assert not city.proceeding("A").is_open
    assert city.periods("A")["sampling_challenge"][1] == "dropped"


def test_a_sixtieth_day_that_is_a_rest_day_gives_way(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.step("A", "order", day=date(2026, 4, 21))
    assert date(2026, 4, 21) + timedelta(days=60) == date(2026, 6, 20), "a Saturday of the feast"
    assert city.periods("A")["sampling_rectification"][0] == date(2026, 6, 22)
    assert city.periods("A")["sampling_rectification"][0] == after(date(2026, 4, 21), 60)


def test_who_goes_on_failing_comes_to_the_province_is_suspended_and_loses_the_licence(
    city: Sampled,
) -> None:
    city.deliver(failed("A", SERVED))
    city.step("A", "order", day=ORDERED)
    assert city.step("A", "fail_recheck", day=date(2026, 6, 10)) == "recheck_failed"
    assert city.periods("A")["sampling_province_report"] == (
        after_working(date(2026, 6, 10), 5), "running",
    )  # fmt: skip
    assert city.step("A", "report_to_province", day=date(2026, 6, 15)) == "reported"
    with pytest.raises(TransitionNotAllowed, match="announce"):
        city.step("A", "suspend", city.decider)
    assert city.step("A", "announce", day=date(2026, 7, 1)) == "announced"
    with pytest.raises(NotPermitted):
        city.step("A", "suspend")
    assert city.step("A", "suspend", city.decider, day=date(2026, 8, 3)) == "suspended"
    assert city.step("A", "revoke", city.decider, day=date(2026, 11, 2)) == "revoked"
    assert not city.proceeding("A").is_open
    assert list(city.events()) == [
        "serve", "order", "fail_recheck", "report_to_province", "announce", "suspend", "revoke",
    ]  # fmt: skip


def test_who_found_the_recheck_failed_does_not_suspend(city: Sampled) -> None:
    both = an_officer(city.registry, Role.ENTERER, Role.DECIDER)
    city.deliver(failed("A", SERVED))
    city.step("A", "order", day=ORDERED)
    city.step("A", "fail_recheck", both, day=date(2026, 6, 10))
    city.step("A", "report_to_province")
    city.step("A", "announce")
    with pytest.raises(NotPermitted, match="fail_recheck"):
        city.step("A", "suspend", both)


def test_nobody_is_suspended_for_a_failure_that_was_annulled(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    city.step("A", "order", day=ORDERED)
    for step in ("fail_recheck", "report_to_province", "announce"):
        city.step("A", step)
    with city.act(city.decider) as (session, act):
        withdrawals.withdraw(
            session, city.record("A"), RecordState.ANNULLED, "来源单位撤销", act=act
        )
    with pytest.raises(Unlawful, match="Only a failed"):
        city.step("A", "suspend", city.decider)
    assert city.step("A", "discontinue") == "discontinued"


def test_a_refusal_has_its_own_branch(city: Sampled) -> None:
    city.deliver(
        failed("R", SERVED, outcome="refused", category=None),
        failed("S", SERVED, outcome="refused", category=None),
        failed("A", SERVED),
    )
    assert list(city.periods("R")) == ["sampling_order"], "nothing was tested to be challenged"
    with pytest.raises(Unlawful, match="failed"):
        city.step("R", "order")
    with pytest.raises(Unlawful, match="refused"):
        city.step("A", "warn")
    assert city.step("R", "warn", day=date(2026, 4, 7)) == "warned"
    assert city.step("R", "suspend", city.decider) == "suspended"
    assert city.step("R", "revoke", city.decider) == "revoked"
    city.step("S", "warn")
    assert city.step("S", "comply") == "complied"


def test_a_follow_up_ends_once_its_source_tells_of_a_passed_re_check(city: Sampled) -> None:
    city.deliver(failed("A", SERVED), failed("B", SERVED))
    city.step("A", "order", day=ORDERED)
    with pytest.raises(Unlawful, match="does not tell"):
        city.step("A", "clear")
    city.today = date(2026, 6, 20)
    city.deliver(failed("A", SERVED, effective_to=date(2026, 6, 18)), failed("B", SERVED))
    assert city.steps("A") == ["served", "ordered", "passed"]
    assert city.steps("B") == ["served"]
    assert {state for _, state in city.periods("A").values()} == {"met", "dropped"}
    city.deliver(failed("A", SERVED, effective_to=date(2026, 6, 18), title="更正"))
    assert city.events().count("clear") == 1


def test_a_follow_up_ends_early_only_where_nothing_is_left_to_follow(city: Sampled) -> None:
    city.deliver(failed("A", SERVED))
    with pytest.raises(Unlawful, match="stands"):
        city.step("A", "discontinue")
    with pytest.raises(Unlawful, match="re-inspection"):
        city.step("A", "overturn", city.reviewer)
    with city.act(city.decider) as (session, act):
        withdrawals.withdraw(
            session, city.record("A"), RecordState.ANNULLED, "来源单位撤销", act=act
        )
    with pytest.raises(Unlawful, match="Only a failed"):
        city.step("A", "order")
    assert city.step("A", "discontinue") == "discontinued"
    assert city.steps("A") == ["served", "discontinued"]
