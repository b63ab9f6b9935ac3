"""Doubts about sound rule sets: one defect each, and what is left of the shipped ones."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from random_rules import rule_sets
from rule_builders import EXTRACT

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.listings import ListColour
from credit_registry.domain.records import RecordKind
from credit_registry.invented import cities
from credit_registry.rules.documents.documents import from_tree, shipped_rule_sets, to_tree
from credit_registry.rules.doubts import table_grids
from credit_registry.rules.doubts.content_checks import doubts_of
from credit_registry.rules.doubts.possible_values import (
    COMPUTED,
    FIELDS,
    known_words,
    may_be_missing,
)
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.sheet_reading import read_sheets
from credit_registry.rules.tables.sheets import sheets_of

Tree = dict[str, Any]
Change = Callable[[Tree], None]
COLOURS = {"honours": ListColour.RED, "serious_violation": ListColour.BLACK}


def a_tree() -> Tree:
    """The extract as it would be without a doubt, for a test to spoil."""
    tree = copy.deepcopy(to_tree(EXTRACT))
    tree["bonus_most"] = 600
    tree["rules"][4]["table"].append({"points": 0})
    return tree


def found(tree: Tree) -> list[str]:
    return [doubt.pointer for doubt in doubts_of(from_tree(tree), COLOURS)]


def put(*path: str | int, value: object) -> Change:
    def change(tree: Tree) -> None:
        target: Any = tree
        for step in path[:-1]:
            target = target[step]
        if isinstance(target, list) and path[-1] == len(target):
            target.append(value)
        else:
            target[path[-1]] = value

    return change


def rule(number: int, *path: str | int, value: object) -> Change:
    return put("rules", number, *path, value=value)


def all_of(*changes: Change) -> Change:
    def change(tree: Tree) -> None:
        for each in changes:
            each(tree)

    return change


def another_veto(**changes: object) -> Change:
    """The sixth rule of the extract once more, under another code."""

    def change(tree: Tree) -> None:
        tree["rules"].append({**copy.deepcopy(tree["rules"][5]), "code": "W", **changes})

    return change


FIRST_GRADE = ("grades", 0, "requires")
STEPS = ("timing", "steps")
BANDS = [{"at_least": 0, "points": 0}, {"at_least": 1, "points": 400}]


def needs(reads: str, rule_code: str | None = None, **limits: int) -> list[dict[str, object]]:
    return [{"reads": reads, **({"rule": rule_code} if rule_code else {}), **limits}]


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        # what adds up
        (put("dimensions", 0, "most", value=1001), ["/dimensions/0/most"]),
        (put("bonus_most", value=601), ["/bonus_most"]),
        (put("bonus_most", value=0), ["/bonus_most"]),
        (put("grades", 0, "at_least", value=10_601), ["/grades/0/at_least"]),
        # values that no record of the kind has
        (rule(2, "match", "outcomes", value=["faild", "failed"]), ["/rules/2/match/outcomes/0"]),
        (rule(0, "match", value={"levels": ["city"]}), ["/rules/0/match/levels/0"]),
        (rule(2, "table", 0, "match", "severities", value=["serious"]),
         ["/rules/2/table/0/match/severities/0", "/rules/2/table/0"]),
        # tables
        (lambda tree: tree["rules"][1]["table"].pop(1), ["/rules/1/table"]),
        (rule(1, "table", 2, "match", "outcomes", value=["not_due"]),
         ["/rules/1/table", "/rules/1/table/2"]),
        (rule(2, "table", 0, "match", value={"levels": ["national"]}),
         ["/rules/2/table/1", "/rules/2/table/4"]),
        (rule(4, "table", 6, value={"points": 100}), ["/rules/4/table/6"]),
        (rule(2, "table", 0, "match", value={"categories": ["recheck"]}),
         ["/rules/2/table/1", "/rules/2/table/3"]),
        # limits
        (all_of(rule(1, "most", value=700), put("dimensions", 0, "most", value=1100)),
         ["/rules/1/most"]),
        (rule(0, "bands", 1, "points", value=500), ["/rules/0/bands/1/points"]),
        (rule(0, "bands", 0, "points", value=-100), ["/rules/0/bands/0/points"]),
        (rule(1, "table", 0, "points", value=700), ["/rules/1/table/0/points"]),
        (all_of(rule(1, "without_records", value=700)), ["/rules/1/without_records"]),
        (all_of(rule(0, "least", value=100), rule(0, "bands", 0, "points", value=200)),
         ["/rules/0/least"]),
        (rule(5, "most", value=100), ["/rules/5/most"]),
        (rule(0, "bands", 2, value={"at_least": 2, "points": 300}),
         ["/rules/0/bands/2/at_least"]),
        (rule(0, "effect", value={"at_least": 2, "grade_cap": "B"}),
         ["/rules/0/effect/at_least"]),
        (rule(3, "bands", 2, "points", value=1100), ["/rules/3/bands/2/points"]),
        # timing
        (rule(2, *STEPS, 2, "months", value=30), ["/rules/2/timing/steps"]),
        (rule(2, *STEPS, 2, "percent", value=50), ["/rules/2/timing/steps/2"]),
        (rule(0, "timing", value={"after_months": 12, "open_months": 6}),
         ["/rules/0/timing/open_months"]),
        # effects
        (rule(5, "effect", "grade_cap", value="AAA"), ["/rules/5/effect/grade_cap"]),
        (all_of(put("grades", 0, "at_least", value=10_601),
                rule(5, "effect", "grade_cap", value="AA")),
         ["/grades/0/at_least", "/rules/5/effect/grade_cap"]),
        (another_veto(), ["/rules/6/effect"]),
        (another_veto(effect={"at_least": 3, "grade_cap": "B"}), ["/rules/6/effect/grade_cap"]),
        (another_veto(effect={"at_least": 1, "grade_cap": "D"}), ["/rules/5/effect/grade_cap"]),
        (another_veto(effect={"at_least": 3, "candidate": "honours"}),
         ["/rules/6/effect/candidate"]),
        (rule(5, "effect", "candidate", value="grey"), ["/rules/5/effect/candidate"]),
        # requirements
        (put(*FIRST_GRADE, value=needs("points", "A1", at_least=401)),
         ["/grades/0/requires/0"]),
        (put(*FIRST_GRADE, value=needs("points", "A1", at_least=0)), ["/grades/0/requires/0"]),
        (put(*FIRST_GRADE, value=needs("measure", "V", at_least=0)), ["/grades/0/requires/0"]),
        (put(*FIRST_GRADE, value=needs("measure", "V", below=0)), ["/grades/0/requires/0"]),
        (put(*FIRST_GRADE, value=needs("established_months", at_least=12)),
         ["/grades/0/requires/0"]),
        (put(*FIRST_GRADE, value=needs("established_months", below=12)),
         ["/grades/0/requires/0"]),
        (rule(1, "requires", value=needs("points", "A1", below=401)), ["/rules/1/requires/0"]),
    ],
)  # fmt: skip
def test_a_defect_is_doubted_at_its_row(change: Change, pointers: list[str]) -> None:
    tree = a_tree()
    change(tree)
    assert found(tree) == pointers


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        another_veto(effect={"at_least": 3, "grade_cap": "D"}),
        another_veto(
            effect={"at_least": 2, "candidate": "honours"}, match={"severities": ["general"]}
        ),
        put(*FIRST_GRADE, value=needs("points", "A1", at_least=400)),
        put(*FIRST_GRADE, value=needs("established_months", at_least=36)),
        rule(1, "requires", value=needs("measure", "A1", at_least=1)),
        rule(2, *STEPS, value=[{"months": 60, "percent": 100}]),
        rule(0, "timing", value={"after_months": 36}),
    ],
)
def test_what_may_well_be_meant_is_not_doubted(change: Change) -> None:
    tree = a_tree()
    change(tree)
    assert found(tree) == []


KNOWN = {
    "GZ-QC-1": [
        # a failure in a re-check counts as such at whatever level it was found
        "/rules/15/table/2",
        "/rules/15/table/4",
        # nominations of the city and awards of counties and industries earn nothing
        "/rules/27/table",
    ],
    "GZ-RISK-1": [],
}


@pytest.mark.parametrize("rule_set", shipped_rule_sets(), ids=lambda each: str(each.code))
def test_the_shipped_sets_have_no_doubts_but_those_that_were_weighed(rule_set: RuleSet) -> None:
    assert [each.pointer for each in doubts_of(rule_set, COLOURS)] == KNOWN[rule_set.code]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_sets())
def test_every_doubt_has_a_place_in_the_workbook(rule_set: RuleSet) -> None:
    filled: Any = {
        sheet.name: [(1, [column.heading for column in sheet.columns]), *enumerate(sheet.rows, 2)]
        for sheet in sheets_of(rule_set)
    }
    _, places = read_sheets(filled)
    for doubt in doubts_of(rule_set, COLOURS):
        assert places.named(doubt.pointer).startswith("sheet ")


def test_a_gap_names_the_records_in_both_languages() -> None:
    tree = a_tree()
    tree["rules"][1]["table"].pop(1)
    (doubt,) = doubts_of(from_tree(tree))
    assert doubt.reason.zh.endswith("：结果部分履行")
    assert doubt.reason.en.endswith(": outcome partly fulfilled.")
    assert "增加一行" in doubt.mend.zh
    assert "a row for them" in doubt.mend.en


def test_a_table_that_is_too_large_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_grids, "MOST_STEPS", 10)
    doubts = doubts_of(from_tree(a_tree()))
    assert [each.pointer for each in doubts] == ["/rules/2/table", "/rules/4/table"]
    assert all("too many" in each.reason.en for each in doubts)


WITHOUT_ITEM = {"passed", "refused"}
"""What a sampling comes to where no item has failed, so that it has no category."""


def test_what_the_invented_records_say_is_known() -> None:
    city = cities.invent(1, 300, 2400, date(2026, 11, 3))
    rows = [row for each in city.deliveries for row in each.rows]
    drafts = [row for row in rows if isinstance(row, RecordDraft)]
    assert len({draft.kind for draft in drafts}) > len(RecordKind) - 4
    strange = {
        (draft.kind, column, value)
        for draft in drafts
        for column in ("outcome", "category", "severity", "level")
        for value in [getattr(draft, column)]
        if (
            value is None
            and not may_be_missing(draft.kind, column)
            and draft.outcome not in WITHOUT_ITEM
        )
        or (value is not None and str(value) not in known_words(draft.kind, column))
    }
    assert strange == set()


def test_what_a_kind_can_say_follows_from_its_fields() -> None:
    for (kind, column), name in FIELDS.items():
        assert KINDS[kind].by_name[name].enumeration is not None
        assert known_words(kind, column)
    assert not FIELDS.keys() & COMPUTED.keys()
    assert known_words(RecordKind.SURVEY, "outcome") == {}
    assert set(known_words(RecordKind.SAMPLING, "level")) >= {"national", "county"}
