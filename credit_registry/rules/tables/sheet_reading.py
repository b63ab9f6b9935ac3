"""The rule set in the sheets of a workbook; each fault names its sheet, row and column."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.sheets import Cell, FilledSheets, NumberedCells
from credit_registry.rules.documents.documents import from_tree
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.sheet_layouts import (
    GRADES,
    HEAD,
    OF_GRADE,
    OF_RULE,
    RULES,
    Column,
    Form,
    Layout,
    layouts,
)
from credit_registry.rules.tables.sheet_places import Place, Places, said
from credit_registry.rules.tables.sheets import TRUTHS

Tree = dict[str, Any]

_PARTS = re.compile("[;；,，\n]")
_DIGITS = re.compile(r"-?\d{1,18}")
_TRUE, _FALSE = {TRUTHS["true"], "true", "1"}, {TRUTHS["false"], "false", "0"}


def read_sheets(filled: FilledSheets) -> tuple[RuleSet, Places]:
    """The checked rule set, and where its rows stand. Raises InvalidInput."""
    reader = _Reader(filled)
    tree = reader.tree()
    if reader.faults:
        raise InvalidInput("The sheets do not have the expected form.", reader.faults)
    try:
        return from_tree(tree), reader.places
    except InvalidInput as error:
        raise InvalidInput(str(error), reader.places.located(error.errors)) from error


class _Reader:
    """Puts the rows of the sheets together, and notes where they stood and what was wrong."""

    def __init__(self, filled: FilledSheets) -> None:
        self.filled = filled
        self.places = Places()
        self.faults: list[FieldError] = []

    def tree(self) -> Tree:
        """The rule set as plain maps and lists."""
        own = [each for each in layouts().values() if not each.is_below]
        below = [each for each in layouts().values() if each.is_below]
        rows = {layout.path: list(self._rows(layout)) for layout in own}
        tree: Tree = {}
        if len(rows[HEAD]) == 1:
            tree = rows[HEAD][0][1]
            self.places.rows[""] = Place(layouts()[HEAD], rows[HEAD][0][0])
        else:
            name = layouts()[HEAD].name
            self._fault(f"sheet {name}", f"It has {len(rows[HEAD])} rows.", "one row")
        for path in (layout.path for layout in own if layout.path != HEAD):
            tree[path] = [row for _, row in rows[path]]
            for index, (number, _) in enumerate(rows[path]):
                self.places.rows[f"/{path}/{index}"] = Place(layouts()[path], number)
        for rule in tree[RULES]:
            rule.setdefault("timing", {})
        for layout in below:
            self._place_below(layout, tree)
        return tree

    def _place_below(self, layout: Layout, tree: Tree) -> None:
        """Put the rows of a sheet into the rows that they name."""
        names = {
            path: {row["code"]: i for i, row in reversed([*enumerate(tree[path])]) if "code" in row}
            for path in (RULES, GRADES)
        }
        for number, row in self._rows(layout):
            owners = [(RULES, row.pop(OF_RULE, None)), (GRADES, row.pop(OF_GRADE, None))]
            given = [(path, code) for path, code in owners if code is not None]
            place = said(layout.name, number, layout.columns[0], self._stands(layout))
            if len(given) != 1:
                self._fault(place, "The row belongs to nothing, or to two rows.", _owners(layout))
                continue
            path, code = given[0]
            if code not in names[path]:
                known = ", ".join(names[path])
                self._fault(place, f"The sheet {layouts()[path].name} has no {code}.", known)
                continue
            index = names[path][code]
            pointer = _added(tree[path][index], f"/{path}/{index}", layout.path, row)
            self.places.rows[pointer] = Place(layout, number)

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Tree]]:
        """The rows of a sheet as plain maps, with their numbers."""
        if layout.name not in self.filled:
            self._fault(f"sheet {layout.name}", "The workbook has no such sheet.", "all the sheets")
            return
        numbered = iter(self.filled[layout.name])
        heading = next(numbered, None)
        if heading is None:
            self._fault(
                f"sheet {layout.name}", "The sheet has no heading.", layout.columns[0].field
            )
            return
        found = self._columns(layout, heading)
        for number, cells in numbered:
            row: Tree = {}
            for index, cell in enumerate(cells):
                column = found.get(index)
                if column is not None:
                    _set(row, column.field, value_of(column, cell))
                elif not _is_blank(cell):
                    place = said(layout.name, number, None, {})
                    self._fault(
                        place, f"There is no heading above {cell}.", "cells under a heading"
                    )
            yield number, row

    def _columns(self, layout: Layout, heading: NumberedCells) -> dict[int, Column]:
        """The columns by their places; the last word of a heading is the field's name."""
        number, cells = heading
        known = {column.field: column for column in layout.columns}
        found: dict[int, Column] = {}
        for index, cell in enumerate(cells):
            words = str(cell or "").split()
            if not words:
                continue
            column = known.pop(words[-1], None)
            if column is None:
                accepted = ", ".join(each.field for each in layout.columns)
                place = said(layout.name, number, None, {})
                self._fault(place, f"{cell} names no column, or one for the second time.", accepted)
            else:
                found[index] = column
        self.places.columns[layout.path] = {each.field: i for i, each in found.items()}
        return found

    def _stands(self, layout: Layout) -> dict[str, int]:
        return self.places.columns.get(layout.path, {})

    def _fault(self, place: str, reason: str, accepted: str) -> None:
        self.faults.append(FieldError(place, reason, accepted))


def value_of(column: Column, cell: Cell) -> Any:  # noqa: ANN401 - what the schema will judge
    """What a cell says, None where it says nothing; what is not understood stays as it is."""
    if _is_blank(cell):
        return None
    if column.is_list:
        parts = (part.strip() for part in _PARTS.split(_text(cell)))
        return [_code(column, part) for part in parts if part]
    match column.form:
        case Form.NUMBER:
            return _number(cell)
        case Form.TRUTH:
            return _truth(cell)
        case Form.CODE:
            return _code(column, _text(cell).strip())
        case _:
            return _text(cell)


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell == ""


def _text(cell: Cell) -> str:
    """The cell as text; a whole number without a point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _number(cell: Cell) -> Cell:
    """A whole number, or the cell as it is."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str) and _DIGITS.fullmatch(cell.strip()):
        return int(cell)
    return cell


def _truth(cell: Cell) -> Cell:
    """A truth value, or the cell as it is."""
    text = _text(cell).strip().lower()
    if text in _TRUE:
        return True
    return False if text in _FALSE else cell


def _code(column: Column, text: str) -> str:
    """The code behind a label, or the text as it is."""
    by_label = {words.zh: code for code, words in column.words.items()}
    return by_label.get(text, text)


def _set(row: Tree, path: str, value: object) -> None:
    """Put a value at a path of names; nothing where there is none."""
    if value is None:
        return
    *above, name = path.split(".")
    for each in above:
        row = row.setdefault(each, {})
    row[name] = value


def _added(row: Tree, pointer: str, path: str, below: Tree) -> str:
    """Add a row to a list below another; its pointer comes back."""
    *above, name = path.split(".")
    for each in above:
        row = row.setdefault(each, {})
    rows: list[Tree] = row.setdefault(name, [])
    rows.append(below)
    return f"{pointer}/{path.replace('.', '/')}/{len(rows) - 1}"


def _owners(layout: Layout) -> str:
    """What names the row above."""
    fields: Sequence[str] = [each.field for each in layout.columns]
    return " or ".join(field for field in (OF_RULE, OF_GRADE) if field in fields)
