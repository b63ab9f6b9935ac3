"""Rows of a rule set as forms: what is shown reads back to the same row, and faults find fields."""

import ast
import inspect
from datetime import date

import pytest
from hypothesis import given, settings
from random_rules import rule_sets

from credit_registry.domain.errors import FieldError, InvalidInput, NotFound
from credit_registry.domain.sheets import FilledSheets
from credit_registry.rules.documents import checks, requirement_checks, rule_checks
from credit_registry.rules.documents.documents import formed, shipped_rule_sets, to_tree
from credit_registry.rules.documents.schemas import RULE_SET
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.row_edits import SECTIONS, RowEdit, edited, of_row
from credit_registry.rules.tables.row_forms import field_of, place_of, row_of, rows_at, typed_of
from credit_registry.rules.tables.sheet_layouts import GRADES, HEAD, RULES
from credit_registry.rules.tables.sheet_reading import read_sheets
from credit_registry.rules.tables.sheets import sheets_of
from credit_registry.rules.versions import canonical_form
from credit_registry.rules.words.fault_words import fault_words

SHIPPED = {each.code: each for each in shipped_rule_sets()}


def through_forms(rule_set: RuleSet) -> RuleSet:
    """Every row shown as a form and read back, one after another."""
    tree = to_tree(rule_set)
    for section in SECTIONS:
        for index, row in enumerate(list(rows_at(tree, section))):
            typed = typed_of(section, row)
            tree = edited(tree, RowEdit(section, index, row_of(section, typed), index + 1))
    return formed(tree)


def through_sheets(rule_set: RuleSet) -> RuleSet:
    """The rule set as the rows of a workbook, and back."""
    filled: FilledSheets = {
        sheet.name: [
            (1, tuple(column.heading for column in sheet.columns)),
            *((number, row) for number, row in enumerate(sheet.rows, start=2)),
        ]
        for sheet in sheets_of(rule_set)
    }
    return read_sheets(filled)[0]


@pytest.mark.parametrize("code", sorted(SHIPPED))
def test_a_shipped_rule_set_passes_through_forms_and_sheets_unchanged(code: str) -> None:
    rule_set = SHIPPED[code]
    assert canonical_form(through_forms(rule_set)) == canonical_form(rule_set)
    assert canonical_form(through_sheets(through_forms(through_sheets(rule_set)))) == (
        canonical_form(rule_set)
    )


@settings(max_examples=25, deadline=None)
@given(rule_sets())
def test_any_rule_set_passes_through_forms_and_sheets_unchanged(rule_set: RuleSet) -> None:
    assert canonical_form(through_forms(rule_set)) == canonical_form(rule_set)
    assert canonical_form(through_forms(through_sheets(rule_set))) == canonical_form(rule_set)


def test_points_are_typed_in_points_and_nothing_else_is_guessed() -> None:
    typed = typed_of(GRADES, {"code": "A", "at_least": 7050, "title": {"zh": "良", "en": "good"}})
    assert typed["at_least"] == "70.50"
    for text, number in (("7", 700), ("-0.5", -50), ("12.34", 1234), ("1.234", "1.234")):
        assert row_of(GRADES, typed | {"at_least": text})["at_least"] == number


def test_nested_rows_stand_by_their_places_and_empty_ones_go() -> None:
    typed = {
        "bands.0.place": "2", "bands.0.at_least": "5", "bands.0.points": "1",
        "bands.1.place": "", "bands.1.at_least": "9", "bands.1.points": "2",
        "bands.2.place": "", "bands.2.at_least": "", "bands.2.points": "",
        "bands.7.place": "1", "bands.7.at_least": "0", "bands.7.points": "3",
    }  # fmt: skip
    assert row_of(RULES, typed)["bands"] == [
        {"at_least": 0, "points": 300},
        {"at_least": 5, "points": 100},
        {"at_least": 9, "points": 200},
    ]


def test_a_place_out_of_bounds_is_the_nearest() -> None:
    assert [place_of({"place": text}, 9) for text in ("0", "3", "12", "", "x")] == [1, 3, 9, 9, 9]


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("/title", "title.zh"),
        ("/timing/steps/0", "timing.steps.0.months"),
        ("/bands/0/points", "bands.0.points"),
        ("/match/severities/1", "match.severities"),
        ("/effect", "effect.at_least"),
        ("/table", "table"),
        ("", ""),
    ],
)
def test_a_fault_is_told_at_its_field(pointer: str, field: str) -> None:
    typed = dict.fromkeys(
        ("bands.0.place", "bands.0.at_least", "bands.0.points", "timing.steps.0.months"), ""
    )
    assert field_of(RULES, typed, FieldError(pointer, "wrong")) == field


def test_faults_of_other_rows_are_not_told_at_this_one() -> None:
    faults = tuple(
        FieldError(each, "wrong") for each in ("/rules/1/bands", "/rules/11/code", "/since")
    )
    assert of_row(faults, RowEdit(RULES, 1, {}, 2)) == (FieldError("/bands", "wrong"),)
    assert of_row(faults, RowEdit(HEAD, 0, {})) == (FieldError("/since", "wrong"),)


def test_a_row_is_put_in_moved_and_taken_out() -> None:
    tree = {"rules": [{"code": "a"}, {"code": "b"}, {"code": "c"}]}

    def codes(edit: RowEdit) -> str:
        return "".join(row["code"] for row in edited(tree, edit)["rules"])

    assert codes(RowEdit(RULES, None, {"code": "d"}, 2)) == "adbc"
    assert codes(RowEdit(RULES, 0, {"code": "a"}, 3)) == "bca"
    assert codes(RowEdit(RULES, 1, None)) == "ac"
    with pytest.raises(NotFound):
        edited(tree, RowEdit(RULES, 3, None))


def reasons() -> list[str]:
    """The reasons in the code of the checks, with something in the place of what varies."""
    found = []
    for module in (checks, rule_checks, requirement_checks):
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "FieldError":
                reason = call.args[1]
                if isinstance(reason, ast.JoinedStr):
                    parts = (
                        str(each.value) if isinstance(each, ast.Constant) else "X"
                        for each in reason.values
                    )
                    found.append("".join(parts))
                elif isinstance(reason, ast.Constant):
                    found.append(str(reason.value))
    return found


def test_every_reason_of_the_checks_is_known_in_chinese() -> None:
    assert len(reasons()) > 30
    unknown = [each for each in reasons() if fault_words(FieldError("", each)).zh == each]
    assert unknown == []


def test_what_the_schema_says_of_a_poor_form_is_known_in_chinese() -> None:
    tree = {
        "code": "中", "title": {"zh": "", "en": 1}, "scale_to": 1.5, "bonus_most": -1,
        "since": "soon", "dimensions": [], "purpose": "z", "more": 1,
        "no_grade": {"standings": [], "title": None},
        "rules": [
            {"kind": "x", "timing": {"from_next_day": "maybe"}, "industries": ["1"], "match": 1}
        ],
    }  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        formed(tree)
    faults = refused.value.errors
    assert len(faults) > 15
    assert [each for each in faults if fault_words(each).zh == each.reason] == []


def test_a_rule_set_that_is_formed_may_have_faults_still() -> None:
    tree = to_tree(SHIPPED["GZ-QC-1"]) | {"grades": []}
    with pytest.raises(InvalidInput):
        formed(tree)
    tree = to_tree(SHIPPED["GZ-QC-1"]) | {"since": date(2030, 1, 1).isoformat(), "dimensions": []}
    tree["dimensions"] = to_tree(SHIPPED["GZ-QC-1"])["dimensions"][:1]
    rule_set = formed(tree)
    assert RULE_SET.dump(rule_set)["since"] == "2030-01-01"
    assert checks.faults_of(rule_set)
