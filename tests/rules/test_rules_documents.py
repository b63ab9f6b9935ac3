"""Rule sets outside the program: reading, writing, faults by row, versions."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from rule_builders import EXTRACT

from credit_registry.domain.errors import InvalidInput, NotFound
from credit_registry.rules.documents.documents import (
    from_tree,
    read_rule_set,
    to_tree,
    write_rule_set,
)
from credit_registry.rules.rule_sets import Aggregate
from credit_registry.rules.versions import canonical_form, in_force, version_of


def test_the_shipped_extract_adds_up_in_six_ways() -> None:
    assert {rule.aggregate for rule in EXTRACT.rules} == set(Aggregate) - {
        Aggregate.SCORE,
        Aggregate.LOWEST,
    }
    assert [rule.code for rule in EXTRACT.rules] == ["A1", "A2", "C1", "D1", "P1", "V"]


def test_a_rule_set_survives_writing_and_reading() -> None:
    assert read_rule_set(write_rule_set(EXTRACT)) == EXTRACT


def test_a_default_written_out_does_not_change_the_version() -> None:
    tree = to_tree(EXTRACT)
    assert "effect" not in tree["rules"][0]
    tree["rules"][0] |= {"effect": None, "table": [], "without_records": 0, "match": {}}
    tree["purpose"] = "grade"
    assert version_of(from_tree(tree)) == version_of(EXTRACT)


def test_any_change_changes_the_version() -> None:
    changed = replace(EXTRACT, bonus_most=999)
    assert version_of(changed) != version_of(EXTRACT)
    assert len(version_of(EXTRACT)) == 64
    assert canonical_form(EXTRACT).startswith(b'{"bonus_most":1000,"code":"GZ-QC-1-extract"')


def test_the_rule_set_of_the_day_is_the_latest_that_has_begun() -> None:
    later = replace(EXTRACT, since=date(2027, 1, 1))
    assert in_force([later, EXTRACT], date(2026, 12, 31)) is EXTRACT
    assert in_force([later, EXTRACT], date(2027, 1, 1)) is later
    with pytest.raises(NotFound):
        in_force([later, EXTRACT], date(2026, 3, 31))


def _set(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def change(tree: dict[str, Any]) -> None:
        target: Any = tree
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


def _needs(reads: str, rule: str, **limits: int) -> dict[str, object]:
    return {"reads": reads, "rule": rule, **limits}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (_set("rules", 0, "formula", value="1+1"), "/rules/0/formula"),
        (_set("rules", 2, "aggregate", value="average"), "/rules/2/aggregate"),
        (_set("rules", 2, "most", value=1.5), "/rules/2/most"),
        (_set("rules", 2, "table", 0, "points", value=10**9), "/rules/2/table/0/points"),
        (_set("since", value="soon"), "/since"),
        (_set("rules", 0, "title", value={"zh": "", "en": "x"}), "/rules/0/title/zh"),
        (_set("rules", 1, "code", value="A1"), "/rules/1/code"),
        (_set("dimensions", 1, "code", value="A"), "/dimensions/1/code"),
        (_set("no_grade", "code", value="D"), "/grades/6/code"),
        (_set("grades", 1, "at_least", value=9000), "/grades/1/at_least"),
        (_set("grades", 5, "at_least", value=1), "/grades/5/at_least"),
        (_set("no_grade", "dimensions_needed", value=4), "/no_grade/dimensions_needed"),
        (_set("rules", 3, "dimension", value="A"), "/dimensions/2/code"),
        (_set("rules", 3, "dimension", value="Z"), "/rules/3/dimension"),
        (_set("rules", 5, "effect", value=None), "/rules/5/effect"),
        (_set("rules", 5, "bands", value=[{"at_least": 0, "points": 1}]), "/rules/5/dimension"),
        (_set("rules", 0, "least", value=401), "/rules/0/least"),
        (_set("rules", 2, "timing", "dated_by", value=None), "/rules/2/timing/dated_by"),
        (_set("rules", 2, "timing", "after_months", value=36), "/rules/2/timing"),
        (_set("rules", 0, "timing", "from_next_day", value=True), "/rules/0/timing/from_next_day"),
        (_set("rules", 2, "timing", "steps", 1, "months", value=12), "/rules/2/timing/steps/1"),
        (_set("rules", 2, "timing", "steps", 2, "percent", value=75), "/rules/2/timing/steps/2"),
        (_set("rules", 3, "timing", "steps", 0, "percent", value=50), "/rules/3/timing/steps"),
        (_set("rules", 5, "effect", "grade_cap", value="E"), "/rules/5/effect/grade_cap"),
        (_set("rules", 5, "effect", value={"at_least": 2}), "/rules/5/effect"),
        (_set("rules", 4, "effect", value={"at_least": 1, "grade_cap": "D"}), "/rules/4/effect"),
        (_set("rules", 3, "bands", 0, "at_least", value=1), "/rules/3/bands"),
        (_set("rules", 3, "bands", 2, "at_least", value=1), "/rules/3/bands/2/at_least"),
        (_set("rules", 3, "without_records", value=5), "/rules/3/without_records"),
        (_set("rules", 3, "table", value=[{"points": 1}]), "/rules/3/table"),
        (_set("rules", 2, "table", value=[]), "/rules/2/table"),
        (_set("rules", 2, "bands", value=[{"at_least": 0, "points": 1}]), "/rules/2/bands"),
        (_set("rules", 0, "industries", value=["c1"]), "/rules/0/industries/0"),
        (_set("rules", 2, "industries", value=["C"]), "/dimensions/1/most"),
        (_set("rules", 1, "otherwise", value=100), "/rules/1/otherwise"),
        (_set("rules", 1, "requires", value=[{"reads": "points", "rule": "A1"}]),
         "/rules/1/requires/0"),
        (_set("rules", 1, "requires", value=[_needs("points", "A1", at_least=2, below=2)]),
         "/rules/1/requires/0/below"),
        (_set("rules", 1, "requires", value=[_needs("points", "C1", at_least=1)]),
         "/rules/1/requires/0/rule"),
        (_set("rules", 2, "requires", value=[_needs("measure", "A2", at_least=1)]),
         "/rules/2/requires/0/reads"),
        (_set("grades", 0, "requires", value=[_needs("points", "V", at_least=1)]),
         "/grades/0/requires/0/reads"),
        (_set("grades", 0, "requires", value=[_needs("established_months", "A1", at_least=1)]),
         "/grades/0/requires/0/rule"),
        (_set("grades", 5, "requires", value=[_needs("points", "A1", at_least=1)]),
         "/grades/5/requires"),
        (_set("grades", 0, "sampling_percent", value=5), "/grades/0/sampling_percent"),
        (_set("purpose", value="risk"), "/grades/5/sampling_percent"),
    ],
)  # fmt: skip
def test_a_fault_is_named_at_its_row(
    change: Callable[[dict[str, Any]], None], pointer: str
) -> None:
    tree = copy.deepcopy(to_tree(EXTRACT))
    change(tree)
    with pytest.raises(InvalidInput) as raised:
        read_rule_set(yaml.safe_dump(tree, allow_unicode=True))
    assert pointer in [error.pointer for error in raised.value.errors]


def test_text_that_is_no_rule_set_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not readable YAML"):
        read_rule_set("a: [")
    with pytest.raises(InvalidInput):
        read_rule_set("just words")
