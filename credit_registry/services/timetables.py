"""The timetable: which jobs there are and when each runs, read from data."""

from dataclasses import dataclass
from datetime import time
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Job:
    """One job: it runs every so many seconds, or once a day at a time in Asia/Shanghai."""

    code: str
    title_zh: str
    title_en: str
    every_seconds: int | None
    at: time | None
    at_start: bool


def read_timetable() -> tuple[Job, ...]:
    """The jobs in the order of the timetable."""
    text = files("credit_registry.services").joinpath("timetable.yaml").read_text("utf-8")
    return tuple(_job(row) for row in yaml.safe_load(text))


def _job(row: dict[str, Any]) -> Job:
    """One row of the timetable. Raises ValueError for one that says when twice, or never."""
    if ("every_seconds" in row) == ("at" in row):
        raise ValueError(f"{row['code']} needs either every_seconds or at.")
    return Job(
        code=row["code"],
        title_zh=row["title_zh"],
        title_en=row["title_en"],
        every_seconds=row.get("every_seconds"),
        at=time.fromisoformat(row["at"]) if "at" in row else None,
        at_start=row.get("at_start", False),
    )
