"""A row of a rule set as the fields of a form, and the row back from what was typed in them.

The fields are the columns of the workbook's sheets: nothing is listed here a second time. A row
that lies in another has the names `table.0.points`, with its place among its like beside them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from credit_registry.domain.errors import FieldError
from credit_registry.rules.tables.sheet_layouts import (
    GRADES,
    OF_GRADE,
    OF_RULE,
    POINTS,
    RULES,
    Column,
    Form,
    Layout,
    layouts,
)
from credit_registry.rules.tables.sheet_reading import value_of

SEPARATOR = ";"
"""What stands between the values of a field that takes several."""

PLACE = "place"
"""The field that says where among its like a row stands, counted from 1."""

TRUE = "true"
HUNDRED = 100

_OWNERS = {RULES: OF_RULE, GRADES: OF_GRADE}
_POINTS = re.compile(r"(-?)(\d{1,9})(?:\.(\d{1,2}))?")
_MOST_PLACES = 1_000

Typed = Mapping[str, str]
Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nested:
    """A row that lies in another, at `name`: its fields are `NAME.COLUMN`."""

    name: str
    layout: Layout


def own_columns(layout: Layout) -> tuple[Column, ...]:
    """The columns of the row itself, without those that name the row above."""
    return tuple(each for each in layout.columns if each.field not in _OWNERS.values())


def groups_of(path: str) -> tuple[Layout, ...]:
    """The rows that can lie in a row of the path."""
    owner = _OWNERS.get(path)
    return tuple(
        layout
        for layout in layouts().values()
        if owner is not None and any(each.field == owner for each in layout.columns)
    )


def typed_of(path: str, row: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a row as a form shows them; what is left at its default is empty."""
    typed = {
        column.field: _text(column, _at(row, column.field)) for column in layouts()[path].columns
    }
    for group in groups_of(path):
        for index, below in enumerate(_at(row, group.path) or ()):
            name = f"{group.path}.{index}"
            typed[f"{name}.{PLACE}"] = str(index + 1)
            for column in own_columns(group):
                typed[f"{name}.{column.field}"] = _text(column, _at(below, column.field))
    return typed


def row_of(path: str, typed: Typed) -> Tree:
    """The row behind the fields; a nested row in which nothing stands is left out.

    What is not understood stays as it was typed, for the schema to refuse.
    """
    row: Tree = {"timing": {}} if path == RULES else {}
    _fill(row, own_columns(layouts()[path]), typed, "")
    for group in groups_of(path):
        rows = [below for below in _nested(group, typed) if below]
        if rows:
            _set(row, group.path, rows)
    return row


def place_of(typed: Typed, last: int) -> int:
    """Where the row is to stand among its like, from 1 to the last."""
    text = typed.get(PLACE, "").strip()
    return min(max(int(text), 1), last) if text.isascii() and text.isdecimal() else last


def nested_names(path: str, typed: Typed) -> tuple[Nested, ...]:
    """The nested rows that a form has, in their order in it."""
    return tuple(
        Nested(f"{group.path}.{index}", group)
        for group in groups_of(path)
        for index in _indices(group, typed)
    )


def field_of(path: str, typed: Typed, fault: FieldError) -> str:
    """The field to which a fault belongs, by its pointer in the row; empty for the whole row.

    A pointer below a field is told at the field, one above some fields at the first of them.
    """
    name = fault.pointer.lstrip("/").replace("/", ".")
    names = [each for each in typed if not each.endswith(f".{PLACE}")]
    names += [each.field for each in own_columns(layouts()[path])]
    for each in names:
        if f"{name}.".startswith(f"{each}."):
            return each
    return next((each for each in names if name and each.startswith(f"{name}.")), name)


def _nested(group: Layout, typed: Typed) -> list[Tree]:
    """The rows of a group by their places; of equal places the one that stands first."""
    found: list[tuple[int, Tree]] = []
    for index in _indices(group, typed):
        name = f"{group.path}.{index}."
        below: Tree = {}
        _fill(below, own_columns(group), typed, name)
        found.append((place_of({PLACE: typed.get(f"{name}{PLACE}", "")}, _MOST_PLACES), below))
    return [below for _, below in sorted(found, key=lambda each: each[0])]


def _indices(group: Layout, typed: Typed) -> list[int]:
    """The numbers of the rows of a group that a form has."""
    beginning = f"{group.path}."
    numbers = {
        name.removeprefix(beginning).partition(".")[0]
        for name in typed
        if name.startswith(beginning)
    }
    return sorted(int(each) for each in numbers if each.isascii() and each.isdecimal())


def _fill(row: Tree, columns: tuple[Column, ...], typed: Typed, above: str) -> None:
    """Put what was typed into the row."""
    for column in columns:
        value = _value(column, typed.get(f"{above}{column.field}", ""))
        if value is not None:
            _set(row, column.field, value)


def _value(column: Column, text: str) -> Any:  # noqa: ANN401 - what the schema will judge
    """What a field says, None where it says nothing."""
    plain = text.replace("\r\n", "\n")
    if column.unit == POINTS and plain.strip():
        return _hundredths(plain.strip())
    return value_of(column, plain)


def _hundredths(text: str) -> int | str:
    """Points as hundredths of a point, or the text as it is."""
    found = _POINTS.fullmatch(text)
    if found is None:
        return text
    sign, whole, rest = found.groups()
    number = int(whole) * HUNDRED + int((rest or "").ljust(2, "0"))
    return -number if sign else number


def _text(column: Column, value: Any) -> str:  # noqa: ANN401 - whatever a tree holds
    """A value as a field shows it: codes, points with two decimals, lists with semicolons."""
    if value is None:
        return ""
    if column.is_list:
        return SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    if column.form is Form.TRUTH:
        return TRUE if value is True else ""
    if column.unit == POINTS and type(value) is int:
        whole, rest = divmod(abs(value), HUNDRED)
        return f"{'-' if value < 0 else ''}{whole}.{rest:02}"
    return str(value)


def _at(row: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - whatever a tree holds
    """What stands at a path of names, None where nothing does."""
    found: Any = row
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _set(row: Tree, path: str, value: object) -> None:
    """Put a value at a path of names."""
    *above, name = path.split(".")
    for each in above:
        row = row.setdefault(each, {})
    row[name] = value


def rows_at(tree: Mapping[str, Any], path: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a section; of the rule set itself the one row."""
    yield from tree[path] if path else (tree,)
