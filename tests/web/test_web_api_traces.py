"""A grade at the interface with its whole trace; the public's rests on public records alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from api_callers import body
from builders import a_record_draft, a_uscc, an_officer
from filings import deliver, subject_of
from flask.testing import FlaskClient
from rule_drafts import CLEAN, FINED, SERIOUS, populate

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.records import Disclosure, RecordKind, Severity
from credit_registry.services.grading import consents
from credit_registry.services.registry import Registry


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


def path(number: int, query: str = "") -> str:
    return f"/api/v1/enterprises/{a_uscc(number)}/evaluation{query}"


def by_rule(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The findings by their rules."""
    return {each["rule_code"]: each for each in told["findings"]}


def test_a_trace_names_the_records_and_their_points(
    officers: dict[Role, FlaskClient], owner: Actor
) -> None:
    told = body(officers[Role.AUDITOR].get(path(FINED)))
    fines = by_rule(told)["D1"]
    assert fines["measure"] == 1_000_000
    assert fines["points_before_ageing_centi"] == fines["points_after_ageing_centi"] == 800
    (used,) = fines["used"]
    assert used["record_id"] in fines["record_ids"]
    assert used["document_number"].startswith("虚市监")
    assert (used["percent"], used["since"], used["until"]) == (100, "2026-06-01", "2029-06-01")
    assert used["observed"]["amount_fen"] == 1_000_000
    assert by_rule(told)["A2"]["missing"] == [{"lack": "no_record", "record_id": None}]
    assert (told["grade_before_caps"], told["bonus_centi"], told["caps"]) == ("AA", 0, [])


def test_a_veto_is_named_with_the_grade_it_leaves_and_its_list_to_officers(
    registry: Registry, officers: dict[Role, FlaskClient], owner: Actor
) -> None:
    deliver(registry, a_record_draft(RecordKind.PENALTY, SERIOUS, severity=Severity.SERIOUS))
    told = body(officers[Role.AUDITOR].get(path(SERIOUS)))
    assert told["caps"] == [{"rule_code": "V", "grade": "C"}]
    assert told["proposals"] == [{"rule_code": "V", "list_type": "serious_violation"}]
    assert told["grade_before_caps"] != told["grade"] == "C"


def test_an_earlier_day_has_the_trace_of_that_day(
    officers: dict[Role, FlaskClient], owner: Actor
) -> None:
    told = body(officers[Role.AUDITOR].get(path(FINED, "?as_of=2026-05-31")))
    assert told["as_of"] == "2026-05-31"
    assert by_rule(told)["D1"]["used"] == []


def test_without_a_basis_the_public_is_given_nothing_of_the_trace(
    client: FlaskClient, owner: Actor
) -> None:
    told = body(client.get(path(FINED)))
    assert told["is_shown"] is False
    assert told["grade_before_caps"] is told["bonus_centi"] is None
    assert told["findings"] == told["caps"] == told["held_back"] == told["no_grade_reasons"] == []


def test_the_public_trace_holds_public_records_and_no_proposal(
    registry: Registry, client: FlaskClient, owner: Actor
) -> None:
    hidden = a_record_draft(
        RecordKind.PENALTY, CLEAN, disclosure=Disclosure.INTERNAL, document_number="内1号"
    )
    shown = a_record_draft(RecordKind.PENALTY, CLEAN, document_number="公1号")
    deliver(registry, hidden, shown)
    consented(registry, a_uscc(CLEAN))
    told = body(client.get(path(CLEAN)))
    assert told["is_shown"] is True
    used = [each["document_number"] for each in by_rule(told)["D1"]["used"]]
    assert used == ["公1号"]
    assert "proposals" not in told
    assert "candidates" not in told


def consented(registry: Registry, code: str) -> None:
    """The enterprise's consent to show its grade."""
    number, enterer = subject_of(registry, code), an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        at = registry.clock.now()
        consents.record(session, number, date(2026, 1, 1), None, actor=enterer, at=at)
