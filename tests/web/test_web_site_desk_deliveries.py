from __future__ import annotations

import csv
import io
import re
from datetime import date

import delivered
import pytest
from delivered import BAD_LINES, GOOD, IDENTITY
from desk_cases import Desk
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.exchange.previews import look_through
from credit_registry.exchange.reading import open_reading

FILES = {
    "penalties.csv": delivered.as_csv,
    "penalties.xlsx": delivered.as_xlsx,
    "penalties.jsonl": delivered.as_json_lines,
}


def deliver(
    client: FlaskClient, content: bytes, name: str = "penalties.csv", **form: str
) -> TestResponse:
    values: dict[str, object] = {"layout": "", **form, "file": (io.BytesIO(content), name)}
    return client.post("/desk/deliveries", data=values, content_type="multipart/form-data")


def figures(page: str) -> dict[str, int]:
    """The receipt's figures by their words."""
    found = re.findall(r"<div><dt>([^<]+)</dt><dd>([\d,]+)</dd></div>", page)
    return {words: int(figure.replace(",", "")) for words, figure in found}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_delivery_is_answered_with_a_receipt_that_adds_up(desk: Desk, name: str) -> None:
    enterer = desk.officers[Role.ENTERER]
    answer = deliver(enterer, FILES[name](), name)
    assert answer.status_code == 303
    page = enterer.get(answer.location).text
    told = figures(page)
    assert (told["读取"], told["接收"], told["未变化"], told["拒收"]) == (4, 1, 0, 3)
    assert "读取 4 行 ＝ 接收 1 ＋ 未变化 0 ＋ 拒收 3" in page
    assert name in page
    assert GOOD in desk.officers[Role.AUDITOR].get(f"/api/v1/enterprises/{desk.code}/records").text


def test_each_refused_row_names_line_field_reason_and_what_would_do(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    answer = deliver(enterer, delivered.as_csv())
    page = enterer.get(answer.location).text
    told = re.findall(
        r"</span>(\d+)</th>\s*<td[^>]*><strong>拒收</strong></td>\s*<td[^>]*>([^<]+)</td>\s*"
        r"<td[^>]*>([^<]+)</td>\s*<td[^>]*>([^<]*)</td>",
        page,
    )
    assert [int(line) for line, *_ in told] == list(BAD_LINES)
    assert [field for _, field, *_ in told] == ["cf_jdrq", "cf_wsh", "cf_sy"]
    assert told[0][2] == "日期晚于今天"
    assert told[2][2] == "字段中含有身份证件号码或手机号码"
    assert IDENTITY not in page


def test_the_receipt_is_english_under_its_english_address(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    location = deliver(enterer, delivered.as_csv()).location
    page = enterer.get(f"/en{location}").text
    assert "4 rows were read and 3 of them refused" in page
    assert "the date lies in the future" in page
    assert f'href="/en{location}/refused.csv"' in page


def test_the_refused_rows_are_a_file_that_spreadsheets_read(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    location = deliver(enterer, delivered.as_csv()).location
    answer = enterer.get(f"{location}/refused.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["line"]) for row in rows] == list(BAD_LINES)
    assert rows[0]["reason_zh"] == "日期晚于今天"
    assert rows[0]["reason"] == "the date lies in the future"
    assert IDENTITY not in text


def test_the_same_file_again_changes_nothing_and_says_so(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    first = deliver(enterer, delivered.as_csv())
    path = f"/api/v1/enterprises/{desk.code}/records"
    before = enterer.get(path).json
    again = deliver(enterer, delivered.as_csv())
    assert again.location == f"{first.location}?again=1"
    assert "此文件以前已经报送" in enterer.get(again.location).text
    assert "此文件以前已经报送" not in enterer.get(first.location).text
    after = enterer.get(path).json
    assert before is not None
    assert after is not None
    assert after["records"] == before["records"]


def test_a_file_without_a_known_heading_is_refused_as_a_whole(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    answer = deliver(enterer, "甲,乙\n1,2\n".encode(), layout="penalties_earlier_form")
    assert answer.status_code == 422
    assert "表头不符合任何已知格式" in answer.text
    assert 'href="#field-file"' in answer.text
    assert 'value="penalties_earlier_form" selected' in answer.text
    assert "甲,乙" not in enterer.get("/desk/deliveries").text


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused_as_a_whole(desk: Desk, content: bytes) -> None:
    answer = deliver(desk.officers[Role.ENTERER], content)
    assert answer.status_code == 422
    assert 'id="fault-file"' in answer.text


def test_a_form_without_a_file_or_with_an_unknown_layout_names_the_fault(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    empty = enterer.post("/desk/deliveries", data={"layout": "nonsense"})
    assert empty.status_code == 422
    assert "请选择文件" in empty.text
    assert 'href="#field-layout"' in empty.text


def test_a_delivery_in_another_layout_than_before_is_a_conflict(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    content = b"name\tuscc\tprovince\tcity\testablished\n"
    first = deliver(enterer, content, layout="enterprise_register")
    assert first.status_code == 303
    again = deliver(enterer, content, layout="registry_subjects")
    assert again.status_code == 409
    assert "按另一格式报送过" in again.text


def test_only_who_delivers_sees_the_form(desk: Desk) -> None:
    assert 'type="file"' in desk.officers[Role.ENTERER].get("/desk/deliveries").text
    auditors = desk.officers[Role.AUDITOR].get("/desk/deliveries").text
    assert 'type="file"' not in auditors
    assert "由录入员、数据来源单位或运维员办理" in auditors
    assert "subjects.csv" in auditors


def test_a_delivery_without_the_forms_token_is_refused(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    data = {"file": (io.BytesIO(delivered.as_csv()), "penalties.csv")}
    answer = FlaskClient.open(enterer, "/desk/deliveries", method="POST", data=data)
    assert answer.status_code == 400
    assert GOOD not in enterer.get(f"/api/v1/enterprises/{desk.code}/records").text


def test_a_long_list_of_faults_is_read_to_its_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from credit_registry.web.site.views import batches as views

    monkeypatch.setattr(views, "FAULTS_ON_A_PAGE", 2)
    monkeypatch.setattr(views, "FAULTS_AT_ONCE", 2)
    enterer = desk.officers[Role.ENTERER]
    location = deliver(enterer, delivered.as_csv()).location
    lines: list[str] = []
    path = location
    while path:
        page = enterer.get(path).text
        lines += re.findall(r"</span>(\d+)</th>", page)
        more = re.search(r'class="more"><a [^>]*href="([^"]+)"', page)
        path = more.group(1) if more else ""
    assert [int(line) for line in lines] == list(BAD_LINES)
    text = enterer.get(f"{location}/refused.csv").data.decode("utf-8-sig")
    assert [int(row["line"]) for row in csv.DictReader(io.StringIO(text))] == list(BAD_LINES)


def test_a_delivery_that_does_not_exist_is_404(desk: Desk) -> None:
    auditor = desk.officers[Role.AUDITOR]
    assert auditor.get("/desk/deliveries/0000000000001").status_code == 404
    assert auditor.get("/desk/deliveries/0000000000001/refused.csv").status_code == 404


def preview(client: FlaskClient, content: bytes, name: str = "penalties.csv") -> TestResponse:
    values: dict[str, object] = {"layout": "", "file": (io.BytesIO(content), name)}
    address = "/desk/deliveries/preview"
    return client.post(address, data=values, content_type="multipart/form-data")


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_preview_tells_what_would_become_of_the_rows_and_takes_nothing_in(
    desk: Desk, name: str
) -> None:
    enterer = desk.officers[Role.ENTERER]
    answer = preview(enterer, FILES[name](), name)
    assert answer.status_code == 200
    assert "已检查 4 行：1 行可以接收，3 行会被拒收。" in answer.text
    assert answer.text.count("<strong>拒收</strong>") == 3
    assert GOOD in answer.text
    assert IDENTITY not in answer.text
    assert name not in enterer.get("/desk/deliveries").text


def test_a_preview_of_what_is_no_delivery_names_the_field(desk: Desk) -> None:
    answer = preview(desk.officers[Role.ENTERER], b"a,b\n1,2\n")
    assert answer.status_code == 422
    assert "#field-file" in answer.text


def test_a_preview_looks_at_the_first_rows_of_a_long_file() -> None:
    reading = open_reading(io.BytesIO(delivered.as_csv()), today=date(2026, 11, 23))
    found = look_through(reading, most_rows=2)
    assert (found.read, found.is_whole) == (2, False)
