from __future__ import annotations

import io
import json
from typing import Any

import delivered
import pytest
from delivered import BAD_LINES, GOOD, IDENTITY
from flask import Flask
from flask.testing import FlaskClient
from served import PENALISED, Served
from signed_in import OfficerClients
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.permissions import ALLOWED, Permission

PATH = "/api/v1/batches"


@pytest.fixture
def given(filled: Served) -> Served:
    return filled


@pytest.fixture
def enterer(app: Flask, given: Served) -> FlaskClient:
    return OfficerClients(app)[Role.ENTERER]


def deliver(
    client: FlaskClient, content: bytes, name: str = "penalties.csv", **headers: str
) -> TestResponse:
    layout = headers.pop("layout", "")
    values: dict[str, object] = {"layout": layout, "file": (io.BytesIO(content), name)}
    return client.post(PATH, data=values, headers=headers, content_type="multipart/form-data")


def body(answer: TestResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_a_delivery_is_answered_with_its_receipt_and_place(enterer: FlaskClient) -> None:
    answer = deliver(enterer, delivered.as_csv())
    receipt = body(answer)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{PATH}/{receipt['id']}"
    assert (receipt["read"], receipt["accepted"], receipt["refused"]) == (4, 1, 3)
    assert receipt["read"] == receipt["accepted"] + receipt["unchanged"] + receipt["refused"]
    assert (receipt["filename"], receipt["is_repeat"]) == ("penalties.csv", False)
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_refused_row_is_read_with_line_field_reason_and_what_would_do(
    enterer: FlaskClient,
) -> None:
    location = deliver(enterer, delivered.as_csv()).headers["Location"]
    answer = enterer.get(location)
    faults = body(answer)["faults"]
    refused = [fault for fault in faults if fault["is_refusal"]]
    assert [fault["line"] for fault in refused] == list(BAD_LINES)
    assert [fault["field"] for fault in refused] == ["cf_jdrq", "cf_wsh", "cf_sy"]
    assert all(fault["reason"] for fault in refused)
    assert IDENTITY not in answer.text


def test_faults_are_paged_by_line_to_their_end(enterer: FlaskClient) -> None:
    location = deliver(enterer, delivered.as_csv()).headers["Location"]
    whole = body(enterer.get(location))["faults"]
    found: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = body(enterer.get(f"{location}?limit=1&after_line={after}"))
        found += page["faults"]
        after = page["next_line"]
    assert found == whole


def test_no_line_with_several_faults_is_cut_in_two(enterer: FlaskClient) -> None:
    rows = delivered.rows()
    bad = {**rows[1], "cf_wsh": "", "cf_sy": f"当事人{IDENTITY}称", "cf_cflb": "训诫"}
    location = deliver(enterer, delivered.as_csv([bad, rows[2]])).headers["Location"]
    whole = body(enterer.get(location))["faults"]
    lines = [fault["line"] for fault in whole]
    assert lines.count(2) > 2
    assert lines.count(3) >= 1
    first = body(enterer.get(f"{location}?limit=1"))
    assert [fault["line"] for fault in first["faults"]] == [2] * lines.count(2)
    rest = body(enterer.get(f"{location}?limit=1&after_line={first['next_line']}"))
    assert first["faults"] + rest["faults"] == whole


def test_the_same_file_again_is_200_and_changes_nothing(
    enterer: FlaskClient, given: Served
) -> None:
    first = deliver(enterer, delivered.as_csv())
    records = f"/api/v1/enterprises/{given.code(PENALISED)}/records"
    before = body(enterer.get(records))["records"]
    again = deliver(enterer, delivered.as_csv(), "renamed.csv")
    assert again.status_code == 200
    receipt = body(again)
    assert receipt["is_repeat"]
    assert receipt["id"] == body(first)["id"]
    assert (receipt["accepted"], receipt["changed"], receipt["unchanged"]) == (0, 0, 1)
    assert body(enterer.get(records))["records"] == before


def test_a_repeated_key_is_answered_as_before(enterer: FlaskClient) -> None:
    key = {"Idempotency-Key": "delivery-1"}
    first = deliver(enterer, delivered.as_csv(), **key)
    again = deliver(enterer, delivered.as_csv(), **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert body(first) == body(again)


def test_a_repeated_key_with_another_file_or_layout_is_409_and_takes_nothing_in(
    enterer: FlaskClient, given: Served
) -> None:
    key = {"Idempotency-Key": "delivery-1"}
    deliver(enterer, delivered.as_csv([]), **key)
    other = deliver(enterer, delivered.as_csv(), **key)
    assert other.status_code == 409
    layout = deliver(enterer, delivered.as_csv([]), layout="administrative_penalty", **key)
    assert layout.status_code == 409
    records = enterer.get(f"/api/v1/enterprises/{given.code(PENALISED)}/records").text
    assert GOOD not in records


def test_the_newest_delivery_comes_first(enterer: FlaskClient) -> None:
    receipt = body(deliver(enterer, delivered.as_csv()))
    batches = body(enterer.get(f"{PATH}?limit=2"))["batches"]
    assert len(batches) == 2
    assert batches[0]["id"] == receipt["id"]
    assert batches[0]["closed_at"] is not None


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", "甲,乙\n1,2\n".encode()])
def test_a_file_that_cannot_be_read_as_a_whole_is_400(enterer: FlaskClient, content: bytes) -> None:
    answer = deliver(enterer, content)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_a_request_without_a_file_or_with_an_unknown_layout_is_400(enterer: FlaskClient) -> None:
    missing = enterer.post(PATH, data={"layout": ""}, content_type="multipart/form-data")
    assert missing.status_code == 400
    assert body(missing)["errors"][0]["pointer"] == "/file"
    unknown = deliver(enterer, delivered.as_csv(), layout="nonsense")
    assert unknown.status_code == 400
    assert "administrative_penalty" in body(unknown)["detail"]


def test_a_file_is_named_without_its_folder(enterer: FlaskClient) -> None:
    receipt = body(deliver(enterer, delivered.as_csv(), "../folder/penalties.csv"))
    assert receipt["filename"] == "penalties.csv"


def test_delivering_and_reading_receipts_take_their_roles(
    app: Flask, given: Served, client: FlaskClient
) -> None:
    officers = OfficerClients(app)
    for role in set(Role) - ALLOWED[Permission.IMPORT_BATCH]:
        assert deliver(officers[role], delivered.as_csv()).status_code == 403, role
        status = 200 if role in ALLOWED[Permission.READ_DELIVERIES] else 403
        assert officers[role].get(PATH).status_code == status, role
    assert deliver(client, delivered.as_csv()).status_code == 401
    assert client.get(PATH).status_code == 401
    first, then = (
        deliver(officers[role], delivered.as_csv()) for role in (Role.ENTERER, Role.OPERATOR)
    )
    assert (first.status_code, then.status_code) == (201, 200)


def test_a_delivery_that_does_not_exist_is_404(enterer: FlaskClient) -> None:
    assert enterer.get(f"{PATH}/0000000000001").status_code == 404
    assert enterer.get(f"{PATH}/nothing").status_code == 404
