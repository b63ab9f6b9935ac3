"""A delivered file read row by row: every row with text comes back, as a draft or an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange.encodings import REPLACEMENT, ByteSource
from credit_registry.exchange.identity_columns import is_identity_column
from credit_registry.exchange.layouts import Layout, recognise, unknown_heading
from credit_registry.exchange.record_rows import RecordReader
from credit_registry.exchange.rows import Row, RowError, fault
from credit_registry.exchange.subject_rows import SubjectReader
from credit_registry.exchange.tables import Cells, NumberedRow, Table, fitted, open_table

_UNREADABLE = re.compile(f"[\x00-\x08\x0e-\x1f{REPLACEMENT}]")
"""Characters that no text has: the trace of a decoding or a copy that went wrong."""


class RowReader(Protocol):
    """Turns the cells of a line into a row or an error."""

    def read(self, line: int, cells: Cells, /) -> Row | RowError:
        """The row, or what is wrong with it."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: its layout, the columns left out, and its rows."""

    layout: Layout
    unread_columns: tuple[str, ...]
    dropped_columns: tuple[str, ...]
    rows: Iterator[Row | RowError]


def open_reading(source: ByteSource, *, today: date, layout: Layout | None = None) -> Reading:
    """The reading of a file; its layout is recognised where none is given. Raises InvalidInput."""
    table = open_table(source)
    layout = layout or recognise(table.header)
    if layout is None or not layout.needed <= layout.indices(table.header).keys():
        raise unknown_heading(table.header)
    dropped = tuple(heading for heading in table.header if is_identity_column(heading))
    read = {index for found in layout.indices(table.header).values() for index in found}
    unread = (heading for index, heading in enumerate(table.header) if index not in read)
    return Reading(
        layout=layout,
        unread_columns=tuple(heading for heading in unread if heading not in dropped),
        dropped_columns=dropped,
        rows=_rows(table, _reader(layout, table.header, today)),
    )


def read(
    source: ByteSource, *, today: date, layout: Layout | None = None
) -> Iterator[Row | RowError]:
    """The rows of a file. Raises InvalidInput where the file as a whole cannot be read."""
    return open_reading(source, today=today, layout=layout).rows


def _reader(layout: Layout, header: Cells, today: date) -> RowReader:
    kind = layout.kind
    if kind is None:
        return SubjectReader(layout, header, today)
    return RecordReader(layout, kind, header, today)


def _rows(table: Table, reader: RowReader) -> Iterator[Row | RowError]:
    header = list(table.header)
    width = len(header)
    for numbered in table.rows:
        line, cells = numbered
        if cells is not None and len(cells) != width:
            cells = fitted(cells, width)
        if cells is None or _UNREADABLE.search("".join(cells)) or cells == header:
            yield _unfit_row(numbered, header)
        else:
            yield reader.read(line, cells)


def _unfit_row(numbered: NumberedRow, header: list[str]) -> RowError:
    line, cells = numbered
    if cells is None:
        return RowError(line, (fault("", Reason.UNREADABLE_ROW),))
    fit = fitted(cells, len(header))
    if fit is None:
        return RowError(line, (fault("", Reason.SHIFTED, str(len(header)), str(len(cells))),))
    for heading, cell in zip(header, fit, strict=True):
        if _UNREADABLE.search(cell):
            return RowError(line, (fault(heading, Reason.UNREADABLE_TEXT, "UTF-8, GB18030"),))
    return RowError(line, (fault("", Reason.HEADING_REPEATED),))
