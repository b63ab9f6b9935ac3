"""The sheets of a rule set's workbook: their columns in order, and what each may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any, cast

import yaml
from marshmallow import Schema, fields

from credit_registry.rules.documents.schemas import RULE_SET
from credit_registry.rules.doubts.rule_labels import labelled
from credit_registry.rules.rule_sets import Wording

HEAD, DIMENSIONS, GRADES, RULES, STEPS = "", "dimensions", "grades", "rules", "timing.steps"
"""The paths of the sheets whose rows stand by themselves, and of the steps."""

OF_RULE, OF_GRADE = "of_rule", "of_grade"
"""The columns that name the row above."""

REFERENCES = {
    OF_RULE: RULES,
    OF_GRADE: GRADES,
    "rule": RULES,
    "dimension": DIMENSIONS,
    "effect.grade_cap": GRADES,
}
"""The columns that hold the code of a row of another sheet."""

POINTS, MONTHS, PERCENT, MEASURE = "points", "months", "percent", "measure"


class Form(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a row; `words` are the labels of its closed list, by code.

    `is_needed` where no row can do without it.
    """

    field: str
    title: Wording
    note: Wording | None
    unit: str
    width: int
    form: Form
    is_list: bool
    words: Mapping[str, Wording]
    is_needed: bool

    @property
    def heading(self) -> str:
        """The Chinese name with the field's name beside it."""
        return f"{self.title.zh} {self.field}"


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: which rows it holds, and its columns."""

    name: str
    path: str
    title: Wording
    columns: tuple[Column, ...]

    @property
    def is_below(self) -> bool:
        """Whether its rows belong to rows of another sheet."""
        return any(column.field == OF_RULE for column in self.columns)

    def column(self, field: str) -> Column:
        """The column of a field."""
        return next(each for each in self.columns if each.field == field)


@lru_cache(maxsize=1)
def layouts() -> Mapping[str, Layout]:
    """The sheets by the path of their rows."""
    text = (resources.files("credit_registry.rules.tables") / "workbook.yaml").read_text("utf-8")
    return {each["path"]: _layout(each) for each in yaml.safe_load(text)}


def _layout(sheet: dict[str, Any]) -> Layout:
    """A sheet as the file describes it."""
    title = Wording(sheet["name"], sheet["en"])
    schema = _schema_of(sheet["path"])
    columns = tuple(_column(each, schema) for each in sheet["columns"])
    return Layout(sheet["name"], sheet["path"], title, columns)


def _schema_of(path: str) -> Schema:
    """The schema of the rows at a path; those of rules lie below the rules."""
    if path == HEAD:
        return RULE_SET
    if path in {DIMENSIONS, GRADES, RULES}:
        return _below(RULE_SET.fields[path])
    return _below(_field_at(_schema_of(RULES), path))


def _below(field: fields.Field[Any]) -> Schema:
    """The schema of nested rows, of one or of a list."""
    inner = field.inner if isinstance(field, fields.List) else field
    return cast("fields.Nested", inner).schema


def _field_at(schema: Schema, path: str) -> fields.Field[Any]:
    """The field at a path of names."""
    name, _, rest = path.partition(".")
    field = schema.fields[name]
    return _field_at(_below(field), rest) if rest else field


def _column(row: dict[str, Any], schema: Schema) -> Column:
    """A column as the file describes it and the schema knows it."""
    path = row["field"]
    field = fields.String() if path in {OF_RULE, OF_GRADE} else _field_at(schema, path)
    is_list = isinstance(field, fields.List)
    inner = field.inner if isinstance(field, fields.List) else field
    words = labelled(cast("type[StrEnum]", inner.enum)) if isinstance(inner, fields.Enum) else {}
    return Column(
        field=path,
        title=Wording(row["zh"], row["en"]),
        note=Wording(**row["note"]) if "note" in row else None,
        unit=row.get("unit", ""),
        width=row.get("width", 14),
        form=_form(inner, path),
        is_list=is_list,
        words=words,
        is_needed=path not in {OF_RULE, OF_GRADE} and _is_needed(schema, path),
    )


def _is_needed(schema: Schema, path: str) -> bool:
    """Whether every field on the way to the path is required."""
    name, _, rest = path.partition(".")
    field = schema.fields[name]
    return field.required and (not rest or _is_needed(_below(field), rest))


def _form(field: fields.Field[Any], path: str) -> Form:
    """What the cells of the field hold; only wordings are free text."""
    if isinstance(field, fields.Boolean):
        return Form.TRUTH
    if isinstance(field, fields.Integer):
        return Form.NUMBER
    return Form.TEXT if path.endswith((".zh", ".en")) else Form.CODE
