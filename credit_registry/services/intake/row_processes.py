"""The roots of slices, hashed by a program of its own while the caller writes the rows.

It reads JSON lines: a list of salted rows to add, null to forget the rows so far, true to ask for
their root. Each root is one line back: the number of rows and the root, or what was wrong.
"""

import gc
import sys
from typing import BinaryIO

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.commitments import commit_digests
from credit_registry.ledger.rows import RowsAccumulator

_SELDOM = 100_000
"""Objects made between two searches for cyclic garbage, of which rows are none."""


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the source ends, as it does when the caller's process is gone."""
    rows, wrong = RowsAccumulator(), ""
    for line in source:
        message = orjson.loads(line)
        if isinstance(message, list):
            try:
                for seed, fields in message:
                    rows.add_digests(commit_digests(bytes.fromhex(seed), fields))
            except InvalidInput as error:
                wrong = wrong or str(error)
            continue
        if message is True:
            answer = wrong or [rows.count, rows.root().hex()]
            sink.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
            sink.flush()
        rows, wrong = RowsAccumulator(), ""


if __name__ == "__main__":
    gc.freeze()  # what was imported stays
    gc.set_threshold(_SELDOM)
    serve(sys.stdin.buffer, sys.stdout.buffer)
