"""A change of the rules from the shell: a threshold in a file, tried, released, evaluated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import a_uscc, an_officer
from command_line import CommandLine, over
from filings import file_of, on, subject_of
from rule_drafts import FINED, TODAY, a_draft, populate
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.rules.documents.documents import write_rule_set
from credit_registry.services.grading import regenerations
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import rule_set_files
from credit_registry.store.evaluations import Evaluation

LAST_MONTH = date(2026, 10, 20)
OLD_BAND, NEW_BAND = "at_least: 1000000\n    points: 800", "at_least: 1000000\n    points: 0"


@pytest.fixture
def shell(registry: Registry) -> CommandLine:
    """The command line over the population that is made by hand."""
    populate(registry)
    return over(registry)


def key_of(shell: CommandLine, name: str) -> str:
    """The key of a new rule owner."""
    shell.said("account", "create", name, "--kind", "program", "--role", "rule_owner")
    return shell.said("account", "key", name).strip()


def written(directory: Path, since: date = TODAY, *, moved: bool = True) -> str:
    """The path of a draft; its one threshold is changed in the text of the file."""
    text = write_rule_set(a_draft(since, fines=False))
    assert OLD_BAND in text
    path = directory / f"draft-{since.isoformat()}-{moved}.yaml"
    path.write_text(text.replace(OLD_BAND, NEW_BAND) if moved else text, "utf-8")
    return str(path)


def explained(shell: CommandLine, number: int, *asked: str) -> list[str]:
    """The grade and the reasons of a firm."""
    return shell.said("rules", "explain", a_uscc(number), *asked).splitlines()


def result_of(registry: Registry, number: int, version: str | None = None) -> Evaluation:
    """The stored result of a firm: the one that stands, or that of a version."""
    subject_id = subject_of(registry, a_uscc(number))
    statement = select(Evaluation).where(Evaluation.subject_id == subject_id)
    if version is None:
        statement = statement.where(Evaluation.superseded_by.is_(None))
    else:
        statement = statement.where(Evaluation.rule_set_version == version)
    with registry.reading() as session:
        return session.scalars(statement).one()


def tried(shell: CommandLine, key: str, draft: str) -> str:
    """The id of the kept report of a draft, which moves one firm."""
    told = shell.said(
        "--key", key, "--language", "en", "rules", "what-if", draft, "--changes", "--save",
        "--below", "A",
    ).splitlines()  # fmt: skip
    assert told[0].endswith("2026-11-23, 6 subjects (5 graded)")
    assert {"Worse grade\t1", "newly below A\t1"} <= set(told)
    assert [line for line in told if line.startswith(f"{a_uscc(FINED)}\tAA→B\t80.95→61.90")]
    return told[-1].split("\t")[1]


def released(shell: CommandLine, owner: str, other: str, draft: str) -> str:
    """The version that two officers release, against the limit and with a reason."""
    report = tried(shell, owner, draft)
    number = shell.said(
        "--key", owner, "rules", "submit", draft, "--reason", "新裁量基准", "--report", report
    ).strip()
    waiting = shell.said("--key", other, "rules", "pending")
    assert all(each in waiting for each in (number, "1/5", "等级变化比例超过限值"))
    assert "another officer" in shell.said("--key", owner, "rules", "approve", number, status=1)
    refused = shell.said("--key", other, "rules", "approve", number, status=1)
    assert "1 of 5 graded subjects" in refused
    version = shell.said(
        "--key", other, "rules", "approve", number, "--override", "--reason", "裁量基准已施行"
    ).strip()
    assert version in shell.said("rules", "list")
    assert shell.said("--key", other, "rules", "pending") == ""
    return version


def as_workbook(draft: str) -> str:
    """The draft as the workbook that a regulator would hand in."""
    path = Path(draft)
    target = path.with_suffix(".xlsx")
    target.write_bytes(rule_set_files.workbook(rule_set_files.read(path.read_bytes()).rule_set))
    return str(target)


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_the_whole_way_of_a_changed_threshold(
    registry: Registry, shell: CommandLine, tmp_path: Path, form: str
) -> None:
    owner, other = key_of(shell, "owner"), key_of(shell, "other")
    on(registry, LAST_MONTH)
    last_month = over(registry)
    last_month.said("rules", "evaluate")
    then = explained(last_month, FINED)
    stored = result_of(registry, FINED)
    assert (stored.grade, stored.as_of) == ("AA", LAST_MONTH)

    on(registry, TODAY)
    today = over(registry)
    draft = written(tmp_path) if form == "yaml" else as_workbook(written(tmp_path))
    checked = today.said("--language", "en", "rules", "check", draft).splitlines()[-1]
    version = released(today, owner, other, draft)
    assert checked.startswith(version)
    today.said("rules", "evaluate")
    after = result_of(registry, FINED)
    assert (after.grade, after.rule_set_version, after.as_of) == ("B", version, TODAY)
    assert explained(today, FINED)[1].startswith("2026-11-23  B  61.90")

    assert explained(today, FINED, "--as-of", LAST_MONTH.isoformat())[1:] == then[1:]
    kept = result_of(registry, FINED, stored.rule_set_version)
    assert kept.outcome == stored.outcome
    assert (kept.as_of, kept.known_at) == (stored.as_of, stored.known_at)
    assert read_then(registry, kept) == ("AA", stored.rule_set_version)
    with registry.reading() as session:
        assert regenerations.regenerate(session, kept).is_same


def read_then(registry: Registry, kept: Evaluation) -> tuple[str, str]:
    """The grade and the version, as of last month from what was known then."""
    auditor = an_officer(registry, Role.AUDITOR)
    file = file_of(
        registry, auditor, subject_id=kept.subject_id, as_of=kept.as_of, known_at=kept.known_at
    )
    return file.grade.grade, file.grade.rule_set_version


def test_a_trial_changes_nothing_and_is_kept_on_demand_alone(
    registry: Registry, shell: CommandLine, tmp_path: Path
) -> None:
    draft = written(tmp_path)
    before = shell.said("rules", "list")
    plain = shell.said("rules", "what-if", draft)
    assert "报告" not in plain
    assert "等级矩阵" in plain
    first = shell.said("rules", "what-if", draft, "--save").splitlines()[-1]
    assert shell.said("rules", "what-if", draft, "--save").splitlines()[-1] == first
    assert shell.said("rules", "list") == before
    earlier = shell.said("--language", "en", "rules", "what-if", draft, "--as-of", "2026-05-01")
    assert "2026-05-01, 6 subjects" in earlier
    version = before.split()[-1]
    same = shell.said("rules", "what-if", draft, "--base", version)
    assert "等级变化\t1" in same


def test_a_draft_is_withdrawn_with_a_reason(shell: CommandLine, tmp_path: Path) -> None:
    owner = key_of(shell, "owner")
    draft = written(tmp_path, date(2027, 1, 1), moved=False)
    report = shell.said("rules", "what-if", draft, "--save").splitlines()[-1].split("\t")[1]
    asked = ("--reason", "试行", "--report", report)
    number = shell.said("--key", owner, "rules", "submit", draft, *asked).strip()
    assert shell.said("--key", owner, "rules", "withdraw", number, "--reason", "改期")
    assert "withdrawn already" in shell.said(
        "--key", key_of(shell, "other"), "rules", "approve", number, status=1
    )


def test_what_cannot_be_released_is_told_in_words(shell: CommandLine, tmp_path: Path) -> None:
    owner = key_of(shell, "owner")
    past = written(tmp_path, date(2026, 11, 22), moved=False)
    report = shell.said("rules", "what-if", past, "--save").splitlines()[-1].split("\t")[1]
    asked = ("--reason", "补施行", "--report", report)
    refused = shell.said("--key", owner, "rules", "submit", past, *asked, status=1)
    assert "today (2026-11-23) or later" in refused
    other = written(tmp_path, moved=False)
    assert "The report is of" in shell.said(
        "--key", owner, "rules", "submit", other, *asked, status=1
    )
    assert shell.run("rules", "submit", other, *asked).exit_code == 1
    assert shell.run("rules", "approve", "x", "--reason", "y").exit_code in {1, 2}
    binary = tmp_path / "draft.xls"
    binary.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "UTF-8" in shell.said("rules", "what-if", str(binary), status=1)


def test_rules_are_published_without_a_comparison_once(
    registry: Registry, line: CommandLine, tmp_path: Path
) -> None:
    owner = key_of(line, "owner")
    assert line.said("--key", owner, "rules", "publish")
    later = written(tmp_path)
    assert "approved by another officer" in line.said(
        "--key", owner, "rules", "publish", later, status=1
    )
    assert an_officer(registry, Role.RULE_OWNER).username
