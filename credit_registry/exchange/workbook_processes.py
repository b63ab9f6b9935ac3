"""The rows of a workbook as JSON lines: a program of its own, run with little memory and time.

A few kilobytes may ask for a table of all the cells there can be, and a reader that runs out of
memory takes its process with it. So this file is started by its path, reads a workbook from its
standard input and imports nothing of the registry.
"""

import io
import json
import resource
import sys
from datetime import datetime, time

from python_calamine import CalamineWorkbook, load_workbook

UNREADABLE, SEVERAL_SHEETS, TOO_LARGE = 2, 3, 4
ALL_SHEETS = "all"
_EXACT_INTEGER = 1e15


def main(memory_bytes: int, seconds: int, *, takes_all: bool) -> int:
    """Write the rows of the one sheet that has any, or those of all sheets.

    Where one is wanted and several have rows, their names are written.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        named = workbook.sheet_names
        if takes_all:
            _write_sheets(workbook)
            return 0
        if len(named) > 1:
            named = [name for name in named if _has_rows(workbook, name)]
        if len(named) > 1:
            sys.stdout.write(json.dumps(named))
            return SEVERAL_SHEETS
        if named:
            _write_rows(workbook, named[0])
    except MemoryError:
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - whatever the reader of foreign bytes raises, it is no workbook
        return UNREADABLE
    return 0


def _has_rows(workbook: CalamineWorkbook, name: str) -> bool:
    rows = workbook.get_sheet_by_name(name).iter_rows()
    return any(value != "" for row in rows for value in row)


def _write_rows(workbook: CalamineWorkbook, name: str) -> None:
    rows = workbook.get_sheet_by_name(name).iter_rows()
    for number, row in enumerate(rows, 1):  # blank rows above the first filled one come too
        cells = [_cell_text(value) for value in row]
        if any(cells):
            sys.stdout.write(json.dumps([number, cells]) + "\n")


def _write_sheets(workbook: CalamineWorkbook) -> None:
    """Write each sheet's name, and its rows with numbers and truth values as such."""
    for name in workbook.sheet_names:
        sys.stdout.write(json.dumps([name]) + "\n")
        sheet = workbook.get_sheet_by_name(name)
        before = [""] * (sheet.start or (0, 0))[1]
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [*before, *(_plain(value) for value in row)]
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                sys.stdout.write(json.dumps([number, cells]) + "\n")


def _plain(value: object) -> object:
    """The cell as JSON has it."""
    return value if isinstance(value, bool | float | int | str) else _cell_text(value)


def _cell_text(value: object) -> str:
    """The text of a cell; a number too long to be exact is shown as such: it is no code now."""
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < _EXACT_INTEGER else repr(value)
        )
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), takes_all=sys.argv[3:] == [ALL_SHEETS]))
