"""`rules check|diff|publish|show`: rule sets as files and as published versions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import an_officer
from command_line import CommandLine
from rule_texts import the_extract

from credit_registry.domain.actors import Role
from credit_registry.rules.documents.documents import read_rule_set, write_rule_set
from credit_registry.rules.versions import version_of
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import rule_set_files
from credit_registry.store.installations import RuleSetVersion

ENGLISH = ("--language", "en", "rules")
EXTRACT = the_extract()
TEXT = write_rule_set(EXTRACT)
LATER = replace(EXTRACT, since=date(2027, 1, 1))


@pytest.fixture
def yaml(tmp_path: Path) -> str:
    path = tmp_path / "extract.yaml"
    path.write_text(TEXT, "utf-8")
    return str(path)


@pytest.fixture
def xlsx(tmp_path: Path) -> str:
    path = tmp_path / "extract.xlsx"
    path.write_bytes(rule_set_files.workbook(EXTRACT))
    return str(path)


@pytest.fixture
def published(line: CommandLine, registry: Registry) -> CommandLine:
    """A registry with two published versions."""
    with registry.transaction() as session:
        owner = an_officer(registry, Role.RULE_OWNER)
        for rule_set in (EXTRACT, LATER):
            rule_sets.publish(session, rule_set, actor=owner, at=registry.clock.now())
    return line


def test_doubts_are_listed_at_their_pointer_and_do_not_fail(line: CommandLine, yaml: str) -> None:
    *doubts, last = line.said(*ENGLISH, "check", yaml).splitlines()
    assert last == f"{version_of(EXTRACT)}, no fault, 2 doubts"
    assert [each.split("\t")[:2] for each in doubts] == [
        ["doubt", "/bonus_most"],
        ["doubt", "/rules/4/table"],
    ]
    assert "What would do: a bound of 6" in doubts[0]


def test_doubts_about_a_workbook_are_told_by_sheet_and_row(line: CommandLine, xlsx: str) -> None:
    *doubts, last = line.said("rules", "check", xlsx).splitlines()
    assert last == f"{version_of(EXTRACT)}，没有错误，2处疑问"
    assert [each.split("\t")[1] for each in doubts] == [
        "sheet 规则集, row 2, column I (加分上限 bonus_most)",
        "sheet 规则, row 6",
    ]


def test_a_fault_ends_the_check_with_one(line: CommandLine, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(TEXT.replace("dimension: bonus", "dimension: Z"), "utf-8")
    said = line.said(*ENGLISH, "check", str(faulty), status=1)
    assert "/rules/4/dimension: There is no dimension Z.; accepted: A, C, D, bonus" in said


def test_a_version_is_shown_by_its_beginning(published: CommandLine, yaml: str) -> None:
    version = version_of(EXTRACT)
    said = published.said("rules", "show", version[:8], "--format", "yaml")
    assert read_rule_set(said) == EXTRACT
    assert published.said("rules", "show", yaml, "--format", "yaml") == said


def test_a_workbook_is_written_to_a_file(published: CommandLine, tmp_path: Path, xlsx: str) -> None:
    target = tmp_path / "shown.xlsx"
    words = ("rules", "show", version_of(EXTRACT), "--format", "xlsx")
    published.said(*words, "--output", str(target))
    assert target.read_bytes() == Path(xlsx).read_bytes()
    assert "--output" in published.said(*words, status=2)


def test_the_table_has_a_line_for_every_grade_and_rule(line: CommandLine, yaml: str) -> None:
    zh = [each.split("\t") for each in line.said("rules", "show", yaml).splitlines()]
    assert zh[0] == [EXTRACT.code, EXTRACT.title.zh, "2026-04-01", version_of(EXTRACT)]
    assert len(zh) == 1 + 1 + 6 + 1 + 6
    assert {len(row) for row in zh[8:]} == {12}
    last = zh[-1]
    assert last[:2] == ["V", "24个月内两次以上严重行政处罚"]
    assert "提示为严重违法失信名单候选" in last[9]
    english = line.said(*ENGLISH, "show", yaml)
    assert "from 2 records: grade C at most" in english


@pytest.mark.parametrize(
    ("which", "reason"),
    [("nothing.yaml", "neither a file nor a version"), ("00000000", "No rule set has a version")],
)
def test_what_is_neither_a_file_nor_a_version_is_said(
    published: CommandLine, which: str, reason: str
) -> None:
    assert reason in published.said("rules", "show", which, status=1)


def test_a_beginning_of_several_versions_is_refused(
    published: CommandLine, registry: Registry
) -> None:
    version = version_of(EXTRACT)
    another = version[:8] + version[:7:-1]
    with registry.transaction() as session:
        row = rule_sets.one(session, version)
        session.add(
            RuleSetVersion(
                version=another,
                code=row.code,
                purpose=row.purpose,
                since=row.since,
                content=row.content,
                published_by=rule_sets.one(session, version_of(LATER)).published_by,
                published_at=row.published_at,
            )
        )
    assert "Several versions" in published.said("rules", "show", version[:8], status=1)
    assert published.said("rules", "show", version[:16])


def test_a_file_is_compared_with_a_version(published: CommandLine, yaml: str) -> None:
    later = version_of(LATER)[:12]
    assert published.said("rules", "diff", yaml, later) == (
        "修改\t规则集\t施行日期：2026-04-01 → 2027-01-01\n"
    )
    assert published.said(*ENGLISH, "diff", later, yaml) == (
        "changed\trule set\tfirst day in force: 2027-01-01 → 2026-04-01\n"
    )
    assert published.said(*ENGLISH, "diff", yaml, yaml) == "no difference\n"


def test_a_workbook_is_published_as_the_yaml_would_be(line: CommandLine, xlsx: str) -> None:
    line.said("account", "create", "owner", "--kind", "program", "--role", "rule_owner")
    key = line.said("account", "key", "owner").strip()
    assert line.said("--key", key, "rules", "publish", xlsx).strip() == version_of(EXTRACT)
