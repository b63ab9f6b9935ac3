from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import pyotp
import pytest
from builders import PASSWORD, an_officer
from flask.testing import FlaskClient
from instants import Instants
from test_web_site_desk_sessions import sign_in
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.services.registry import Registry


@pytest.fixture
def zhang(registry: Registry) -> str:
    """A decider with a password."""
    return an_officer(registry, Role.DECIDER, username="zhang", password=PASSWORD).username


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    token = hidden(client.get(path).text, "csrf_token")
    return client.post(path, data={"csrf_token": token, **values})


def code(registry: Registry, secret: str) -> str:
    return pyotp.TOTP(secret).at(registry.clock.now())


def enrolled(client: FlaskClient, registry: Registry) -> tuple[str, list[str]]:
    """The secret and the recovery codes of whoever is signed in."""
    path = "/desk/account/second-factor"
    secret = hidden(client.get(path).text, "secret")
    answer = send(client, path, secret=secret, code=code(registry, secret))
    assert answer.status_code == 200
    cast("Instants", registry.clock.now).advance(minutes=2)
    return secret, re.findall(r"<li><code>([0-9a-f-]+)</code>", answer.text)


def again(client: FlaskClient, username: str) -> None:
    """Sign in anew, in place of the session that there is."""
    with client.session_transaction() as session:
        session.clear()
    sign_in(client, username, PASSWORD)


def test_the_session_that_enrolled_goes_on_and_the_next_is_asked_for_a_code(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    secret, codes = enrolled(client, registry)
    assert len(codes) == 10
    assert client.get("/desk").status_code == 200
    token = hidden(client.get("/desk").text, "csrf_token")
    client.post("/desk/sign-out", data={"csrf_token": token})
    answer = sign_in(client, zhang, PASSWORD, next="/desk/deliveries")
    assert answer.location == "/desk/sign-in/code?next=/desk/deliveries"
    for path in ("/desk", "/desk/account", "/desk/account/second-factor"):
        assert client.get(path).location == "/desk/sign-in/code", path
    wrong = send(client, "/desk/sign-in/code", code="000000")
    assert wrong.status_code == 401
    assert "验证码不正确" in wrong.text
    right = send(client, "/desk/sign-in/code", code=code(registry, secret), next="/desk/deliveries")
    assert (right.status_code, right.location) == (303, "/desk/deliveries")
    assert client.get("/desk").status_code == 200


def test_codes_are_counted_apart_from_passwords(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    secret, _ = enrolled(client, registry)
    answers = []
    for _ in range(3):
        again(client, zhang)
        path, guesses = "/desk/sign-in/code", ("000000", "111111")
        answers += [send(client, path, code=guess).status_code for guess in guesses]
    assert answers == [401] * 5 + [429]
    assert send(client, "/desk/sign-in/code", code=code(registry, secret)).status_code == 429


def test_a_recovery_code_opens_the_desk_once(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    _, codes = enrolled(client, registry)
    for status in (303, 401):
        again(client, zhang)
        assert send(client, "/desk/sign-in/code", code=codes[0]).status_code == status


def test_where_it_is_asked_for_a_decider_first_comes_to_one(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    registry.settings = replace(registry.settings, needs_second_factor=True)
    assert sign_in(client, zhang, PASSWORD).location == "/desk/account/second-factor"
    assert client.get("/en/desk").location == "/en/desk/account/second-factor"
    assert "须先设置二次验证" in client.get("/desk/account/second-factor").text
    wrong = send(client, "/desk/account/second-factor", secret="A" * 32, code="000000")
    assert wrong.status_code == 422
    assert hidden(wrong.text, "secret") == "A" * 32
    enrolled(client, registry)
    assert client.get("/desk").status_code == 200
    assert "使用二次验证" in client.get("/desk/account/second-factor").text


def test_the_form_for_codes_is_for_whoever_owes_one(
    client: FlaskClient, registry: Registry, zhang: str
) -> None:
    assert client.get("/desk/sign-in/code").location == "/desk/sign-in"
    sign_in(client, zhang, PASSWORD)
    assert client.get("/desk/sign-in/code").location == "/desk"
