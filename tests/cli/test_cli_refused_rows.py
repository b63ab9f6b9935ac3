"""What `import` tells of the rows that were refused."""

import csv
from pathlib import Path

from command_line import CommandLine
from deliveries import row, written

from credit_registry.cli.deliveries import SHOWN


def thriving(number: int) -> str:
    return row(number).replace("operating", "thriving")


def test_each_refused_row_is_told_with_line_field_reason_and_what_is_accepted(
    line: CommandLine, tmp_path: Path
) -> None:
    path = written(tmp_path, row(1), thriving(2))
    text = line.said("--language", "en", "import", path, status=1)
    assert "line 3, standing: the value is not in the list; accepted: operating、" in text
    assert "第 3 行 standing：不在可选值之内；可接受：operating、" in line.said(
        "import", path, status=1
    )


def test_the_first_refusals_are_printed_and_all_are_written_to_the_file(
    line: CommandLine, tmp_path: Path
) -> None:
    rows = [thriving(number) for number in range(1, SHOWN + 3)]
    undated = row(SHOWN + 3).replace("2015-06-01", "2015")
    errors = tmp_path / "errors.csv"
    path = written(tmp_path, *rows, undated)
    text = line.said("import", path, "--errors", str(errors), status=1)
    assert sum("行 standing" in each for each in text.splitlines()) == SHOWN
    with errors.open(encoding="utf-8-sig", newline="") as file:
        kept = [(cells["line"], cells["refused"], cells["field"]) for cells in csv.DictReader(file)]
    assert kept == [
        *((str(number), "yes", "standing") for number in range(2, SHOWN + 4)),
        (str(SHOWN + 4), "no", "established_on"),
    ]
