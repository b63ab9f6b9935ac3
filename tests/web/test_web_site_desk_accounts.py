from __future__ import annotations

import re

import pytest
from builders import PASSWORD, an_officer
from flask import Flask
from flask.testing import FlaskClient
from page_elements import Page
from test_web_site_desk_sessions import sign_in
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.services.people import accounts, api_keys, passwords
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.api_keys import PREFIX_LENGTH, Terms
from credit_registry.services.registry import Registry

ANOTHER = "another long enough pass phrase"


@pytest.fixture
def zhang(registry: Registry) -> str:
    """An account with a password."""
    return an_officer(registry, Role.PROPOSER, username="zhang", password=PASSWORD).username


def change(
    client: FlaskClient, current: str, new: str, repeated: str | None = None
) -> TestResponse:
    page = client.get("/desk/account").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    values = {"csrf_token": token.group(1), "password": current, "new_password": new}
    values["repeated_password"] = repeated or new
    return client.post("/desk/account/password", data=values)


@pytest.mark.parametrize(
    ("path", "said"), [("/desk/account", "我的账户"), ("/en/desk/account", "My account")]
)
def test_the_page_says_who_it_is_in_either_language(
    client: FlaskClient, registry: Registry, zhang: str, path: str, said: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    page = Page(client.get(path).text)
    assert said in page.text
    assert "zhang" in page.text


def test_a_new_password_keeps_this_session_and_ends_the_others(
    app: Flask, client: FlaskClient, registry: Registry, zhang: str
) -> None:
    other = app.test_client()
    for each in (client, other):
        sign_in(each, zhang, PASSWORD)
    answer = change(client, PASSWORD, ANOTHER)
    assert (answer.status_code, answer.location) == (303, "/desk/account?done=password")
    assert "密码已修改" in client.get(answer.location).text
    assert other.get("/desk").status_code == 302
    assert sign_in(other, zhang, PASSWORD).status_code == 401
    assert sign_in(other, zhang, ANOTHER).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("wrong", ANOTHER, ANOTHER), "当前密码不正确"),
        ((PASSWORD, "short", "short"), "密码须有 12 至 200 个字符"),
        ((PASSWORD, PASSWORD, PASSWORD), "新密码与当前密码相同"),
        ((PASSWORD, ANOTHER, "something else"), "两次输入的新密码不一致"),
        (("", ANOTHER, ANOTHER), "请填写"),
    ],
)
def test_a_change_that_is_refused_says_why_and_writes_no_password_back(
    client: FlaskClient, registry: Registry, zhang: str, typed: tuple[str, str, str], said: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    answer = change(client, *typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert [each for each in typed if each and f'value="{each}"' in answer.text] == []
    assert client.get("/desk").status_code == 200


def test_guessing_the_password_of_an_open_session_is_counted(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    answers = [change(client, "wrong", ANOTHER).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_one_time_password_leads_to_its_change_and_nowhere_else(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    with registry.transaction() as session:
        given = passwords.reset(session, zhang, actor=INSTALLER, at=registry.clock.now())
    answer = sign_in(client, zhang, given)
    assert answer.status_code == 303
    for path in ("/desk", "/desk/propose", "/desk/deliveries"):
        assert client.get(path).location == "/desk/account", path
    assert client.get("/en/desk").location == "/en/desk/account"
    assert client.get("/api/v1/batches").status_code == 403
    assert "请先设置自己的密码" in client.get("/desk/account").text
    assert change(client, given, ANOTHER).status_code == 303
    assert client.get("/desk").status_code == 200


def test_who_reads_nothing_internal_begins_elsewhere_and_is_led_back_there(
    app: Flask, client: FlaskClient, registry: Registry
) -> None:
    an_officer(registry, Role.EXECUTING_BODY, username="body", password=PASSWORD)
    an_officer(registry, Role.SOURCE_UNIT, username="unit", password=PASSWORD)
    an_officer(registry, Role.ENTERPRISE_USER, username="user", password=PASSWORD)
    assert sign_in(client, "body", PASSWORD).location == "/desk/measures"
    assert sign_in(app.test_client(), "user", PASSWORD).location == "/desk/enterprise"
    unit = app.test_client()
    assert sign_in(unit, "unit", PASSWORD).location == "/desk/deliveries"
    links = [link["href"] for link in Page(unit.get("/desk/subjects").text).all("a")]
    # By the navigation, twice by the refusal, and by the shortcuts.
    assert links.count("/desk/deliveries") == 4
    assert "/desk" not in links


def test_an_account_replaces_and_ends_its_own_keys(
    app: Flask, client: FlaskClient, registry: Registry, zhang: str
) -> None:
    with registry.transaction() as session:
        holder, at = accounts.by_name(session, zhang), registry.clock.now()
        old = api_keys.issue(session, holder.account_id, Terms(30), actor=INSTALLER, at=at)
    sign_in(client, zhang, PASSWORD)
    page = client.get("/desk/account").text
    assert old[:PREFIX_LENGTH] in page
    assert old not in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    values = {"csrf_token": token.group(1), "prefix": old[:PREFIX_LENGTH]}
    shown = client.post("/desk/account/keys/rotate", data=values)
    new = re.search(r"<code>(crk_[\w-]+)</code>", shown.text)
    assert new is not None
    program = app.test_client()
    for key, status in ((old, 200), (new.group(1), 200), (new.group(1) + "x", 401)):
        headers = {"Authorization": f"Bearer {key}"}
        assert program.get("/api/v1/batches", headers=headers).status_code == status
    assert client.post("/desk/account/keys/revoke", data=values).status_code == 303
    headers = {"Authorization": f"Bearer {old}"}
    assert program.get("/api/v1/batches", headers=headers).status_code == 401
    assert "已失效" in client.get("/desk/account").text
    assert client.post("/desk/account/keys/revoke", data=values).status_code == 409
