"""An objection from the page that files it to its decision, and the mark readers see meanwhile."""

from __future__ import annotations

import re

from api_callers import Caller
from desk_cases import Desk
from flask.testing import FlaskClient
from served import PENALISED, PRAISED
from sqlalchemy import select
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services import query_codes
from credit_registry.store.proceedings import Proceeding
from credit_registry.store.records import Record, RecordVersion

WHY = "该批产品不是本企业生产，附委托加工合同"
MARK = "已有异议，正在核实"


def public_record(desk: Desk) -> str:
    """The opaque id of the penalty that everybody sees."""
    with desk.given.registry.reading() as session:
        titled = select(Record.id).join(RecordVersion).where(RecordVersion.title == "公开的处罚")
        return to_public(session.scalars(titled).one())


def filed(desk: Desk) -> str:
    """The address of a new objection to the public penalty, filed at the counter."""
    form = {"enterprise": desk.code, "about": f"r-{public_record(desk)}", "objection_note": WHY}
    answer = desk.officers[Role.ENTERER].post("/object", data=form)
    assert answer.status_code == 201, answer.text
    page = desk.officers[Role.REVIEWER].get("/desk/proceedings").text
    found = re.search(r"/desk/proceedings/(\w{13})", page)
    assert found is not None
    return found.group(0)


def take(desk: Desk, address: str, step: str, version: int, role: Role, **form: str) -> int:
    """The status with which the step is answered."""
    values = {"version": str(version), "confirmed": "yes", **form}
    return desk.officers[role].post(f"{address}/objection/{step}", data=values).status_code


def test_every_reader_sees_at_once_that_a_record_is_objected_to_and_when_it_no_longer_is(
    desk: Desk, client: FlaskClient
) -> None:
    page, read = f"/e/{desk.code}", f"/api/v1/enterprises/{desk.code}/records"
    tag = client.get(page).headers["ETag"]
    assert MARK not in client.get(page).text
    address = filed(desk)
    changed = client.get(page, headers={"If-None-Match": tag})
    assert (changed.status_code, MARK in changed.text) == (200, True)
    assert [each["is_objected"] for each in client.get(read).get_json()["records"]] == [True]
    assert take(desk, address, "accept", 1, Role.REVIEWER) == 303
    assert MARK in client.get(page).text
    form = {"document_number": "虚市监异〔2026〕1号", "note": "经核实，样品系其生产"}
    assert take(desk, address, "dismiss", 2, Role.REVIEWER, **form) == 303
    assert MARK not in client.get(page).text
    assert [each["is_objected"] for each in client.get(read).get_json()["records"]] == [False]


def test_the_code_is_shown_once_and_only_its_digest_is_kept(desk: Desk) -> None:
    form = {"enterprise": desk.code, "about": f"r-{public_record(desk)}", "objection_note": WHY}
    answer = desk.officers[Role.ENTERER].post("/object", data=form)
    (code,) = re.findall(r'class="code">(\w{16})<', answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    with desk.given.registry.reading() as session:
        kept = session.scalars(select(Proceeding.code_digest)).one()
    assert kept == query_codes.digest(code)


def test_only_what_is_public_is_offered_and_accepted(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    page = enterer.get(f"/object?enterprise={desk.code}").text
    assert "公开的处罚" in page
    assert "仅供内部的处罚" not in page
    with desk.given.registry.reading() as session:
        titled = select(Record.id).join(RecordVersion)
        secret = session.scalars(titled.where(RecordVersion.title == "仅供内部的处罚")).one()
    form = {"enterprise": desk.code, "about": f"r-{to_public(secret)}", "objection_note": WHY}
    assert enterer.post("/object", data=form).status_code == 422


def test_the_form_keeps_what_was_typed_and_names_what_is_wrong(desk: Desk) -> None:
    enterer, about = desk.officers[Role.ENTERER], f"r-{public_record(desk)}"
    empty = enterer.post("/object", data={"enterprise": desk.code, "about": about})
    assert empty.status_code == 422
    assert 'href="#field-objection_note"' in empty.text
    form = {"enterprise": desk.code, "about": about, "objection_note": "电话13800138000"}
    personal = enterer.post("/object", data=form)
    assert (personal.status_code, "电话13800138000" in personal.text) == (422, True)
    filed(desk)
    again = enterer.post("/object", data={**form, "objection_note": WHY})
    assert (again.status_code, "不能重复提出" in again.text) == (409, True)


def test_the_public_reads_how_it_is_done_and_cannot_file(desk: Desk, client: FlaskClient) -> None:
    for language in ("", "/en"):
        page = client.get(f"{language}/object")
        assert page.status_code == 200
        assert "<form method" not in page.text.split("<main")[1]
    assert client.post("/object", data={}).status_code == 400
    assert client.get("/desk/proceedings").headers["Location"].startswith("/desk/sign-in")


def test_a_last_step_is_asked_once_more_and_names_the_enterprise(desk: Desk) -> None:
    address = filed(desk)
    form = {"version": "1", "note": "材料不全"}
    asked = desk.officers[Role.REVIEWER].post(f"{address}/objection/not_accept", data=form)
    assert asked.status_code == 200
    assert "虚构市第2制造有限公司" in asked.text
    assert "待受理" in desk.officers[Role.REVIEWER].get(address).text
    assert take(desk, address, "not_accept", 1, Role.REVIEWER, note="材料不全") == 303
    assert "未受理" in desk.officers[Role.REVIEWER].get(address).text


def test_a_step_that_others_overtook_says_so_and_changes_nothing(desk: Desk) -> None:
    address = filed(desk)
    assert take(desk, address, "accept", 1, Role.REVIEWER) == 303
    assert take(desk, address, "accept", 1, Role.REVIEWER) == 412
    stale = {"document_number": "异〔2026〕1号", "note": "属实"}
    assert take(desk, address, "uphold", 1, Role.REVIEWER, **stale) == 412
    assert take(desk, address, "uphold", 2, Role.ENTERER, **stale) == 403


def test_the_queue_shows_the_overdue_first_and_alone(desk: Desk) -> None:
    filed(desk)
    reviewer = desk.officers[Role.REVIEWER]
    assert "没有符合条件的办理事项" in reviewer.get("/desk/proceedings?due=overdue").text
    desk.advance(days=10)
    assert "逾期" in reviewer.get("/desk/proceedings?due=overdue").text
    assert "虚构市第2制造有限公司" in reviewer.get("/desk/proceedings?due=overdue").text
    assert reviewer.get("/desk/proceedings?kind=nothing").status_code == 400


def opened(caller: Caller) -> tuple[dict[str, str], TestResponse]:
    """What an objection at the interface states, and the answer to it."""
    enterer, code = caller.officers[Role.ENTERER], caller.given.code(PENALISED)
    records = enterer.get(f"/api/v1/enterprises/{code}/records").get_json()["records"]
    number = next(each["id"] for each in records if each["title"] == "公开的处罚")
    stated = {"enterprise": code, "record_id": number, "note": WHY}
    return stated, enterer.post("/api/v1/objections", json=stated)


def test_an_objection_is_opened_once_at_the_interface(caller: Caller) -> None:
    enterer = caller.officers[Role.ENTERER]
    stated, made = opened(caller)
    assert made.status_code == 201, made.text
    file = made.get_json()
    assert file["state"] == {"code": "filed", "label": "待受理"}
    assert file["possible_steps"] == ["accept", "not_accept", "take_back"]
    assert [each["deadline"]["code"] for each in file["periods"]] == ["objection_acceptance"]
    assert enterer.post("/api/v1/objections", json=stated).status_code == 409
    other = {**stated, "enterprise": caller.given.code(PRAISED)}
    assert enterer.post("/api/v1/objections", json=other).status_code == 404


def test_an_objection_goes_its_way_at_the_interface(caller: Caller) -> None:
    enterer, reviewer = caller.officers[Role.ENTERER], caller.officers[Role.REVIEWER]
    _, made = opened(caller)
    file = made.get_json()
    path = f"/api/v1/objections/{file['id']}"
    assert reviewer.post(f"{path}/accept", json={}).status_code == 428
    tag = {"If-Match": made.headers["ETag"]}
    assert enterer.post(f"{path}/accept", json={}, headers=tag).status_code == 403
    accepted = reviewer.post(f"{path}/accept", json={}, headers=tag)
    assert (accepted.status_code, accepted.get_json()["state"]["code"]) == (200, "accepted")
    tag = {"If-Match": accepted.headers["ETag"]}
    refused = reviewer.post(f"{path}/uphold", json={"note": "属实"}, headers=tag)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.get_json()["errors"]] == ["/document_number"]
    listed = reviewer.get("/api/v1/proceedings?kind=objection").get_json()["proceedings"]
    assert [(each["id"], each["is_overdue"]) for each in listed] == [(file["id"], False)]
    assert reviewer.get(f"/api/v1/proceedings/{file['id']}").get_json()["row_version"] == 2
