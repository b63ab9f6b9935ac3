"""The buyers' check as a page: purpose and list, answers, choices, certificates and files."""

from __future__ import annotations

import io
import re
from typing import Any

import orjson
import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver
from filled_forms import FilledForm
from flask import Flask
from flask.testing import FlaskClient
from page_elements import Page
from werkzeug.test import TestResponse

from credit_registry.domain.records import RecordKind, Severity
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.services.screening.certificates import digest_of

NAME = "虚构市第{}制造有限公司"
ADVERSE = "责令停产停业"
PROCUREMENT = {"purpose": "government_procurement"}
NUMBER = re.compile(r"\d{8}-[0-9a-z]{10}")


@pytest.fixture
def filed(registry: Registry) -> Registry:
    """Three enterprises: the second is suspended."""
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3)))
    suspend(registry, 2)
    indexing.follow(registry)
    return registry


@pytest.fixture
def visitor(app: Flask, filed: Registry) -> FlaskClient:
    """A visitor whose forms need no token."""
    app.config["WTF_CSRF_METHODS"] = set()
    return app.test_client()


def suspend(registry: Registry, number: int) -> None:
    values: dict[str, Any] = {"category": "suspend_business", "severity": Severity.SERIOUS}
    deliver(registry, a_record_draft(RecordKind.PENALTY, number, title=ADVERSE, **values))


def checked(client: FlaskClient, listed: str, **more: Any) -> TestResponse:  # noqa: ANN401
    return client.post("/check", data={**PROCUREMENT, "listed": listed, **more})


def number_and_code(answer: TestResponse) -> tuple[str, str]:
    form = FilledForm(answer.text)
    found = NUMBER.search(answer.text)
    assert found is not None
    return found.group(), form.value("certificate_code")


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_form_asks_for_the_purpose_first(visitor: FlaskClient, language: str) -> None:
    answer = visitor.get(f"{language}/check?code={a_uscc(1)}")
    page = Page(answer.text)
    radios = [each for each in page.all("input") if each.get("type") == "radio"]
    assert len(radios) == 4
    assert FilledForm(answer.text).value("listed") == a_uscc(1)
    assert len(page.all("h1")) == 1
    assert len(page.ids) == len(set(page.ids))


def test_a_faulty_form_keeps_what_was_typed_and_names_the_fields(visitor: FlaskClient) -> None:
    answer = visitor.post("/check", data={"listed": NAME.format(1)})
    assert answer.status_code == 422
    assert FilledForm(answer.text).value("listed") == NAME.format(1)
    assert 'href="#field-purpose"' in answer.text
    empty = visitor.post("/check", data=PROCUREMENT)
    assert (empty.status_code, 'href="#field-listed"' in empty.text) == (422, True)
    long = checked(visitor, "甲公司\n" * 501)
    assert long.status_code == 422
    assert "最多核查500个" in long.text


def test_a_row_a_bidder_with_answer_reason_and_certificate(visitor: FlaskClient) -> None:
    answer = checked(
        visitor, f"{a_uscc(1)} {NAME.format(1)}\n{a_uscc(2)},联合体一\n{NAME.format(3)}"
    )
    page = Page(answer.text)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    for words in ("未发现限制", "限制参与", "需核实", "政府采购法第22条", "都不是", "联合体一"):
        assert words in page.text
    number, code = number_and_code(answer)
    assert number in page.text
    assert code not in " ".join(each.get("href") or "" for each in page.all("a"))
    assert len(page.all("h1")) == 1
    assert len(page.ids) == len(set(page.ids))


def test_a_candidate_is_chosen_or_none_of_them_and_a_new_certificate_issued(
    visitor: FlaskClient,
) -> None:
    first = checked(visitor, NAME.format(2))
    form = FilledForm(first.text)
    shown = form.values["shown-1"]
    again = {"purpose": form.value("purpose"), "rows": form.value("rows"), "shown-1": shown}
    chosen = visitor.post("/check", data={**again, "choice-1": shown[0]})
    assert "由查询人选定" in chosen.text
    assert "限制参与" in Page(chosen.text).text
    assert number_and_code(chosen)[0] != number_and_code(first)[0]
    nobody = visitor.post("/check", data={**again, "choice-1": "none"})
    assert "查询人排除" in nobody.text
    assert visitor.post("/check", data={**again, "rows": "{"}).status_code == 422


def test_a_table_is_uploaded_and_read(visitor: FlaskClient) -> None:
    table = f"名称,统一社会信用代码\n{NAME.format(1)},{a_uscc(1)}\n{NAME.format(2)},{a_uscc(2)}\n"
    sent = (io.BytesIO(table.encode("gb18030")), "bidders.csv")
    answer = checked(visitor, "", listed_file=sent)
    assert answer.status_code == 200
    assert "共2个" in answer.text
    other = checked(visitor, "", listed_file=(io.BytesIO(b"colour\nred\n"), "x.csv"))
    assert (other.status_code, "无法读取" in other.text) == (422, True)


def test_the_certificates_page_confirms_opens_by_code_and_says_since_changed(
    visitor: FlaskClient, filed: Registry
) -> None:
    number, code = number_and_code(checked(visitor, a_uscc(1)))
    plain = visitor.get(f"/certificates/{number}")
    assert "答复不变" in plain.text
    assert a_uscc(1) not in plain.text
    opened = visitor.post(f"/certificates/{number}", data={"certificate_code": code})
    assert a_uscc(1) in opened.text
    suspend(filed, 1)
    later = visitor.get(f"/certificates/{number}")
    assert "请重新核查" in later.text
    assert ADVERSE not in later.text
    again = visitor.post(f"/certificates/{number}", data={"certificate_code": code})
    assert Page(again.text).text == Page(opened.text).text
    wrong = visitor.post(f"/certificates/{number}", data={"certificate_code": "0" * 16})
    assert (wrong.status_code, a_uscc(1) in wrong.text) == (404, False)
    assert visitor.get("/certificates/20261123-0000000000").status_code == 404


@pytest.mark.parametrize(
    ("form", "media", "beginning"),
    [
        ("json", "application/json", b"{"),
        ("csv", "text/csv", b"\xef\xbb\xbf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_a_certificate_is_saved_in_each_form(
    visitor: FlaskClient, form: str, media: str, beginning: bytes
) -> None:
    number, code = number_and_code(checked(visitor, a_uscc(2)))
    sent = {"certificate_code": code, "form": form}
    answer = visitor.post(f"/certificates/{number}", data=sent)
    assert (answer.mimetype, answer.data[: len(beginning)]) == (media, beginning)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}.{form}"'
    if form == "json":
        assert orjson.loads(answer.data)["number"] == number
        assert digest_of(answer.data) in visitor.get(f"/certificates/{number}").text
    if form == "csv":
        assert "限制参与" in answer.data.decode("utf-8-sig")


def test_the_uses_of_a_file_lead_to_the_check(visitor: FlaskClient) -> None:
    page = visitor.get(f"/e/{a_uscc(1)}/profiles").text
    assert f'href="/check?code={a_uscc(1)}"' in page
    assert 'href="/check"' in visitor.get("/").text
