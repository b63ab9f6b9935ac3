"""The project's own text and syntax trees, for tests of the codebase."""

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("credit_registry", "search_index")
TOP_MODULES = ("config.py", "wsgi.py")


def product_modules() -> list[Path]:
    """The modules that are installed."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted([*found, *(ROOT / name for name in TOP_MODULES)])


def all_modules() -> list[Path]:
    """Every Python file of the project but the migrations, which are as long as their tables."""
    others = [path for name in ("tests", "benchmarks") for path in (ROOT / name).rglob("*.py")]
    return sorted([*product_modules(), *others])


def named(path: Path) -> str:
    """The path as it is told in a failure."""
    return path.relative_to(ROOT).as_posix()


@lru_cache(maxsize=1024)
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a module imports anywhere in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def kept_files() -> list[Path]:
    """The files that are part of the project: what git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return sorted(path for name in names if name and (path := ROOT / name).is_file())
