"""Drafts and rows written out: CSV, XLSX and JSON Lines that `reading` takes in again.

Amounts are in fen and enumerations are codes, as the columns are the fields' own names.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import BinaryIO, TextIO

import orjson
import xlsxwriter

from credit_registry.domain.drafts import DetailValue, RecordDraft, SubjectDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.exchange.spreadsheet_text import guarded

Cell = str | int
SUBJECT_COLUMNS = (
    "name", "uscc", "established_on", "enterprise_type", "province", "city", "address", "scope",
    "capital", "industry_code", "registration_number", "standing",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"


def record_columns(kind: RecordKind) -> tuple[str, ...]:
    """The columns of a kind's own layout, by field name."""
    return tuple(field.name for field in KINDS[kind].fields)


def subject_row(draft: SubjectDraft) -> dict[str, Cell]:
    """The cells of a subject; a quarantined code stands in the place of the code."""
    given = {name: _cell(getattr(draft, name)) for name in SUBJECT_COLUMNS}
    return given | {"uscc": draft.uscc or draft.quarantined_code or ""}


def record_row(draft: RecordDraft) -> dict[str, Cell]:
    """The cells of a record, by the names of its kind's fields."""
    codes = draft.subject.codes
    header: dict[str, DetailValue] = {
        "subject_name": draft.subject.name,
        "subject_category": _category(draft),
        "uscc": codes.get(IdentifierScheme.USCC),
        "registration_number": codes.get(IdentifierScheme.REGISTRATION_NUMBER),
        "organization_code": codes.get(IdentifierScheme.ORGANIZATION_CODE),
        "taxpayer_number": codes.get(IdentifierScheme.TAXPAYER_NUMBER),
        "source_unit_name": draft.source_unit.name,
        "source_unit_code": draft.source_unit.code,
        "disclosure": draft.disclosure.value,
    }
    values = header | dict(draft.detail) | _manufacturer(draft)
    return {name: _cell(values.get(name)) for name in record_columns(draft.kind)}


def write_csv(rows: Iterable[Mapping[str, Cell]], columns: Sequence[str], target: TextIO) -> None:
    """Write the rows as CSV with a byte order mark, which spreadsheets need for Chinese."""
    target.write(_BYTE_ORDER_MARK)
    writer = csv.writer(target)
    writer.writerow(columns)
    writer.writerows([guarded(str(row.get(name, ""))) for name in columns] for row in rows)


def write_json_lines(
    rows: Iterable[Mapping[str, Cell]], columns: Sequence[str], target: BinaryIO
) -> None:
    """Write the rows as JSON Lines, each with every column."""
    target.writelines(
        orjson.dumps({name: row.get(name, "") for name in columns}) + b"\n" for row in rows
    )


def write_xlsx(
    rows: Iterable[Mapping[str, Cell]],
    columns: Sequence[str],
    target: BinaryIO,
    *,
    day: date | None = None,
) -> None:
    """Write the rows as a workbook of text cells: a code typed as a number would lose digits.

    A text cell is never computed, and an apostrophe keeps one from it that is saved as CSV later.
    A workbook that states its day is the same, byte for byte, whenever on that day it is written.
    """
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
        if day is not None:
            workbook.set_properties({"created": datetime.combine(day, time.min)})
        sheet = workbook.add_worksheet()
        for index, name in enumerate(columns):
            sheet.write_string(0, index, name)
        for number, row in enumerate(rows, 1):
            for index, name in enumerate(columns):
                sheet.write_string(number, index, guarded(str(row.get(name, ""))))


def _category(draft: RecordDraft) -> str | None:
    if "subject_category" not in KINDS[draft.kind].by_name:
        return None
    return (
        "individual_business"
        if draft.subject.kind.value == "individual_business"
        else "legal_person"
    )


def _manufacturer(draft: RecordDraft) -> dict[str, DetailValue]:
    """A sampled unit's record names the manufacturer in the place of its subject."""
    if draft.detail.get("role") != "sampled_unit":
        return {}
    return (
        {"subject_name": draft.detail.get("manufacturer_name")}
        | dict.fromkeys(("registration_number", "organization_code", "taxpayer_number"))
        | {"uscc": draft.detail.get("manufacturer_code")}
    )


def _cell(value: DetailValue | date) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else value
