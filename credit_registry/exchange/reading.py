"""A delivered file read row by row: every row with text comes back, as a draft or an error."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.kinds.fields import folded
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange.encodings import REPLACEMENT, ByteSource
from credit_registry.exchange.identity_columns import identity_indices, is_identity_column
from credit_registry.exchange.layouts import Layout, recognise, unknown_heading
from credit_registry.exchange.quoted_rows import QUOTES_ACCEPTED
from credit_registry.exchange.record_rows import RecordReader
from credit_registry.exchange.rows import Row, RowError, RowFault, fault
from credit_registry.exchange.subject_rows import SubjectReader
from credit_registry.exchange.tables import Cells, NumberedRow, Table, fitted, open_table

_UNREADABLE = re.compile(f"[\x00-\x08\x0e-\x1f{REPLACEMENT}]")
"""Characters that no text has: the trace of a decoding or a copy that went wrong."""


_DISCLOSURE = re.compile("公开|disclos|publicity|publication")
_DISCLOSURE_HEADINGS = "公开类型, disclosure, publicationType"


class RowReader(Protocol):
    """Turns the cells of a line into a row or an error."""

    def read(self, line: int, cells: Cells, /) -> Row | RowError:
        """The row, or what is wrong with it."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: its layout, its heading's line, the columns left out, its rows.

    `keyless_columns` hold identity numbers that would be read if there were a key to encrypt them.
    """

    layout: Layout
    header_line: int
    unread_columns: tuple[str, ...]
    dropped_columns: tuple[str, ...]
    rows: Iterator[Row | RowError]
    keyless_columns: tuple[str, ...] = ()
    has_identity_numbers: bool = False

    @property
    def remarks(self) -> tuple[RowFault, ...]:
        """What the receipt says of the heading: the columns that nothing is taken from."""
        return (
            *(fault(heading, Reason.UNREAD_COLUMN) for heading in self.unread_columns),
            *(fault(heading, Reason.KEYLESS_COLUMN) for heading in self.keyless_columns),
            *(fault(heading, Reason.DROPPED_COLUMN) for heading in self.dropped_columns),
        )


def open_reading(
    source: ByteSource,
    *,
    today: date,
    layout: Layout | None = None,
    reads_identities: bool = False,
) -> Reading:
    """The reading of a file; its layout is recognised where none is given. Raises InvalidInput.

    Identity numbers are read only for a caller who says that they will be encrypted.
    """
    table = open_table(source)
    layout = layout or recognise(table.header)
    if layout is None or not layout.fits(table.header):
        raise unknown_heading(table.header)
    stated = identity_indices(layout.kind, table.header)
    read = stated if reads_identities else {}
    unread = _unread(layout, table.header, read)
    _refuse_unread_disclosure(unread)
    numbers = [index for index, each in enumerate(table.header) if is_identity_column(each)]
    known = {index for found in stated.values() for index in found}
    keyless = () if reads_identities else _headings(table.header, known.intersection(numbers))
    return Reading(
        layout=layout,
        header_line=table.header_line,
        unread_columns=unread,
        dropped_columns=_headings(table.header, set(numbers) - known),
        rows=_rows(table, _reader(layout, table.header, today, read)),
        keyless_columns=keyless,
        has_identity_numbers=bool(numbers),
    )


def read(
    source: ByteSource, *, today: date, layout: Layout | None = None
) -> Iterator[Row | RowError]:
    """The rows of a file. Raises InvalidInput where the file as a whole cannot be read."""
    return open_reading(source, today=today, layout=layout).rows


def _headings(header: Cells, indices: Collection[int]) -> tuple[str, ...]:
    """The headings at these places, in order."""
    return tuple(header[index] for index in sorted(indices))


def _unread(layout: Layout, header: Cells, identities: Mapping[str, list[int]]) -> tuple[str, ...]:
    """The headings that the layout neither reads nor quotes; identity numbers are none of them."""
    found = (*layout.indices(header).values(), *identities.values())
    read = {index for places in found for index in places}
    return tuple(
        heading
        for index, heading in enumerate(header)
        if heading
        and index not in read
        and not layout.quotes(heading)
        and not is_identity_column(heading)
    )


def _refuse_unread_disclosure(unread: Cells) -> None:
    """A column that may say what is not public must be read. Raises InvalidInput.

    Without one, a record is public: 不可公开 under a heading that nobody knows would be shown.
    """
    found = [heading for heading in unread if _DISCLOSURE.search(folded(heading))]
    if found:
        raise InvalidInput(
            f"The file has a column of disclosure that is not read: {'、'.join(found)}.",
            [FieldError("/header", Reason.UNREAD_DISCLOSURE, _DISCLOSURE_HEADINGS)],
        )


def _reader(
    layout: Layout, header: Cells, today: date, identities: Mapping[str, list[int]]
) -> RowReader:
    kind = layout.kind
    if kind is None:
        return SubjectReader(layout, header, today)
    return RecordReader(layout, kind, header, today, identities)


def _rows(table: Table, reader: RowReader) -> Iterator[Row | RowError]:
    header = list(table.header)
    width = len(header)
    for numbered in table.rows:
        line, cells = numbered
        if isinstance(cells, range):
            cells = None
        elif cells is not None and len(cells) != width:
            cells = fitted(cells, width)
        if cells is None or _UNREADABLE.search("".join(cells)) or cells == header:
            yield _unfit_row(numbered, header)
        else:
            yield reader.read(line, cells)


def _unfit_row(numbered: NumberedRow, header: list[str]) -> RowError:
    line, cells = numbered
    if cells is None:
        return RowError(line, (fault("", Reason.UNREADABLE_ROW),))
    if isinstance(cells, range):
        accepted = f"{cells[0]}-{cells[-1]}; {QUOTES_ACCEPTED}"
        return RowError(line, (fault("", Reason.RUN_TOGETHER, accepted),))
    fit = fitted(cells, len(header))
    if fit is None:
        return RowError(line, (fault("", Reason.SHIFTED, str(len(header)), str(len(cells))),))
    for heading, cell in zip(header, fit, strict=True):
        if _UNREADABLE.search(cell):
            return RowError(line, (fault(heading, Reason.UNREADABLE_TEXT, "UTF-8, GB18030"),))
    return RowError(line, (fault("", Reason.HEADING_REPEATED),))
