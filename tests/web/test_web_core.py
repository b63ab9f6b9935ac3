from __future__ import annotations

import logging
from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from signed_in import OfficerClient

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import RegistryError
from credit_registry.services.registry import Registry
from credit_registry.web import auth, problems


def error_classes() -> list[type[RegistryError]]:
    waiting, found = [RegistryError], []
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind is not RegistryError and kind.__module__.startswith("credit_registry"):
            found.append(kind)
    return found


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status_of_its_own_kind(kind: type[RegistryError]) -> None:
    assert 400 <= problems.status_of(kind) <= 503
    assert problems.status_of(kind) != 500
    assert problems.title_of(kind).endswith(".")


def test_every_route_names_its_permission(app: Flask, registry: Registry) -> None:
    missing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if auth.permission_of(app.view_functions[rule.endpoint]) is None
    ]
    assert missing == []


def test_an_answer_carries_a_strict_policy(client: FlaskClient, registry: Registry) -> None:
    answer = client.get("/healthz")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_readiness_states_the_head_and_the_lag(client: FlaskClient, registry: Registry) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["ledger_position"] > 0
    assert answer.json["index_lag"] >= 0


def test_every_answer_states_the_limit(client: FlaskClient, registry: Registry) -> None:
    for path in ("/healthz", "/api/v1/lists", "/api/v1/nothing", "/static/nothing.css"):
        answer = client.get(path)
        assert answer.headers["RateLimit-Policy"] == '"default";q=100000;w=60', path
        assert answer.headers["RateLimit"].startswith('"default";r='), path


def test_who_asks_too_often_is_told_when_to_come_again(registry: Registry) -> None:
    app = limited(registry, "2 per minute")
    client = app.test_client()
    for _ in range(2):
        assert client.get("/api/v1/ledger/checkpoint").status_code == 200
    answer = client.get("/api/v1/ledger/checkpoint")
    assert answer.status_code == 429
    assert answer.mimetype == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert '"default";r=0' in answer.headers["RateLimit"]


def test_guessing_passwords_is_slow(client: FlaskClient, registry: Registry) -> None:
    answers = [client.post("/desk/sign-in").status_code for _ in range(11)]
    assert 429 not in answers[:10]
    assert answers[10] == 429


def limited(registry: Registry, rate: str) -> Flask:
    from dataclasses import replace

    from credit_registry.web.application import create_app

    registry.settings = replace(registry.settings, rate_limit=rate)
    app = create_app(registry)
    app.testing = True
    return app


def test_the_log_of_requests_holds_no_query_and_no_code(
    client: FlaskClient, registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="credit_registry.web"):
        client.get("/api/v1/enterprises/91999901MA000001X1?as_of=2026-01-01")
    assert "/api/v1/enterprises/<string:uscc>" in caplog.text
    assert "MA000001" not in caplog.text
    assert "2026-01-01" not in caplog.text


def test_a_session_needs_its_token_for_a_command(
    app: Flask, officers: Mapping[Role, FlaskClient], registry: Registry
) -> None:
    officer = officers[Role.PROPOSER]
    body = {"enterprise": "x", "list_type": "serious_violation", "grounds": "g"}
    without = FlaskClient.open(officer, "/api/v1/listings", method="POST", json=body)
    assert without.status_code == 400
    assert without.json is not None
    assert "CSRF" in without.json["detail"]
    assert officer.post("/api/v1/listings", json=body).status_code == 404


def test_a_session_of_an_unsafe_installation_is_not_secure_but_hidden_from_scripts(
    app: Flask, registry: Registry
) -> None:
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert not app.config["SESSION_COOKIE_SECURE"]


def test_a_secure_installation_marks_its_cookie_and_asks_for_https(registry: Registry) -> None:
    from dataclasses import replace

    from credit_registry.web.application import create_app

    registry.settings = replace(registry.settings, is_secure=True)
    app = create_app(registry)
    answer = app.test_client().get("/healthz")
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_an_unknown_key_is_401(client: FlaskClient, registry: Registry) -> None:
    answer = client.get("/api/v1/lists", headers={"Authorization": "Bearer crk_unknown"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_another_kind_of_authorization_is_401(client: FlaskClient, registry: Registry) -> None:
    answer = client.get("/api/v1/lists", headers={"Authorization": "Basic Zm9vOmJhcg=="})
    assert answer.status_code == 401


def test_a_fault_of_ours_tells_its_number_alone(
    app: Flask, registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    registry.close()
    app.extensions["credit_registry"] = object()
    answer = app.test_client().get("/api/v1/lists")
    assert answer.status_code == 500
    assert answer.json is not None
    assert answer.json["instance"].removeprefix("urn:uuid:") in caplog.text
    assert "object" not in answer.json["detail"]


def test_a_key_signs_its_program_in(app: Flask, registry: Registry) -> None:
    from builders import an_officer

    from credit_registry.services.people import api_keys
    from credit_registry.services.people.accounts import INSTALLER
    from credit_registry.services.people.api_keys import Terms

    officer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        now = registry.clock.now()
        key = api_keys.issue(session, officer.account_id, Terms(30), actor=INSTALLER, at=now)
    client = app.test_client()
    answer = client.get("/api/v1/batches", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert client.get("/api/v1/batches").status_code == 401


def test_a_session_ends_with_its_account(
    app: Flask, officers: Mapping[Role, OfficerClient], registry: Registry
) -> None:
    from credit_registry.store.accounts import Account

    officer = officers[Role.AUDITOR]
    assert officer.get("/api/v1/batches").status_code == 200
    with registry.transaction() as session:
        session.get_one(Account, officer.actor.account_id).is_active = False
    assert officer.get("/api/v1/batches").status_code == 401
