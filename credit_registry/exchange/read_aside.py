"""Rows of a long file, read on another processor."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, cast

from credit_registry.exchange import reading_processes
from credit_registry.exchange.reading_processes import Stretch, Task
from credit_registry.exchange.rows import Row, RowError

_PROGRAM = f"import {reading_processes.__name__} as program; program.main()"
OnConsumed = Callable[[int], None]


class Aside:
    """Reads a file in another process, which starts with the first row that is asked for."""

    def __init__(self, task: Task, on_consumed: OnConsumed) -> None:
        self._task, self._on_consumed = task, on_consumed
        self.process: subprocess.Popen[bytes] | None = None

    def rows(self) -> Iterator[Row | RowError]:
        """The rows of the file. Raises InvalidInput, ChildProcessError where the process ended."""
        source = self._started()
        while (told := _next(source)) is not None:
            if not isinstance(told, Stretch):
                raise told
            self._on_consumed(told.consumed_bytes)
            yield from told.rows

    def close(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            with self.process:  # waits for it, and closes its pipe
                pass

    def _started(self) -> IO[bytes]:
        """Start the process; what comes back is read from it."""
        # Our own program; `-P` keeps the working directory off the path it imports from. In a group
        # of its own it hears no Ctrl-C, and ends when nobody takes what it has read.
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        with cast("IO[bytes]", self.process.stdin) as sink:
            pickle.dump(self._task, sink)
        return cast("IO[bytes]", self.process.stdout)


def _next(source: IO[bytes]) -> Stretch | Exception | None:
    """What the process says next. Raises ChildProcessError."""
    try:
        return cast("Stretch | Exception | None", pickle.load(source))  # noqa: S301 - our own program's
    except (EOFError, pickle.UnpicklingError) as error:
        raise ChildProcessError("The process that reads the file has ended.") from error


@contextmanager
def read_aside(task: Task, on_consumed: OnConsumed) -> Iterator[Iterator[Row | RowError]]:
    """The rows of the file, as long as the context lasts."""
    aside = Aside(task, on_consumed)
    try:
        yield aside.rows()
    finally:
        aside.close()
