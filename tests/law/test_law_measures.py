"""The catalogue of measures: no measure without a basis, no discipline below the level it needs."""

import json
from datetime import date
from typing import Any

import pytest
import yaml

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.measures import BasisLevel, Family, chosen
from credit_registry.domain.uses import Force, Use
from credit_registry.law import checks
from credit_registry.law.editions import content_of, parse, read_seeds

SEEDS: dict[str, str] = json.loads(read_seeds())
FIRST, BEFORE = date(2021, 9, 1), date(2021, 8, 31)


def with_rows(name: str, change: Any) -> dict[str, str]:  # noqa: ANN401 - a function of the rows
    """The seeds with a table's rows changed."""
    rows = {row["code"]: row for row in yaml.safe_load(SEEDS[name])}
    change(rows)
    return SEEDS | {name: yaml.safe_dump(list(rows.values()), allow_unicode=True)}


def faults_of(name: str, change: Any) -> str:  # noqa: ANN401 - a function of the rows
    return " ".join(map(str, checks.faults(with_rows(name, change))))


def test_the_shipped_catalogue_is_sound_and_each_list_names_its_own_family() -> None:
    edition = parse(read_seeds())
    families = {
        code: {each.family for each in edition.measures_of(code)} for code in edition.list_types
    }
    assert families == {
        "honours": {Family.INCENTIVE},
        "serious_violation": {Family.DISCIPLINE},
        "national_serious_violation": {Family.DISCIPLINE},
        "quality_integrity": set(),
        "key_watch": set(),
    }
    assert {each.family for each in edition.measures.values()} == set(Family)
    assert edition.measures_of("no_list") == ()


def test_every_measure_is_verified_as_an_instrument_and_cites_no_article() -> None:
    for measure in parse(read_seeds()).measures.values():
        assert measure.source.is_verified
        assert measure.source.articles == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows["D01"].pop("source"), "a value is missing"),
        (lambda rows: rows["D01"]["source"].update(instrument_zh=" "), "has no basis"),
        (lambda rows: rows["D01"].update(source=None), "measures.yaml"),
        (lambda rows: rows["D01"].update(level="city"), "does not carry it"),
        (lambda rows: rows["D01"].update(level="department_rule"), "does not carry it"),
        (lambda rows: rows["D03"].update(force="bars"), "does not carry it"),
        (lambda rows: rows["D06"].update(limits_rights=True), "does not carry it"),
        (lambda rows: rows["D06"].update(level="city"), "does not carry it"),
        (lambda rows: rows["D01"].update(force=None), "needs a use with its force"),
        (lambda rows: rows["D05"].update(body_en=""), "names of its body"),
        (lambda rows: rows["D04"].update(body_zh="别的部门"), "another name"),
        (lambda rows: rows["D02"].update(code="D01"), "listed twice"),
        (lambda rows: rows.pop("D02"), "names D02, which is no measure"),
        (lambda rows: rows["D02"].update(family="restoration"), "which is restoration"),
        (lambda rows: rows["I01"].update(family="discipline"), "does not carry it"),
    ],
    ids=[
        "no-source", "no-instrument", "empty-source", "city-level", "rule-level", "barring-rule",
        "limiting-rule", "city-supervision", "use-without-force", "body-half-named",
        "body-named-twice", "listed-twice", "unknown", "other-family", "city-discipline",
    ],
)  # fmt: skip
def test_a_faulty_measure_is_refused(change: Any, words: str) -> None:  # noqa: ANN401
    assert words in faults_of("measures.yaml", change)


def test_a_discipline_list_that_names_an_incentive_is_refused() -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["serious_violation"]["measures"] = ["D01", "I01"]
        rows["honours"]["measures"] = ["D02"]

    told = faults_of("list_types.yaml", change)
    assert "serious_violation is black and names I01, which is incentive" in told
    assert "honours is red and names D02, which is discipline" in told


def test_a_list_that_holds_its_measures_itself_is_a_fault_of_a_new_edition() -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["serious_violation"]["measures"] = [{"use": "honours"}]

    assert "is no list of codes" in faults_of("list_types.yaml", change)


def test_an_edition_without_a_catalogue_keeps_the_measures_of_its_lists() -> None:
    inline = {
        "use": "honours", "force": "bars", "words_zh": "不授予荣誉", "words_en": "No honours",
        "since": FIRST, "until": None,
        "source": {"instrument_zh": "某办法", "instrument_en": "x", "verification": "instrument"},
    }  # fmt: skip

    def change(rows: dict[str, Any]) -> None:
        for row in rows.values():
            row["measures"] = []
        rows["serious_violation"]["measures"] = [inline]

    texts = with_rows("list_types.yaml", change)
    del texts["measures.yaml"]
    (measure,) = parse(content_of(texts)).measures_of("serious_violation")
    assert (measure.use, measure.force, measure.bars) == (Use.HONOURS, Force.BARS, True)
    assert (measure.content_zh, measure.level) == ("不授予荣誉", BasisLevel.DEPARTMENT_RULE)
    assert parse(content_of(texts)).measures_to_choose("serious_violation", FIRST) == ()


def test_all_measures_of_the_day_are_chosen_unless_some_are_named() -> None:
    edition = parse(read_seeds())
    possible = edition.measures_to_choose("serious_violation", FIRST)
    assert chosen(None, possible, FIRST) == ("D01", "D02", "D03", "D04", "D05", "D06")
    assert chosen(("D04", "D01"), possible, FIRST) == ("D01", "D04")
    assert edition.measures_to_choose("serious_violation", BEFORE) == ()


def test_a_measure_on_a_basis_that_is_not_verified_is_not_chosen() -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["D06"]["source"] = {**rows["D06"]["source"], "verification": "unverified"}

    edition = parse(content_of(with_rows("measures.yaml", change)))
    codes = [each.code for each in edition.measures_to_choose("serious_violation", FIRST)]
    assert codes == ["D01", "D02", "D03", "D04", "D05"]


@pytest.mark.parametrize("asked", [("N01",), ("D01", "X9"), ()], ids=["other-list", "odd", "none"])
def test_what_is_no_measure_of_the_day_is_refused_with_what_would_be(asked: tuple[str]) -> None:
    possible = parse(read_seeds()).measures_of("serious_violation")
    with pytest.raises(Unlawful, match="D01, D02, D03, D04, D05, D06") as refused:
        chosen(asked, possible, FIRST)
    assert refused.value.errors[0].pointer == "/measures"
