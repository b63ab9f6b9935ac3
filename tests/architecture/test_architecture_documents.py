"""The documents name what there is: every table and column, every dependency, every identifier."""

import csv
import io
import re
import tomllib
from importlib.metadata import version

import pytest
from sources import ROOT, product_modules
from sqlalchemy import Table

from credit_registry.store.mapping import Recorded
from credit_registry.store.schema import metadata

DOCS = ROOT / "docs"
PARTS = 3
"""Of the path of a package: its parent, its folder, `__init__.py`."""

RECORDED = {"recorded_by", "ordinal", "superseded_by"}


def sections(name: str, mark: str) -> dict[str, str]:
    """The parts of a document under the headings of a level, by the first code in the heading."""
    text = (DOCS / name).read_text("utf-8")
    found = re.split(rf"^{mark} ", text, flags=re.MULTILINE)[1:]
    return {each.split("`")[1]: each.split("\n## ")[0] for each in found if "`" in each}


TABLES = sections("data-model.md", "###")


def stated(section: str) -> set[str]:
    """The columns in the first column of a section's table."""
    rows = re.findall(r"^\| (`.+?) \|", section, flags=re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_table_has_its_section_and_no_section_is_left_over() -> None:
    assert set(TABLES) == set(metadata.tables)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_has_its_meaning(table: Table) -> None:
    columns = {column.name for column in table.columns}
    is_recorded = columns >= RECORDED
    assert stated(TABLES[table.name]) == (columns - RECORDED if is_recorded else columns)
    assert ("(recorded)" in TABLES[table.name].splitlines()[0]) is is_recorded


def test_recorded_rows_have_the_columns_that_the_page_explains() -> None:
    assert set(vars(Recorded)) >= RECORDED


def direct_dependencies() -> dict[str, str]:
    """The names and pinned versions in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    stated = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {}
    for each in stated:
        name, _, pinned = each.partition("==")
        names[name.partition("[")[0]] = pinned
    return names


def documented() -> dict[str, str]:
    """The names and versions in the tables of the page."""
    text = (DOCS / "dependencies.md").read_text("utf-8")
    return dict(re.findall(r"^\| `([\w-]+)` \| ([\w.]+) \|", text, flags=re.MULTILINE))


def pins(name: str) -> dict[str, str]:
    """The pinned versions of a file of requirements."""
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", text, re.MULTILINE))


def test_the_second_environment_differs_in_whoosh_alone() -> None:
    second = pins("requirements-whoosh3.txt")
    assert second.pop("whoosh3") == "3.54.0"
    assert second.items() <= pins("requirements-dev.txt").items()


def test_every_dependency_is_explained_under_its_version() -> None:
    assert documented() == {
        name: pinned or version(name) for name, pinned in direct_dependencies().items()
    }


def glossary() -> list[dict[str, str]]:
    text = (DOCS / "glossary.md").read_text("utf-8")
    rows = [line.strip("| ") for line in text.splitlines() if line.startswith("| ")]
    parsed = csv.reader(io.StringIO("\n".join(rows)), delimiter="|", quoting=csv.QUOTE_NONE)
    return [
        dict(zip(("zh", "en", "identifier", "note"), map(str.strip, cells), strict=False))
        for cells in parsed
        if "`" in cells[2]
    ]


def test_a_term_of_the_glossary_is_used_as_it_is_written_there() -> None:
    folders = ("credit_registry", "search_index")
    suffixes = {".py", ".yaml", ".html", ".csv"}
    everything = "\n".join(
        path.read_text("utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes
    ).lower()
    unused = [
        name
        for row in glossary()
        for name in re.findall(r"`(\w+)`", row["identifier"])
        if name.lower() not in everything
    ]
    assert unused == []
    assert len(glossary()) > 60


def test_a_term_has_one_english_word() -> None:
    words = [(row["zh"], row["en"]) for row in glossary()]
    assert len({chinese for chinese, _ in words}) == len(words)
    assert len({english for _, english in words}) == len(words)


@pytest.mark.parametrize("page", ["architecture.md", "data-model.md", "dependencies.md"])
def test_every_path_that_a_page_names_exists(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    names = re.findall(r"`((?:[\w-]+/)*[\w-]+(?:\.(?:py|yaml|csv|md|toml)|/))`", text)
    bases = (ROOT, ROOT / "credit_registry")
    missing = [name for name in names if not any((base / name).exists() for base in bases)]
    assert missing == []


def test_the_architecture_names_every_package() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    packages = {
        path.parent.name
        for path in product_modules()
        if path.name == "__init__.py" and len(path.relative_to(ROOT).parts) == PARTS
    }
    assert {name for name in packages if f"`{name}" not in text and f"{name}/" not in text} == set()
