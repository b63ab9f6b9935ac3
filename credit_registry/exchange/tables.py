"""Rows of cells from CSV, TSV, JSON and XLSX, one at a time."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange.containers import unpacked
from credit_registry.exchange.encodings import ByteSource, decoded, lines_of
from credit_registry.exchange.quoted_rows import QUOTES_ACCEPTED, quoted_rows
from credit_registry.exchange.workbooks import workbook_rows

Cells = Sequence[str]
NumberedRow = tuple[int, Cells | range | None]
"""The line a row starts on, and its cells; no cells where the row cannot be read.

A range of lines stands in their place where these run into one another.
"""

_HEADER_SEARCH_ROWS = 20
_JSON_SAMPLE_ROWS = 200
_JSON_DEPTH = 8
_ARRAY_CHARACTERS = 1 << 26
"""An array is read at once; longer ones come as JSON Lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """The heading of a table and its rows; blank rows are left out."""

    header: Cells
    rows: Iterator[NumberedRow]
    header_line: int = 1


def open_table(source: ByteSource) -> Table:
    """The table in the source, whatever it is packed and written in. Raises InvalidInput."""
    content = unpacked(source)
    if content.is_workbook:
        return _with_header(workbook_rows(content.source))
    lines = lines_of(decoded(content.source))
    first = next((line for line in lines if line.strip()), "")
    whole = itertools.chain([first], lines)
    if first.lstrip().startswith("{"):
        return _json_table(
            (number, _json_object(line)) for number, line in enumerate(whole, 1) if line.strip()
        )
    if first.lstrip().startswith("["):
        return _json_table(_json_array(whole))
    if "\t" in first:
        return _with_header(_tab_rows(whole))
    return _with_header(quoted_rows(whole, ";" if first.count(";") > first.count(",") else ","))


def fitted(cells: Cells, width: int) -> Cells | None:
    """The row in the width of its heading; None where cells are missing or too many are filled."""
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return None
    return cells[:width]


def _with_header(rows: Iterator[NumberedRow]) -> Table:
    """The first row with two filled cells is the heading: titles may stand above it."""
    for line, cells in itertools.islice(rows, _HEADER_SEARCH_ROWS):
        if isinstance(cells, range):
            raise InvalidInput(
                f"The lines {cells[0]} to {cells[-1]} run into one another before the heading:"
                f" {QUOTES_ACCEPTED} is accepted."
            )
        filled = [cell.strip() for cell in cells or ()]
        while filled and not filled[-1]:
            filled.pop()
        if sum(map(bool, filled)) > 1:
            return Table(filled, rows, line)
    raise InvalidInput("The file has no heading row, or no table at all.")


def _tab_rows(lines: Iterator[str]) -> Iterator[NumberedRow]:
    """Tab-separated values know no quotes: a quotation mark is text."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if text:
            yield number, text.split("\t")


def _json_table(numbered: Iterator[tuple[int, dict[str, str] | None]]) -> Table:
    """The heading is the union of the names in the first rows; a later new name spoils its row."""
    sample = list(itertools.islice(numbered, _JSON_SAMPLE_ROWS))
    header = list(dict.fromkeys(name for _, found in sample if found for name in found))
    return Table(header, _json_rows(itertools.chain(sample, numbered), header))


def _json_rows(
    numbered: Iterator[tuple[int, dict[str, str] | None]], header: list[str]
) -> Iterator[NumberedRow]:
    names = set(header)
    for number, found in numbered:
        if found is None or not names.issuperset(found):
            yield number, None
        else:
            yield number, [found.get(name, "") for name in header]


def _json_array(lines: Iterator[str]) -> Iterator[tuple[int, dict[str, str] | None]]:
    """The objects of one array, numbered from 1. Raises InvalidInput."""
    pieces: list[str] = []
    left = _ARRAY_CHARACTERS
    for line in lines:
        left -= len(line)
        if left < 0:
            raise InvalidInput("The array is too long to be read at once; send JSON Lines.")
        pieces.append(line)
    try:
        found = orjson.loads("".join(pieces))
    except orjson.JSONDecodeError as error:
        raise InvalidInput("The file is no JSON array; its end may be missing.") from error
    for number, each in enumerate(found, 1):
        yield number, _json_cells(each)


def _json_object(line: str) -> dict[str, str] | None:
    try:
        return _json_cells(orjson.loads(line))
    except orjson.JSONDecodeError:
        return None


def _json_cells(found: object) -> dict[str, str] | None:
    """The object's values by name; a value inside another is named `outer.inner`."""
    try:
        return dict(_json_values(found, "", _JSON_DEPTH)) if isinstance(found, dict) else None
    except TypeError:
        return None


def _json_values(found: dict[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    if not depth:
        raise TypeError
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _json_values(value, f"{prefix}{name}.", depth - 1)
        else:
            yield f"{prefix}{name}", _json_text(value)


def _json_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(_json_text(part) for part in value)
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError
