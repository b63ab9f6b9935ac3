"""Workbooks of several sheets: the cells come back as they were, wherever they stand."""

import io

import pytest
import xlsxwriter

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.sheets import Sheet, SheetColumn
from credit_registry.exchange import workbooks
from credit_registry.exchange.sheets import write_sheets
from credit_registry.exchange.tables import open_table
from credit_registry.exchange.workbooks import workbook_sheets

TEXTS = ["=1+1", "+1", "-1", "@a", "'x", " two  words ", "a\nb", "a\r\nb", "_x000D_", "007", "\ta"]


def written(*sheets: Sheet) -> io.BytesIO:
    target = io.BytesIO()
    write_sheets(sheets, target)
    target.seek(0)
    return target


def test_text_comes_back_as_it_was_and_never_as_a_formula() -> None:
    sheet = Sheet("甲", (SheetColumn("词 word"),), tuple((text,) for text in TEXTS))
    found = workbook_sheets(written(sheet))["甲"]
    assert found == [(1, ["词 word"]), *((i, [text]) for i, text in enumerate(TEXTS, 2))]


def test_numbers_and_truth_values_come_back_as_such() -> None:
    columns = (SheetColumn("a", is_text=False), SheetColumn("b"))
    found = workbook_sheets(written(Sheet("甲", columns, ((10**15, True), (-5, None)))))
    assert found == {"甲": [(1, ["a", "b"]), (2, [10**15, True]), (3, [-5])]}


def test_the_same_sheets_make_the_same_bytes() -> None:
    sheet = Sheet("甲", (SheetColumn("a", choices=("x", "y"), note="z"),), (("x",),))
    assert written(sheet).getvalue() == written(sheet).getvalue()


def test_a_drop_down_that_is_too_long_for_a_spreadsheet_is_left_out() -> None:
    column = SheetColumn("a", choices=tuple(f"word{n}" for n in range(60)))
    assert workbook_sheets(written(Sheet("甲", (column,), ())))["甲"] == [(1, ["a"])]


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("甲")
        sheet.write_row(3, 1, ["名称", "代码"])
        sheet.write_row(6, 1, ["甲公司", "1"])
    assert workbook_sheets(io.BytesIO(target.getvalue())) == {
        "甲": [(4, ["", "名称", "代码"]), (7, ["", "甲公司", "1"])]
    }
    table = open_table(io.BytesIO(target.getvalue()))
    assert (table.header_line, [*table.rows]) == (4, [(7, ["甲公司", "1"])])


def test_a_workbook_of_more_cells_than_sets_have_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 10)
    columns = (SheetColumn("a"),)
    assert workbook_sheets(written(Sheet("甲", columns, (("x",),) * 3)))
    with pytest.raises(InvalidInput, match="more than 10 cells"):
        workbook_sheets(written(Sheet("甲", columns, (("x",),) * 5)))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        workbook_sheets(io.BytesIO(b"PK\x03\x04 and no more"))
