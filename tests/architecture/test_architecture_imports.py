"""Imports point inward, the pure parts stay pure, and starting stays quick."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sources import ROOT, imported, named, product_modules

PURE = {
    "domain": set(),
    "ledger": {"rfc8785"},
    "law": {"yaml"},
    "exchange": {"yaml", "orjson", "python_calamine", "xlsxwriter"},
    "rules": {"yaml", "marshmallow", "numpy", "orjson"},
    "invented": {"yaml", "numpy"},
}
"""What each pure package may import beside the standard library and this project."""

EFFECTS = {"sqlite3", "socket", "subprocess", "threading", "urllib.request", "http.client"}
AT_ITS_OWN_RISK = {
    "credit_registry/exchange/read_ahead.py: threading",  # rows read while others are written
    "credit_registry/exchange/read_aside.py: subprocess",  # the same on another processor
    "credit_registry/exchange/workbooks.py: subprocess",  # a workbook may end who reads it
}
CLOCKS = ("datetime.now(", "datetime.utcnow(", "date.today(", "time.time(", "time.time_ns(")
EDGES = {
    "credit_registry/services/clocks.py",  # the clock that everybody is given
    "credit_registry/store/ids.py",  # an id's first bits are the time
    "credit_registry/web/limits.py",  # the limiter counts by the system's clock
}

HEAVY = {"flask", "numpy", "whoosh", "gunicorn", "alembic", "apscheduler", "marshmallow"}


def top_of(module: str) -> str:
    return module.partition(".")[0]


def modules_under(package: str) -> list[Path]:
    return sorted((ROOT / "credit_registry" / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(PURE))
def test_a_pure_package_needs_little(package: str) -> None:
    known = set(sys.stdlib_module_names) | PURE[package] | {"credit_registry"}
    foreign = {
        f"{named(path)}: {module}"
        for path in modules_under(package)
        for module in imported(path)
        if top_of(module) not in known or module in EFFECTS
    }
    assert foreign <= AT_ITS_OWN_RISK


def test_nothing_below_the_edge_asks_what_time_it_is() -> None:
    asking = {
        named(path)
        for path in product_modules()
        if any(clock in path.read_text("utf-8") for clock in CLOCKS)
    }
    assert asking == EDGES


def loaded_by(module: str) -> set[str]:
    """What is loaded by a fresh interpreter that imports a module."""
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return {top_of(name) for name in json.loads(answer.stdout)}


def test_the_domain_loads_the_standard_library_alone() -> None:
    everything = ",".join(
        f"credit_registry.domain.{path.stem}"
        for path in (ROOT / "credit_registry" / "domain").glob("[a-z]*.py")
    )
    loaded = loaded_by(everything) - loaded_by("json") - {"credit_registry"}
    assert {name for name in loaded if not name.startswith("_")} <= set(sys.stdlib_module_names)


def test_the_command_line_starts_without_what_most_commands_do_not_need() -> None:
    assert loaded_by("credit_registry.cli.commands") & HEAVY == set()


def test_the_search_index_loads_nothing_of_the_registry() -> None:
    assert "credit_registry" not in loaded_by("search_index.whoosh_index")


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout
