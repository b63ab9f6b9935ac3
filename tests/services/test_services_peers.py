"""The middle of an industry: of graded enterprises in operation, and of no small group."""

from dataclasses import replace
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, on

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services.grading import grading, peers, rule_sets
from credit_registry.services.registry import Registry

TODAY = date(2026, 6, 1)
MAKER, OTHER_MAKER, SELLER = "C2110", "2110", "F5211"


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """A rule owner under the shipped rules."""
    actor = an_officer(registry, *Role)
    on(registry, TODAY)
    with registry.transaction() as session:
        for rule_set in shipped_rule_sets():
            begun = replace(rule_set, since=date(2020, 1, 1))
            rule_sets.publish(session, begun, actor=actor, at=registry.clock.now())
    return actor


def penalised(number: int) -> RecordDraft:
    day = date(2026, 5, 1)
    return a_record_draft(
        RecordKind.PENALTY, number, decided_on=day, served_on=day, severity=Severity.SERIOUS
    )


def fill(registry: Registry, owner: Actor, *drafts: SubjectDraft | RecordDraft) -> None:
    deliver(registry, *(each for each in drafts if isinstance(each, SubjectDraft)))
    records = [each for each in drafts if isinstance(each, RecordDraft)]
    if records:
        deliver(registry, *records)
    grading.evaluate_due(registry, actor=owner)


def a_firm(number: int, industry: str, standing: Standing = Standing.OPERATING) -> SubjectDraft:
    return a_subject_draft(number, industry_code=industry, standing=standing)


def told(registry: Registry, section: str) -> peers.Peers | None:
    with registry.reading() as session:
        compiled = rule_sets.in_force(session, TODAY, purpose=Purpose.GRADE)
        assert compiled is not None
        return peers.of_section(session, compiled.version, section)


def records_for(number: int) -> list[RecordDraft]:
    """Enough that the enterprise is graded."""
    return [
        a_record_draft(RecordKind.COMMITMENT, number, effective_from=date(2026, 1, 1)),
        a_record_draft(RecordKind.CERTIFICATE, number),
        a_record_draft(RecordKind.SAMPLING, number, outcome="passed"),
    ]


def many(numbers: range, industry: str) -> list[SubjectDraft | RecordDraft]:
    firms: list[SubjectDraft | RecordDraft] = [a_firm(number, industry) for number in numbers]
    return firms + [record for number in numbers for record in records_for(number)]


def test_nine_are_too_few_and_ten_are_told_of(registry: Registry, owner: Actor) -> None:
    fill(registry, owner, *many(range(1, 10), MAKER))
    assert told(registry, "C") is None
    fill(registry, owner, *many(range(10, 11), OTHER_MAKER))
    found = told(registry, "C")
    assert found is not None
    assert found.enterprises == 10
    assert found.as_of == TODAY
    assert told(registry, "F") is None


def test_the_middle_is_of_those_in_operation_alone(registry: Registry, owner: Actor) -> None:
    fill(registry, owner, *many(range(1, 12), MAKER))
    before = told(registry, "C")
    gone = [a_firm(number, MAKER, Standing.REVOKED) for number in range(12, 24)]
    fill(registry, owner, *gone, *(penalised(number) for number in range(12, 24)))
    assert told(registry, "C") == before


def test_the_middle_follows_what_most_come_to(registry: Registry, owner: Actor) -> None:
    fill(registry, owner, *many(range(1, 12), MAKER))
    before = told(registry, "C")
    assert before is not None
    fill(registry, owner, *(penalised(number) for number in range(1, 5)))
    assert told(registry, "C") == before
    fill(registry, owner, *(penalised(number) for number in range(5, 9)))
    after = told(registry, "C")
    assert after is not None
    fallen = {code for code, points in after.medians.items() if points < before.medians[code]}
    assert len(fallen) == 1
