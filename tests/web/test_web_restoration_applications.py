"""Restoration from the page that applies to the grant that no reader sees the record after."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import served
from api_callers import Caller
from builders import a_record_draft
from desk_cases import Desk
from enterprise_users import bound
from flask.testing import FlaskClient
from served import PENALISED, PLAIN
from sqlalchemy import select
from test_web_site_reports import send
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.services import query_codes
from credit_registry.services.finding import indexing
from credit_registry.store.ledgers import IdempotencyKey
from credit_registry.store.proceedings import Proceeding
from credit_registry.store.records import Record, RecordVersion

TITLE, FREE = "公开的处罚", "不收取任何费用"
DOCUMENT = "罚没款缴款书〔2026〕8号"
WAYS: tuple[tuple[str, Role, dict[str, str]], ...] = (
    ("accept", Role.REVIEWER, {}),
    ("verify", Role.REVIEWER, {"document_number": "虚市监核〔2026〕1号", "note": "已履行"}),
    ("grant", Role.DECIDER, {"document_number": "虚市监修〔2026〕1号"}),
)


@pytest.fixture
def visitor(desk: Desk) -> FlaskClient:
    return desk.app.test_client()


def record_named(given: served.Served, title: str = TITLE) -> str:
    with given.registry.reading() as session:
        found = select(Record.id).join(RecordVersion).where(RecordVersion.title == title)
        return to_public(session.scalars(found).one())


def applied(desk: Desk, title: str = TITLE, **form: str) -> TestResponse:
    """The answer to an application at the counter."""
    values = {
        "enterprise": desk.code,
        "restored_thing": f"r-{record_named(desk.given, title)}",
        "fulfilment": DOCUMENT,
        "pledge": "yes",
        **form,
    }
    return desk.officers[Role.ENTERER].post("/restore", data=values)


def code_in(answer: TestResponse) -> str:
    (code,) = re.findall(r'class="code">(\w{16})<', answer.text)
    return str(code)


def body_of(caller: Caller, **stated: object) -> dict[str, object]:
    record = record_named(caller.given)
    return {"record_id": record, "fulfilment": DOCUMENT, "is_pledged": True, **stated}


def filed(caller: Caller, **headers: str) -> TestResponse:
    enterer = caller.officers[Role.ENTERER]
    return enterer.post("/api/v1/restorations", json=body_of(caller), headers=headers)


def advanced(caller: Caller, made: TestResponse) -> TestResponse:
    """The answer to the grant."""
    answer, number = made, made.get_json()["proceeding"]["id"]
    for step, role, stated in WAYS:
        headers = {"If-Match": answer.headers["ETag"]}
        path = f"/api/v1/restorations/{number}/{step}"
        answer = caller.officers[role].post(path, json=stated, headers=headers)
        assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(("prefix", "free"), [("", FREE), ("/en", "free of charge")])
def test_everybody_reads_how_it_works_and_that_it_is_free(
    visitor: FlaskClient, prefix: str, free: str
) -> None:
    page = visitor.get(f"{prefix}/restore")
    assert page.status_code == 200
    assert free in page.text
    assert "<form" not in page.text.split("<main")[1]
    assert f"{prefix}/follow" in page.text


def test_the_paths_to_restoration_lead_to_the_application(desk: Desk, visitor: FlaskClient) -> None:
    assert 'href="/restore"' in visitor.get(f"/e/{desk.code}/restoration").text


def test_an_application_is_filed_at_the_counter_and_followed_by_its_code_alone(
    desk: Desk, visitor: FlaskClient
) -> None:
    answer = applied(desk)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    code = code_in(answer)
    with desk.given.registry.reading() as session:
        kept = session.scalars(select(Proceeding.code_digest)).one()
    assert kept == query_codes.digest(code)
    seen = send(visitor, "/follow", follow_code=code.upper())
    assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "no-store")
    for words in ("已申请，待受理", TITLE, DOCUMENT, FREE, "信用修复申请受理期限"):
        assert words in seen.text
    assert code not in seen.text


def test_a_strangers_code_finds_nothing_and_names_nobody(desk: Desk, visitor: FlaskClient) -> None:
    applied(desk)
    for code in ("0" * 16, "abcdefgh", desk.code):
        answer = send(visitor, "/follow", follow_code=code)
        assert answer.status_code == 404
        assert TITLE not in answer.text
        assert "虚构市第2制造有限公司" not in answer.text
    assert send(visitor, "/follow", follow_code=" ").status_code == 422


def test_codes_are_not_tried_without_end(desk: Desk, visitor: FlaskClient) -> None:
    answers = [send(visitor, "/follow", follow_code="0" * 16).status_code for _ in range(11)]
    assert answers == [404] * 10 + [429]
    asked = {"query_code": "0" * 16}
    assert visitor.post("/api/v1/restorations/status", json=asked).status_code == 429


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(desk: Desk) -> None:
    answer = applied(desk, pledge="", fulfilment="电话13800138000")
    assert answer.status_code == 422
    assert "电话13800138000" in answer.text
    assert 'href="#field-pledge"' in answer.text
    assert 'href="#field-fulfilment"' in answer.text
    assert applied(desk).status_code == 201
    assert applied(desk).status_code == 409


def test_an_application_that_comes_too_early_is_told_the_first_day(desk: Desk) -> None:
    fresh = a_record_draft(
        RecordKind.PENALTY, PENALISED, title="近日的处罚", decided_on=date(2026, 11, 2)
    )
    served.deliver(desk.given.registry, desk.given.enterer, "fresh", [fresh])
    offered = desk.officers[Role.ENTERER].get(f"/restore?enterprise={desk.code}").text
    assert "2027年2月3日起" in offered
    answer = applied(desk, "近日的处罚")
    assert answer.status_code == 422
    assert "条件尚不具备" in answer.text
    assert answer.text.count("✗ 不具备") == 1
    assert "2027年2月3日起" in answer.text


def test_what_is_missing_is_told_to_whoever_holds_the_code(
    desk: Desk, visitor: FlaskClient
) -> None:
    code = code_in(applied(desk))
    reviewer = desk.officers[Role.REVIEWER]
    (path,) = set(re.findall(r"/desk/proceedings/\w{13}", reviewer.get("/desk/proceedings").text))
    form = {"version": "1", "note": "缺少缴款凭证"}
    assert reviewer.post(f"{path}/restoration/send_back", data=form).status_code == 303
    seen = send(visitor, "/follow", follow_code=code).text
    assert "需要补正" in seen
    assert "缺少缴款凭证" in seen
    assert "信用修复申请补正期限" in seen


def test_an_officer_sees_the_conditions_beside_the_next_step(desk: Desk) -> None:
    applied(desk)
    reviewer = desk.officers[Role.REVIEWER]
    (path,) = set(re.findall(r"/desk/proceedings/\w{13}", reviewer.get("/desk/proceedings").text))
    page = reviewer.get(path).text
    assert "已满最短公示期" in page
    assert page.count("✓ 具备") == 7


def test_the_code_of_an_application_is_given_once_and_not_kept_with_the_answer(
    caller: Caller,
) -> None:
    first = filed(caller, **{"Idempotency-Key": "r-1"})
    assert first.status_code == 201, first.text
    code = first.get_json()["query_code"]
    again = filed(caller, **{"Idempotency-Key": "r-1"})
    assert again.get_json() == first.get_json() | {"query_code": None}
    with caller.given.registry.reading() as session:
        kept = session.scalars(select(IdempotencyKey.answer)).all()
    assert code not in str(kept)
    assert filed(caller).status_code == 409


def test_an_application_names_one_thing_and_every_condition_that_is_not_met(
    caller: Caller,
) -> None:
    enterer = caller.officers[Role.ENTERER]
    both = body_of(caller, listing_id=record_named(caller.given))
    assert enterer.post("/api/v1/restorations", json=both).status_code == 422
    bare = body_of(caller, fulfilment="", is_pledged=False)
    refused = enterer.post("/api/v1/restorations", json=bare)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.get_json()["errors"]] == [
        "/conditions/duties_done",
        "/conditions/pledge_made",
    ]
    assert caller.officers[Role.DECIDER].post("/api/v1/restorations", json=bare).status_code == 403


def shown(client: FlaskClient, code: str) -> dict[str, bool]:
    """Whether the record is seen on each public surface."""
    read: dict[str, Any] = client.get(f"/api/v1/enterprises/{code}/records").get_json()
    return {
        "page": TITLE in client.get(f"/e/{code}").text,
        "records": TITLE in client.get(f"/e/{code}/records").text,
        "interface": any(each["title"] == TITLE for each in read["records"]),
        "changes": TITLE in client.get("/api/v1/changes").text,
        "home": TITLE in client.get("/").text,
    }


def test_after_a_grant_no_reader_sees_the_record_in_the_next_request(
    caller: Caller, client: FlaskClient
) -> None:
    code = caller.given.code(PENALISED)
    before = shown(client, code)
    assert before == dict.fromkeys(before, True)
    made = filed(caller)
    granted = advanced(caller, made)
    assert granted.get_json()["state"] == {"code": "granted", "label": "已准予修复"}
    assert granted.get_json()["is_open"] is False
    after = shown(client, code)
    assert after == dict.fromkeys(before, False)
    indexing.follow(caller.given.registry)
    hit = client.get(f"/api/v1/search?q={code}").get_json()
    assert TITLE not in str(hit)
    asked = {"query_code": made.get_json()["query_code"]}
    status = client.post("/api/v1/restorations/status", json=asked)
    assert status.status_code == 200
    told = status.get_json()
    assert (told["state"]["code"], told["title"], told["missing"]) == ("granted", TITLE, None)
    assert [each["step"]["code"] for each in told["steps"]] == [
        "apply",
        "accept",
        "verify",
        "grant",
    ]
    assert told["steps"][2]["note"] == "", "what was verified is for the officer who decides"
    assert FREE in told["fee"]


def test_an_enterprise_applies_for_itself_alone_and_reads_its_own_proceeding(desk: Desk) -> None:
    form = {
        "restored_thing": f"r-{record_named(desk.given)}",
        "fulfilment": DOCUMENT,
        "pledge": "yes",
        "enterprise": desk.code,
    }
    stranger = bound(desk.officers, desk.given.code(PLAIN))
    assert stranger.post("/restore", data=form).status_code == 422
    body = {"record_id": record_named(desk.given), "fulfilment": DOCUMENT, "is_pledged": True}
    assert stranger.post("/api/v1/restorations", json=body).status_code == 403
    user = bound(desk.officers, desk.code)
    page = user.get("/restore").text
    assert TITLE in page
    assert f"/s/{to_public(desk.given.subject_id(PENALISED))}/restoration" in page
    assert "received_on" not in page, "the day of receipt is the counter's to state"
    assert user.post("/restore", data=form).status_code == 201
    (path,) = set(re.findall(r"/desk/proceedings/\w{13}", user.get("/desk/proceedings").text))
    taken = user.post(
        f"{path}/restoration/take_back",
        data={"version": "1", "note": "暂不申请", "confirmed": "yes"},
    )
    assert taken.status_code == 303
    assert "已撤回" in user.get(path).text
