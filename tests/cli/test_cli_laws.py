"""`law check|diff|load|working-days|show`: editions as the rule owner works with them."""

from pathlib import Path

import pytest
from builders import a_record_draft, a_subject_draft
from command_line import CommandLine
from editions import ONE_YEAR, SIX_MONTHS
from filings import deliver, position

from credit_registry.law.editions import SEEDS
from credit_registry.services.registry import Registry

ENGLISH = ("--language", "en", "law")
LAW = Path(__file__).parents[2] / "credit_registry" / "law"


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """A directory with one table under which penalties are shown for six months."""
    text = (LAW / "publication_regimes.yaml").read_text("utf-8")
    (tmp_path / "publication_regimes.yaml").write_text(text.replace(ONE_YEAR, SIX_MONTHS), "utf-8")
    return tmp_path


def test_our_own_files_are_sound_and_what_is_unverified_is_listed(line: CommandLine) -> None:
    *remarks, last = line.said(*ENGLISH, "check").splitlines()
    assert last == f"{len(SEEDS)} tables, no fault"
    assert all(each.startswith("unverified\t") for each in remarks)
    assert line.said("law", "check").splitlines()[-1] == f"{len(SEEDS)} 个表，没有错误"


def test_a_fault_is_named_and_ends_the_check_with_one(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "deadlines.yaml").write_text("- code: x\n", "utf-8")
    (tmp_path / "dedlines.yaml").write_text("", "utf-8")
    said = line.said(*ENGLISH, "check", str(tmp_path), status=1)
    assert "deadlines.yaml, line 1, column history: a value is missing" in said
    assert "dedlines.yaml: is no table of the law" in said


def test_a_difference_is_said_in_words(line: CommandLine, shorter: Path) -> None:
    assert line.said(*ENGLISH, "diff") == "no difference from the current edition\n"
    said = line.said(*ENGLISH, "diff", str(shorter))
    assert said.splitlines() == [
        f"publication_regimes.yaml: {code}: bands[general].maximum changes from 1 year to 6 months"
        for code in ("order_107", "order_36", "safety_alerts")
    ]


def test_a_dry_run_says_what_a_load_moves_and_changes_nothing(
    line: CommandLine, registry: Registry, shorter: Path
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(), a_record_draft())
    before, size = line.said("law", "show"), position(registry)
    tried = line.said(*ENGLISH, "load", "--overlay", str(shorter), "--dry-run")
    assert "Administrative penalty: display shortened, 2" in tried
    assert "2026-06-01..2027-06-01 → 2026-06-01..2026-12-01" in tried
    assert "nothing was changed" in tried
    assert (line.said("law", "show"), position(registry)) == (before, size)
    loaded = line.said("law", "load", "--overlay", str(shorter))
    assert loaded.splitlines()[0] == tried.splitlines()[0]
    assert "行政处罚：公示期缩短 2 件" in loaded


def test_a_years_notice_is_loaded_from_a_file(line: CommandLine, tmp_path: Path) -> None:
    notice = tmp_path / "2027.csv"
    notice.write_text("date,kind,source\n2027-01-01,rest,虚构的通知\n", "utf-8")
    said = line.said(*ENGLISH, "working-days", str(notice))
    assert "no display and no deadline moved" in said
    table = line.said("law", "show", "working_days")
    assert table.splitlines()[-1] == "2027-01-01,rest,放假,虚构的通知"
    assert "loaded already" in line.said("law", "working-days", str(notice), status=1)


def test_a_table_is_shown_as_of_a_day(line: CommandLine) -> None:
    now = line.said("law", "show", "list_types")
    assert "code: serious_violation" in now
    then = line.said("law", "show", "list_types", "--as-of", "2020-01-01")
    assert "code: honours" in then
    assert "code: serious_violation" not in then
    assert line.said("law", "show", "targets.csv", "--as-of", "2018-01-01").count("\n") == 1
    assert "there is" not in line.said("law", "show", "divisions")
    assert "working_days" in line.said("law", "show", "nothing", status=1)
