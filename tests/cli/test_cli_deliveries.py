"""`import`: what goes in, what is refused, and what is printed of it."""

from pathlib import Path

import pytest
from builders import a_uscc
from command_line import CommandLine
from deliveries import HEADING, row, written


def figures(text: str) -> dict[str, int]:
    """The figures of a printed receipt by their label."""
    lines = (line.rpartition(" ") for line in text.splitlines())
    return {label: int(number) for label, _, number in lines if number.isdigit()}


def test_a_clean_file_goes_in_and_the_command_succeeds(line: CommandLine, tmp_path: Path) -> None:
    text = line.said("import", written(tmp_path, row(1), row(2)))
    assert "文件 subjects.csv" in text
    assert (figures(text)["读取"], figures(text)["接收"], figures(text)["拒收"]) == (2, 2, 0)


def test_a_refused_row_ends_with_status_1_and_the_good_rows_are_in(
    line: CommandLine, tmp_path: Path
) -> None:
    faulty = row(2).replace("operating", "thriving")
    text = line.said(
        "--language", "en", "import", written(tmp_path, row(1), faulty, row(3)), status=1
    )
    assert "file subjects.csv" in text
    counted = figures(text)
    assert (counted["read"], counted["accepted"], counted["refused"]) == (3, 2, 1)


def test_the_same_file_again_changes_nothing_and_says_so(line: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path, row(1))
    line.said("import", path)
    assert "This file was delivered before" in line.said("--language", "en", "import", path)
    assert "此文件以前已经送达" in line.said("import", path)


def test_a_code_whose_check_character_fails_is_kept_for_correction(
    line: CommandLine, tmp_path: Path
) -> None:
    wrong = a_uscc(1)[:17] + ("1" if a_uscc(1)[17] != "1" else "2")
    path = written(tmp_path, row(1).replace(a_uscc(1), wrong))
    text = line.said("--language", "en", "import", path)
    assert figures(text)["quarantined codes"] == 1


def test_a_file_that_does_not_exist_is_refused_before_anything_is_opened(
    line: CommandLine, tmp_path: Path
) -> None:
    text = line.said("import", str(tmp_path / "nothing.csv"), status=2)
    assert "nothing.csv" in text
    assert "does not exist" in text


def test_a_heading_that_no_layout_has_is_refused_with_what_is_there(
    line: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("colour,taste\nred,sweet\n", "utf-8")
    assert "Error: " in line.said("import", str(path), status=1)


def test_a_layout_of_another_name_is_refused_with_those_there_are(
    line: CommandLine, tmp_path: Path
) -> None:
    text = line.said("import", written(tmp_path, row(1)), "--layout", "unheard", status=1)
    assert "unheard" in text
    assert "registry_subjects" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_its_own_encoding(
    line: CommandLine, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "subjects.csv"
    path.write_text(f"{HEADING}\n{row(1)}\n", encoding)
    assert figures(line.said("import", str(path)))["接收"] == 1
