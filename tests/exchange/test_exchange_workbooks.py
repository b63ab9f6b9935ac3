"""Workbooks are read apart from the server, one sheet of them, within a memory and a size."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange import workbooks
from credit_registry.exchange.tables import open_table


def workbook(*sheets: list[list[object]]) -> io.BytesIO:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    target.seek(0)
    return target


def test_a_workbook_with_rows_on_two_sheets_is_refused_and_they_are_named() -> None:
    table: list[list[object]] = [["名称", "代码"], ["甲公司", "1"]]
    with pytest.raises(InvalidInput, match="Sheet1, Sheet3 "):
        open_table(workbook(table, [], table))


def test_the_one_sheet_with_rows_is_read_wherever_it_stands() -> None:
    found = open_table(workbook([], [["名称", "代码"], ["甲公司", date(2026, 1, 2)]]))
    assert [*found.rows] == [(2, ["甲公司", "46024"])]


def test_a_few_bytes_that_ask_for_all_cells_are_refused_and_harm_nobody() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["名称", "代码"])
        sheet.write(1_048_575, 16_383, "x")
    target.seek(0)
    with pytest.raises(InvalidInput, match="1024 MB"):
        open_table(target)


def test_an_entry_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MEMORY_BYTES", 192 << 20)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(workbook([["名称", "代码"]])) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in source.namelist():
            strings = source.read(name)
            if name.endswith("sharedStrings.xml"):
                strings = strings.replace("名称".encode(), b"a" * (256 << 20))
            packed.writestr(name, strings)
    target.seek(0)
    with pytest.raises(InvalidInput):
        open_table(target)


def test_a_workbook_larger_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "WORKBOOK_BYTES", 1000)
    with pytest.raises(InvalidInput, match="larger"):
        open_table(workbook([["名称", "代码"]]))


def test_rows_that_nobody_reads_on_leave_no_process() -> None:
    many: list[list[object]] = [
        ["名称", "代码"],
        *([number, "x" * 100] for number in range(20_000)),
    ]
    table = open_table(workbook(many))
    assert next(table.rows)[0] == 2
    table.rows.close()  # type: ignore[attr-defined] # a generator
