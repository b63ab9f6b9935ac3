"""The rows of a workbook, read in a process of its own that may fail without harm to this one."""

import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.sheets import FilledSheets, NumberedCells
from credit_registry.exchange import workbook_processes
from credit_registry.exchange.encodings import ByteSource

WORKBOOK_BYTES = 64 << 20
MEMORY_BYTES = 1 << 30
"""A sheet of 10 million cells stays below it; a thousand times that is what a few bytes can ask."""
SECONDS = 600
MOST_CELLS = 500_000
"""Of a workbook whose sheets are kept together; a table is read row by row and has no bound."""
_CHUNK_BYTES = 1 << 20
_PROGRAM = str(Path(workbook_processes.__file__))


def workbook_rows(source: ByteSource) -> Iterator[tuple[int, Sequence[str]]]:
    """The number of each row that is not blank, and its cells. Raises InvalidInput."""
    with closing(_lines_of(source)) as lines:
        for line in lines:
            if not isinstance(line[0], int):
                raise InvalidInput(
                    f"The sheets {', '.join(line)} have rows; a workbook with one such sheet is"
                    " accepted."
                )
            yield line[0], line[1]


def workbook_sheets(source: ByteSource) -> FilledSheets:
    """The rows of every sheet that are not blank, by the sheet's name. Raises InvalidInput."""
    sheets: FilledSheets = {}
    rows: list[NumberedCells] = []
    left = MOST_CELLS
    with closing(_lines_of(source, workbook_processes.ALL_SHEETS)) as lines:
        for name, *cells in lines:
            left -= 1 + sum(map(len, cells))
            if left < 0:
                raise InvalidInput(
                    f"The workbook has more than {MOST_CELLS} cells; fewer are accepted."
                )
            if cells:
                rows.append((name, cells[0]))
            else:
                rows = sheets.setdefault(name, [])
    return sheets


def _lines_of(source: ByteSource, *words: str) -> Generator[Any]:
    """What the process writes of the workbook. Raises InvalidInput."""
    with tempfile.TemporaryFile() as content:
        _copy(source, content)
        content.seek(0)
        # Our own program and numbers; `-I` keeps its folder off the path it imports from.
        command = [sys.executable, "-I", _PROGRAM, str(MEMORY_BYTES), str(SECONDS), *words]
        with subprocess.Popen(  # noqa: S603
            command, stdin=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                for line in process.stdout or ():
                    yield orjson.loads(line)
                _require_read(process.wait())
            finally:
                process.kill()


def _copy(source: ByteSource, target: IO[bytes]) -> None:
    """The source's bytes, which must not be more than a workbook may have."""
    size = 0
    while taken := source.read(_CHUNK_BYTES):
        size += len(taken)
        if size > WORKBOOK_BYTES:
            raise InvalidInput(
                f"The workbook is larger than {WORKBOOK_BYTES >> 20} MB; CSV is accepted."
            )
        target.write(taken)


def _require_read(status: int) -> None:
    """Pass if the process ended well: how it ended says what it was given. Raises InvalidInput."""
    match status:
        case 0 | workbook_processes.SEVERAL_SHEETS:
            return
        case workbook_processes.UNREADABLE:
            raise InvalidInput("The workbook cannot be read; an unprotected .xlsx is accepted.")
        case _:
            raise InvalidInput(
                f"The workbook cannot be read in {MEMORY_BYTES >> 20} MB of memory and {SECONDS}"
                " seconds: its cells lie too far apart, or it is too large; CSV is accepted."
            )
