"""How two rule sets differ, row by row and in both languages."""

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from random_rules import rule_sets
from rule_builders import EXTRACT

from credit_registry.rules.documents.documents import from_tree, to_tree
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.differences import Change, Difference, differences
from credit_registry.rules.versions import version_of

SOME = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Tree = dict[str, Any]


def a_tree() -> Tree:
    return copy.deepcopy(to_tree(EXTRACT))


def told(tree: Tree) -> list[Difference]:
    return list(differences(EXTRACT, from_tree(tree)))


def test_a_rule_set_does_not_differ_from_itself() -> None:
    assert differences(EXTRACT, EXTRACT) == ()


def test_a_changed_number_is_told_in_its_unit() -> None:
    tree = a_tree()
    tree["bonus_most"] = 850
    tree["rules"][5]["effect"]["at_least"] = 3
    head, veto = told(tree)
    assert head.text.zh == "修改\t规则集\t加分上限：10分 → 8.5分"
    assert head.text.en == "changed\trule set\tmost bonus points: 10 points → 8.5 points"
    assert (veto.section, veto.code, veto.field) == ("rules", "V", "effect.at_least")
    assert veto.text.zh == "修改\t规则V\t限级或提示门槛：2条起 → 3条起"


def test_of_bands_rows_steps_and_requirements_only_those_are_told_that_differ() -> None:
    tree = a_tree()
    tree["rules"][3]["bands"][2] = {"at_least": 2_000_000, "points": 800}
    tree["rules"][2]["table"].pop(0)
    tree["rules"][2]["timing"]["steps"].append({"months": 48, "percent": 10})
    tree["grades"][0]["requires"] = [{"reads": "points", "rule": "A1", "at_least": 400}]
    assert [each.text.zh for each in told(tree)] == [
        "修改\t等级AAA\t附加条件：（未设） → A1（有效的公开质量承诺）得分不低于4分",
        "修改\t规则C1\t时效：（未设） → 48个月内按10%",
        "修改\t规则C1\t分值行：级别为国家级，类别为健康安全：-9分 → （未设）",
        "修改\t规则D1\t分段：10000元起：8分 → 20000元起：8分",
    ]


def test_words_are_told_by_their_labels() -> None:
    tree = a_tree()
    tree["rules"][2]["match"]["outcomes"] = ["passed"]
    tree["rules"][1]["timing"]["dated_by"] = "decided_on"
    tree["rules"][1]["timing"]["from_next_day"] = False
    tree["dimensions"][0]["sources"] = ["commitment", "honour"]
    assert [each.text.en for each in told(tree)] == [
        "changed\tdimension A\tkinds that are data: not set → Honour",
        "changed\trule A2\tdate counted from: last day of validity → day of the decision",
        "changed\trule A2\tfrom the next day: yes → not set",
        "changed\trule C1\toutcomes: failed → passed",
    ]


def test_rows_that_come_go_and_move_are_told_by_their_codes() -> None:
    tree = a_tree()
    first = tree["rules"].pop(0)
    tree["rules"].insert(2, first)
    last = tree["rules"].pop()
    tree["rules"].append({**last, "code": "W"})
    found = told(tree)
    assert [(each.change, each.code) for each in found] == [
        (Change.REMOVED, "V"),
        (Change.ADDED, "W"),
        (Change.MOVED, "A1"),
    ]
    assert found[0].text.zh == "删除\t规则V\t24个月内两次以上严重行政处罚"
    assert found[2].text.en == "moved\trule A1"


def test_rows_of_a_table_that_change_places_are_a_change() -> None:
    tree = a_tree()
    tree["rules"][1]["table"].reverse()
    (found,) = told(tree)
    assert (found.field, found.change) == ("table", Change.CHANGED)
    assert found.before != found.after


@SOME
@given(rule_sets(), rule_sets())
def test_two_sets_differ_where_their_versions_do(one: RuleSet, other: RuleSet) -> None:
    found = differences(one, other)
    assert bool(found) == (version_of(one) != version_of(other))
    assert all(each.text.zh and each.text.en for each in found)
