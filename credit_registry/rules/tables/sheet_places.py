"""Where in a workbook the rows of a rule set stand: from a JSON pointer to sheet, row, column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from credit_registry.domain.errors import FieldError
from credit_registry.rules.tables.sheet_layouts import Column, Layout, layouts

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a sheet."""

    sheet: Layout
    row: int


@dataclass(slots=True)
class Places:
    """The rows by their pointers, and where the columns of each sheet stand, by field."""

    rows: dict[str, Place] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def named(self, pointer: str) -> str:
        """The place of a pointer in words; the pointer itself where the workbook has none.

        A pointer below a cell is told at the cell, one above some cells at the first of them.
        """
        head, rest = _divided(pointer, self.rows)
        place = self.rows.get(head)
        column = _column(place.sheet, rest) if place else None
        if place is None or (not head and column is None):
            return _sheet_alone(pointer) or pointer
        return said(place.sheet.name, place.row, column, self.columns.get(place.sheet.path, {}))

    def located(self, faults: Iterable[FieldError]) -> tuple[FieldError, ...]:
        """The faults, each at its place in the workbook."""
        return tuple(
            FieldError(self.named(each.pointer), each.reason, each.accepted) for each in faults
        )


def said(sheet: str, row: int, column: Column | None, stands: Mapping[str, int]) -> str:
    """A place in words: sheet, row and column with its letters.

    >>> said("规则", 3, None, {})
    'sheet 规则, row 3'
    """
    text = f"sheet {sheet}, row {row}"
    if column is None:
        return text
    letters = f"{letters_of(stands[column.field])} " if column.field in stands else ""
    return f"{text}, column {letters}({column.heading})"


def letters_of(index: int) -> str:
    """The letters of a column that is counted from 0.

    >>> letters_of(0), letters_of(25), letters_of(26)
    ('A', 'Z', 'AA')
    """
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def _divided(pointer: str, rows: Mapping[str, Place]) -> tuple[str, str]:
    """The longest beginning of the pointer that is a row, and the rest as a path of names."""
    parts = pointer.split("/")
    for length in range(len(parts), 0, -1):
        head = "/".join(parts[:length])
        if head in rows:
            return head, ".".join(parts[length:])
    return "", ""


def _column(sheet: Layout, path: str) -> Column | None:
    """The column that holds the path, or the first one below it."""
    for column in sheet.columns:
        if path and f"{path}.".startswith(f"{column.field}."):
            return column
    for column in sheet.columns:
        if path and column.field.startswith(f"{path}."):
            return column
    return None


def _sheet_alone(pointer: str) -> str:
    """The sheet of all the rows that a pointer means, as `/rules`."""
    found = layouts().get(pointer.lstrip("/"))
    return f"sheet {found.name}" if found is not None and found.path else ""
