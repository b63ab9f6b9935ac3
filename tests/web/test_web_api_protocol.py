"""What every operation keeps to, whatever it does: types, methods, limits, problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import served
from flask import Flask
from flask.testing import FlaskClient
from served import PRAISED, Served
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role

PROBLEM_JSON = "application/problem+json"
MEMBERS = {"type", "title", "status", "detail", "instance"}


def addresses(app: Flask, given: Served, method: str) -> Iterator[str]:
    """An address of every operation of the method."""
    values = {
        "uscc": given.code(PRAISED),
        "list_type": "honours",
        "profile": "government_procurement",
        "version": "none",
        "position": "0",
        "batch": "0000000000001",
        "delivery": "0000000000001",
        "listing": "0000000000001",
        "proceeding": "0000000000001",
        "report": "0000000000001",
        "entry": "0000000000001",
        "trial": "0000000000001",
        "draft": "0000000000001",
        "number": "20261123-0000000000",
    }
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/") and method in (rule.methods or set()):
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda part: values[part[1]], rule.rule)


def is_problem(answer: TestResponse, status: int) -> bool:
    """Whether the answer is a problem with all its members, of the status."""
    stated = answer.json or {}
    return (
        answer.status_code == status
        and answer.mimetype == PROBLEM_JSON
        and set(stated) >= MEMBERS
        and stated["status"] == status
        and stated["instance"].startswith("urn:uuid:")
        and answer.headers["Cache-Control"] == "no-store"
    )


def test_every_read_refuses_a_type_it_cannot_give(
    app: Flask, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    auditor = officers[Role.AUDITOR]
    for address in addresses(app, filled, "GET"):
        if not address.endswith("openapi.json"):
            answer = auditor.get(address, headers={"Accept": "image/png"})
            assert is_problem(answer, 406), address


def test_every_read_refuses_a_parameter_it_does_not_know(
    app: Flask, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    auditor = officers[Role.AUDITOR]
    for address in addresses(app, filled, "GET"):
        if not address.endswith("openapi.json"):
            answer = auditor.get(address, query_string={"colour": "red", "q": "x"})
            assert is_problem(answer, 400), address
            assert answer.json is not None
            assert "/colour" in [each["pointer"] for each in answer.json["errors"]]


def test_every_address_says_which_methods_it_takes(
    app: Flask, client: FlaskClient, filled: Served
) -> None:
    for address in addresses(app, filled, "GET"):
        answer = client.patch(address)
        assert is_problem(answer, 405), address
        assert "GET" in answer.headers["Allow"]


def test_every_command_takes_json_alone(
    app: Flask, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    asked = 0
    for address in addresses(app, filled, "POST"):
        for role in (Role.PROPOSER, Role.DECIDER, Role.PUBLISHER):
            answer = officers[role].post(address, data="x", content_type="text/plain")
            if answer.status_code not in {400, 403}:
                assert is_problem(answer, 415), address
                asked += 1
    assert asked == 52


def test_a_command_without_a_body_that_is_json_is_400_and_one_of_another_shape_422(
    officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    proposer, path = officers[Role.PROPOSER], "/api/v1/listings"
    malformed = proposer.post(path, data="{", content_type="application/json")
    assert is_problem(malformed, 400)
    other = proposer.post(path, json={"enterprise": "x", "colour": "red"})
    assert is_problem(other, 422)
    assert other.json is not None
    pointers = {each["pointer"] for each in other.json["errors"]}
    assert pointers == {"/colour", "/grounds", "/list_type"}


def test_every_answer_states_the_limit(app: Flask, client: FlaskClient, filled: Served) -> None:
    for address in addresses(app, filled, "GET"):
        answer = client.get(address)
        assert answer.headers["RateLimit-Policy"] == '"default";q=100000;w=60', address
        assert re.fullmatch(r'"default";r=\d+;t=\d+', answer.headers["RateLimit"]), address


def test_whatever_may_not_be_kept_says_so(app: Flask, client: FlaskClient, filled: Served) -> None:
    for address in addresses(app, filled, "GET"):
        kept = client.get(address).headers["Cache-Control"]
        assert kept in {"no-cache", "no-store"}, address


def test_an_address_that_does_not_exist_is_a_problem(client: FlaskClient, filled: Served) -> None:
    for path in ("/api/v1/nothing", "/api/v2/lists", "/api/v1/", "/api/v1/listings/none"):
        answer = client.get(path)
        assert answer.mimetype == PROBLEM_JSON, path
        assert answer.status_code in {401, 404}, path


def test_a_tag_that_still_fits_answers_304_with_its_headers(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/api/v1/enterprises/{filled.code(PRAISED)}"
    tag = client.get(path).headers["ETag"]
    for stated in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = client.get(path, headers={"If-None-Match": stated})
        assert answer.status_code == 304, stated
        assert answer.headers["ETag"].removeprefix("W/") == tag
        assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_tag_no_longer_fits_after_a_change(client: FlaskClient, filled: Served) -> None:
    from builders import a_record_draft

    from credit_registry.domain.records import RecordKind

    path = f"/api/v1/enterprises/{filled.code(PRAISED)}/records"
    tag = client.get(path).headers["ETag"]
    more = [a_record_draft(RecordKind.HONOUR, PRAISED, title="又一个奖")]
    served.deliver(filled.registry, filled.enterer, "more", more)
    answer = client.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "又一个奖" in answer.get_data(as_text=True)


def test_a_head_request_is_answered_like_a_read_without_its_body(
    client: FlaskClient, filled: Served
) -> None:
    path = "/api/v1/lists"
    whole, bare = client.get(path), client.head(path)
    assert (bare.status_code, bare.data) == (200, b"")
    assert bare.headers["ETag"] == whole.headers["ETag"]


def test_a_type_that_is_not_given_is_406(client: FlaskClient, filled: Served) -> None:
    answer = client.get("/api/v1/lists", headers={"Accept": "text/csv"})
    assert answer.status_code == 406
    assert "application/json" in answer.get_data(as_text=True)


def test_another_method_is_405_and_says_which_would_do(client: FlaskClient, filled: Served) -> None:
    answer = client.delete("/api/v1/lists")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
