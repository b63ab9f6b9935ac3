"""`mirror`: a national list taken in whole from a file, with who entered, stayed and left."""

from pathlib import Path

from builders import a_subject_draft, a_uscc
from command_line import CommandLine
from filings import deliver, file_of, position, subject_of

from credit_registry.services.registry import Registry

NATIONAL = "national_serious_violation"
HEADING = "code,document_number,grounds,decided_on,until,unit\n"
ENGLISH = ("--language", "en")


def a_file(path: Path, *numbers: int, heading: str = HEADING) -> str:
    """A file that lists the enterprises of the numbers."""
    lines = [f"{a_uscc(number)},国〔2026〕{number}号,理由,2026-05-01,,某局\n" for number in numbers]
    path.write_text(heading + "".join(lines), "utf-8")
    return str(path)


def listed(registry: Registry, number: int) -> int:
    """How many entries of an enterprise the public sees."""
    return len(file_of(registry, subject_id=subject_of(registry, a_uscc(number))).listings)


def test_a_delivery_says_who_entered_stayed_and_left(
    line: CommandLine, registry: Registry, tmp_path: Path
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    first = a_file(tmp_path / "1.csv", 1)
    assert "1 entered, 0 stayed, 0 left" in line.said(*ENGLISH, "mirror", NATIONAL, first)
    second = a_file(tmp_path / "2.csv", 2)
    told = line.said(*ENGLISH, "mirror", NATIONAL, second)
    assert "1 entered, 0 stayed, 1 left" in told
    assert f"left: {a_uscc(1)}" in told
    assert (listed(registry, 1), listed(registry, 2)) == (0, 1)


def test_unknown_codes_are_named_by_line_and_left_out(
    line: CommandLine, registry: Registry, tmp_path: Path
) -> None:
    deliver(registry, a_subject_draft(1))
    path = a_file(tmp_path / "list.csv", 99, 1)
    told = line.said(*ENGLISH, "mirror", NATIONAL, path, status=1)
    assert f"line 2: no subject on record has the code {a_uscc(99)}" in told
    assert "1 entered" in told


def test_an_empty_or_faulty_file_changes_nothing(
    line: CommandLine, registry: Registry, tmp_path: Path
) -> None:
    deliver(registry, a_subject_draft(1))
    line.said("mirror", NATIONAL, a_file(tmp_path / "1.csv", 1))
    before = position(registry)
    assert "everybody" in line.said("mirror", NATIONAL, a_file(tmp_path / "0.csv"), status=1)
    wrong = a_file(tmp_path / "wrong.csv", 1, heading="code,grounds\n")
    assert "decided_on" in line.said("mirror", NATIONAL, wrong, status=1)
    cut = tmp_path / "cut.csv"
    cut.write_text(f'{HEADING}{a_uscc(1)},国1号,"理由,2026-05-01,,某局\n', "utf-8")
    line.said("mirror", NATIONAL, str(cut), status=1)
    late = tmp_path / "late.csv"
    late.write_text(f"{HEADING}{a_uscc(1)},国1号,理由,2026-05-40,,某局\n", "utf-8")
    assert "/2/decided_on" in line.said("mirror", NATIONAL, str(late), status=1)
    assert position(registry) == before
    assert listed(registry, 1) == 1
    told = line.said(*ENGLISH, "mirror", NATIONAL, a_file(tmp_path / "0.csv"), "--empty")
    assert "0 entered, 0 stayed, 1 left" in told
