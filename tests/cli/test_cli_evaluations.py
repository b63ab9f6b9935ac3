"""`evaluate`, `explain`, `candidates`, `rules`: grades and what they propose."""

from datetime import date
from pathlib import Path

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from command_line import CommandLine
from deliveries import name_of, taken_in
from filings import file_of, subject_of, withdraw
from rule_texts import the_extract

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind, RecordState, Severity
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry

OFFENDER, KEEPER = 1, 2


@pytest.fixture
def judged(line: CommandLine, registry: Registry) -> CommandLine:
    """One enterprise with two serious penalties, one with a commitment and a passed sampling."""
    serious = {"severity": Severity.SERIOUS, "amount_fen": 60_000_000}
    enterer = an_officer(registry, Role.ENTERER)
    taken_in(registry, enterer, "subjects", [a_subject_draft(OFFENDER), a_subject_draft(KEEPER)])
    records = [
        a_record_draft(RecordKind.PENALTY, OFFENDER, decided_on=date(2026, 5, 6), **serious),
        a_record_draft(RecordKind.PENALTY, OFFENDER, decided_on=date(2026, 7, 8), **serious),
        a_record_draft(RecordKind.COMMITMENT, OFFENDER),
        a_record_draft(RecordKind.COMMITMENT, KEEPER),
        a_record_draft(RecordKind.SAMPLING, KEEPER),
    ]
    taken_in(registry, enterer, "records", records)
    with registry.transaction() as session:
        owner = an_officer(registry, Role.RULE_OWNER)
        now = registry.clock.now()
        rule_sets.publish(session, the_extract(), actor=owner, at=now)
    return line


def test_everybody_is_evaluated_and_a_second_time_nothing_changes(judged: CommandLine) -> None:
    first = judged.said("--language", "en", "evaluate")
    again = judged.said("--language", "en", "evaluate")
    assert first.strip() == "2 subjects evaluated, 2 results changed, 1 meet a list's conditions"
    assert again.strip() == "2 subjects evaluated, 0 results changed, 1 meet a list's conditions"


def test_a_grade_is_explained_with_its_rules_and_its_day(judged: CommandLine) -> None:
    judged.said("evaluate")
    chinese = judged.said("explain", a_uscc(OFFENDER))
    english = judged.said("--language", "en", "explain", a_uscc(OFFENDER))
    assert chinese.splitlines()[0] == f"{name_of(OFFENDER)} {a_uscc(OFFENDER)}"
    assert chinese.splitlines()[1].startswith("2026-11-23")
    for text in (chinese, english):
        assert "\nD1  +0.00  " in text
        assert "\nV  " in text
    assert "质量行政处罚罚款合计" in chinese
    assert "Sum of fines in quality penalties" in english


def test_a_grade_of_an_earlier_day_rests_on_what_counted_then(judged: CommandLine) -> None:
    judged.said("evaluate")
    before = judged.said("explain", a_uscc(OFFENDER), "--as-of", "2026-06-30")
    assert before.splitlines()[1].startswith("2026-06-30")
    assert "计入1条记录" in before
    assert "计入2条记录" in judged.said("explain", a_uscc(OFFENDER))


def test_a_code_that_nobody_has_is_said_to_be_unknown(judged: CommandLine) -> None:
    assert a_uscc(9) in judged.said("explain", a_uscc(9), status=1)


def test_a_day_that_has_not_come_is_refused(judged: CommandLine) -> None:
    assert "2026-11-24" in judged.said(
        "explain", a_uscc(OFFENDER), "--as-of", "2026-11-24", status=1
    )


def test_a_candidate_is_no_case_until_an_officer_proposes_it(
    judged: CommandLine, registry: Registry
) -> None:
    judged.said("evaluate")
    assert judged.said("candidates") == ""
    assert judged.run("candidates", "--propose").exit_code == 1, "the installer proposes nothing"
    proposer = judged.said(
        "account", "create", "proposing", "--kind", "program", "--role", "proposer"
    )
    assert proposer
    key = judged.said("account", "key", "proposing").strip()
    text = judged.said("--key", key, "--language", "en", "candidates", "--propose")
    opened, case = text.splitlines()
    assert opened == "1 opened"
    assert case.split("\t")[:4] == ["candidate", "2026-11-23", a_uscc(OFFENDER), name_of(OFFENDER)]
    assert "0 opened" in judged.said("--key", key, "--language", "en", "candidates", "--propose")


def test_a_rule_set_is_published_by_its_owner_and_listed(line: CommandLine, tmp_path: Path) -> None:
    line.said("account", "create", "owner", "--kind", "program", "--role", "rule_owner")
    key = line.said("account", "key", "owner").strip()
    published = line.said("--key", key, "rules", "publish").split()
    listed = [row.split("\t") for row in line.said("rules", "list").splitlines()]
    assert {row[2] for row in listed} == set(published)
    assert [row[:2] for row in listed] == [
        ["2026-04-01", "GZ-RISK-1"],
        ["2026-04-01", "GZ-QC-1"],
    ]
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("code: X\n", "utf-8")
    assert line.run("--key", key, "rules", "publish", str(faulty)).exit_code == 1


def test_a_case_that_has_lost_its_ground_is_listed_first_with_its_last_day(
    judged: CommandLine, registry: Registry
) -> None:
    judged.said("evaluate")
    judged.said("account", "create", "proposing", "--kind", "program", "--role", "proposer")
    key = judged.said("account", "key", "proposing").strip()
    judged.said("--key", key, "candidates", "--propose")
    auditor = an_officer(registry, Role.AUDITOR)
    offender = subject_of(registry, a_uscc(OFFENDER))
    (entry,) = file_of(registry, auditor, subject_id=offender).listings
    assert entry.record_id is not None
    withdraw(registry, entry.record_id, RecordState.ANNULLED)
    (case,) = judged.said("--language", "en", "candidates").splitlines()
    assert case.endswith("lost its ground; due 2026-11-26")
