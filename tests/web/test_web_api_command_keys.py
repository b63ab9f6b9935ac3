from __future__ import annotations

import pytest
from api_callers import Caller, body
from builders import an_officer
from signed_in import officer_client

from credit_registry.domain.actors import Role


def test_a_repeated_key_is_answered_as_before_and_acts_once(caller: Caller) -> None:
    first = caller.propose(None, **{"Idempotency-Key": "proposal-1"})
    again = caller.propose(None, **{"Idempotency-Key": "proposal-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert body(first) == body(again)
    assert first.headers["ETag"] == again.headers["ETag"]
    assert first.headers["Location"] == again.headers["Location"]
    headers = {"If-Match": caller.tag, "Idempotency-Key": "notice-1"}
    noticed = caller.send("notice", headers=headers)
    repeated = caller.send("notice", headers=headers)
    assert (noticed.status_code, repeated.status_code) == (200, 200)
    assert body(noticed) == body(repeated)
    assert len(body(repeated)["steps"]) == 2


def test_a_repeated_key_with_another_body_is_409(caller: Caller) -> None:
    caller.propose()
    headers = {"If-Match": caller.tag, "Idempotency-Key": "notice-1"}
    assert caller.send("notice", headers=headers).status_code == 200
    other = caller.send("notice", headers=headers, document_number="告〔2026〕2号")
    assert other.status_code == 409
    assert "Idempotency-Key" in body(other)["detail"]
    moved = {"If-Match": '"9-0"', "Idempotency-Key": "notice-1"}
    assert caller.send("notice", headers=moved).status_code == 409


def test_a_key_belongs_to_its_account(caller: Caller) -> None:
    caller.propose()
    headers = {"If-Match": caller.tag, "Idempotency-Key": "k"}
    assert caller.send("notice", headers=headers).status_code == 200
    other = officer_client(caller.app, an_officer(caller.given.registry, Role.PROPOSER))
    assert caller.send("notice", other, headers=headers).status_code == 412


def test_a_refused_command_leaves_its_key_free(caller: Caller) -> None:
    caller.propose()
    headers = {"If-Match": '"9-0"', "Idempotency-Key": "k"}
    assert caller.send("notice", headers=headers).status_code == 412
    headers["If-Match"] = caller.tag
    assert caller.send("notice", headers=headers).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 129, "a\tb"])
def test_a_key_that_is_none_is_400(caller: Caller, key: str) -> None:
    answer = caller.propose(None, **{"Idempotency-Key": key})
    assert answer.status_code == 400
