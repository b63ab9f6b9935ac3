from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from served import PLAIN, Served

from credit_registry.domain.actors import Role
from credit_registry.services.registry import Registry
from credit_registry.web.application import create_app


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/nothing-here", 404, "没有找到此页"),
        ("/en/nothing-here", 404, "Nothing found here"),
        ("/e/91999901MA0000999X", 404, "没有找到此页"),
        ("/s/0000000000000", 404, "没有找到此页"),
        ("/s/not-an-id", 404, "没有找到此页"),
        ("/lists/black/honours", 404, "没有找到此页"),
        ("/lists/red/nothing", 404, "没有找到此页"),
        ("/lists/red/honours?after=forged", 400, "请求有误"),
        ("/search?q=a&after=forged", 400, "请求有误"),
        ("/rules/0000", 404, "没有找到此页"),
    ],
)
def test_a_problem_is_a_page_in_the_language_of_its_address(
    client: FlaskClient, filled: Served, path: str, status: int, title: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"<h1>{title}</h1>" in answer.text


def test_a_problem_gives_the_number_that_the_log_has(client: FlaskClient, filled: Served) -> None:
    answer = client.get("/nothing-here")
    assert answer.headers["X-Request-Number"] in answer.text


def test_a_key_that_is_unknown_is_told_and_shown_the_way(
    client: FlaskClient, filled: Served
) -> None:
    answer = client.get("/desk", headers={"Authorization": "Bearer crk_unknown"})
    assert answer.status_code == 401
    assert 'href="/desk/sign-in?next=/desk"' in answer.text


def test_a_day_before_the_subject_was_known_leads_back_to_today(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/e/{filled.code(PLAIN)}"
    answer = client.get(f"{path}?known_at=1")
    assert answer.status_code == 404
    assert "还没有这一主体的记录" in answer.text
    assert f'href="{path}"' in answer.text


def test_a_method_that_a_page_does_not_take_is_told(
    officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    answer = officers[Role.AUDITOR].put("/lists")
    assert answer.status_code == 405
    assert "此操作不适用于该页" in answer.text


def test_too_many_requests_are_told_in_words(filled: Served) -> None:
    registry = filled.registry
    registry.settings = replace(registry.settings, rate_limit="1 per minute")
    app = create_app(registry)
    app.testing = True
    client = app.test_client()
    assert client.get("/about").status_code == 200
    answer = client.get("/about")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "访问过于频繁" in answer.text


def test_a_fault_of_ours_is_a_page_that_needs_no_database(app: Flask, filled: Served) -> None:
    app.extensions["credit_registry"] = object()
    answer = app.test_client().get("/en/")
    assert answer.status_code == 500
    assert "The service has a fault" in answer.text
    assert "object object" not in answer.text
    assert "attribute" not in answer.text


def test_a_registry_without_its_law_says_that_it_is_not_available(registry: Registry) -> None:
    from sqlalchemy import text

    with registry.transaction() as session:
        session.execute(text("DELETE FROM law_edition"))
    app = create_app(registry)
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "暂时无法提供服务" in answer.text
