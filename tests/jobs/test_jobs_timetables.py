"""The timetable: which jobs there are, and at what times they come."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from credit_registry.jobs.runners import Runner, scheduled
from credit_registry.jobs.works import WORKS
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling import timetables
from credit_registry.services.scheduling.timetables import read_timetable

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_every_job_of_the_timetable_has_a_work_and_every_work_a_time() -> None:
    codes = [job.code for job in read_timetable()]
    assert sorted(codes) == sorted(WORKS)
    assert len(set(codes)) == len(codes)


def test_every_job_is_told_in_both_languages() -> None:
    for job in read_timetable():
        assert job.title_en.isascii()
        assert not job.title_zh.isascii()
        assert job.told("7 8")[1].isascii()
        assert not job.told("7 8")[0].isascii()
        assert "7" in job.told("7 8")[0]


def test_what_a_run_counted_is_told_and_an_earlier_sentence_stays() -> None:
    assert timetables.told("evaluate", "12 3") == (
        "评价 12 个主体，3 个结果有变化",
        "12 subjects evaluated, 3 results changed",
    )
    assert timetables.told("expire", "1 entries were closed")[1] == "1 entries were closed"
    assert timetables.told("gone", "5") == ("5", "5")


@pytest.mark.parametrize("when", [{}, {"every_seconds": 1, "at": "00:05"}])
def test_a_job_that_says_when_twice_or_never_is_refused(when: dict[str, object]) -> None:
    row = {"code": "x", "title_zh": "某", "title_en": "some", "told_zh": "", "told_en": "", **when}
    with pytest.raises(ValueError, match="x needs either"):
        timetables._job(row)  # noqa: SLF001 - the timetable itself has no such row


@pytest.mark.parametrize(
    ("code", "now", "due"),
    [
        ("expire", "2026-11-23 23:59", "2026-11-24 00:05"),
        ("expire", "2026-11-24 00:04", "2026-11-24 00:05"),
        ("expire", "2026-11-24 00:06", "2026-11-25 00:05"),
        ("evaluate", "2026-12-31 12:00", "2027-01-01 01:30"),
    ],
)
def test_daily_jobs_come_at_their_time_in_shanghai(
    registry: Registry, code: str, now: str, due: str
) -> None:
    trigger = scheduled(Runner(registry)).get_job(code).trigger
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI).astimezone(UTC)
    expected = datetime.fromisoformat(due).replace(tzinfo=SHANGHAI)
    assert trigger.get_next_fire_time(None, at) == expected


def test_the_ledger_is_sequenced_and_followed_every_second(registry: Registry) -> None:
    scheduler = scheduled(Runner(registry))
    for code in ("sequence", "follow"):
        assert scheduler.get_job(code).trigger.interval == timedelta(seconds=1)
