"""A year's notice on working days, put into the table of all years."""

import csv
import io
from collections.abc import Mapping
from datetime import date

from credit_registry.law import seeds, tables

TABLE = "working_days.csv"
COLUMNS = ("date", "kind", "name", "source")
WITHOUT_NAME = ("date", "kind", "source")
NAMES = {"rest": "放假", "work": "上班"}
"""What a day is called where the notice's file does not say."""
DECEMBER = 12

Row = dict[str, str]


def with_notice(table: str, notice: str) -> str:
    """The table with the notice's days in place of those it had of that year.

    A notice speaks of one year, and at most of the December before it: a Saturday's work there may
    make up for New Year. Such days of the next year's notice stay when a year is loaded again.
    Raises ValueError naming the line and the column at fault.
    """
    stated = {row["date"]: row for row in _stated(notice)}
    year = max(date.fromisoformat(day).year for day in stated)
    _require_one_year(stated, year)
    rows: list[Row] = seeds.rows(TABLE, table)
    later = {row["source"] for row in rows if date.fromisoformat(row["date"]).year > year}
    days = {
        row["date"]: row
        for row in rows
        if date.fromisoformat(row["date"]).year != year or row["source"] in later
    }
    days |= stated
    return _written([days[day] for day in sorted(days)])


def _stated(notice: str) -> list[Row]:
    """The days of the notice's file, each with a name."""
    rows = list(csv.reader(io.StringIO(notice.removeprefix("\ufeff"), newline="")))
    if rows and tuple(rows[0]) == WITHOUT_NAME:
        rows = [list(COLUMNS), *map(_named, rows[1:])]
    text = _text(rows)
    if not tables.read_working_days(text).years:
        raise ValueError("the notice has no day.")
    return seeds.rows(TABLE, text)


def _named(cells: list[str]) -> list[str]:
    """The cells of a row with a name put in; a row that lacks cells is left for the reader."""
    if len(cells) != len(WITHOUT_NAME):
        return cells
    day, kind, source = cells
    return [day, kind, NAMES.get(kind, kind), source]


def _require_one_year(stated: Mapping[str, Row], year: int) -> None:
    """Pass if all days belong to the year's notice."""
    for line, day in enumerate(stated, start=2):
        each = date.fromisoformat(day)
        is_before = each.year == year - 1 and each.month == DECEMBER
        if each.year != year and not is_before:
            raise tables.TableError(
                TABLE, line, "date", f"{day} is no day of {year}'s notice, which is one year's"
            )


def _written(rows: list[Row]) -> str:
    """The table's text."""
    return _text([list(COLUMNS), *([row[name] for name in COLUMNS] for row in rows)])


def _text(rows: list[list[str]]) -> str:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
