"""Reconsideration and litigation on the desk and at the interface; timeliness in public."""

from __future__ import annotations

from api_callers import Caller
from desk_cases import Desk
from flask.testing import FlaskClient
from served import PENALISED

from credit_registry.domain.actors import Role

STATED = {
    "forum": "litigation",
    "document_number": "（2026）虚01行初3号",
    "on": "2026-11-20",
}


def number_of(caller: Caller | Desk) -> str:
    """The opaque id of the public penalty."""
    code = caller.given.code(PENALISED)
    reviewer = caller.officers[Role.REVIEWER]
    records = reviewer.get(f"/api/v1/enterprises/{code}/records").get_json()["records"]
    return str(next(each["id"] for each in records if each["title"] == "公开的处罚"))


def test_a_lawsuit_is_recorded_on_the_desk_once_and_seen_on_the_page(
    desk: Desk, client: FlaskClient
) -> None:
    reviewer, number = desk.officers[Role.REVIEWER], number_of(desk)
    page = reviewer.get(f"/desk/challenges?record={number}")
    assert page.status_code == 200
    assert f"/desk/challenges?record={number}" in reviewer.get(f"/desk/records/{number}").text
    address = f"/desk/challenges?record={number}"
    empty = reviewer.post(address, data={"forum": "litigation"})
    assert (empty.status_code, 'href="#field-document_number"' in empty.text) == (422, True)
    made = reviewer.post(address, data=STATED)
    assert made.status_code == 303, made.text
    assert "审理中" in reviewer.get(made.location).text
    assert reviewer.post(address, data=STATED).status_code == 409
    assert "正在审理；审理期间决定仍然有效" in client.get(f"/e/{desk.code}").text
    assert desk.officers[Role.ENTERER].post(address, data=STATED).status_code == 403


def test_a_reconsideration_is_recorded_at_the_interface(caller: Caller) -> None:
    reviewer, number = caller.officers[Role.REVIEWER], number_of(caller)
    stated = {**STATED, "forum": "reconsideration", "record_id": number}
    made = reviewer.post("/api/v1/challenges", json=stated)
    assert (made.status_code, made.get_json()["state"]["code"]) == (201, "pending")
    assert reviewer.post("/api/v1/challenges", json=stated).status_code == 409
    nowhere = {**stated, "record_id": "0000000000001"}
    assert reviewer.post("/api/v1/challenges", json=nowhere).status_code == 404


def test_timeliness_is_told_in_numbers_alone(desk: Desk, client: FlaskClient) -> None:
    assert "还没有可以统计的期限" in client.get("/timeliness").text
    form = {
        "enterprise": desk.code,
        "about": f"r-{number_of(desk)}",
        "objection_note": "不是本企业产品",
    }
    assert desk.officers[Role.ENTERER].post("/object", data=form).status_code == 201
    desk.advance(days=10)
    for address in ("/timeliness", "/en/timeliness"):
        page = client.get(address).text
        assert "虚构市第2制造有限公司" not in page
        assert "0%" in page
    assert client.get("/api/v1/timeliness").get_json()["periods"] == [
        {
            "deadline": {"code": "objection_acceptance", "label": "异议受理期限"},
            "party": {"code": "authority", "label": "登记机关"},
            "in_time": 0,
            "late": 0,
            "overdue": 1,
            "awaited": 1,
            "share_percent": 0,
        }
    ]
