"""`index` and `jobs`: the index is looked after, and a job is run, from the command line."""

import shutil

from builders import a_subject_draft, an_officer
from command_line import CommandLine
from deliveries import taken_in

from credit_registry.domain.actors import Role
from credit_registry.jobs.runners import Runner
from credit_registry.services.registry import Registry
from search_index.whoosh_index import WhooshIndex


def delivered(registry: Registry) -> None:
    """Two enterprises that the index has not taken in."""
    drafts = [a_subject_draft(1), a_subject_draft(2)]
    taken_in(registry, an_officer(registry, Role.ENTERER), "subjects", drafts)


def test_the_index_follows_and_says_how_far_it_is_behind(
    line: CommandLine, registry: Registry
) -> None:
    delivered(registry)
    assert "落后事件 0 个" not in line.said("index", "status")
    assert line.said("index", "follow") == "已写入 2 份文档\n"
    assert line.said("index", "follow") == "已写入 0 份文档\n"
    said = line.said("--language", "en", "index", "status")
    assert said == "state ready; 2 documents; 0 events behind\n"


def test_the_index_is_written_anew(line: CommandLine, registry: Registry) -> None:
    delivered(registry)
    assert line.said("--language", "en", "index", "rebuild") == "2 documents written\n"


def test_the_index_is_held_against_the_registry(line: CommandLine, registry: Registry) -> None:
    delivered(registry)
    line.said("index", "rebuild")
    said = line.said("--language", "en", "index", "verify")
    assert said == "2 documents; 0 missing, 0 stray, 0 changed; 0 events behind\n"
    shutil.rmtree(registry.settings.index_directory)
    assert "0 documents" in line.said("--language", "en", "index", "verify", status=1)


def test_an_index_that_cannot_answer_is_told_by_the_exit_status(
    line: CommandLine, registry: Registry
) -> None:
    delivered(registry)
    line.said("index", "follow")
    directory = registry.settings.index_directory
    (directory / "manifest").write_bytes(b"torn")
    assert "torn" in line.said("--language", "en", "index", "status", status=1)
    shutil.rmtree(directory)
    assert "missing" in line.said("--language", "en", "index", "status", status=1)
    line.said("index", "follow")
    assert "ready" in line.said("--language", "en", "index", "status")


def test_a_second_writer_is_told_in_a_sentence(line: CommandLine, registry: Registry) -> None:
    delivered(registry)
    with WhooshIndex(registry.settings.index_directory).rebuild():
        for words in (("index", "rebuild"), ("index", "follow"), ("jobs", "run", "follow")):
            said = line.said(*words, status=1)
            assert said == "Error: Another process writes to the search index now.\n"


def test_jobs_are_listed_in_either_language(line: CommandLine) -> None:
    assert "follow\t更新搜索索引" in line.said("jobs", "list")
    said = line.said("--language", "en", "jobs", "list")
    assert "follow\tBring the search index up to the ledger" in said


def test_a_job_is_run_once_where_no_scheduler_acts(line: CommandLine, registry: Registry) -> None:
    delivered(registry)
    assert line.said("jobs", "run", "follow") == "写入 2 个文档\n"
    assert "There is no job 'tidy'" in line.said("jobs", "run", "tidy", status=1)
    Runner(registry).beat()
    assert "A scheduler is running" in line.said("jobs", "run", "follow", status=1)
