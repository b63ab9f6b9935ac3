from __future__ import annotations

from typing import Any

import pytest
from api_callers import COMMANDS, GROUNDS, Caller, body
from builders import an_officer
from flask.testing import FlaskClient
from served import PENALISED
from signed_in import officer_client

from credit_registry.domain.actors import Role
from credit_registry.services.people import api_keys
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.api_keys import Terms
from credit_registry.services.registry import Registry

WEEK = 7


def listed(caller: Caller, client: FlaskClient) -> list[dict[str, Any]]:
    """The entries that the public sees of the enterprise."""
    answer = client.get(f"/api/v1/enterprises/{caller.given.code(PENALISED)}/listings")
    found: list[dict[str, Any]] = body(answer)["listings"]
    return found


def listed_steps(caller: Caller) -> list[str]:
    """What officers may do with the entry by itself; early removal takes an application."""
    steps: list[str] = body(caller.officers[Role.AUDITOR].get(caller.path))["possible_steps"]
    return steps


def test_an_entry_goes_its_way_and_is_public_only_while_it_is_published(
    caller: Caller, client: FlaskClient
) -> None:
    made = caller.propose()
    assert made.status_code == 201
    assert made.headers["Location"] == caller.path
    assert body(made)["status"]["code"] == "candidate"
    noticed = caller.take("notice")
    assert noticed["statement_due_on"] == "2026-11-30"
    assert caller.take("statement")["status"]["code"] == "stated"
    decided = caller.take("decision")
    assert (decided["since"], decided["until"]) == ("2026-11-23", "2029-11-23")
    assert listed(caller, client) == []
    assert caller.take("consent")["status"]["code"] == "consented"
    assert listed(caller, client) == []
    caller.take("publication")
    (entry,) = listed(caller, client)
    assert entry["grounds"] == GROUNDS
    assert "status" not in entry
    assert listed_steps(caller) == ["withdraw", "expire"]
    removed = caller.take("withdrawal")
    assert removed["status"]["code"] == "withdrawn"
    assert removed["removal_reason"]["code"] == "annulled"
    assert listed(caller, client) == []
    steps = [step["step"] for step in removed["steps"]]
    assert steps == [
        "propose", "serve_notice", "record_statement", "decide", "give_consent",
        "publish", "withdraw",
    ]  # fmt: skip


def test_a_decision_is_read_as_it_was_made(caller: Caller, client: FlaskClient) -> None:
    caller.propose()
    address = f"{caller.path}/decision"
    assert caller.officers[Role.AUDITOR].get(address).status_code == 404
    for name in ("notice", "statement", "decision"):
        caller.take(name)
    kept = body(caller.officers[Role.AUDITOR].get(address))
    assert (kept["document_number"], kept["until"]) == ("列〔2026〕1号", "2029-11-23")
    assert (kept["penalty"], len(kept["measures"])) == (None, 6)
    assert client.get(address).status_code == 401


def test_the_tag_of_a_command_is_that_of_the_entry_as_it_is_read(caller: Caller) -> None:
    caller.propose()
    caller.take("notice")
    read = caller.officers[Role.PROPOSER].get(caller.path)
    assert read.headers["ETag"] == caller.tag
    assert read.headers["ETag"].startswith('"2-')
    again = caller.officers[Role.PROPOSER].get(caller.path, headers={"If-None-Match": caller.tag})
    assert again.status_code == 304


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_without_if_match_is_428(caller: Caller, name: str) -> None:
    caller.propose()
    answer = caller.send(name, headers={})
    assert answer.status_code == 428
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("stated", ["*", '"x-1"', "latest", ""])
def test_an_if_match_that_names_no_version_is_400(caller: Caller, stated: str) -> None:
    caller.propose()
    assert caller.send("notice", headers={"If-Match": stated}).status_code == 400


def test_a_command_based_on_an_older_version_is_412_and_changes_nothing(caller: Caller) -> None:
    caller.propose()
    old = caller.tag
    caller.take("notice")
    answer = caller.send("statement", headers={"If-Match": old})
    assert answer.status_code == 412
    assert caller.officers[Role.PROPOSER].get(caller.path).headers["ETag"] == caller.tag


def test_a_step_that_the_status_does_not_allow_is_409(caller: Caller) -> None:
    caller.propose()
    answer = caller.send("publication")
    assert answer.status_code == 409
    assert "serve_notice" in body(answer)["detail"]


def test_who_proposed_does_not_decide(caller: Caller) -> None:
    both = officer_client(
        caller.app, an_officer(caller.given.registry, Role.PROPOSER, Role.DECIDER)
    )
    caller.propose(both)
    caller.take("notice")
    caller.take("statement")
    assert caller.send("decision", both).status_code == 403
    assert caller.send("refusal", both).status_code == 403
    assert caller.send("decision").status_code == 200


def test_no_decision_before_the_last_day_to_answer_is_over(caller: Caller) -> None:
    caller.propose()
    caller.take("notice")
    caller.advance(WEEK)
    early = caller.send("decision")
    assert early.status_code == 422
    assert "2026-11-30" in body(early)["detail"]
    caller.advance(1)
    backdated = caller.send("decision", on="2026-11-30")
    assert backdated.status_code == 422
    assert caller.take("decision")["decided_on"] == "2026-12-01"


@pytest.mark.parametrize("name", ["notice", "statement", "publication"])
def test_a_step_of_a_day_that_has_not_come_is_422(caller: Caller, name: str) -> None:
    caller.propose()
    if name != "notice":
        caller.take("notice")
    if name == "publication":
        caller.take("statement")
        caller.take("decision")
        caller.take("consent")
    assert caller.send(name, on="2026-11-24").status_code == 422


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_takes_its_role(caller: Caller, client: FlaskClient, name: str) -> None:
    caller.propose()
    right = COMMANDS[name][0]
    for role in set(Role) - {right}:
        assert caller.send(name, caller.officers[role]).status_code == 403, role
    nobody = caller.send(name, client)
    assert nobody.status_code == 401
    assert nobody.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_proposal_takes_its_role(caller: Caller, client: FlaskClient) -> None:
    for role in set(Role) - {Role.PROPOSER}:
        assert caller.propose(caller.officers[role]).status_code == 403, role
    assert caller.propose(client).status_code == 401


def test_an_entry_under_way_is_not_read_by_the_public(caller: Caller, client: FlaskClient) -> None:
    caller.propose()
    assert client.get(caller.path).status_code == 401
    assert client.get(f"{caller.path}0").status_code == 401


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_body_with_an_unknown_field_is_422_and_names_it(caller: Caller, name: str) -> None:
    caller.propose()
    answer = caller.send(name, forgiven="yes")
    assert answer.status_code == 422
    assert body(answer)["errors"][0]["pointer"] == "/forgiven"


def test_a_body_without_what_it_needs_names_the_field(caller: Caller) -> None:
    caller.propose()
    officer = caller.officers[Role.PROPOSER]
    headers = {"If-Match": caller.tag}
    answer = officer.post(f"{caller.path}/notice", json={}, headers=headers)
    assert answer.status_code == 422
    assert body(answer)["errors"][0]["pointer"] == "/document_number"
    form = officer.post(f"{caller.path}/notice", data={"document_number": "x"}, headers=headers)
    assert form.status_code == 415


def test_a_second_proposal_on_the_same_list_is_409(caller: Caller) -> None:
    caller.propose()
    assert caller.propose().status_code == 409


def test_a_session_without_its_token_gives_no_command(caller: Caller) -> None:
    caller.propose()
    answer = FlaskClient.open(
        caller.officers[Role.PROPOSER],
        f"{caller.path}/notice",
        method="POST",
        json=COMMANDS["notice"][1],
        headers={"If-Match": caller.tag},
    )
    assert answer.status_code == 400
    assert "CSRF" in body(answer)["detail"]


def test_a_program_with_a_key_needs_no_token(caller: Caller, registry: Registry) -> None:
    officer = an_officer(registry, Role.PROPOSER)
    with registry.transaction() as session:
        now = registry.clock.now()
        key = api_keys.issue(session, officer.account_id, Terms(1), actor=INSTALLER, at=now)
    program = caller.app.test_client()
    headers = {"Authorization": f"Bearer {key}"}
    assert caller.propose(program, **headers).status_code == 201
    caller.advance(2)
    assert caller.send("notice", program, headers | {"If-Match": caller.tag}).status_code == 401


def test_a_command_is_kept_by_nobody_and_gives_json(caller: Caller) -> None:
    answer = caller.propose()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/json"
