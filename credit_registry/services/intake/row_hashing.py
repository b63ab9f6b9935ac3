"""The root over the rows of a slice: hashed here, or for long files on another processor.

A third of the time that a register takes to come in goes into the commitments of its rows.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, Final, Protocol, cast

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.canonical import JSON
from credit_registry.ledger.commitments import commit_digests
from credit_registry.ledger.events import RowsRoot
from credit_registry.ledger.rows import RowsAccumulator
from credit_registry.services.intake import row_processes

SaltedRow = tuple[str, Mapping[str, JSON]]
"""The seed of a row's salts, in hexadecimal, and the fields committed to."""

ASIDE_FROM: Final = 2_000
"""Rows in a slice that are worth a process of their own, which takes a tenth of a second."""
_ROOT: Final = True
_ENDED: Final = "The process that hashes rows has ended."


class RowHashing(Protocol):
    """Takes the rows of one slice after another."""

    def begin(self) -> None:
        """Forget what was added: a slice begins, or begins again."""

    def add(self, rows: Sequence[SaltedRow]) -> None:
        """The next rows of the slice. Raises InvalidInput, if not now then with the root."""

    def root(self) -> RowsRoot:
        """The number of rows added since `begin`, and their root. Raises InvalidInput."""


class Here:
    """Hashes rows as they come."""

    def __init__(self) -> None:
        self._rows = RowsAccumulator()

    def begin(self) -> None:
        """Forget what was added."""
        self._rows = RowsAccumulator()

    def add(self, rows: Sequence[SaltedRow]) -> None:
        """The next rows. Raises InvalidInput."""
        for seed, fields in rows:
            self._rows.add_digests(commit_digests(bytes.fromhex(seed), fields))

    def root(self) -> RowsRoot:
        """The number of rows added since `begin`, and their root."""
        return RowsRoot(self._rows.count, self._rows.root().hex())


class Aside:
    """Has rows hashed by another process, which ends with this one."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._to = cast("IO[bytes]", process.stdin)
        self._from = cast("IO[bytes]", process.stdout)

    def begin(self) -> None:
        """Forget what was added."""
        self._send(None)

    def add(self, rows: Sequence[SaltedRow]) -> None:
        """The next rows. Raises InvalidInput for text that no JSON can hold."""
        try:
            self._send(rows)
        except orjson.JSONEncodeError as error:
            raise InvalidInput(f"The rows have no canonical JSON form: {error}.") from error

    def root(self) -> RowsRoot:
        """The number of rows added since `begin`, and their root. Raises InvalidInput."""
        self._send(_ROOT)
        line = self._from.readline()
        if not line:
            raise ChildProcessError(_ENDED)
        answer = orjson.loads(line)
        if isinstance(answer, str):
            raise InvalidInput(answer)
        return RowsRoot(*answer)

    def _send(self, message: Any) -> None:  # noqa: ANN401 - whatever is JSON
        line = orjson.dumps(message, option=orjson.OPT_APPEND_NEWLINE)
        try:
            self._to.write(line)
            self._to.flush()
        except BrokenPipeError as error:
            raise ChildProcessError(_ENDED) from error


class Hashings:
    """One hashing in this process, and one aside that starts when first asked for."""

    def __init__(self) -> None:
        self._here = Here()
        self.process: subprocess.Popen[bytes] | None = None

    def for_rows(self, count: int) -> RowHashing:
        """The hashing for a slice of so many rows."""
        if count < ASIDE_FROM:
            return self._here
        if self.process is None:
            # Our own program; `-P` keeps the working directory off the path it imports from. In a
            # group of its own it hears no Ctrl-C, and ends when its input does.
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", row_processes.__name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        return Aside(self.process)

    def close(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            with suppress(BrokenPipeError), self.process:  # waits for it, and closes its pipes
                pass


@contextmanager
def hashings() -> Iterator[Hashings]:
    """The hashings of one import, ended with it."""
    opened = Hashings()
    try:
        yield opened
    finally:
        opened.close()
