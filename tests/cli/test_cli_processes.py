"""The command line as a process of its own: its settings, its help, its description."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "a key of the tests alone, long enough for anybody"


def ran(*words: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that has the variables and no others of the registry."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
    return subprocess.run(
        [sys.executable, "-m", "credit_registry", *words],
        cwd=home,
        env={**kept, "REGISTRY_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    answer = ran("migrate", home=tmp_path)
    assert answer.returncode == 2
    assert "REGISTRY_SECRET_KEY" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not list(tmp_path.iterdir())


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    answer = ran("migrate", home=tmp_path, REGISTRY_SECRET_KEY=SECRET, REGISTRY_TODAY="soon")
    assert answer.returncode == 2
    assert "REGISTRY_TODAY is 'soon'; accepted: a date as YYYY-MM-DD." in answer.stderr


@pytest.mark.parametrize("words", [("--help",), ("ledger", "--help"), ("import", "--help")])
def test_help_needs_no_settings(tmp_path: Path, words: tuple[str, ...]) -> None:
    answer = ran(*words, home=tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.startswith("Usage: credit-registry")


def test_a_founded_registry_describes_its_interface(tmp_path: Path) -> None:
    founded = ran(
        "found", "虚构市", "--name-en", "Invented City",
        home=tmp_path, REGISTRY_SECRET_KEY=SECRET,
    )  # fmt: skip
    assert founded.returncode == 0, founded.stderr
    answer = ran("openapi", home=tmp_path, REGISTRY_SECRET_KEY=SECRET)
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["openapi"] == "3.1.0"
    assert {each.name for each in tmp_path.iterdir()} >= {"registry.sqlite", "index"}
