"""The law's CSV tables, read into the objects of the domain.

Every fault is a ValueError that names the table, the line (the heading is line 1) and the column.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from credit_registry.domain.dates import WorkingDays
from credit_registry.domain.divisions import Division, DivisionLevel, Divisions
from credit_registry.domain.industries import Industries, Section
from credit_registry.domain.partial_dates import PartialDate
from credit_registry.law.targets import Comparator, Target, TargetUnit

Value = TypeVar("Value")

_DIVISION_COLUMNS = (
    "key",
    "code",
    "name",
    "name_en",
    "level",
    "parent",
    "since",
    "until",
    "successor",
    "source",
    "note",
)
_DAY_COLUMNS = ("date", "kind", "name", "source")
_TARGET_COLUMNS = (
    "code",
    "clause",
    "name",
    "name_en",
    "comparator",
    "threshold",
    "unit",
    "scope",
    "scope_en",
    "due_year",
    "since",
    "until",
    "is_main",
    "source",
)
_INDUSTRY_COLUMNS = ("section", "name", "name_en", "first", "last", "source")


def read_divisions(text: str) -> Divisions:
    """The divisions of `divisions.csv`; a code must be six digits and its own key."""
    rows = _rows("divisions.csv", text, _DIVISION_COLUMNS)
    return Divisions(_division(row) for row in rows)


def read_working_days(text: str) -> WorkingDays:
    """The calendar of `working_days.csv`: the days that break the Monday-to-Friday rule.

    A year counts as loaded as soon as one day of it is listed, for no year is without any.
    """
    exceptions: dict[date, bool] = {}
    for row in _rows("working_days.csv", text, _DAY_COLUMNS):
        day, is_working = _day(row)
        if day in exceptions:
            raise row.fault("date", f"{day} is listed twice")
        exceptions[day] = is_working
    return WorkingDays(frozenset(day.year for day in exceptions), exceptions)


def read_industries(text: str) -> Industries:
    """The sections of `industries.csv`."""
    rows = _rows("industries.csv", text, _INDUSTRY_COLUMNS)
    return Industries(_section(row) for row in rows)


def read_targets(text: str) -> tuple[Target, ...]:
    """The targets of `targets.csv`, in the order of the file."""
    return tuple(_target(row) for row in _rows("targets.csv", text, _TARGET_COLUMNS))


class TableError(ValueError):
    """What is wrong with a row: the table, the line (the heading is line 1), the column."""

    def __init__(self, table: str, line: int, column: str, reason: str) -> None:
        place = f"{table}, line {line}, column {column}" if column else f"{table}, line {line}"
        super().__init__(f"{place}: {reason.rstrip('.')}.")
        self.table, self.line, self.column, self.reason = table, line, column, reason


def faults(table: str, text: str) -> Iterator[TableError]:
    """Every faulty row of a CSV table by its first fault; what rows say together is not checked."""
    columns, reader = _TABLES[table]
    for row in _read(table, text, columns):
        try:
            if isinstance(row, TableError):
                raise row
            reader(row)
        except TableError as fault:
            yield fault


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, with its place for the sake of errors."""

    table: str
    line: int
    cells: dict[str, str]

    def optional(self, column: str) -> str | None:
        """The cell, or None where it is empty."""
        return self.cells[column].strip() or None

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        text = self.optional(column)
        if text is None:
            raise self.fault(column, "a value is missing")
        return text

    def read(self, column: str, reader: Callable[[str], Value]) -> Value:
        """The cell, which must not be empty, as the reader understands it."""
        text = self.text(column)
        try:
            return reader(text)
        except ValueError as error:
            raise self.fault(column, str(error)) from error

    def read_optional(self, column: str, reader: Callable[[str], Value]) -> Value | None:
        """The cell as the reader understands it, or None where it is empty."""
        return None if self.optional(column) is None else self.read(column, reader)

    def fault(self, column: str, reason: str) -> TableError:
        """The error that says what is wrong with the cell."""
        return TableError(self.table, self.line, column, reason)


def _rows(table: str, text: str, columns: Sequence[str]) -> Iterator[_Row]:
    """The rows of a table that has exactly these columns. Raises TableError."""
    for row in _read(table, text, columns):
        if isinstance(row, TableError):
            raise row
        yield row


def _read(table: str, text: str, columns: Sequence[str]) -> Iterator[_Row | TableError]:
    """The rows of a table, each one that has not its columns as a fault."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    heading = next(reader, [])
    if heading != list(columns):
        yield TableError(table, 1, "", f"accepted columns: {','.join(columns)}")
        return
    for cells in reader:
        line = reader.line_num
        if len(cells) == len(columns):
            yield _Row(table, line, dict(zip(columns, cells, strict=True)))
        else:
            yield TableError(table, line, "", f"{len(cells)} cells for {len(columns)} columns")


def _day(row: _Row) -> tuple[date, bool]:
    """A day that breaks the rule of the week, and whether people work on it."""
    row.text("name")
    row.text("source")
    return row.read("date", date.fromisoformat), row.read("kind", _is_working_kind)


def _section(row: _Row) -> Section:
    """One section of industries from its row."""
    return Section(
        letter=row.text("section"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        first=row.read("first", int),
        last=row.read("last", int),
        source=row.text("source"),
    )


def _division(row: _Row) -> Division:
    """One division from its row."""
    code = row.read_optional("code", _division_code)
    key = row.text("key")
    if code not in {None, key}:
        raise row.fault("key", f"the key of a division with a code is the code, {code}")
    return Division(
        key=key,
        code=code,
        name=row.text("name"),
        name_en=row.text("name_en"),
        level=row.read("level", DivisionLevel),
        parent=row.optional("parent"),
        since=row.read_optional("since", PartialDate.parse),
        until=row.read_optional("until", PartialDate.parse),
        successor=row.optional("successor"),
        source=row.text("source"),
        note=row.optional("note") or "",
    )


def _target(row: _Row) -> Target:
    """One target from its row."""
    return Target(
        code=row.text("code"),
        clause=row.text("clause"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        comparator=row.read("comparator", Comparator),
        threshold=row.read("threshold", _decimal),
        unit=row.read("unit", TargetUnit),
        scope=row.text("scope"),
        scope_en=row.text("scope_en"),
        due_year=row.read("due_year", int),
        since=row.read("since", date.fromisoformat),
        until=row.read_optional("until", date.fromisoformat),
        is_main=row.read("is_main", _is_yes),
        source=row.text("source"),
    )


def _decimal(text: str) -> Decimal:
    """A threshold, exactly as it is written."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None


def _is_yes(text: str) -> bool:
    """Whether the cell says yes."""
    if text not in {"yes", "no"}:
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _division_code(text: str) -> str:
    """The six digits of a division code."""
    if len(text) != 6 or not (text.isascii() and text.isdecimal()):  # noqa: PLR2004 - GB/T 2260
        raise ValueError(f"{text!r} is no division code; accepted: six digits")
    return text


def _is_working_kind(text: str) -> bool:
    """Whether people work on a day of the kind."""
    if text not in {"rest", "work"}:
        raise ValueError(f"{text!r} is no kind of day; accepted: rest, work")
    return text == "work"


_TABLES: dict[str, tuple[Sequence[str], Callable[[_Row], object]]] = {
    "divisions.csv": (_DIVISION_COLUMNS, _division),
    "industries.csv": (_INDUSTRY_COLUMNS, _section),
    "targets.csv": (_TARGET_COLUMNS, _target),
    "working_days.csv": (_DAY_COLUMNS, _day),
}
"""The columns of each table, and what reads a row of it."""
