"""Every route states its permission, and nobody passes who lacks it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from api_route_table import API
from flask import Flask
from flask.testing import FlaskClient
from installed import settings_for
from route_table import FRAME, SITE

from credit_registry.bootstrap import app_of, open_registry
from credit_registry.domain.actors import Role
from credit_registry.domain.permissions import ALLOWED, OPEN, Permission
from credit_registry.services.registry import Registry
from credit_registry.web import auth
from credit_registry.web.problems import PROBLEM_JSON

Route = tuple[str, str]
IMPLIED = {"HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application whose registry is never asked."""
    place = tmp_path_factory.mktemp("routes")
    registry = open_registry(settings_for(f"sqlite:///{place / 'none.sqlite'}", place / "index"))
    yield app_of(registry)
    registry.close()


def expected() -> dict[Route, str]:
    """The whole table: pages of the site stand under both languages."""
    english = {
        (method, "/en/" if rule == "/" else f"/en{rule}"): permission
        for (method, rule), permission in SITE.items()
    }
    return API | FRAME | SITE | english


def test_the_table_of_permissions_is_complete(mapped: Flask) -> None:
    stated = {
        (method, rule.rule): str(auth.permission_of(mapped.view_functions[rule.endpoint]))
        for rule in mapped.url_map.iter_rules()
        for method in (rule.methods or set()) - IMPLIED
    }
    assert stated == expected()


def test_what_is_open_reads_or_signs_in_or_reports_a_mistake() -> None:
    changing = [
        rule
        for (method, rule), permission in expected().items()
        if Permission(permission) in OPEN and method != "GET"
    ]
    assert {rule.removeprefix("/en") for rule in changing} == {
        "/desk/sign-in",
        "/desk/sign-in/code",
        "/desk/sign-out",
        "/display",
        "/api/v1/restorations/status",
        "/api/v1/screenings",
        "/api/v1/screenings/files",
        "/certificates/<string:number>",
        "/check",
        "/api/v1/screenings/<string:number>/reading",
        "/follow",
        "/report",
        "/report/<string:subject>",
    }


def guarded() -> list[Route]:
    return sorted(
        route for route, permission in expected().items() if Permission(permission) not in OPEN
    )


def address(rule: str) -> str:
    """The rule with something in place of its parts."""
    filled = rule
    while "<" in filled:
        before, _, rest = filled.partition("<")
        part, _, after = rest.partition(">")
        first = part.removeprefix("any(").partition(",")[0] if part.startswith("any(") else ""
        filled = f"{before}{first or '0000000000001'}{after}"
    return filled


def test_the_public_is_turned_away_before_anything_is_read(app: Flask, registry: Registry) -> None:
    app.config["WTF_CSRF_METHODS"] = set()  # a form's token is another matter
    client = app.test_client()
    passed = {}
    for method, rule in guarded():
        answer = client.open(address(rule), method=method)
        is_api = rule.startswith("/api/")
        turned_away = {401} if is_api else {302, 303, 401}
        if answer.status_code not in turned_away or (is_api and answer.mimetype != PROBLEM_JSON):
            passed[method, rule] = answer.status
    assert passed == {}


def test_an_officer_without_the_role_is_turned_away(
    app: Flask, officers: Mapping[Role, FlaskClient], registry: Registry
) -> None:
    """The auditor reads everything and does nothing."""
    passed = {}
    for method, rule in guarded():
        if not may_audit(expected()[method, rule]):
            answer = officers[Role.AUDITOR].open(address(rule), method=method)
            if answer.status_code != 403:
                passed[method, rule] = answer.status
    assert passed == {}


def may_audit(permission: str) -> bool:
    return Role.AUDITOR in ALLOWED[Permission(permission)]


def test_no_address_carries_what_identifies_a_person(mapped: Flask) -> None:
    parts = {part for rule in mapped.url_map.iter_rules() for part in rule.arguments}
    assert not parts & {"name", "phone", "identity", "id_number", "email", "account", "username"}


def test_the_routes_lie_where_the_application_is(mapped: Flask) -> None:
    assert mapped.static_folder is not None
    assert Path(mapped.static_folder).is_dir()
