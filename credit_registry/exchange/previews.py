"""A file looked through before it is taken in: what its rows would be, and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.reading import Reading
from credit_registry.exchange.rows import Row, RowError, RowFault

MOST_ROWS = 20_000
"""Rows that are looked through while somebody waits, which takes some seconds."""
MOST_TOLD, MOST_SHOWN = 100, 5


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What is wrong with a line, or remarked on it."""

    line: int
    is_refusal: bool
    fault: RowFault


@dataclass(frozen=True, slots=True)
class Preview:
    """What the file says by itself; what the registry knows of its subjects is told on delivery.

    `is_whole` is False where the file goes on behind the rows that were looked through. `told` and
    `first` are the first faults and remarks, and the first sound rows.
    """

    layout: Layout
    remarks: tuple[RowFault, ...]
    read: int
    refused: int
    told: tuple[ToldRow, ...]
    first: tuple[Row, ...]
    is_whole: bool

    @property
    def sound(self) -> int:
        """How many rows could be taken in."""
        return self.read - self.refused


def look_through(reading: Reading, most_rows: int = MOST_ROWS) -> Preview:
    """The preview of a file that is being read. Raises InvalidInput where its rows cannot be."""
    rows = list(islice(reading.rows, most_rows))
    sound = [row for row in rows if isinstance(row, Row)]
    return Preview(
        layout=reading.layout,
        remarks=reading.remarks,
        read=len(rows),
        refused=len(rows) - len(sound),
        told=tuple(islice(_told(rows), MOST_TOLD)),
        first=tuple(sound[:MOST_SHOWN]),
        is_whole=next(reading.rows, None) is None,
    )


def _told(rows: Iterable[Row | RowError]) -> Iterable[ToldRow]:
    """Line by line what is wrong or remarked."""
    for row in rows:
        is_refusal = isinstance(row, RowError)
        for fault in row.faults if isinstance(row, RowError) else row.remarks:
            yield ToldRow(row.line, is_refusal, fault)
