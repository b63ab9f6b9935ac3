"""The interface's description: valid, complete, with examples that are what they describe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema
from openapi_spec_validator import OpenAPIV31SpecValidator

from credit_registry.domain.permissions import OPEN
from credit_registry.services.registry import Registry
from credit_registry.web import auth
from credit_registry.web.api.operations import Answer
from credit_registry.web.api.proceedings import PLURALS
from credit_registry.web.api.schemas.fields import example_of

Tree = dict[str, Any]
PROBLEM_JSON = "application/problem+json"
READ_FAULTS = {"400", "404", "406", "429", "503"}
COMMAND_FAULTS = READ_FAULTS | {"409", "412", "413", "415", "422", "428"}


@pytest.fixture
def described(client: FlaskClient, registry: Registry) -> Tree:
    found: Tree = json.loads(client.get("/api/v1/openapi.json").data)
    return found


def operations(described: Tree) -> Iterator[tuple[str, str, Tree]]:
    """Path, method and operation."""
    for path, methods in described["paths"].items():
        for method in ("get", "post"):
            if method in methods:
                yield path, method, methods[method]


def test_the_description_is_valid_openapi_3_1(described: Tree) -> None:
    assert described["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(described).validate()


def test_every_route_of_the_interface_is_described(app: Flask, described: Tree) -> None:
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith("openapi.json")
    }
    assert {(path, method) for path, method, _ in operations(described)} == routes


def test_every_operation_has_a_name_of_its_own_and_a_summary(described: Tree) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))
    assert all(operation["summary"].endswith(".") for _, _, operation in operations(described))


def test_every_answer_has_an_example_and_every_parameter_a_meaning(described: Tree) -> None:
    lacking = []
    for path, method, operation in operations(described):
        place = f"{method} {path}"
        answers = [each for code, each in operation["responses"].items() if code.startswith("2")]
        contents = [told for answer in answers for told in answer["content"].values()]
        if "requestBody" in operation:
            contents += operation["requestBody"]["content"].values()
        lacking += [place for told in contents if not told.get("example")]
        parameters = [*described["paths"][path].get("parameters", [])]
        parameters += operation.get("parameters", [])
        lacking += [
            f"{place} {each['name']}"
            for each in parameters
            if not each.get("description")
            or ("example" not in each and "example" not in each["schema"])
        ]
    assert lacking == []


def test_every_field_of_every_shape_says_what_it_means(described: Tree) -> None:
    silent = [
        f"{name}.{field}"
        for name, shape in described["components"]["schemas"].items()
        for field, told in shape["properties"].items()
        if not told.get("description")
    ]
    assert silent == []


def test_money_dates_and_scores_state_their_unit(described: Tree) -> None:
    for name, shape in described["components"]["schemas"].items():
        for field, told in shape["properties"].items():
            if field.endswith("_fen"):
                assert "Unit: fen" in told["description"], f"{name}.{field}"
            if field.endswith("_centi"):
                assert "hundredths" in told["description"], f"{name}.{field}"
            if field.endswith("_on") or field in {"since", "until", "as_of"}:
                assert "legal date" in told["description"], f"{name}.{field}"


def test_every_operation_tells_its_faults_as_problems(described: Tree) -> None:
    for path, method, operation in operations(described):
        told = {code for code in operation["responses"] if not code.startswith("2")}
        guarded = set() if operation["x-permission"] in OPEN else {"401", "403"}
        faults = READ_FAULTS if method == "get" else COMMAND_FAULTS
        assert told == faults | guarded, path
    for code, answer in described["components"]["responses"].items():
        (content,) = answer["content"].items()
        assert content[0] == PROBLEM_JSON
        assert content[1]["example"]["status"] == int(code)


def test_permissions_are_those_of_the_routes(app: Flask, described: Tree) -> None:
    stated = {operation["operationId"]: operation for _, _, operation in operations(described)}
    for view in app.view_functions.values():
        if isinstance(vars(view).get("operation"), Answer):
            operation = stated[view.__name__]
            assert operation["x-permission"] == auth.permission_of(view)
            is_open = {} in operation["security"]
            assert is_open is (operation["x-permission"] in OPEN)


def answer_shapes(app: Flask) -> dict[str, type[Schema]]:
    """The shapes of answers by their operation."""
    return {
        view.__name__: answer.schema
        for view in app.view_functions.values()
        if isinstance(answer := vars(view).get("operation"), Answer) and answer.schema
    }


def test_every_example_is_what_its_shape_declares(app: Flask, registry: Registry) -> None:
    shapes = answer_shapes(app)
    assert len(shapes) > 15
    for name, shape in shapes.items():
        assert shape().validate(json.loads(json.dumps(example_of(shape)))) == {}, name


def test_every_paged_answer_offers_lines_with_an_example_that_is_one(described: Tree) -> None:
    lines = {}
    for path, _, operation in operations(described):
        told = operation["responses"].get("200", {}).get("content", {})
        if "application/x-ndjson" in told:
            lines[path] = json.loads(told["application/x-ndjson"]["example"])
    assert set(lines) == {
        "/api/v1/search",
        "/api/v1/lists/{list_type}/entries",
        "/api/v1/changes",
    }
    assert all(isinstance(line, dict) and line for line in lines.values())


VERSIONED = ("/api/v1/listings/", *(f"/api/v1/{name}/" for name in PLURALS.values()))
"""Where commands change what has a version."""


def test_commands_that_change_an_entry_need_its_version(described: Tree) -> None:
    for path, method, operation in operations(described):
        stated = {each["name"]: each for each in operation.get("parameters", [])}
        if method == "post":
            assert "Idempotency-Key" in stated, path
        is_step = method == "post" and path.startswith(VERSIONED) and "{" in path
        assert ("If-Match" in stated) is is_step, path
        if is_step:
            assert stated["If-Match"]["required"]


class Outline(HTMLParser):
    """The addresses, headings and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")


@pytest.mark.parametrize(("path", "language"), [("/api", "zh-CN"), ("/en/api", "en")])
def test_the_documentation_shows_every_operation_to_people(
    client: FlaskClient, described: Tree, path: str, language: str
) -> None:
    answer = client.get(path)
    assert answer.mimetype == "text/html"
    assert f'<html lang="{language}">' in answer.text
    page = Outline(answer.text)
    assert len(page.ids) == len(set(page.ids))
    for _, _, operation in operations(described):
        assert f"operation-{operation['operationId']}" in page.ids
        assert operation["summary"] in answer.text.replace("&#39;", "'")
    assert page.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.levels))
    inner = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    with client.get("/api/documentation.css") as style:
        assert style.mimetype == "text/css"


def test_every_problem_leads_to_its_explanation(client: FlaskClient, registry: Registry) -> None:
    ids = Outline(client.get("/api").text).ids
    for path in ("/api/v1/lists?colour=red", "/api/v1/enterprises/none", "/api/v1/batches"):
        problem = client.get(path).json
        assert problem is not None
        assert problem["type"].removeprefix("/api#") in ids, problem["type"]
