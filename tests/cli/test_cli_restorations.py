"""`restoration CODE`: the paths to restoration on the command line."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from command_line import CommandLine
from deliveries import name_of, taken_in

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry

OFFENDER = 1


@pytest.fixture
def offender(line: CommandLine, registry: Registry) -> CommandLine:
    """An enterprise with two serious penalties."""
    enterer = an_officer(registry, Role.ENTERER)
    taken_in(registry, enterer, "subjects", [a_subject_draft(OFFENDER)])
    penalties = [
        a_record_draft(RecordKind.PENALTY, OFFENDER, decided_on=day, severity=Severity.SERIOUS)
        for day in (date(2026, 5, 6), date(2026, 7, 8))
    ]
    taken_in(registry, enterer, "records", penalties)
    with registry.transaction() as session:
        owner = an_officer(registry, Role.RULE_OWNER)
        now = registry.clock.now()
        rule_sets.publish(session, shipped_rule_sets()[0], actor=owner, at=now)
    return line


def test_the_paths_to_restoration_are_told_with_their_days(offender: CommandLine) -> None:
    chinese = offender.said("restoration", a_uscc(OFFENDER))
    english = offender.said("--language", "en", "restoration", a_uscc(OFFENDER))
    assert chinese.splitlines()[0] == f"{name_of(OFFENDER)} {a_uscc(OFFENDER)}"
    assert chinese.splitlines()[1].startswith("截至2026年11月23日等级为")
    assert "申请行政处罚信用修复" in chinese
    assert "最早于2027年5月7日办理" in chinese
    assert "Possible from 2027-05-07 on" in english
    assert "serious_violation" in english


def test_no_paths_are_told_of_a_code_that_nobody_has(offender: CommandLine) -> None:
    assert "No enterprise has the code" in offender.said("restoration", a_uscc(99), status=1)
