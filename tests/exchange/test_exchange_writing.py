import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import pytest
from record_texts import CODE, TEXTS

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.entries import read_entry
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.exchange import writing
from credit_registry.exchange.reading import read
from credit_registry.exchange.receipts import (
    ErrorFile,
    Receipt,
    fault_en,
    fault_zh,
    text_en,
    text_zh,
)
from credit_registry.exchange.rows import Row, RowFault
from credit_registry.exchange.writing import Cell

TODAY = date(2026, 11, 24)
Writer = Callable[[Iterable[Mapping[str, Cell]], Sequence[str]], bytes]


def as_csv(rows: Iterable[Mapping[str, Cell]], columns: Sequence[str]) -> bytes:
    target = io.StringIO()
    writing.write_csv(rows, columns, target)
    return target.getvalue().encode()


def as_xlsx(rows: Iterable[Mapping[str, Cell]], columns: Sequence[str]) -> bytes:
    target = io.BytesIO()
    writing.write_xlsx(rows, columns, target)
    return target.getvalue()


def as_json_lines(rows: Iterable[Mapping[str, Cell]], columns: Sequence[str]) -> bytes:
    target = io.BytesIO()
    writing.write_json_lines(rows, columns, target)
    return target.getvalue()


def drafts(content: bytes) -> list[object]:
    return [
        row.draft if isinstance(row, Row) else row for row in read(io.BytesIO(content), today=TODAY)
    ]


def record(kind: RecordKind, **changes: str) -> RecordDraft:
    return KINDS[kind].draft(read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY).values)


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_json_lines])
@pytest.mark.parametrize("kind", RecordKind)
def test_a_record_written_and_read_again_is_the_same(kind: RecordKind, write: Writer) -> None:
    original = record(kind)
    content = write([writing.record_row(original)], writing.record_columns(kind))
    assert drafts(content) == [original]


def test_a_sampled_units_record_written_and_read_again_is_the_same() -> None:
    original = record(RecordKind.SAMPLING, role="sampled_unit", sampled_unit_code=CODE)
    columns = writing.record_columns(RecordKind.SAMPLING)
    assert drafts(as_csv([writing.record_row(original)], columns)) == [original]


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_json_lines])
def test_a_subject_written_and_read_again_is_the_same(write: Writer) -> None:
    original = SubjectDraft(
        "=虚构甲公司", CODE, established_on=date(2003, 1, 2), province="江西", capital="8万元"
    )
    row = writing.subject_row(original)
    assert drafts(write([row], writing.SUBJECT_COLUMNS)) == [original]


def test_a_spreadsheet_computes_nothing_from_a_written_file() -> None:
    row = writing.subject_row(SubjectDraft('=HYPERLINK("x")'))
    cells = as_csv([row], writing.SUBJECT_COLUMNS).decode().splitlines()[1]
    assert cells.startswith("\"'=")


def test_a_receipt_reads_its_figures_out_in_both_languages() -> None:
    receipt = Receipt(
        batch_id=1,
        filename="虚构.csv",
        layout="enterprise_register",
        digest="00ff",
        read=3,
        accepted=1,
        changed=0,
        unchanged=1,
        refused=1,
        provisional=0,
        quarantined=0,
        ambiguous=0,
        warned=1,
        is_repeat=False,
    )
    assert receipt.adds_up
    assert "读取 3" in text_zh(receipt)
    assert "refused 1" in text_en(receipt)


def test_the_error_file_has_a_line_for_each_fault_and_no_formula() -> None:
    target = io.StringIO()
    errors = ErrorFile(target)
    errors.write(3, RowFault("=1+1", Reason.TOO_LONG, "≤ 200"), is_refusal=True)
    errors.write(3, RowFault("uscc", Reason.NO_CODE), is_refusal=False)
    rows = list(csv.DictReader(io.StringIO(target.getvalue().removeprefix("\ufeff"))))
    assert [(row["line"], row["refused"], row["field"], row["accepted"]) for row in rows] == [
        ("3", "yes", "'=1+1", "≤ 200"),
        ("3", "no", "uscc", ""),
    ]
    assert rows[0]["reason_zh"] == "内容超过长度"


def test_a_fault_is_told_in_both_languages_with_what_is_accepted() -> None:
    fault = RowFault("cf_jdrq", Reason.FUTURE_DATE, "≤ 2026-11-24")
    assert fault_zh(7, fault) == "第 7 行 cf_jdrq：日期晚于今天；可接受：≤ 2026-11-24"
    assert fault_en(7, RowFault("", Reason.HEADING_REPEATED)) == (
        "line 7, whole row: the heading is repeated as a row"
    )
