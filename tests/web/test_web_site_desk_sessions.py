from __future__ import annotations

import re
from typing import cast

import pytest
from builders import PASSWORD, an_officer
from flask.testing import FlaskClient
from instants import Instants
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry


def sign_in(client: FlaskClient, username: str, password: str, **form: str) -> TestResponse:
    page = client.get("/desk/sign-in").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    values = {"csrf_token": token.group(1), "username": username, "password": password, **form}
    return client.post("/desk/sign-in", data=values)


@pytest.fixture
def zhang(registry: Registry) -> str:
    """An account with a password."""
    return an_officer(registry, Role.PROPOSER, username="zhang", password=PASSWORD).username


def test_the_right_password_opens_the_desk_and_signing_out_closes_it(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    answer = sign_in(client, zhang, PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/desk")
    page = client.get("/desk").text
    assert "当前账号：zhang" in page
    assert "经办人" in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    out = client.post("/desk/sign-out", data={"csrf_token": token.group(1)})
    assert (out.status_code, out.location) == (303, "/")
    assert client.get("/desk").status_code == 302


def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    answers = [sign_in(client, zhang, "wrong"), sign_in(client, "nobody", PASSWORD)]
    assert [answer.status_code for answer in answers] == [401, 401]
    texts = [re.sub(r'value="[^"]*"', "", answer.text.partition("<main")[2]) for answer in answers]
    assert texts[0] == texts[1]
    assert "账号或密码不正确" in texts[0]
    assert 'value="zhang"' in answers[0].text
    assert "wrong" not in answers[0].text


def test_signing_in_leads_back_to_the_page_that_was_asked_for(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    asked = client.get("/desk/propose?code=91&x=1")
    assert asked.status_code == 302
    page = client.get(asked.location).text
    assert 'name="next" value="/desk/propose?code=91&amp;x=1"' in page
    answer = sign_in(client, zhang, PASSWORD, next="/desk/propose?code=91&x=1")
    assert answer.location == "/desk/propose?code=91&x=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.invalid/",
        "//elsewhere.invalid/",
        "/\\elsewhere.invalid/",
        "/\t/elsewhere.invalid/",
        "/\n/elsewhere.invalid/",
        "javascript:alert(1)",
        "desk",
    ],
)
def test_signing_in_never_leads_to_another_site(
    client: FlaskClient, registry: Registry, zhang: str, elsewhere: str
) -> None:
    assert sign_in(client, zhang, PASSWORD, next=elsewhere).location == "/desk"
    assert client.get("/desk/sign-in", query_string={"next": elsewhere}).location == "/desk"


def test_signing_in_or_out_without_the_token_is_refused(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    values = {"username": zhang, "password": PASSWORD}
    assert client.post("/desk/sign-in", data=values).status_code == 400
    assert client.get("/desk").status_code == 302
    sign_in(client, zhang, PASSWORD)
    assert client.post("/desk/sign-out").status_code == 400
    assert client.get("/desk").status_code == 200


def guess(client: FlaskClient, username: str, times: int) -> list[int]:
    return [sign_in(client, username, "wrong").status_code for _ in range(times)]


def test_guessing_one_account_is_answered_with_a_wait_that_even_the_right_password_sits_out(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    assert guess(client, zhang, 5) == [401] * 5
    clock = cast("Instants", registry.clock.now)
    refused = sign_in(client, zhang, PASSWORD)
    assert refused.status_code == 429
    assert 25 <= int(refused.headers["Retry-After"]) <= 30
    assert "请在 1 分钟后重试" in refused.text
    clock.advance(seconds=30)
    assert sign_in(client, zhang, PASSWORD).status_code == 303


def test_a_wait_does_not_tell_which_accounts_exist(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    told = []
    for username, address in ((zhang, "192.0.2.1"), ("nobody", "192.0.2.2")):
        client.environ_base["REMOTE_ADDR"] = address
        guess(client, username, 5)
        answer = sign_in(client, username, "wrong")
        told.append((answer.status_code, answer.text.replace(username, "")))
    assert told[0][0] == told[1][0] == 429
    blank = [re.sub(r'value="[^"]*"', "", text.partition("<main")[2]) for _, text in told]
    assert blank[0] == blank[1]


def test_a_session_ends_after_half_an_hour_unused_and_after_eight_hours(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    clock = cast("Instants", registry.clock.now)
    sign_in(client, zhang, PASSWORD)
    clock.advance(minutes=29)
    assert client.get("/desk").status_code == 200
    clock.advance(minutes=30)
    assert client.get("/desk").status_code == 302
    sign_in(client, zhang, PASSWORD)
    for _ in range(19):
        clock.advance(minutes=25)
        assert client.get("/desk").status_code == 200
    clock.advance(minutes=6)
    assert client.get("/desk").status_code == 302


def test_a_closed_account_is_out_at_once(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    assert client.get("/desk").status_code == 200
    with registry.transaction() as session:
        at = registry.clock.now()
        accounts.close(session, zhang, actor=INSTALLER, at=at)
        accounts.reopen(session, zhang, actor=INSTALLER, at=at)
    assert client.get("/desk").status_code == 302


def test_a_cookie_of_another_form_opens_nothing(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    for kept in ("1", "1.", ".1", "x.y", "99999.1"):
        with client.session_transaction() as session:
            now = int(registry.clock.now().timestamp())
            session.update(_user_id=kept, _fresh=True, began_at=now, seen_at=now)
        assert client.get("/desk").status_code == 302, kept


def test_guessing_through_either_language_is_counted_together(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    for path in ["/desk/sign-in", "/en/desk/sign-in"] * 5:
        assert client.post(path).status_code == 400
    refused = client.post("/en/desk/sign-in")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1


def test_a_program_with_a_wrong_key_is_told_so_and_not_sent_to_a_form(
    client: FlaskClient, registry: Registry
) -> None:
    answer = client.get("/desk", headers={"Authorization": "Bearer crk_unknown"})
    assert answer.status_code == 401
