"""Screenings in the interface: lines, keys, who reads a certificate, what its number tells."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver
from flask.testing import FlaskClient
from signed_in import OfficerClient
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.services.screening import certificates
from credit_registry.web.api.schemas.certificates import Certificate, CertificateHead, SubjectAnswer

PATH = "/api/v1/screenings"
ADVERSE = "责令停产停业"


@pytest.fixture
def filed(registry: Registry) -> Registry:
    """Two enterprises: the second is suspended."""
    deliver(registry, *(a_subject_draft(number) for number in (1, 2)))
    suspend(registry, 2)
    indexing.follow(registry)
    return registry


def suspend(registry: Registry, number: int) -> None:
    values: dict[str, Any] = {"category": "suspend_business", "severity": Severity.SERIOUS}
    deliver(registry, a_record_draft(RecordKind.PENALTY, number, title=ADVERSE, **values))


def asked(*subjects: dict[str, object], **more: object) -> dict[str, object]:
    return {"purpose": "government_procurement", "subjects": list(subjects), **more}


def lines(answer: TestResponse) -> list[dict[str, Any]]:
    assert answer.status_code == 201, answer.text
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.usefixtures("filed")
def test_a_screening_answers_line_by_line_and_a_bad_row_fails_no_other(client: FlaskClient) -> None:
    body = asked(
        {"reference": "一", "code": a_uscc(1), "consortium": "甲"},
        {"reference": "二", "name": "13800138000"},
        {"reference": "三", "code": a_uscc(2), "consortium": "甲"},
    )
    head, first, bad, last, consortium = lines(client.post(PATH, json=body))
    assert CertificateHead().validate(head["certificate"]) == {}
    assert head["certificate"]["summary"] == {
        "subjects": 3, "no_bar_found": 1, "needs_review": 1, "barred": 1,
    }  # fmt: skip
    for line in (first, bad, last):
        assert SubjectAnswer().validate(line["subject"]) == {}
    assert [each["subject"]["answer"] for each in (first, bad, last)] == [
        "no_bar_found",
        "needs_review",
        "barred",
    ]
    assert bad["subject"]["fault"]["reason"] == "personal_number"
    assert consortium["consortium"]["answer"] == "barred"


@pytest.mark.usefixtures("filed")
def test_a_certificate_is_read_by_its_maker_or_with_its_code_and_never_changes(
    client: FlaskClient, officers: dict[Role, OfficerClient], registry: Registry
) -> None:
    maker = officers[Role.SOURCE_UNIT]
    (head, _) = lines(maker.post(PATH, json=asked({"code": a_uscc(1)})))
    number, code = head["certificate"]["number"], head["certificate"]["code"]
    own = maker.get(f"{PATH}/{number}")
    assert Certificate().validate(json.loads(own.data)) == {}
    assert certificates.digest_of(own.data) == head["certificate"]["digest"]
    suspend(registry, 1)
    held = client.post(f"{PATH}/{number}/reading", json={"code": code.upper()})
    assert (held.status_code, held.data) == (200, own.data)
    assert held.headers["Cache-Control"] == "no-store"
    assert maker.get(f"{PATH}/{number}").data == own.data
    for refused in (
        client.get(f"{PATH}/{number}"),
        officers[Role.AUDITOR].get(f"{PATH}/{number}"),
        client.post(f"{PATH}/{number}/reading", json={"code": "0" * 16}),
        client.post(f"{PATH}/20261123-0000000000/reading", json={"code": code}),
    ):
        assert refused.status_code == 404


@pytest.mark.usefixtures("filed")
def test_the_number_confirms_the_digest_and_says_since_changed_without_what(
    client: FlaskClient, registry: Registry
) -> None:
    (head, _) = lines(client.post(PATH, json=asked({"code": a_uscc(1)})))
    number = head["certificate"]["number"]
    for expected in (False, True):
        answer = client.get(f"/api/v1/certificates/{number}")
        told = json.loads(answer.data)
        assert (told["digest"], told["has_changed"]) == (head["certificate"]["digest"], expected)
        assert set(told) == {"number", "digest", "made_at", "as_of", "known_at", "has_changed"}
        for secret in (a_uscc(1), ADVERSE, "government_procurement"):
            assert secret not in answer.text
        suspend(registry, 1)


@pytest.mark.usefixtures("filed")
def test_of_an_internal_certificate_the_public_is_not_told_whether_it_changed(
    client: FlaskClient, officers: dict[Role, OfficerClient]
) -> None:
    body = asked({"code": a_uscc(1)}, as_of="2026-06-01")
    (head, _) = lines(officers[Role.AUDITOR].post(PATH, json=body))
    assert head["certificate"]["audience"] == "internal"
    number = head["certificate"]["number"]
    assert client.get(f"/api/v1/certificates/{number}").json["has_changed"] is None  # type: ignore[index]
    assert client.post(PATH, json=body).status_code == 400


@pytest.mark.usefixtures("filed")
def test_a_repeated_key_gives_the_same_certificate_without_its_code(
    officers: dict[Role, OfficerClient],
) -> None:
    maker, headers = officers[Role.SOURCE_UNIT], {"Idempotency-Key": "k1"}
    once = lines(maker.post(PATH, json=asked({"code": a_uscc(1)}), headers=headers))
    again = lines(maker.post(PATH, json=asked({"code": a_uscc(1)}), headers=headers))
    assert once[0]["certificate"]["code"]
    assert again[0]["certificate"] == once[0]["certificate"] | {"code": None}
    assert again[1:] == once[1:]
    other = maker.post(PATH, json=asked({"code": a_uscc(2)}), headers=headers)
    assert other.status_code == 409


@pytest.mark.usefixtures("filed")
def test_a_table_is_screened_slice_by_slice_with_progress(client: FlaskClient) -> None:
    table = f"名称,统一社会信用代码\n,{a_uscc(1)}\n" + f",{a_uscc(2)}\n" * 500
    form = {"purpose": "government_procurement", "file": (io.BytesIO(table.encode()), "t.csv")}
    found = lines(client.post(f"{PATH}/files", data=form))
    assert [each["progress"] for each in found if each["progress"]] == [
        {"done": 500, "of": 501},
        {"done": 501, "of": 501},
    ]
    heads = [each["certificate"] for each in found if each["certificate"]]
    assert [head["summary"]["subjects"] for head in heads] == [500, 1]
    subjects = [each["subject"] for each in found if each["subject"]]
    assert [each["answer"] for each in subjects] == ["no_bar_found"] + ["barred"] * 500
    assert client.post(f"{PATH}/files", data={"purpose": "x"}).status_code == 400
    other = {"purpose": "housing", "file": (io.BytesIO(table.encode()), "t.csv")}
    assert client.post(f"{PATH}/files", data=other).status_code == 404


@pytest.mark.usefixtures("filed")
def test_dismissals_are_kept_read_and_withdrawn_by_their_account(
    client: FlaskClient, officers: dict[Role, OfficerClient]
) -> None:
    maker, path = officers[Role.SOURCE_UNIT], "/api/v1/screening-dismissals"
    row: dict[str, object] = {"name": "虚构市第2制造有限公司"}
    found = lines(maker.post(PATH, json=asked(row)))[1]["subject"]["candidates"][0]
    body = {"asked": row, "subject": found["subject"], "reason": "同名不同企业"}
    kept = maker.post(path, json=body)
    assert kept.status_code == 201, kept.text
    again = lines(maker.post(PATH, json=asked(row)))[1]["subject"]["candidates"][0]
    assert again["is_dismissed"] is True
    assert [each["id"] for each in maker.get(path).json["dismissals"]] == [kept.json["id"]]  # type: ignore[index]
    assert client.get(path).status_code == 401
    other = officers[Role.AUDITOR]
    taken_back, named = f"{path}/withdrawal", {"id": kept.json["id"]}  # type: ignore[index]
    assert other.post(taken_back, json=named).status_code == 404
    assert maker.post(taken_back, json=named).json == {"dismissals": []}
    assert maker.post(path, json=body | {"asked": {}}).status_code == 400


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(asked(), 422, id="nobody"),
        pytest.param(asked({"name": "甲"}, algorithm="identity-9"), 422, id="unknown algorithm"),
        pytest.param(asked({"name": "甲", "colour": "red"}), 422, id="unknown field"),
        pytest.param(asked({"name": "甲"}) | {"purpose": "housing"}, 404, id="unknown purpose"),
    ],
)
def test_what_no_screening_can_be_made_of_is_refused_whole(
    client: FlaskClient, body: dict[str, object], status: int
) -> None:
    assert client.post(PATH, json=body).status_code == status
