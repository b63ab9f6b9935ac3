"""`identity-numbers status|rotate`, and the receipt of an import with and without a key."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from builders import a_subject_draft
from field_tables import IDENTITY, PENALTY
from filings import deliver

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine

    from credit_registry.services.registry import Registry

FIRST, SECOND = (base64.urlsafe_b64encode(bytes([at]) * 32).decode() for at in (1, 2))
VARIABLE = "REGISTRY_IDENTITY_KEYS"


def a_file(directory: Path) -> Path:
    path = directory / "penalties.csv"
    path.write_text(f"{','.join(PENALTY)}\n{','.join(PENALTY.values())}\n", "utf-8")
    return path


def test_numbers_are_put_under_the_first_key(
    line: CommandLine, registry: Registry, tmp_path: Path
) -> None:
    deliver(registry, a_subject_draft(1))
    path = str(a_file(tmp_path))
    line.environment = {VARIABLE: FIRST}
    said = line.said("--language", "en", "import", path)
    assert IDENTITY not in said
    line.environment = {VARIABLE: f"{SECOND},{FIRST}"}
    assert (
        line.said("--language", "en", "identity-numbers", "status").splitlines()[1].endswith("\t1")
    )
    assert "1 identity numbers" in line.said("--language", "en", "identity-numbers", "rotate")
    line.environment = {VARIABLE: SECOND}
    assert len(line.said("--language", "en", "identity-numbers", "status").splitlines()) == 1
    assert "0 identity numbers" in line.said("--language", "en", "identity-numbers", "rotate")


def test_a_key_that_is_missing_is_named_by_its_mark_alone(
    line: CommandLine, registry: Registry, tmp_path: Path
) -> None:
    deliver(registry, a_subject_draft(1))
    line.environment = {VARIABLE: FIRST}
    line.said("import", str(a_file(tmp_path)))
    line.environment = {VARIABLE: SECOND}
    said = line.said("identity-numbers", "rotate", status=1)
    assert "is not set" in said
    assert FIRST not in said
    line.environment = {}
    assert "No key is set" in line.said("identity-numbers", "rotate", status=1)


def test_without_a_key_the_receipt_says_that_the_columns_were_dropped(
    line: CommandLine, tmp_path: Path
) -> None:
    errors = tmp_path / "errors.csv"
    line.said("import", str(a_file(tmp_path)), "--errors", str(errors))
    told = errors.read_text("utf-8")
    assert "no key to encrypt them is set" in told
    assert IDENTITY not in told
