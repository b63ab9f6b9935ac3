"""The fields of a row of a draft of the rules, and those of the rows that lie in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from credit_registry.rules.rule_sets import Wording
from credit_registry.rules.tables.row_forms import (
    PLACE,
    groups_of,
    nested_names,
    own_columns,
)
from credit_registry.rules.tables.row_options import Offered, offered
from credit_registry.rules.tables.sheet_layouts import (
    MONTHS,
    PERCENT,
    POINTS,
    Column,
    Form,
    Layout,
    layouts,
)
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.voices import Voice

SPARE_ROWS = 2
"""So many empty rows a group has, to be filled in."""

UNITS = {
    POINTS: "draft.unit_points",
    MONTHS: "draft.unit_months",
    PERCENT: "draft.unit_percent",
}


@dataclass(frozen=True, slots=True)
class NestedItem:
    """A row that lies in the row."""

    legend: str
    fields: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True)
class GroupItem:
    """The rows of one sort that lie in the row; `name` is what faults of the whole group go by."""

    name: str
    title: str
    fault: str
    rows: tuple[NestedItem, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a form's fields can refer to: the rule set as a tree, and the lists of the law."""

    tree: Mapping[str, Any]
    lists: Offered


def fields_of(
    section: str, typed: Typed, around: Around, last: int | None
) -> tuple[FieldItem, ...]:
    """The fields of the row itself, with its place among so many where it has one."""
    kind = typed.values.get("kind", "")
    found = tuple(
        _field(column, column.field, typed, around, kind)
        for column in own_columns(layouts()[section])
    )
    return found if last is None else (*found, _place(PLACE, typed, last))


def groups_in(section: str, typed: Typed, around: Around) -> tuple[GroupItem, ...]:
    """The rows that lie in the row, with spare ones to be filled in."""
    names = nested_names(section, typed.values)
    return tuple(
        _group(
            group,
            [each.name for each in names if each.layout is group],
            typed,
            around,
        )
        for group in groups_of(section)
    )


def _group(group: Layout, names: list[str], typed: Typed, around: Around) -> GroupItem:
    """One sort of nested rows."""
    first = 1 + max((int(name.rpartition(".")[2]) for name in names), default=-1)
    spare = [f"{group.path}.{first + number}" for number in range(SPARE_ROWS)]
    voice, kind = typed.voice, typed.values.get("kind", "")
    rows = tuple(
        NestedItem(
            voice.say("draft.spare" if name in spare else "draft.nested", count=number),
            tuple(_nested(group, name, typed, around, kind)),
        )
        for number, name in enumerate([*names, *spare], start=1)
    )
    title = voice.either(group.title.zh, group.title.en)
    return GroupItem(group.path, title, typed.faults.get(group.path, ""), rows)


def _nested(
    group: Layout, name: str, typed: Typed, around: Around, kind: str
) -> Iterator[FieldItem]:
    """The fields of a nested row."""
    yield _place(f"{name}.{PLACE}", typed, None)
    for column in own_columns(group):
        yield _field(column, f"{name}.{column.field}", typed, around, kind)


def _place(name: str, typed: Typed, last: int | None) -> FieldItem:
    """Where among its like a row stands."""
    voice = typed.voice
    hint = "" if last is None else voice.say("draft.place_hint", count=last)
    return FieldItem(
        name=name,
        kind="line",
        label=voice.say("draft.place"),
        hint=hint,
        value=typed.values.get(name, ""),
        fault="",
        is_needed=False,
    )


def _field(column: Column, name: str, typed: Typed, around: Around, kind: str) -> FieldItem:
    """A field by its column."""
    voice, value = typed.voice, typed.values.get(name, "")
    words = offered(column, kind, around.tree, around.lists, value)
    options = tuple((code, _said(each, voice)) for code, each in words.items())
    if options and not column.is_list:
        options = (("", voice.say("draft.none_chosen")), *options)
    return FieldItem(
        name=name,
        kind=_kind(column, value, is_offered=bool(options)),
        label=voice.either(column.title.zh, column.title.en),
        hint=_hint(column, voice, is_offered=bool(options)),
        value=value,
        fault=typed.faults.get(name, ""),
        is_needed=column.is_needed and name == column.field,
        options=options,
    )


def _kind(column: Column, value: str, *, is_offered: bool) -> str:
    """How the field is written."""
    if column.is_list and is_offered:
        return "choices"
    is_long = column.form is Form.TEXT and (not column.field.startswith("title") or "\n" in value)
    return "text" if is_long else "line"


def _hint(column: Column, voice: Voice, *, is_offered: bool) -> str:
    """What the column means and its unit; the workbook's hints about its cells stay with it."""
    told = []
    if column.note is not None and not (column.is_list and is_offered):
        told.append(_said(column.note, voice))
    if column.unit in UNITS:
        told.append(voice.say(UNITS[column.unit]))
    if column.is_list and not is_offered:
        told.append(voice.say("draft.unit_list"))
    return voice.either("；", "; ").join(told)


def _said(words: Wording, voice: Voice) -> str:
    """The wording in the page's language."""
    return voice.either(words.zh, words.en)
