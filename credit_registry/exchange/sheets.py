"""Sheets of plain values written as one workbook that people can edit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from credit_registry.domain.sheets import Cell, Sheet, SheetColumn

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
"""Stands for the time of writing, so that the same sheets make the same bytes."""

ROOM = 2_000
"""The rows below the heading to which drop-downs reach where rows can be added."""

_LISTED_CHARACTERS = 255
"""What a drop-down's own list may have in all; a spreadsheet refuses a longer one."""


def write_sheets(sheets: Sequence[Sheet], target: BinaryIO) -> None:
    """Write the sheets in their order: text cells as text, so that nothing becomes a formula."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": MADE})
        formats = {
            "heading": workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1}),
            "text": workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "number": workbook.add_format({"num_format": "0", "valign": "top"}),
        }
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, formats)


def _write(written: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:  # noqa: ANN401 - no types
    """One sheet: its heading stays in sight, and its columns are as wide as they say."""
    written.freeze_panes(1, 1)
    for index, column in enumerate(sheet.columns):
        shape = formats["text" if column.is_text else "number"]
        written.set_column(index, index, column.width, shape)
        written.write_string(0, index, column.heading, formats["heading"])
        if column.note:
            written.write_comment(0, index, column.note, {"y_scale": 1.2, "x_scale": 1.6})
        _offer(written, sheet, index, column)
    for number, row in enumerate(sheet.rows, 1):
        for index, cell in enumerate(row):
            _write_cell(written, number, index, cell)


def _write_cell(written: Any, row: int, index: int, cell: Cell) -> None:  # noqa: ANN401 - no types
    """A cell; text is written as text whatever it begins with."""
    if isinstance(cell, str) and cell:
        written.write_string(row, index, cell)
    elif isinstance(cell, int | float):
        written.write_number(row, index, cell)


def _offer(written: Any, sheet: Sheet, index: int, column: SheetColumn) -> None:  # noqa: ANN401 - no types
    """Give the column's cells a drop-down."""
    source: object = list(column.choices)
    if column.choices_from:
        source = f"='{column.choices_from}'!$A$2:$A${ROOM}"
    if not source or len(",".join(column.choices)) > _LISTED_CHARACTERS:
        return
    last = ROOM if sheet.can_grow else len(sheet.rows)
    rule = {"validate": "list", "source": source, "ignore_blank": True}
    if column.is_open:
        rule |= {"error_type": "information", "error_message": column.heading}
    written.data_validation(1, index, last, index, rule)
