"""The CSV in which a mirrored list is delivered whole: one line an entry, every column known."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.dates import open_end, parse_legal_date
from credit_registry.domain.errors import FieldError, InvalidInput

COLUMNS = ("code", "document_number", "grounds", "decided_on", "until", "unit")
NEEDED = ("code", "document_number", "grounds", "decided_on", "unit")


@dataclass(frozen=True, slots=True)
class MirroredRow:
    """One entry as its source states it; `line` is the last that it stands on."""

    line: int
    code: str
    document_number: str
    grounds: str
    decided_on: date
    until: date | None
    unit: str


def read(content: bytes) -> tuple[MirroredRow, ...]:
    """The rows of the file. Raises InvalidInput naming every fault by its line.

    What is faulty is not left out: whoever stands on a line left out would leave the list.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("The file is not in UTF-8.") from error
    lines = csv.reader(text.splitlines(), strict=True)
    try:
        heading = [cell.strip() for cell in next(lines, [])]
        if sorted(heading) != sorted(COLUMNS):
            raise InvalidInput(f"The heading must name the columns {', '.join(COLUMNS)}.")
        cells = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InvalidInput(f"Line {lines.line_num} cannot be read: {error}.") from error
    faults: list[FieldError] = []
    rows = tuple(_rows(heading, cells, faults))
    if faults:
        raise InvalidInput("The file is refused whole; nothing was taken in.", faults)
    return rows


def _rows(
    heading: list[str], cells: list[tuple[int, list[str]]], faults: list[FieldError]
) -> Iterator[MirroredRow]:
    """The rows that are sound; what is wrong with others is noted."""
    for line, row in cells:
        if len(row) != len(heading):
            faults.append(FieldError(f"/{line}", f"has {len(row)} cells", f"{len(heading)} cells"))
            continue
        stated = {name: cell.strip() for name, cell in zip(heading, row, strict=True)}
        lacking = [name for name in NEEDED if not stated[name]]
        faults += [FieldError(f"/{line}/{name}", "is missing", "a value") for name in lacking]
        days = {name: _day(line, name, stated[name], faults) for name in ("decided_on", "until")}
        decided_on = days["decided_on"]
        if not lacking and decided_on is not None:
            yield MirroredRow(
                line=line,
                code=stated["code"],
                document_number=stated["document_number"],
                grounds=stated["grounds"],
                decided_on=decided_on,
                until=open_end(days["until"]),
                unit=stated["unit"],
            )


def _day(line: int, name: str, text: str, faults: list[FieldError]) -> date | None:
    """The day that a cell states; None where it is empty or, as noted, wrong."""
    if not text:
        return None
    try:
        return parse_legal_date(text)
    except ValueError:
        faults.append(FieldError(f"/{line}/{name}", "is no date", "YYYY-MM-DD"))
        return None
