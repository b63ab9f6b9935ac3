"""The rows of a workbook, read in a process of its own that may fail without harm to this one."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange import workbook_processes
from credit_registry.exchange.encodings import ByteSource

WORKBOOK_BYTES = 64 << 20
MEMORY_BYTES = 1 << 30
"""A sheet of 10 million cells stays below it; a thousand times that is what a few bytes can ask."""
SECONDS = 600
_CHUNK_BYTES = 1 << 20
_PROGRAM = str(Path(workbook_processes.__file__))


def workbook_rows(source: ByteSource) -> Iterator[tuple[int, Sequence[str]]]:
    """The number of each row that is not blank, and its cells. Raises InvalidInput."""
    with tempfile.TemporaryFile() as content:
        _copy(source, content)
        content.seek(0)
        # Our own program and numbers; `-I` keeps its folder off the path it imports from.
        command = [sys.executable, "-I", _PROGRAM, str(MEMORY_BYTES), str(SECONDS)]
        with subprocess.Popen(  # noqa: S603
            command, stdin=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                yield from _rows_of(process)
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


def _rows_of(process: subprocess.Popen[bytes]) -> Iterator[tuple[int, Sequence[str]]]:
    """What the process writes; how it ended says whether that was a workbook."""
    names: list[str] = []
    for line in process.stdout or ():
        found = orjson.loads(line)
        if isinstance(found[0], int):
            yield found[0], found[1]
        else:
            names = found
    match process.wait():
        case 0:
            return
        case workbook_processes.SEVERAL_SHEETS:
            raise InvalidInput(
                f"The sheets {', '.join(names)} have rows; a workbook with one such sheet is"
                " accepted."
            )
        case workbook_processes.UNREADABLE:
            raise InvalidInput("The workbook cannot be read; an unprotected .xlsx is accepted.")
        case _:
            raise InvalidInput(
                f"The workbook cannot be read in {MEMORY_BYTES >> 20} MB of memory and {SECONDS}"
                " seconds: its cells lie too far apart, or it is too large; CSV is accepted."
            )
