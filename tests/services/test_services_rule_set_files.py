"""Rule sets as files: what a workbook says is what the YAML says, to the digest."""

import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from marshmallow import Schema, fields
from random_rules import rule_sets
from rule_texts import the_extract

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.sheets import Sheet
from credit_registry.exchange.sheets import write_sheets
from credit_registry.rules.documents import schemas
from credit_registry.rules.documents.documents import (
    read_rule_set,
    shipped_rule_sets,
    write_rule_set,
)
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.sheet_layouts import layouts
from credit_registry.rules.tables.sheet_reading import read_sheets
from credit_registry.rules.tables.sheets import sheets_of
from credit_registry.rules.versions import version_of
from credit_registry.services.rule_changes import rule_set_files

SHIPPED = shipped_rule_sets()
EXTRACT = the_extract()
FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("rule_set", [EXTRACT, *SHIPPED], ids=lambda each: str(each.code))
def test_a_shipped_rule_set_goes_through_a_workbook_unchanged(rule_set: RuleSet) -> None:
    from_yaml = rule_set_files.read(write_rule_set(rule_set).encode())
    from_workbook = rule_set_files.read(rule_set_files.workbook(from_yaml.rule_set))
    again = rule_set_files.read(write_rule_set(from_workbook.rule_set).encode())
    assert from_workbook.rule_set == rule_set
    assert version_of(again.rule_set) == version_of(rule_set)


@FEW
@given(rule_sets())
def test_any_rule_set_goes_through_a_workbook_unchanged(rule_set: RuleSet) -> None:
    found = rule_set_files.read(rule_set_files.workbook(rule_set))
    assert version_of(found.rule_set) == version_of(rule_set)
    assert read_rule_set(write_rule_set(found.rule_set)) == rule_set


@MANY
@given(rule_sets())
def test_any_rule_set_goes_through_sheets_unchanged(rule_set: RuleSet) -> None:
    filled: dict[str, Any] = {
        sheet.name: [(1, [column.heading for column in sheet.columns]), *enumerate(sheet.rows, 2)]
        for sheet in sheets_of(rule_set)
    }
    assert read_sheets(filled)[0] == rule_set


Cells = dict[str, list[list[Any]]]


def cells() -> Cells:
    """The sheets of the extract, heading first, for a test to spoil."""
    return {
        sheet.name: [[column.heading for column in sheet.columns], *map(list, sheet.rows)]
        for sheet in sheets_of(EXTRACT)
    }


def column_of(path: str, field: str) -> int:
    return [each.field for each in layouts()[path].columns].index(field)


def put(found: Cells, path: str, row: int, field: str, value: object) -> None:
    """Write into the cell of a row, as numbered in the spreadsheet."""
    found[layouts()[path].name][row - 1][column_of(path, field)] = value


def read(found: Cells) -> RuleSet:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in found.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return rule_set_files.read(target.getvalue()).rule_set


def faults(found: Cells) -> tuple[FieldError, ...]:
    with pytest.raises(InvalidInput) as raised:
        read(found)
    return tuple(raised.value.errors)


def test_columns_may_change_places_and_labels_may_be_codes() -> None:
    found = cells()
    found["规则"] = [row[::-1] for row in found["规则"]]
    found["注"] = [["anything"]]
    put(found, "dimensions", 2, "sources", "commitment")
    assert read(found) == EXTRACT


def test_a_number_typed_as_text_and_a_code_typed_as_a_number_are_understood() -> None:
    found = cells()
    put(found, "dimensions", 2, "most", "1000")
    put(found, "", 2, "code", 2026)
    put(found, "rules", 3, "timing.from_next_day", True)
    assert read(found).code == "2026"


@pytest.mark.parametrize(
    ("path", "row", "field", "value", "place"),
    [
        ("", 2, "since", "soon", "sheet 规则集, row 2, column F (施行日期 since)"),
        ("rules", 4, "aggregate", "average", "sheet 规则, row 4, column F (计算方式 aggregate)"),
        ("rules", 4, "most", 1.5, "sheet 规则, row 4, column U (最高分 most)"),
        ("rules", 4, "timing.from_next_day", "maybe",
         "sheet 规则, row 4, column M (次日起算 timing.from_next_day)"),
        ("rules", 4, "match.levels", "省级；天级",
         "sheet 规则, row 4, column J (级别 match.levels)"),
        ("rules", 5, "dimension", "Z", "sheet 规则, row 5, column R (维度 dimension)"),
        ("bands", 6, "at_least", 1, "sheet 分段, row 6, column B (起点 at_least)"),
        ("timing.steps", 4, "percent", 150,
         "sheet 时效, row 4, column C (计入比例（%） percent)"),
        ("grades", 3, "at_least", 9000, "sheet 等级, row 3, column B (最低分 at_least)"),
        ("rules", 7, "effect.grade_cap", "E",
         "sheet 规则, row 7, column X (等级不高于 effect.grade_cap)"),
        ("table", 2, "of_rule", "A9", "sheet 分值行, row 2, column A (规则编号 of_rule)"),
        ("table", 2, "of_rule", "", "sheet 分值行, row 2, column A (规则编号 of_rule)"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_cell(
    path: str, row: int, field: str, value: object, place: str
) -> None:
    found = cells()
    put(found, path, row, field, value)
    assert place in [each.pointer for each in faults(found)]


def test_a_sheet_that_is_not_there_is_asked_for() -> None:
    found = cells()
    del found["时效"]
    assert faults(found) == (
        FieldError("sheet 时效", "The workbook has no such sheet.", "all the sheets"),
    )


def test_a_column_of_no_field_and_a_cell_under_no_heading_are_refused() -> None:
    found = cells()
    found["等级"][0].append("颜色 colour")
    found["维度"][1] += ["", "x"]
    assert [each.pointer for each in faults(found)] == ["sheet 维度, row 2", "sheet 等级, row 1"]


def test_two_rule_sets_in_one_workbook_are_refused() -> None:
    found = cells()
    found["规则集"].append(found["规则集"][1])
    assert faults(found) == (FieldError("sheet 规则集", "It has 2 rows.", "one row"),)


def test_a_requirement_belongs_to_a_rule_or_a_grade() -> None:
    found = cells()
    found["附加条件"].append(["A2", "", "规则得分", "A1", 1, ""])
    found["附加条件"].append(["", "AAA", "成立月数", "", 36, ""])
    rule_set = read(found)
    assert [len(rule_set.rules[1].requires), len(rule_set.grades[0].requires)] == [1, 1]
    found["附加条件"].append(["A2", "AAA", "成立月数", "", 36, ""])
    assert [each.accepted for each in faults(found)] == ["of_rule or of_grade"]


def leaves_of(schema: Schema, above: str = "") -> set[str]:
    """The fields of a row that are no rows themselves."""
    found: set[str] = set()
    for name, field in schema.fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if not isinstance(inner, fields.Nested):
            found.add(f"{above}{name}")
        elif not isinstance(field, fields.List):
            found |= leaves_of(inner.schema, f"{above}{name}.")
    return found


ROWS: list[tuple[str, type[Schema]]] = [
    ("", schemas.RuleSetSchema),
    ("dimensions", schemas.DimensionSchema),
    ("grades", schemas.GradeSchema),
    ("rules", schemas.RuleSchema),
    ("table", schemas.PointsRowSchema),
    ("bands", schemas.BandSchema),
    ("requires", schemas.RequirementSchema),
    ("timing.steps", schemas.AgeStepSchema),
]


@pytest.mark.parametrize(("path", "schema"), ROWS)
def test_the_columns_are_all_the_fields_of_the_rows(path: str, schema: type[Schema]) -> None:
    columns = {column.field for column in layouts()[path].columns}
    assert columns - {"of_rule", "of_grade"} == leaves_of(schema())


def test_labels_name_one_code_each_and_hold_no_separator() -> None:
    for layout in layouts().values():
        for column in layout.columns:
            labels = [words.zh for words in column.words.values()]
            assert len(labels) == len(set(labels))
            assert not set("；;，,\n") & set("".join(labels))


def test_what_is_neither_yaml_nor_a_workbook_is_refused() -> None:
    with pytest.raises(InvalidInput, match="neither"):
        rule_set_files.read(b"\xff\xfe\x00")


def test_the_words_are_explained_in_both_languages() -> None:
    notes, *_, words = sheets_of(EXTRACT)
    assert (notes.name, words.name) == ("说明", "词表")
    assert ("结果", "监督抽查", "failed", "不合格", "failed") in words.rows
    target = io.BytesIO()
    write_sheets([notes, Sheet("x", (), ())], target)
    assert target.getvalue()
