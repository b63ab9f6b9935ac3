"""A reply from the form of its enterprise to the page and the interface that show it."""

from __future__ import annotations

import re

import pytest
from api_callers import Caller, body
from desk_cases import Desk
from enterprise_users import bound
from flask.testing import FlaskClient
from served import PENALISED, PLAIN

from credit_registry.domain.actors import Role

WORDS = "本企业已于2026年6月完成整改。"


def offered(user: FlaskClient, prefix: str = "") -> list[str]:
    """What the form offers to reply to."""
    page = user.get(f"{prefix}/reply").text
    return re.findall(r'<option value="(\w{13}\.\d+)"', page)


def written(desk: Desk, user: FlaskClient) -> str:
    """The address of a reply to the penalty that everybody sees."""
    (about,) = offered(user)
    form = {"replied_record": about, "reply_text": WORDS, "confirmed": "yes"}
    answer = user.post("/reply", data=form)
    assert (answer.status_code, answer.location) == (303, "/desk/enterprise?done=replied")
    assert "答复已提交" in user.get(answer.location).text
    page = desk.officers[Role.REVIEWER].get("/desk/proceedings?kind=reply").text
    found = re.search(r"/desk/proceedings/(\w{13})", page)
    assert found is not None
    return found.group(0)


def test_a_reply_is_asked_about_once_looked_at_and_read_by_everybody_until_taken_back(
    desk: Desk, client: FlaskClient
) -> None:
    user = bound(desk.officers, desk.code)
    form = {"replied_record": offered(user)[0], "reply_text": WORDS}
    asked = user.post("/reply", data=form)
    assert asked.status_code == 200
    assert "所有读者都能在记录旁边看到这段文字" in asked.text
    assert WORDS in asked.text
    kept = user.post("/reply", data={**form, "confirmed": "no"})
    assert WORDS in kept.text
    address = written(desk, user)
    page, read = f"/e/{desk.code}", f"/api/v1/enterprises/{desk.code}/records"
    tag = client.get(page).headers["ETag"]
    assert WORDS not in client.get(page).text
    assert client.get(read).get_json()["records"][0]["reply"] is None
    values = {"version": "1", "confirmed": "yes"}
    taken = desk.officers[Role.REVIEWER].post(f"{address}/reply/let_stand", data=values)
    assert taken.status_code == 303
    for path in (page, f"/en{page}", f"{page}/records"):
        assert WORDS in client.get(path).text
    assert client.get(page, headers={"If-None-Match": tag}).status_code == 200
    (record,) = client.get(read).get_json()["records"]
    assert record["reply"] == {
        "text": WORDS,
        "written_on": "2026-11-23",
        "is_to_earlier_version": False,
    }
    assert offered(user) == []
    again = {"version": "2", "confirmed": "yes"}
    assert user.post(f"{address}/reply/take_back", data=again).status_code == 303
    assert WORDS not in client.get(page).text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reply_text": ""}, "请填写此项"),
        ({"reply_text": "改" * 501}, "500"),
        ({"reply_text": "电话13800138000"}, "请删去"),
        ({"replied_record": "0000000000001.1"}, "请选择"),
    ],
    ids=["nothing", "too long", "personal", "not its own"],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(
    desk: Desk, values: dict[str, str], said: str
) -> None:
    user = bound(desk.officers, desk.code)
    form = {"replied_record": offered(user)[0], "reply_text": WORDS, **values}
    answer = user.post("/reply", data={**form, "confirmed": "yes"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert said in answer.text
    assert form["reply_text"] in answer.text


def test_a_record_that_was_corrected_meanwhile_is_read_again_first(desk: Desk) -> None:
    user = bound(desk.officers, desk.code)
    (about,) = offered(user)
    earlier = f"{about.partition('.')[0]}.9"
    answer = user.post("/reply", data={"replied_record": earlier, "reply_text": WORDS})
    assert answer.status_code == 422
    assert "这条记录在您填写期间已经更正" in answer.text


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "企业用户登录后"), ("/en", "once signed in")], ids=["zh", "en"]
)
def test_a_visitor_reads_how_it_is_done(client: FlaskClient, prefix: str, said: str) -> None:
    assert said in client.get(f"{prefix}/reply").text
    assert client.post(f"{prefix}/reply", data={}).status_code == 400


def test_an_account_that_acts_for_nobody_is_shown_how_to_bind_itself(desk: Desk) -> None:
    user = desk.officers[Role.ENTERPRISE_USER]
    assert "绑定" in user.get("/reply").text
    assert user.post("/reply", data={"reply_text": WORDS}).status_code == 422


def test_the_interface_takes_a_reply_and_its_steps(caller: Caller) -> None:
    code = caller.given.code(PENALISED)
    user = bound(caller.officers, code)
    (record,) = user.get(f"/api/v1/enterprises/{code}/records").get_json()["records"]
    asked = {"record_id": record["id"], "text": WORDS}
    made = user.post("/api/v1/replies", json=asked, headers={"Idempotency-Key": "reply-1"})
    assert (made.status_code, body(made)["state"]["code"]) == (201, "waiting")
    same = user.post("/api/v1/replies", json=asked, headers={"Idempotency-Key": "reply-1"})
    assert body(same)["id"] == body(made)["id"]
    assert user.post("/api/v1/replies", json=asked).status_code == 409
    path = f"/api/v1/replies/{body(made)['id']}"
    tag = {"If-Match": made.headers["ETag"]}
    assert user.post(f"{path}/let_stand", json={}, headers=tag).status_code == 403
    stood = caller.officers[Role.REVIEWER].post(f"{path}/let_stand", json={}, headers=tag)
    assert body(stood)["state"]["code"] == "standing"
    stranger = bound(caller.officers, caller.given.code(PLAIN))
    assert stranger.post("/api/v1/replies", json=asked).status_code == 403
    personal = {**asked, "text": "11010519491231002X"}
    assert bound(caller.officers, code).post("/api/v1/replies", json=personal).status_code == 422
