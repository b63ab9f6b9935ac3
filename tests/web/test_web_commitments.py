"""A commitment from its text to its signature and to the page that shows it."""

from __future__ import annotations

import re

import pytest
from api_callers import Caller, body
from desk_cases import Desk
from enterprise_users import bound
from flask.testing import FlaskClient
from served import PLAIN

from credit_registry.domain.actors import Role

FORM = {
    "template": "product_quality",
    "commitment_until": "2027-12-31",
    "blank_products": "实木家具",
    "blank_responsible": "品质部",
    "blank_standard": "GB/T 3324",
    "blank_answer_days": "3",
}
ASKED = {
    "template": "good_service",
    "valid_until": "2026-12-31",
    "values": {"services": "家具配送", "answer_days": "5"},
}
SENTENCE = "本企业就所生产经营的实木家具向社会公开承诺"


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "签署后，这份承诺立即公开"), ("/en", "Once signed, it is public at once")],
    ids=["zh", "en"],
)
def test_the_whole_text_is_shown_with_what_follows_before_anything_is_signed(
    desk: Desk, client: FlaskClient, prefix: str, said: str
) -> None:
    code = desk.given.code(PLAIN)
    user = bound(desk.officers, code)
    chosen = user.get(f"{prefix}/commit?template=product_quality").text
    assert 'name="blank_products"' in chosen
    asked = user.post(f"{prefix}/commit", data=FORM)
    assert asked.status_code == 200
    assert said in asked.text
    assert SENTENCE in asked.text
    assert asked.headers["Cache-Control"] == "no-store"
    changed = user.post(f"{prefix}/commit", data={**FORM, "confirmed": "no"})
    assert 'value="实木家具"' in changed.text
    assert SENTENCE not in client.get(f"/e/{code}").text
    signed = user.post(f"{prefix}/commit", data={**FORM, "confirmed": "yes"})
    assert (signed.status_code, signed.location) == (303, f"{prefix}/desk/enterprise?done=signed")
    page = client.get(f"{prefix}/e/{code}").text
    assert SENTENCE in page
    assert "企业自主声明" in page


def test_the_same_one_again_is_refused_naming_the_one_that_stands(desk: Desk) -> None:
    user = bound(desk.officers, desk.given.code(PLAIN))
    assert user.post("/commit", data={**FORM, "confirmed": "yes"}).status_code == 303
    again = user.post("/commit", data={**FORM, "blank_products": "沙发", "confirmed": "yes"})
    assert again.status_code == 409
    assert re.search(r"已经签署并且有效：\d{14}[A-Z0-9]{6}", again.text)
    assert 'value="沙发"' in again.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"blank_products": ""}, "请填写此项"),
        ({"blank_answer_days": "三"}, "请填写大于0的整数"),
        ({"blank_responsible": "13800138000"}, "请删去"),
        ({"commitment_until": "2030-12-31"}, "请选择列出的一项"),
    ],
    ids=["empty", "no number", "personal", "no such year"],
)
def test_what_is_wrong_stands_beside_the_field(
    desk: Desk, changed: dict[str, str], said: str
) -> None:
    user = bound(desk.officers, desk.given.code(PLAIN))
    answer = user.post("/commit", data={**FORM, **changed, "confirmed": "yes"})
    assert answer.status_code == 422
    assert said in answer.text
    (name,) = changed
    assert f'href="#field-{name}"' in answer.text


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "诚信计量承诺书"), ("/en", "Honest metering commitment")],
    ids=["zh", "en"],
)
def test_everybody_reads_the_texts(client: FlaskClient, prefix: str, said: str) -> None:
    page = client.get(f"{prefix}/commit").text
    assert said in page
    assert 'name="blank_' not in page
    assert f'href="{prefix}/commit"' in client.get(f"{prefix}/for-enterprises").text
    assert client.post(f"{prefix}/commit", data=FORM).status_code == 400


def test_an_account_that_acts_for_nobody_signs_nothing(desk: Desk) -> None:
    user = desk.officers[Role.ENTERPRISE_USER]
    assert 'name="blank_' not in user.get("/commit?template=product_quality").text
    assert user.post("/commit", data={**FORM, "confirmed": "yes"}).status_code == 403


def test_the_interface_tells_what_can_be_signed_and_takes_the_signature(caller: Caller) -> None:
    code = caller.given.code(PLAIN)
    user = bound(caller.officers, code)
    found = body(user.get("/api/v1/commitment-templates"))["templates"]
    assert [each["code"] for each in found] == [
        "product_quality",
        "good_service",
        "honest_metering",
    ]
    assert found[1]["valid_until"] == ["2026-12-31", "2027-12-31"]
    keyed = {"Idempotency-Key": "commitment-1"}
    made = user.post("/api/v1/commitments", json=ASKED, headers=keyed)
    assert made.status_code == 201
    assert body(user.post("/api/v1/commitments", json=ASKED, headers=keyed)) == body(made)
    again = user.post("/api/v1/commitments", json=ASKED)
    assert again.status_code == 409
    assert body(made)["document_number"] in body(again)["detail"]
    (record,) = body(user.get(f"/api/v1/enterprises/{code}/records"))["records"]
    assert (record["id"], record["unit"]) == (body(made)["record_id"], "企业自主声明")
    wrong = user.post("/api/v1/commitments", json={**ASKED, "values": {"services": "配送"}})
    assert wrong.status_code == 422
    assert [each["pointer"] for each in body(wrong)["errors"]] == ["/values/answer_days"]
    enterer = caller.officers[Role.ENTERER]
    assert enterer.post("/api/v1/commitments", json=ASKED).status_code == 403
