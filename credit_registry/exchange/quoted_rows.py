"""Rows of comma-separated text, whose quotation marks may hold line feeds.

A quotation mark that nobody closed takes the following lines into its cell, and one firm's fine
would stand in another firm's row. Such lines are refused, each by its number.
"""

import csv
from collections.abc import Iterator, Sequence

QUOTES_ACCEPTED = 'a cell with a quotation mark in quotation marks, the mark doubled: "a ""b"" c"'


def quoted_rows(
    lines: Iterator[str], delimiter: str
) -> Iterator[tuple[int, Sequence[str] | range | None]]:
    """The line each row starts on, and its cells; the lines of a range run into one another."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    width = 0
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield from _refused(range(first, reader.line_num + 1))
            continue
        width = width or (len(cells) if sum(map(bool, map(str.strip, cells))) > 1 else 0)
        if reader.line_num > first and not _is_one_row(cells, width, delimiter):
            yield from _refused(range(first, reader.line_num + 1))
        elif any(cells):
            yield first, cells


def _refused(lines: range) -> Iterator[tuple[int, range | None]]:
    """Each of the lines by itself, so that a receipt counts them all."""
    for line in lines:
        yield line, lines if len(lines) > 1 else None


def _is_one_row(cells: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether a row of several lines is as wide as the heading and has swallowed no other row."""
    is_fitting = len(cells) >= width and not any(cells[width:])
    return is_fitting and not any(
        "\n" in cell and _holds_a_row(cell, len(cells) - 1 - index, len(cells) - 1, delimiter)
        for index, cell in enumerate(cells)
    )


def _holds_a_row(cell: str, after: int, separators: int, delimiter: str) -> bool:
    """Whether a line inside the cell has as many separators as a row; `after` follow the cell.

    A long text may hold commas too, so that the cell as a whole must hold as many as well.
    """
    _, *further = cell.split("\n")
    further[-1] += delimiter * after
    is_row_like = any(line.count(delimiter) >= separators for line in further)
    return is_row_like and cell.count(delimiter) >= separators
