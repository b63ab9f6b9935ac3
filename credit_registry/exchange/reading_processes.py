"""The rows of a file, read by a program of its own while the caller writes those before.

It takes a task on its standard input and answers with stretches of rows, each with the bytes that
were read of the file so far; at the end stands None, or the fault that ended the reading. Both ends
are this program, so that nothing is unpickled which it has not pickled.
"""

import gc
import pickle
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange.containers import MeteredSource
from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.rows import Row, RowError

STRETCH_ROWS = 1_000
_SELDOM = 100_000
"""Objects made between two searches for cyclic garbage, of which rows are none."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be read, and how."""

    path: Path
    today: date
    layout: Layout
    reads_identities: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow one another, and the bytes of the file that were read until then."""

    rows: Sequence[Row | RowError]
    consumed_bytes: int


def serve(task: Task, sink: BinaryIO) -> None:
    """Write the rows of the file to their end."""
    try:
        with task.path.open("rb") as file:
            metered = MeteredSource(file)
            reading = open_reading(
                metered,
                today=task.today,
                layout=task.layout,
                reads_identities=task.reads_identities,
            )
            while rows := list(islice(reading.rows, STRETCH_ROWS)):
                _write(Stretch(rows, metered.consumed_bytes), sink)
    except InvalidInput as fault:
        _write(fault, sink)
    else:
        _write(None, sink)


def _write(told: Stretch | InvalidInput | None, sink: BinaryIO) -> None:
    pickle.dump(told, sink, pickle.HIGHEST_PROTOCOL)
    sink.flush()


def main() -> None:
    """Do the task that stands on the standard input."""
    gc.freeze()  # what was imported stays
    gc.set_threshold(_SELDOM)
    with suppress(BrokenPipeError):  # whoever asked is gone
        serve(pickle.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S301 - its own caller's
