"""Modules and functions stay small, and no name says nothing."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

from sources import ROOT, all_modules, named, product_modules, tree

LONGEST_MODULE = 300
MOST_STATEMENTS, MOST_BRANCHES = 25, 8
EMPTY_NAMES = ("util", "utils", "helper", "helpers", "common", "manager", "data", "info", "misc")
EMPTY_BEGINNINGS = ("base_", "part2")
SIZE_RULES = "C901,PLR0912,PLR0915"


def test_a_module_is_read_in_one_sitting() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in all_modules()}
    assert {name: length for name, length in lengths.items() if length >= LONGEST_MODULE} == {}


def test_functions_stay_within_their_size() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert settings["pylint"]["max-statements"] <= MOST_STATEMENTS
    assert settings["pylint"]["max-branches"] <= MOST_BRANCHES
    assert settings["mccabe"]["max-complexity"] <= MOST_BRANCHES
    found = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--no-cache", "--ignore-noqa"),
            *("--select", SIZE_RULES, "--output-format", "json", "."),
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    too_large = [f"{each['filename']}: {each['message']}" for each in json.loads(found.stdout)]
    assert too_large == []


def names_in(path: Path) -> set[str]:
    """The names of a module, its folders and its classes."""
    classes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    parts = path.relative_to(ROOT).with_suffix("").parts
    return {*parts, *(node.name.lower() for node in classes)}


def test_names_say_something() -> None:
    empty = {
        (named(path), name)
        for path in all_modules()
        for name in names_in(path)
        if name in EMPTY_NAMES or name.startswith(EMPTY_BEGINNINGS)
    }
    assert empty == set()


def test_file_names_of_tests_are_unique() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


def test_a_package_begins_with_its_docstring_and_nothing_else() -> None:
    packages = [path for path in product_modules() if path.name == "__init__.py"]
    assert {named(path): len(tree(path).body) for path in packages} == {
        named(path): 1 for path in packages
    }


def undocumented(path: Path) -> list[str]:
    documented = (ast.ClassDef, ast.FunctionDef)
    return [
        node.name
        for node in tree(path).body
        if isinstance(node, documented)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]


def test_modules_and_what_they_offer_say_what_they_are() -> None:
    silent = [named(path) for path in product_modules() if not ast.get_docstring(tree(path))]
    silent += [
        f"{named(path)}: {name}" for path in product_modules() for name in undocumented(path)
    ]
    assert silent == []
