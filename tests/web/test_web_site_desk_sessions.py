from __future__ import annotations

import re

import pytest
from builders import PASSWORD, an_officer
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
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
