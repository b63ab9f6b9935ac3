from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import served
from builders import PASSWORD, an_officer
from flask import Flask
from flask.testing import FlaskClient
from served import PENALISED, SECRET_TITLE, Served
from test_web_site_desk_sessions import sign_in
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.people import access_logs, accounts, api_keys
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.api_keys import Terms
from credit_registry.services.registry import Registry


@pytest.fixture
def zhang(registry: Registry) -> str:
    """An officer with a password."""
    return an_officer(registry, Role.PROPOSER, username="zhang", password=PASSWORD).username


def noted(registry: Registry) -> list[tuple[str, str, str]]:
    """User name, kind and purpose of what was read, the newest first."""
    auditor = an_officer(registry, Role.AUDITOR)
    with registry.reading() as session:
        found = access_logs.latest(session, auditor)
    return [(each.username, each.entry.kind, each.entry.purpose) for each in found]


def state(client: FlaskClient, purpose: str, following: str = "") -> TestResponse:
    page = client.get("/desk/purpose").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    values = {"csrf_token": token.group(1), "purpose": purpose, "next": following}
    return client.post("/desk/purpose", data=values)


def test_a_file_shows_what_is_not_public_once_the_purpose_is_stated(
    client: FlaskClient, filled: Served, registry: Registry, zhang: str
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    sign_in(client, zhang, PASSWORD)
    before = client.get(path).text
    assert SECRET_TITLE not in before
    assert f"/desk/purpose?next={path}" in before
    assert SECRET_TITLE not in client.get(f"/api/v1/enterprises/{path[3:]}/records").text
    assert noted(registry) == []
    answer = state(client, "核对送达日期", path)
    assert (answer.status_code, answer.location) == (303, path)
    after = client.get(path).text
    assert SECRET_TITLE in after
    assert "/desk/purpose" not in after
    client.get(f"/api/v1/enterprises/{path[3:]}/records")
    assert noted(registry) == [("zhang", "credit_file", "核对送达日期")] * 2


@pytest.mark.parametrize("purpose", ["", "核对11010519491231002X", "长" * 201])
def test_a_purpose_that_is_none_is_refused(
    client: FlaskClient, filled: Served, zhang: str, purpose: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    assert state(client, purpose).status_code == 422
    assert SECRET_TITLE not in client.get(f"/e/{filled.code(PENALISED)}").text


def test_the_next_session_is_asked_anew(
    app: Flask, client: FlaskClient, filled: Served, zhang: str
) -> None:
    sign_in(client, zhang, PASSWORD)
    state(client, "核对送达日期", "https://elsewhere.invalid/")
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/desk").text)
    assert token is not None
    client.post("/desk/sign-out", data={"csrf_token": token.group(1)})
    sign_in(client, zhang, PASSWORD)
    assert SECRET_TITLE not in client.get(f"/e/{filled.code(PENALISED)}").text


def test_a_case_is_its_own_purpose(
    client: FlaskClient, filled: Served, registry: Registry, zhang: str
) -> None:
    served.propose(registry, filled.subject_id(PENALISED))
    sign_in(client, zhang, PASSWORD)
    path = re.search(r'href="(/desk/cases/(\w+))"', client.get("/desk").text)
    assert path is not None
    assert client.get(path.group(1)).status_code == 200
    assert noted(registry) == [("zhang", "case", path.group(2))]


def test_opening_a_record_or_settling_who_a_subject_is_is_noted(
    officers: Mapping[Role, FlaskClient], filled: Served, registry: Registry
) -> None:
    enterer = officers[Role.ENTERER]
    page = enterer.get(f"/e/{filled.code(PENALISED)}").text
    path = re.search(r'href="(/desk/records/(\w+))"', page)
    assert path is not None
    subject = to_public(filled.subject_id(PENALISED))
    for each in (path.group(1), f"/desk/subjects/{subject}"):
        assert enterer.get(each).status_code == 200
    assert [found[1:] for found in noted(registry)[:2]] == [
        ("subject", "/desk/subjects"),
        ("record", path.group(2)),
    ]


def test_the_public_and_programs_leave_no_trace_and_a_persons_key_does(
    client: FlaskClient, filled: Served, registry: Registry, zhang: str
) -> None:
    path = f"/api/v1/enterprises/{filled.code(PENALISED)}/records"
    client.get(path)
    client.get(f"/e/{filled.code(PENALISED)}")
    assert noted(registry) == []
    with registry.transaction() as session:
        holder, at = accounts.by_name(session, zhang), registry.clock.now()
        key = api_keys.issue(session, holder.account_id, Terms(1), actor=INSTALLER, at=at)
    answer = client.get(path, headers={"Authorization": f"Bearer {key}"})
    assert SECRET_TITLE in answer.text
    assert noted(registry) == [("zhang", "credit_file", "API")]


@pytest.mark.parametrize(("prefix", "said"), [("", "查阅日志"), ("/en", "Access log")])
def test_the_auditor_reads_the_log_with_subjects_by_number_alone(
    officers: Mapping[Role, FlaskClient],
    filled: Served,
    registry: Registry,
    prefix: str,
    said: str,
) -> None:
    code = filled.code(PENALISED)
    officers[Role.DECIDER].get(f"/e/{code}")
    page = officers[Role.AUDITOR].get(f"{prefix}/desk/access-log")
    assert said in page.text
    assert "a test" in page.text
    assert code not in page.text
    assert officers[Role.OPERATOR].get("/desk/access-log").status_code == 403
