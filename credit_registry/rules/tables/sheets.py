"""A rule set as the sheets of a workbook: one row for each row of the set."""

from collections.abc import Iterator, Mapping
from typing import Any

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.sheets import Cell, Sheet, SheetColumn
from credit_registry.rules.documents.documents import to_tree
from credit_registry.rules.doubts.possible_values import known_words
from credit_registry.rules.rule_sets import RuleSet, Wording
from credit_registry.rules.tables.sheet_layouts import (
    GRADES,
    HEAD,
    OF_GRADE,
    OF_RULE,
    REFERENCES,
    RULES,
    Column,
    Form,
    Layout,
    layouts,
)

NOTES, WORDS = "说明", "词表"
"""The sheets that explain the others; nothing is read from them."""

TRUTHS = {"true": "是", "false": "否"}
SEPARATOR = "；"

INTRODUCTION = (
    Wording(
        "每张表的一行对应规则集的一行；列按表头中的英文字段名识别，列的次序可以变，表名不可以变。",
        "Each row is one row of the rule set. Columns are known by the field's name in the "
        "heading: their order may change, the names of the sheets may not.",
    ),
    Wording(
        "分值以百分之一分为单位（100为1分），金额以分为单位（100为1元）。空单元格即取默认值。",
        "Points are hundredths of a point (100 is one point), money is fen (100 is one yuan). An "
        "empty cell means the default.",
    ),
    Wording(
        "行的次序有意义：等级由高到低；规则只能看排在前面的规则；分值行自上而下取第一条相符的。",
        "The order of rows means something: grades fall; a rule reads earlier rules only; of "
        "table rows the first that fits counts.",
    ),
    Wording(
        "单元格可填“词表”中的中文词或代码。“说明”和“词表”两张表不读入，自加的表也不读入。",
        "Cells take the Chinese words of the sheet 词表 or their codes. The sheets 说明 and 词表 "
        "are not read, nor is any sheet that you add.",
    ),
)


def sheets_of(rule_set: RuleSet) -> tuple[Sheet, ...]:
    """The sheets of the workbook, the notes first and the words last."""
    tree = to_tree(rule_set)
    found = layouts()
    rows = {path: tuple(_rows(layout, tree)) for path, layout in found.items()}
    written = (
        Sheet(layout.name, tuple(map(_heading, layout.columns)), rows[path], can_grow=path != HEAD)
        for path, layout in found.items()
    )
    return (_notes(), *written, _words())


def _rows(layout: Layout, tree: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet."""
    if layout.path == HEAD:
        yield _cells(layout, tree)
    elif not layout.is_below:
        yield from (_cells(layout, row) for row in tree[layout.path])
    else:
        for path, owner in ((GRADES, OF_GRADE), (RULES, OF_RULE)):
            for row in tree[path]:
                for below in _at(row, layout.path) or ():
                    yield _cells(layout, {**below, owner: row["code"]})


def _at(row: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - whatever a tree holds
    """What stands at a path of names, None where nothing does."""
    found: Any = row
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _cells(layout: Layout, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells of a row; what is left at its default stays empty."""
    return tuple(_cell(column, _at(row, column.field)) for column in layout.columns)


def _cell(column: Column, value: Any) -> Cell:  # noqa: ANN401 - whatever a tree holds
    """A value as the cell shows it: closed words by their labels, lists with semicolons."""
    if value is None:
        return None
    if column.is_list:
        return SEPARATOR.join(_word(column, each) for each in value)
    if column.form is Form.TRUTH:
        return TRUTHS[str(value).lower()]
    return value if column.form is Form.NUMBER else _word(column, value)


def _word(column: Column, code: str) -> str:
    """The label of a closed word, or the text as it is."""
    return column.words[code].zh if code in column.words else str(code)


def _heading(column: Column) -> SheetColumn:
    """A column with its heading and what its cells offer."""
    truths = tuple(TRUTHS.values()) if column.form is Form.TRUTH else ()
    words = tuple(each.zh for each in column.words.values())
    note = f"{column.note.zh}\n{column.note.en}" if column.note else ""
    return SheetColumn(
        heading=column.heading,
        width=column.width,
        is_text=column.form is not Form.NUMBER,
        choices=truths or words,
        choices_from=_sheet_of(column.field),
        is_open=column.is_list or column.field == DIMENSION_FIELD,
        note=note,
    )


DIMENSION_FIELD = "dimension"
"""Beside the codes of dimensions it takes the word for bonus points."""


def _sheet_of(field: str) -> str:
    """The sheet whose codes the field refers to, empty for none."""
    return layouts()[REFERENCES[field]].name if field in REFERENCES else ""


def _notes() -> Sheet:
    """What the workbook is and what each column means."""
    columns = ("表 Sheet", "列 Column", "字段 Field", "含义 Meaning", "说明 Note")
    widths = (16, 24, 26, 36, 90)
    rows: list[tuple[Cell, ...]] = [
        ("", "", "", "", f"{each.zh}\n{each.en}") for each in INTRODUCTION
    ]
    for layout in layouts().values():
        rows.append((layout.name, "", "", layout.title.en, ""))
        rows += [
            (
                layout.name,
                column.title.zh,
                column.field,
                column.title.en,
                f"{column.note.zh} · {column.note.en}" if column.note else "",
            )
            for column in layout.columns
        ]
    headings = zip(columns, widths, strict=True)
    return Sheet(NOTES, tuple(SheetColumn(*each) for each in headings), tuple(rows), can_grow=False)


def _words() -> Sheet:
    """All words that cells may hold, with their labels."""
    columns = ("列 Column", "适用 For", "代码 Code", "中文 Chinese", "英文 English")
    rows = [*_closed_words(), *_record_words()]
    headings = zip(columns, (26, 26, 28, 40, 50), strict=True)
    return Sheet(WORDS, tuple(SheetColumn(*each) for each in headings), tuple(rows), can_grow=False)


def _closed_words() -> Iterator[tuple[Cell, ...]]:
    """The words of the closed lists."""
    seen: set[str] = set()
    for layout in layouts().values():
        for column in layout.columns:
            if column.words and column.field not in seen:
                seen.add(column.field)
                for code, words in column.words.items():
                    yield column.title.zh, "", code, words.zh, words.en


def _record_words() -> Iterator[tuple[Cell, ...]]:
    """The outcomes and categories that records of each kind can have."""
    titles = {"outcome": "结果", "category": "类别"}
    for kind, found in KINDS.items():
        for column, title in titles.items():
            for code, words in known_words(kind, column).items():
                yield title, found.label_zh, code, words.zh, words.en
