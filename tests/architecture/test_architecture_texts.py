"""The project speaks of itself: of no machine it was made on, and of no package registry."""

import re
from pathlib import Path

import pytest
from sources import kept_files, named

SLASH = "/"
MACHINE_PATHS = [
    rf"(?<![\w.]){SLASH}{folder}{SLASH}\w" for folder in ("wo" + "rk", "tm" + "p", "ro" + "ot")
] + [rf"{SLASH}ho" + rf"me{SLASH}\w"]
REGISTRIES = [
    re.escape(part)
    for part in ("pypi" + ".org", "python" + "hosted", "npm" + "js.", "proxy.gol" + "ang")
] + [r"--(extra-)?index" + "-url"]
UNFINISHED = [r"\bTO" + r"DO\b(?!.*#\d)", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b"]
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".html", ".css", ".csv", ".json", ".svg"}
PLAIN = {"Makefile", "run", ".gitignore"}


def texts() -> list[Path]:
    return [path for path in kept_files() if path.suffix in TEXTS or path.name in PLAIN]


@pytest.mark.parametrize("pattern", [*MACHINE_PATHS, *REGISTRIES, *UNFINISHED])
def test_no_file_holds(pattern: str) -> None:
    found = [
        f"{named(path)}: {match.group()}"
        for path in texts()
        for match in re.finditer(pattern, path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_the_texts_are_found() -> None:
    names = {named(path) for path in texts()}
    assert {"pyproject.toml", "Makefile", "README.md", "credit_registry/bootstrap.py"} <= names


def test_nothing_kept_is_larger_than_a_reader_would_fetch() -> None:
    most = 2 * 1024 * 1024
    assert [named(path) for path in kept_files() if path.stat().st_size > most] == []
