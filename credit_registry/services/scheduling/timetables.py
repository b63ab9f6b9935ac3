"""The timetable: which jobs there are and when each runs, read from data."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from credit_registry.domain.dates import ZONE
from credit_registry.services.clocks import Clock


@dataclass(frozen=True, slots=True)
class Job:
    """One job: it runs every so many seconds, or once a day at a time in Asia/Shanghai.

    What fails is tried again after `retry_seconds`; a daily job at most `attempts` times a day.
    """

    code: str
    title_zh: str
    title_en: str
    told_zh: str
    told_en: str
    every_seconds: int | None
    at: time | None
    at_start: bool
    attempts: int
    retry_seconds: int

    def told(self, result: str) -> tuple[str, str]:
        """What a run counted, in Chinese and English; an earlier run's own sentence as it is."""
        counts = result.split()
        if not counts or not all(count.isdigit() for count in counts):
            return result, result
        return self.told_zh.format(*counts), self.told_en.format(*counts)

    def day(self, clock: Clock) -> date:
        """The newest day whose time has come: a daily job's is yesterday until its time of day."""
        today = clock.today()
        is_early = self.at is not None and clock.now().astimezone(ZONE).time() < self.at
        return today - timedelta(days=1) if is_early else today

    def next_at(self, now: datetime) -> datetime:
        """When it comes next."""
        if self.at is None:
            return now + timedelta(seconds=self.every_seconds or 0)
        local = now.astimezone(ZONE)
        due = datetime.combine(local.date(), self.at, ZONE)
        return due if due > local else due + timedelta(days=1)


@lru_cache(maxsize=1)
def read_timetable() -> tuple[Job, ...]:
    """The jobs in the order of the timetable."""
    text = files(__package__).joinpath("timetable.yaml").read_text("utf-8")
    return tuple(_job(row) for row in yaml.load(text, yaml.CSafeLoader))


def _job(row: dict[str, Any]) -> Job:
    """One row of the timetable. Raises ValueError for one that says when twice, or never."""
    if ("every_seconds" in row) == ("at" in row):
        raise ValueError(f"{row['code']} needs either every_seconds or at.")
    return Job(
        code=row["code"],
        title_zh=row["title_zh"],
        title_en=row["title_en"],
        told_zh=row["told_zh"],
        told_en=row["told_en"],
        every_seconds=row.get("every_seconds"),
        at=time.fromisoformat(row["at"]) if "at" in row else None,
        at_start=row.get("at_start", False),
        attempts=row.get("attempts", 1),
        retry_seconds=row["retry_seconds"],
    )


def told(code: str, result: str) -> tuple[str, str]:
    """What a run of a job counted, in both languages; as it was kept where the job is no more."""
    for job in read_timetable():
        if job.code == code:
            return job.told(result)
    return result, result
