"""`ledger`, `law`, `index`, `jobs`: looking after the registry."""

from pathlib import Path

import pytest
from command_line import CommandLine
from deliveries import row, written

from credit_registry.services.registry import Registry
from credit_registry.services.scheduling.timetables import read_timetable
from credit_registry.store.ledgers import Event


def test_the_ledger_says_how_far_it_has_come(line: CommandLine) -> None:
    assert line.said("--language", "en", "ledger", "status").startswith("3 events; last placed at ")
    assert line.said("ledger", "status").startswith("事件 3 个")


def test_a_ledger_that_agrees_is_verified(line: CommandLine) -> None:
    assert "3 events checked, 0 disagree" in line.said("--language", "en", "ledger", "verify")


def test_an_event_that_was_changed_is_named(line: CommandLine, registry: Registry) -> None:
    with registry.database.transaction() as session:
        event = session.query(Event).filter_by(position=1).one()
        event.body = event.body.replace(b"account_created", b"account_invented")
    text = line.said("--language", "en", "ledger", "verify", status=1)
    assert "event 1 disagrees with the ledger" in text
    assert "3 events checked, 1 disagree" in text


def test_a_checkpoint_has_three_lines_and_follows_the_ledger(
    line: CommandLine, tmp_path: Path
) -> None:
    name, size, root = line.said("ledger", "checkpoint").splitlines()
    assert (name, size) == ("credit-registry.local/ledger", "3")
    line.said("import", written(tmp_path, row(1)))
    _, larger, another = line.said("ledger", "checkpoint").splitlines()
    assert int(larger) > int(size)
    assert another != root


def test_the_law_in_force_is_shown_with_its_lists(line: CommandLine) -> None:
    digest, *lists = line.said("--language", "en", "law", "show").splitlines()
    assert len(digest) == 64
    assert [each.split("\t")[0] for each in lists] == [
        "honours",
        "national_serious_violation",
        "quality_integrity",
        "serious_violation",
    ], "the watch list is nobody's but the officers'"
    assert "质量荣誉红名单" in line.said("law", "show")


def test_an_edition_is_loaded_once(line: CommandLine) -> None:
    assert "loaded already" in line.said("law", "load", status=1)


def test_an_overlay_makes_an_edition_of_its_own(line: CommandLine, tmp_path: Path) -> None:
    before = line.said("law", "show").splitlines()[0]
    (tmp_path / "publication_bases.yaml").write_text(
        "- since: 2026-01-01\n  until: null\n  source:\n"
        "    instrument_zh: 虚构市信用条例\n    instrument_en: an invented regulation\n"
        "    verification: instrument\n",
        "utf-8",
    )
    loaded = line.said("law", "load", "--overlay", str(tmp_path)).splitlines()[0]
    assert loaded != before
    assert line.said("law", "show").splitlines()[0] == loaded


def test_a_faulty_edition_is_refused_with_its_place(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "working_days.csv").write_text("date,kind,name,source\n2026-13-01,rest,x,y\n")
    result = line.run("law", "load", "--overlay", str(tmp_path))
    assert result.exit_code == 1
    assert "working_days.csv, line 2, column date" in result.output


def test_the_index_is_followed_and_rebuilt(line: CommandLine, tmp_path: Path) -> None:
    line.said("import", written(tmp_path, row(1), row(2)))
    assert "2 documents written" in line.said("--language", "en", "index", "follow")
    assert "0 documents written" in line.said("--language", "en", "index", "follow")
    assert "2 documents written" in line.said("--language", "en", "index", "rebuild")
    status = line.said("--language", "en", "index", "status")
    assert "2 documents" in status
    assert "0 events behind" in status


def test_an_index_that_is_gone_is_said_to_be(line: CommandLine, registry: Registry) -> None:
    import shutil

    shutil.rmtree(registry.settings.index_directory)
    assert line.run("index", "status").exit_code == 1
    line.said("index", "rebuild")
    assert line.run("index", "status").exit_code == 0


def test_the_jobs_are_listed_with_what_they_do(line: CommandLine) -> None:
    listed = [row.split("\t") for row in line.said("jobs", "list").splitlines()]
    assert listed == [[job.code, job.title_zh] for job in read_timetable()]
    english = line.said("--language", "en", "jobs", "list")
    assert all(job.title_en in english for job in read_timetable())


@pytest.mark.parametrize("code", ["sequence", "follow", "expire"])
def test_a_job_is_run_at_once(line: CommandLine, code: str) -> None:
    assert line.said("jobs", "run", code).strip()


def test_a_job_that_does_not_exist_is_refused_with_those_there_are(line: CommandLine) -> None:
    text = line.said("jobs", "run", "abolish", status=1)
    assert "abolish" in text
    assert "sequence, follow, expire, lift, evaluate, follow_up, remind, try_rules, receive" in text


def test_the_runs_of_the_jobs_are_listed_newest_first(line: CommandLine) -> None:
    assert line.said("jobs", "history") == ""
    for code in ("expire", "sequence"):
        line.said("jobs", "run", code)
    newest, oldest = line.said("jobs", "history").splitlines()
    assert newest.split("\t")[1] == "sequence"
    assert oldest.split("\t")[1:2] + oldest.split("\t")[3:] == [
        "expire",
        "完成",
        "1",
        "办结 0 条",
    ]
    english = line.said("--language", "en", "jobs", "history", "expire").splitlines()
    assert len(english) == 1
    assert "\tDone\t" in english[0]
