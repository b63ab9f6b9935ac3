from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
import served
from flask import Flask
from flask.testing import FlaskClient
from instants import START, Instants
from marshmallow import Schema
from served import PENALISED, PLAIN, PRAISED, Served

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import from_public
from credit_registry.services.clocks import Clock
from credit_registry.services.subjects import subjects
from credit_registry.web.api.enterprises import UNKNOWN
from credit_registry.web.api.operations import Answer

PARTS = (
    "/records", "/evaluation", "/listings", "/restoration", "/history", "/profiles/bank_credit",
)  # fmt: skip
PUBLIC_PATHS = (
    *(f"/enterprises/{{code}}{part}" for part in ("", *PARTS)),
    "/enterprises/{code}/profiles/government_procurement",
    "/profiles",
    "/search?q=虚构市",
    "/suggestions?q=虚构",
    "/lists",
    "/lists/honours/entries",
    "/lists/serious_violation/entries",
    "/rule-sets",
    "/changes",
    "/law/editions/current",
    "/measures",
    "/ledger/events/0/proof",
)


def get(
    client: FlaskClient, path: str, status: int = 200, *, accept_language: str = "zh"
) -> dict[str, object]:
    answer = client.get(f"/api/v1{path}", headers={"Accept-Language": accept_language})
    assert answer.status_code == status, answer.text
    found: dict[str, object] = json.loads(answer.data)
    return found


def schema_of(app: Flask, path: str, *, internal: bool) -> type[Schema]:
    adapter = app.url_map.bind("localhost")
    endpoint = adapter.match(f"/api/v1{path.partition('?')[0]}", method="GET")[0]
    answer: Answer = vars(app.view_functions[endpoint])["operation"]
    chosen = answer.internal if internal and answer.internal else answer.schema
    assert chosen is not None
    return chosen


@pytest.mark.parametrize("path", PUBLIC_PATHS)
@pytest.mark.parametrize("number", [PRAISED, PENALISED])
def test_a_public_answer_holds_exactly_what_its_shape_declares(
    app: Flask, client: FlaskClient, filled: Served, path: str, number: int
) -> None:
    asked = path.format(code=filled.code(number))
    answer = get(client, asked)
    schema_of(app, asked, internal=False)().load(answer)


@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_an_officers_answer_holds_exactly_what_its_shape_declares(
    app: Flask, officers: Mapping[Role, FlaskClient], filled: Served, path: str
) -> None:
    subject_id = subject_of(filled, PENALISED)
    served.propose(filled.registry, subject_id)
    asked = path.format(code=filled.code(PENALISED))
    answer = get(officers[Role.AUDITOR], asked)
    schema_of(app, asked, internal=True)().load(answer)


@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_an_answer_is_revalidated_and_304_where_nothing_changed(
    client: FlaskClient, filled: Served, path: str
) -> None:
    address = f"/api/v1{path.format(code=filled.code(PRAISED))}"
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_the_tag_differs_by_language_and_by_role(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    path = "/api/v1/rule-sets"
    tags = {
        client.get(path).headers["ETag"],
        client.get(path, headers={"Accept-Language": "en"}).headers["ETag"],
        officers[Role.AUDITOR].get(path).headers["ETag"],
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", [*PUBLIC_PATHS, "/ledger/checkpoint"])
def test_an_unknown_parameter_is_refused_and_named(
    client: FlaskClient, filled: Served, path: str
) -> None:
    asked = path.format(code=filled.code(PRAISED))
    joint = "&" if "?" in asked else "?"
    answer = client.get(f"/api/v1{asked}{joint}colour=red")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["errors"][0]["pointer"] == "/colour"
    assert answer.json["errors"][0]["accepted"]


def test_an_unknown_code_is_404(client: FlaskClient, filled: Served) -> None:
    problem = get(client, f"/enterprises/{filled.code(99)}", 404)
    assert problem["type"] == "/api#problem-not-found"
    assert problem["detail"] == UNKNOWN


@pytest.mark.parametrize("rest", ["", *PARTS])
def test_a_code_written_otherwise_answers_307_to_the_code(
    client: FlaskClient, filled: Served, rest: str
) -> None:
    code = filled.code(PRAISED)
    answer = client.get(f"/api/v1/enterprises/{code.lower()}{rest}?as_of=2026-11-01")
    assert answer.status_code == 307
    assert answer.location == f"/api/v1/enterprises/{code}{rest}?as_of=2026-11-01"


def test_a_permanent_id_answers_307_to_the_code(client: FlaskClient, filled: Served) -> None:
    code = filled.code(PRAISED)
    number = get(client, f"/enterprises/{code}")["id"]
    answer = client.get(f"/api/v1/enterprises/{number}")
    assert answer.status_code == 307
    assert answer.location == f"/api/v1/enterprises/{code}"


def test_an_answer_repeats_its_two_times(client: FlaskClient, filled: Served) -> None:
    head = get(client, "/lists")["ledger_position"]
    answer = get(client, f"/lists?as_of=2026-05-01&known_at={head}")
    assert answer["as_of"] == "2026-05-01"
    assert answer["known_at"] == head
    assert answer["ledger_position"] == head


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("as_of=2027-01-01", "/as_of"),
        ("as_of=yesterday", "/as_of"),
        ("known_at=never", "/known_at"),
        ("known_at=2026-11-23T10:00:00", "/known_at"),
    ],
)
def test_a_time_that_cannot_be_is_named(
    client: FlaskClient, filled: Served, query: str, pointer: str
) -> None:
    problem = get(client, f"/lists?{query}", 400)
    assert problem["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_what_was_known_at_an_instant_can_be_asked_for(client: FlaskClient, filled: Served) -> None:
    code = filled.code(PRAISED)
    instant = "2026-11-23T12:00:00%2B08:00"
    early = get(client, f"/enterprises/{code}?known_at={instant}", 400)
    assert early["errors"][0]["pointer"] == "/known_at"  # type: ignore[index]
    filled.registry.clock = Clock(now=Instants(START + timedelta(hours=3)))
    assert get(client, f"/enterprises/{code}?known_at={instant}")["record_count"] == 1
    assert "position 0" in str(get(client, f"/enterprises/{code}?known_at=0", 404)["detail"])


def test_labels_are_chinese_and_english_where_it_is_asked_for(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/enterprises/{filled.code(PRAISED)}"
    chinese, english = get(client, path), get(client, path, accept_language="en-GB")
    assert chinese["kind"] == {"code": "legal_person", "label": "法人"}
    assert english["kind"] == {"code": "legal_person", "label": "Legal person"}


def test_the_public_sees_no_record_that_is_withheld(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    code = filled.code(PENALISED)
    for path in PUBLIC_PATHS:
        answer = client.get(f"/api/v1{path.format(code=code)}")
        assert served.SECRET_TITLE not in answer.get_data(as_text=True), path
    internal = get(officers[Role.AUDITOR], f"/enterprises/{code}/records")
    assert served.SECRET_TITLE in json.dumps(internal, ensure_ascii=False)


def test_the_public_sees_nothing_of_a_candidate(client: FlaskClient, filled: Served) -> None:
    before = [get(client, f"/enterprises/{filled.code(PLAIN)}{part}") for part in PARTS]
    served.propose(filled.registry, subject_of(filled, PLAIN))
    after = [get(client, f"/enterprises/{filled.code(PLAIN)}{part}") for part in PARTS]
    for answer in (*before, *after):
        del answer["known_at"], answer["ledger_position"]
    assert before == after


def test_the_bytes_of_an_event_about_a_case_are_not_public(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    served.propose(filled.registry, subject_of(filled, PLAIN))
    newest = int(str(get(client, "/lists")["ledger_position"])) - 1
    path = f"/ledger/events/{newest}/proof"
    assert get(client, path)["body"] is None
    assert "listing_proposed" in str(get(officers[Role.AUDITOR], path)["body"])
    assert get(officers[Role.PROPOSER], path)["body"] is None


def test_a_proof_leads_from_the_leaf_to_the_checkpoints_root(
    client: FlaskClient, filled: Served
) -> None:
    import base64

    from credit_registry.ledger.proofs import verify_inclusion

    name, size, root = client.get("/api/v1/ledger/checkpoint").text.splitlines()[:3]
    proof = get(client, f"/ledger/events/1/proof?tree_size={size}")
    path = [bytes.fromhex(step) for step in proof["path"]]  # type: ignore[attr-defined]
    leaf = bytes.fromhex(str(proof["leaf"]))
    assert name
    assert verify_inclusion(leaf, 1, int(size), path, base64.b64decode(root))
    assert get(client, "/ledger/events/1/proof?tree_size=1", 400)["errors"]
    assert get(client, f"/ledger/events/{size}/proof", 404)


def test_nothing_was_changed_between_two_checkpoints(client: FlaskClient, filled: Served) -> None:
    import base64

    from credit_registry.ledger.proofs import verify_consistency

    def kept() -> tuple[int, bytes]:
        lines = client.get("/api/v1/ledger/checkpoint").text.splitlines()
        return int(lines[1]), base64.b64decode(lines[2])

    (old_size, old_root), _ = kept(), served.propose(filled.registry, subject_of(filled, PLAIN))
    new_size, new_root = kept()
    proof = get(client, f"/ledger/consistency?old_size={old_size}")
    path = [bytes.fromhex(step) for step in proof["path"]]  # type: ignore[attr-defined]
    assert (proof["new_size"], old_size < new_size) == (new_size, True)
    assert verify_consistency(old_size, new_size, old_root, new_root, path)
    assert not verify_consistency(old_size, new_size, new_root, new_root, path)
    for query in (f"old_size=0&new_size={new_size + 1}", "old_size=2&new_size=1", "new_size=1"):
        assert get(client, f"/ledger/consistency?{query}", 400)["errors"]


def test_a_grade_without_a_basis_is_not_given(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    path = f"/enterprises/{filled.code(PRAISED)}/evaluation"
    public = get(client, path)
    assert public["is_shown"] is False
    assert (public["grade"], public["score_centi"], public["findings"]) == (None, None, [])
    assert get(officers[Role.AUDITOR], path)["findings"]


def test_a_rule_set_is_read_by_its_version(client: FlaskClient, filled: Served) -> None:
    found = get(client, "/rule-sets")["rule_sets"][0]  # type: ignore[index]
    whole = get(client, f"/rule-sets/{found['version']}")
    assert whole["content"]
    assert get(client, "/rule-sets/unknown", 404)


def subject_of(filled: Served, number: int) -> int:
    with filled.registry.reading() as session:
        found = subjects.by_code(session, filled.code(number))
    assert found is not None
    return found


def test_a_public_id_is_the_subjects(client: FlaskClient, filled: Served) -> None:
    shown = str(get(client, f"/enterprises/{filled.code(PLAIN)}")["id"])
    assert from_public(shown) == subject_of(filled, PLAIN)
