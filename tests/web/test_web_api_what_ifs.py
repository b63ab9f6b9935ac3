"""A draft is tried at the interface: kept once, read page by page, by officers alone."""

from __future__ import annotations

import io
from typing import Any

import pytest
from api_callers import body
from builders import a_uscc
from flask.testing import FlaskClient
from rule_drafts import FINED, SERIOUS, TODAY, a_draft, populate
from trial_runs import run_waiting

from credit_registry.domain.actors import Role
from credit_registry.rules.documents.documents import to_tree, write_rule_set
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry

PATH, DRAFTS = "/api/v1/what-if", "/api/v1/rule-set-drafts"


@pytest.fixture
def owner(registry: Registry, officers: dict[Role, FlaskClient]) -> FlaskClient:
    """A rule owner at the interface of the population that is made by hand."""
    populate(registry)
    return officers[Role.RULE_OWNER]


def made(client: FlaskClient, registry: Registry, **changes: Any) -> str:  # noqa: ANN401 - any field
    """The address of a report that was asked for and made."""
    asked = client.post(PATH, json=stated(**changes))
    assert asked.status_code == 202, asked.text
    run_waiting(registry)
    return f"{PATH}/{body(client.get(asked.headers['Location']))['report']}"


def stated(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """The body of a trial."""
    return {"rule_set": to_tree(a_draft(serious=True))} | changes


def test_a_trial_is_accepted_and_tells_how_far_it_is_until_its_report_is_there(
    owner: FlaskClient, registry: Registry
) -> None:
    first = owner.post(PATH, json=stated())
    told = body(first)
    assert first.status_code == 202
    place = first.headers["Location"]
    assert place == f"{PATH}/trials/{told['id']}"
    assert (told["state"]["code"], told["report"], told["population"]) == ("waiting", None, 6)
    again = owner.post(PATH, json=stated())
    assert (again.status_code, body(again)) == (202, told)
    assert run_waiting(registry) == 1
    done = body(owner.get(place))
    assert (done["state"]["label"], done["done"], done["fault"]) == ("试算完成", 6, "")
    standing = owner.post(PATH, json=stated())
    assert (standing.status_code, body(standing)) == (200, done)
    assert run_waiting(registry) == 0


def test_a_report_has_its_matrix_and_its_counts(owner: FlaskClient, registry: Registry) -> None:
    told = body(owner.get(made(owner, registry)))
    assert (told["population"], told["graded"], told["changed"]) == (6, 5, 2)
    assert sum(sum(row["subjects"]) for row in told["matrix"]) == 6
    assert told["as_of"] == TODAY.isoformat()
    counts = {each["trait"]["code"]: each["groups"] for each in told["counts"]}
    assert [group["subjects"] for group in counts["division"]] == [3, 3]
    assert {group["group"]["label"] for group in counts["subject_kind"]} == {"法人", "个体工商户"}


def test_a_file_is_the_same_draft_as_its_tree(owner: FlaskClient) -> None:
    text = write_rule_set(a_draft(serious=True)).encode()
    values = {"file": (io.BytesIO(text), "draft.yaml"), "as_of": TODAY.isoformat()}
    answer = owner.post(PATH, data=values, content_type="multipart/form-data")
    assert answer.status_code == 202
    assert body(owner.post(PATH, json=stated()))["id"] == body(answer)["id"]


def test_the_changes_are_read_page_by_page_and_by_who_is_newly_affected(
    owner: FlaskClient, officers: dict[Role, FlaskClient], registry: Registry
) -> None:
    place = made(owner, registry)
    auditor = officers[Role.AUDITOR]
    first = auditor.get(f"{place}?limit=1")
    assert 'rel="next"' in first.headers["Link"]
    second = body(auditor.get(f"{place}?limit=1&after={body(first)['next']}"))
    codes = [each["code"] for page in (body(first), second) for each in page["changes"]]
    assert codes == [a_uscc(FINED), a_uscc(SERIOUS)]
    assert second["next"] is None
    change = body(first)["changes"][0]
    assert (change["grade_before"], change["grade_after"]) == ("AA", "B")
    for asked in ("which=newly_capped", "which=newly_candidate", "which=newly_below&below=C"):
        found = body(auditor.get(f"{place}?{asked}"))["changes"]
        assert [each["code"] for each in found] == (
            [a_uscc(SERIOUS)] if "below" not in asked else []
        )
    assert auditor.get(f"{place}?which=newly_below").status_code == 400


def test_a_trial_repeated_under_its_key_is_answered_as_before(
    owner: FlaskClient, registry: Registry
) -> None:
    headers = {"Idempotency-Key": "try-1"}
    first = owner.post(PATH, json=stated(), headers=headers)
    run_waiting(registry)
    again = owner.post(PATH, json=stated(), headers=headers)
    assert (first.status_code, again.status_code) == (202, 202)
    assert body(first) == body(again)
    other = owner.post(PATH, json=stated(as_of="2026-11-01"), headers=headers)
    assert other.status_code == 409


def test_a_draft_is_submitted_with_its_report_once_and_told_what_stands_in_its_way(
    owner: FlaskClient, officers: dict[Role, FlaskClient], registry: Registry
) -> None:
    report = made(owner, registry).rpartition("/")[2]
    submission = {"rule_set": stated()["rule_set"], "report": report, "reason": "新裁量基准"}
    sent = owner.post(DRAFTS, json=submission, headers={"Idempotency-Key": "s-1"})
    told = body(sent)
    assert (sent.status_code, told["state"]["code"]) == (201, "submitted")
    assert [each["obstacle"]["code"] for each in told["obstacles"]] == ["too_many_changes"]
    place = sent.headers["Location"]
    assert body(officers[Role.AUDITOR].get(place)) == told
    again = owner.post(DRAFTS, json=submission, headers={"Idempotency-Key": "s-1"})
    assert body(again) == told
    assert owner.post(DRAFTS, json=submission).status_code == 409
    other = submission | {"rule_set": to_tree(a_draft(serious=False))}
    refused = owner.post(DRAFTS, json=other)
    assert refused.status_code == 422
    assert [each["pointer"] for each in body(refused)["errors"]] == ["/other_draft"]
    assert owner.post(DRAFTS, json=submission | {"reason": ""}).status_code == 422
    assert officers[Role.DECIDER].post(DRAFTS, json=submission).status_code == 403


def test_what_cannot_be_tried_is_refused(owner: FlaskClient, registry: Registry) -> None:
    assert owner.post(PATH, json={"rule_set": {"code": "X"}}).status_code == 400
    assert owner.post(PATH, json=stated(more=1)).status_code == 422
    assert owner.post(PATH, data={}, content_type="multipart/form-data").status_code == 400
    assert owner.post(PATH, json=stated(as_of="2026-11-24")).status_code == 400
    assert owner.post(PATH, json=stated(as_of="2026-01-01")).status_code == 409
    assert owner.post(PATH, json=stated(base="0" * 64)).status_code == 404
    with registry.reading() as session:
        assert len(rule_sets.published(session)) == 1


def test_only_officers_read_and_only_some_try(
    owner: FlaskClient,
    officers: dict[Role, FlaskClient],
    client: FlaskClient,
    registry: Registry,
) -> None:
    place = made(owner, registry)
    assert client.get(place).status_code == 401
    assert client.post(PATH, json=stated()).status_code == 401
    assert officers[Role.SOURCE_UNIT].get(place).status_code == 403
    assert officers[Role.DECIDER].post(PATH, json=stated()).status_code == 403
    assert officers[Role.DECIDER].get(place).status_code == 200
    assert officers[Role.DECIDER].get(f"{PATH}/028t5cy4tqkff").status_code == 404
