"""The public is shown no article number that was not read, and no number of the law is in code."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml
from sources import ROOT, named, tree

from credit_registry.domain.sources import Source, Verification, read_source
from credit_registry.law.editions import SEEDS, parse, read_seeds
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.profiles.profile_documents import shipped_profiles

ARTICLES_READ = {
    "中华人民共和国行政处罚法": {"48", "85"},
    "中华人民共和国产品质量法": {"15"},
    "中华人民共和国政府信息公开条例": {"26"},
    "中华人民共和国政府采购法": {"22"},
    "中华人民共和国政府采购法实施条例": {"19"},
    "市场监督管理行政处罚信息公示规定（国家市场监督管理总局令第45号）": {"2", "13", "14"},
}
"""The articles whose official text was read; a number joins them when a person has read it."""

NUMBERED = re.compile(r"第[\d一二三四五六七八九十百、]+条|\barticles? \d", re.IGNORECASE)
PURE_OF_PERIODS = ("domain", "rules", "services")


def stated_sources() -> Iterator[tuple[str, Source]]:
    """Every source in the seeds and the profiles, with the file or the row it stands in."""
    for name in SEEDS:
        if name.endswith(".yaml"):
            text = files("credit_registry.law").joinpath(name).read_text("utf-8")
            for found in trees_with_sources(yaml.safe_load(text)):
                yield name, read_source(found)
    for profile in shipped_profiles():
        for row in profile.rows:
            for source in row.basis:
                yield f"{profile.code} {row.code}", source


def trees_with_sources(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever YAML holds
    if isinstance(node, dict):
        if "verification" in node:
            yield node
        for value in node.values():
            yield from trees_with_sources(value)
    elif isinstance(node, list):
        for value in node:
            yield from trees_with_sources(value)


SOURCES = list(stated_sources())


def test_the_sources_of_all_tables_are_found() -> None:
    assert {"deadlines.yaml", "list_types.yaml", "publication_regimes.yaml"} <= {
        name for name, _ in SOURCES
    }


@pytest.mark.parametrize(("name", "source"), SOURCES)
def test_only_articles_that_were_read_are_shown(name: str, source: Source) -> None:
    shown = bool(NUMBERED.search(f"{source.text_zh} {source.text_en}"))
    assert shown is (source.verification is Verification.ARTICLE and bool(source.articles)), name
    assert not NUMBERED.search(f"{source.instrument_zh} {source.instrument_en}"), name
    if shown:
        assert set(source.articles) <= ARTICLES_READ[source.instrument_zh], name


@pytest.mark.parametrize("verification", Verification)
def test_an_article_is_hidden_until_it_is_read(verification: Verification) -> None:
    source = Source("某办法", "some measures", verification, ("7",))
    assert ("7" in source.text_zh) is (verification is Verification.ARTICLE)
    assert ("7" in source.text_en) is (verification is Verification.ARTICLE)


def words(node: object) -> Iterator[str]:
    """All text in a tree of YAML, sources with their own verification left out."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        if "verification" not in node:
            for value in node.values():
                yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def test_no_other_text_of_the_law_or_of_a_rule_names_an_article() -> None:
    folders = ("law", "rules/rulesets", "rules/profilesets", "web/site/texts")
    places = [ROOT / "credit_registry" / folder for folder in folders]
    naming = [
        f"{named(path)}: {text}"
        for place in places
        for path in place.glob("*.yaml")
        for text in words(yaml.safe_load(path.read_text("utf-8")))
        if NUMBERED.search(text)
    ]
    assert naming == []


def test_a_black_list_that_may_publish_rests_on_a_checked_instrument() -> None:
    edition = parse(read_seeds())
    public = [kind for kind in edition.list_types.values() if kind.is_public]
    verified = {kind.code: kind.basis.is_verified for kind in public}
    assert verified == dict.fromkeys(verified, True)


def test_a_list_on_an_instrument_whose_text_was_not_read_says_what_was_checked() -> None:
    for code in ("serious_violation", "national_serious_violation"):
        basis = parse(read_seeds()).list_types[code].basis
        assert basis.verification is Verification.INSTRUMENT
        assert "条文未经官方文本核对" in basis.checked_zh
        assert "not checked against the official text" in basis.checked_en


def test_every_dated_row_begins_on_a_day_and_names_its_source() -> None:
    edition = parse(read_seeds())
    for kind in edition.list_types.values():
        assert kind.since
        assert kind.basis.instrument_zh
        assert kind.basis.instrument_en
    for rule in edition.deadlines.values():
        assert all(dated.since and dated.source.instrument_zh for dated in rule.history)
    assert all(regime.since and regime.source for regime in edition.regimes)


def test_a_rule_set_says_that_it_is_no_official_standard() -> None:
    for rule_set in shipped_rule_sets():
        assert "非官方标准" in rule_set.source.zh
        assert "not an official standard" in rule_set.source.en


def test_no_period_is_made_in_code() -> None:
    """`Period(3, …)` in code would be a number of the law that no edition can change."""
    made = [
        f"{named(path)}: {ast.unparse(each)}"
        for package in PURE_OF_PERIODS
        for path in (ROOT / "credit_registry" / package).rglob("*.py")
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Call)
        and ast.unparse(each.func) == "Period"
        and any(isinstance(argument, ast.Constant) for argument in each.args)
    ]
    assert made == []


def test_rules_are_published_by_the_gate_and_where_an_installation_is_founded_alone() -> None:
    publishing = {
        named(path)
        for path in (ROOT / "credit_registry").rglob("*.py")
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "rule_sets.publish"
    }
    services = (
        "demonstration/demonstrations",
        "rule_changes/release_gates",
        "rule_changes/rule_set_drafts",
    )
    assert publishing == {f"credit_registry/services/{name}.py" for name in services}
