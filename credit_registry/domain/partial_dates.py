"""Dates of which only the year, or the year and the month, are known."""

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date in the precision in which it is known: the days it may be, both included.

    >>> PartialDate.parse("2013-11").first_day
    datetime.date(2013, 11, 1)
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """The date that YYYY, YYYY-MM or YYYY-MM-DD writes. Raises ValueError for anything else."""
        if found := _FORM.fullmatch(text):
            year, *rest = (int(part) for part in found.groups() if part)
            with suppress(ValueError):
                date(year, *(*rest, 1, 1)[:2])
                return cls(year, *rest)
        raise ValueError(f"{text!r} is not a date; accepted: YYYY, YYYY-MM, YYYY-MM-DD.")

    @property
    def first_day(self) -> date:
        """The earliest day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = (
            f"{self.year:04}",
            self.month and f"{self.month:02}",
            self.day and f"{self.day:02}",
        )
        return "-".join(part for part in parts if part)
