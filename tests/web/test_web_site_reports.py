"""Reports that a page or a record is mistaken: taken from anybody, answered by an officer."""

from __future__ import annotations

import re

import pytest
from desk_cases import Desk
from filings import file_of
from flask.testing import FlaskClient
from page_elements import Page
from sqlalchemy import select
from werkzeug.test import TestResponse

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import NotFound, NotPermitted, Unlawful
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.records import MistakeReason
from credit_registry.services.subjects import mistake_reports
from credit_registry.store.ledgers import Event
from credit_registry.store.mistake_reports import MistakeReport

TOLD = "我们从未在该地经营，名称相近而已。"
REASON = MistakeReason.NOT_US.value


@pytest.fixture
def visitor(desk: Desk) -> FlaskClient:
    return desk.app.test_client()


def send(client: FlaskClient, path: str, **form: str) -> TestResponse:
    """Send the form with the token that the page carries."""
    page = client.get(path).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None, page
    return client.post(path, data={"csrf_token": token.group(1), **form})


def reported(client: FlaskClient, desk: Desk, query: str = "", **form: str) -> TestResponse:
    values = {"mistake_reason": REASON, "mistake_told": TOLD, **form}
    return send(client, f"/report/{desk.code}{query}", **values)


def code_in(answer: TestResponse) -> str:
    found = re.search(r"<code>([0-9a-z-]{19})</code>", answer.text)
    assert found is not None, answer.text
    return found.group(1)


def waiting(desk: Desk) -> list[str]:
    registry = desk.given.registry
    with registry.reading() as session:
        found = mistake_reports.queue(session, desk.given.enterer)
    return [to_public(each.report_id) for each in found]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_leads_to_the_form_about_it_and_about_each_record(
    desk: Desk, visitor: FlaskClient, prefix: str
) -> None:
    page = visitor.get(f"{prefix}/e/{desk.code}").text
    links = re.findall(rf'href="({prefix}/report/[^"]+)"', page)
    records = file_of(desk.given.registry, subject_id=desk.given.subject_id(2)).records
    assert len(links) == 1 + len(records)
    for link in links:
        form = visitor.get(link)
        assert form.status_code == 200
        Page(form.text)
    assert form.headers["Cache-Control"] == "no-store"


def test_a_report_is_answered_to_whoever_has_its_code(desk: Desk, visitor: FlaskClient) -> None:
    code = code_in(reported(visitor, desk))
    asked = send(visitor, "/report", report_code=code)
    assert "尚未答复" in asked.text
    (report,) = waiting(desk)
    officer = desk.officers[Role.ENTERER]
    assert TOLD in officer.get(f"/desk/reports/{report}").text
    assert report in officer.get("/desk/reports").text
    answer = officer.post(f"/desk/reports/{report}", data={"report_reply": "经核实，已更正。"})
    assert answer.status_code == 303
    assert waiting(desk) == []
    asked = send(visitor, "/en/report", report_code=code.replace("-", "").upper())
    assert "经核实，已更正。" in asked.text
    again = officer.post(f"/desk/reports/{report}", data={"report_reply": "又一次"})
    assert again.status_code == 409


def test_the_code_is_in_no_address_and_nowhere_in_the_database(
    desk: Desk, visitor: FlaskClient
) -> None:
    answer = reported(visitor, desk)
    code = code_in(answer).replace("-", "")
    with desk.given.registry.reading() as session:
        kept = session.scalars(select(MistakeReport.code_digest)).one()
        events = session.scalars(select(Event).where(Event.kind == "mistake_reported")).all()
    assert code not in kept
    assert answer.request.query_string == b""
    (event,) = events
    assert event.actor_id == PUBLIC.account_id
    assert TOLD not in str(event.payload)
    assert send(visitor, "/report", report_code="0" * 16).status_code == 404
    assert send(visitor, "/report").status_code == 422


@pytest.mark.parametrize(
    "form",
    [
        {"mistake_told": ""},
        {"mistake_told": "电话13800138000"},
        {"mistake_told": "身份证11010519491231002X"},
        {"mistake_told": "字" * 2001},
        {"mistake_reason": "because"},
    ],
)
def test_a_report_that_cannot_be_taken_keeps_what_was_typed(
    desk: Desk, visitor: FlaskClient, form: dict[str, str]
) -> None:
    answer = reported(visitor, desk, **form)
    assert answer.status_code == 422
    assert waiting(desk) == []
    assert 'href="#field-mistake_' in answer.text


def test_nothing_is_reported_of_what_is_not_on_a_public_page(
    desk: Desk, visitor: FlaskClient
) -> None:
    number = desk.given.subject_id(2)
    shown = {record.record_id for record in file_of(desk.given.registry, subject_id=number).records}
    officer = desk.given.enterer
    everything = file_of(desk.given.registry, officer, subject_id=number).records
    hidden = [each.record_id for each in everything if each.record_id not in shown]
    assert hidden
    for path in (f"/report/{desk.code}?record={to_public(hidden[0])}", "/report/0000000000005"):
        assert visitor.get(path).status_code == 404
    query = f"?record={to_public(min(shown))}"
    assert code_in(reported(visitor, desk, query))
    with desk.given.registry.reading() as session:
        assert session.scalars(select(MistakeReport.record_id)).one() == min(shown)


def test_reports_are_counted_and_a_form_without_its_token_is_refused(
    desk: Desk, visitor: FlaskClient
) -> None:
    form = {"mistake_reason": REASON, "mistake_told": TOLD}
    assert visitor.post(f"/report/{desk.code}", data=form).status_code == 400
    statuses = [reported(visitor, desk).status_code for _ in range(6)]
    assert statuses[:4] == [200] * 4
    assert statuses[-1] == 429


def test_who_may_not_answer_is_refused(desk: Desk, visitor: FlaskClient) -> None:
    reported(visitor, desk)
    (report,) = waiting(desk)
    auditor = desk.officers[Role.AUDITOR]
    assert "<textarea" not in auditor.get(f"/desk/reports/{report}").text
    registry = desk.given.registry
    number = from_public(report)
    at = registry.clock.now()
    for actor, text, error in (
        (auditor.actor, "答复", NotPermitted),  # type: ignore[attr-defined] # an officer's client
        (desk.given.enterer, " ", Unlawful),
        (desk.given.enterer, "电话13800138000", Unlawful),
    ):
        with registry.transaction() as session, pytest.raises(error):
            mistake_reports.answer(session, number, text, actor=actor, at=at)
    with registry.transaction() as session, pytest.raises(NotFound):
        mistake_reports.answer(session, 5, "答复", actor=desk.given.enterer, at=at)
