"""A workbook of several sheets as plain values, to be written or as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | bool | None
"""What stands in a cell; an empty cell is read as empty text."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters and what its cells may hold.

    The cells offer `choices`, or the codes in the first column of the sheet `choices_from`; where
    the choice `is_open`, other text is let through too. `note` is shown at the heading.
    """

    heading: str
    width: int = 14
    is_text: bool = True
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    is_open: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written; `can_grow` lets rows be added under those that are there."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    can_grow: bool = True


NumberedCells = tuple[int, Sequence[Cell]]
"""The number of a row as a spreadsheet shows it, and its cells."""

FilledSheets = dict[str, list[NumberedCells]]
"""The rows that are not blank, by the name of their sheet."""
