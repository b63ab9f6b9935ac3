"""The list of what is owed after failed samplings: by last day, the overdue by itself."""

from datetime import date, timedelta

import pytest
from samplings_failed import RE_INSPECTION, Sampled, failed, sampled

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.errors import Unauthenticated
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.sampling_follow_ups import next_steps, public_words
from credit_registry.services.proceedings import sampling_worklists
from credit_registry.services.proceedings.sampling_worklists import OpenCase
from credit_registry.services.registry import Registry

SERVED = date(2026, 9, 1)
ORDER_BY = date(2026, 9, 8)
RECTIFY_BY, CHECK_BY = date(2026, 11, 2), date(2026, 11, 17)


@pytest.fixture
def city(registry: Registry) -> Sampled:
    city = sampled(registry, SERVED)
    city.deliver(
        failed("A", SERVED),
        failed("B", SERVED),
        failed("R", SERVED, outcome="refused", category=None),
    )
    city.step("A", "order", day=date(2026, 9, 3))
    return city


def listed(city: Sampled, day: date, *, is_overdue: bool = False) -> list[OpenCase]:
    with city.registry.reading() as session:
        if is_overdue:
            return list(sampling_worklists.overdue(session, city.officer, day))
        return sampling_worklists.read(session, city.officer, day)


def batches(cases: list[OpenCase]) -> list[str]:
    return [case.document_number.removeprefix("BG-") for case in cases]


def test_open_cases_come_by_their_first_last_day_with_what_is_next(city: Sampled) -> None:
    city.challenge("A", date(2026, 9, 4))
    found = listed(city, date(2026, 9, 4))
    assert [(case.document_number, case.kind, case.due_on) for case in found] == [
        ("BG-B", "sampling_follow_up", ORDER_BY),
        ("BG-R", "sampling_follow_up", ORDER_BY),
        ("BG-A", "re_inspection", date(2026, 9, 9)),
        ("BG-A", "sampling_follow_up", RECTIFY_BY),
    ]
    assert [case.next_steps for case in found] == [
        ("order",),
        ("warn",),
        ("accept", "not_accept", "take_back"),
        ("report_rectified", "pass_recheck", "fail_recheck"),
    ]
    assert found[0].owner is Permission.FOLLOW_UP_SAMPLING
    assert found[2].owner is Permission.REVIEW_OBJECTION
    assert (found[0].name, found[0].state) == ("虚构市第1制造有限公司", "served")


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        (ORDER_BY, []),
        (ORDER_BY + timedelta(days=1), ["B", "R"]),
        (RECTIFY_BY, ["B", "R"]),
        (RECTIFY_BY + timedelta(days=1), ["B", "R", "A"]),
    ],
    ids=["last day to order", "the day after", "day 60", "day 61"],
)
def test_a_step_is_overdue_from_the_day_after_its_last_day(
    city: Sampled, day: date, overdue: list[str]
) -> None:
    found = listed(city, day, is_overdue=True)
    assert batches(found) == overdue
    assert [case.days_over(day) for case in found] == [
        (day - c.due_on).days for c in found if c.due_on
    ]


def test_what_is_late_leaves_the_list_once_it_is_done_and_the_next_period_counts(
    city: Sampled,
) -> None:
    city.step("A", "report_rectified", day=RECTIFY_BY + timedelta(days=1))
    assert batches(listed(city, CHECK_BY, is_overdue=True)) == ["B", "R"]
    assert batches(listed(city, CHECK_BY + timedelta(days=1), is_overdue=True)) == ["B", "R", "A"]
    city.step("A", "pass_recheck", day=CHECK_BY + timedelta(days=1))
    assert batches(listed(city, CHECK_BY + timedelta(days=1))) == ["B", "R"]


def test_what_the_subject_may_let_pass_is_nobodys_delay(city: Sampled) -> None:
    city.step("B", "order", day=date(2026, 9, 3))
    city.step("R", "warn", day=date(2026, 9, 3))
    assert listed(city, date(2026, 9, 30), is_overdue=True) == []


def test_a_last_day_that_may_still_move_is_not_overdue(city: Sampled) -> None:
    city.today = date(2026, 12, 25)
    city.deliver(failed("C", date(2026, 12, 25)))
    (case,) = [c for c in listed(city, date(2027, 1, 4)) if c.document_number == "BG-C"]
    assert case.is_provisional
    assert "C" not in batches(listed(city, date(2027, 3, 1), is_overdue=True))


def test_the_list_is_read_in_pages_and_by_those_who_keep_the_registry(city: Sampled) -> None:
    with city.registry.reading() as session:
        seen: list[str] = []
        after = None
        while page := sampling_worklists.read(session, city.officer, SERVED, after=after, limit=1):
            seen += batches(page)
            after = page[-1].place
        assert seen == ["B", "R", "A"]
        with pytest.raises(Unauthenticated):
            sampling_worklists.read(session, PUBLIC, SERVED)


def test_everybody_reads_how_a_failure_is_followed_up_and_nothing_of_its_challenge(
    city: Sampled,
) -> None:
    day = date(2026, 9, 20)
    city.today = day
    assert city.follow_ups(day) == {"A": "ordered", "B": "served", "R": "served"}
    assert city.follow_ups(day, as_of=date(2026, 9, 17)) == {
        "A": "ordered", "B": "served", "R": "served",
    }  # fmt: skip
    city.challenge("A", day, stated=date(2026, 9, 16))
    assert "A" not in city.follow_ups(day)
    city.re_inspection("A", "not_accept", day)
    assert city.follow_ups(day)["A"] == "ordered"
    assert city.steps("A", RE_INSPECTION)[-1] == "not_accepted"


@pytest.mark.parametrize(
    ("state", "outcome", "words"),
    [
        ("served", "failed", None),
        ("ordered", "failed", "已责令停止生产、销售并限期改正"),
        ("rectified", "failed", "企业已报告完成整改，待复查"),
        ("passed", "failed", "整改后复查合格"),
        ("suspended", "failed", "复查仍不合格，已由省级市场监管部门公告"),
        ("suspended", "refused", None),
        ("warned", "refused", None),
        ("complied", "refused", "已接受抽查"),
        ("overturned", "failed", None),
        (None, "failed", None),
    ],
)
def test_what_is_read_is_plain_and_no_penalty(
    state: str | None, outcome: str, words: str | None
) -> None:
    told = public_words(state, outcome)
    assert (told and told[0]) == words


def test_a_refusal_does_not_lead_to_the_steps_of_a_failure() -> None:
    assert next_steps("suspended", "refused") == ["comply", "revoke"]
    assert next_steps("suspended", "failed") == ["pass_recheck", "revoke"]
    assert next_steps("announced", "failed") == ["pass_recheck", "suspend"]
