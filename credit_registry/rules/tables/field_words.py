"""Fields of a rule set's rows and what they hold, in words."""

from collections.abc import Iterable
from typing import Any, cast

from marshmallow import Schema

from credit_registry.rules.documents.schemas import (
    AgeStepSchema,
    BandSchema,
    PointsRowSchema,
    RequirementSchema,
)
from credit_registry.rules.doubts.doubts import listed
from credit_registry.rules.doubts.possible_values import known_words
from credit_registry.rules.rule_sets import (
    AgeStep,
    Band,
    PointsRow,
    Requirement,
    Rule,
    RuleSet,
    Wording,
)
from credit_registry.rules.sentences import points
from credit_registry.rules.tables.sheet_layouts import (
    MEASURE,
    MONTHS,
    PERCENT,
    POINTS,
    RULES,
    Column,
    Form,
    layouts,
)
from credit_registry.rules.words.rule_words import band_words, measure_words, row_words
from credit_registry.rules.words.timing_words import step_words
from credit_registry.rules.words.unmet_explanations import condition

NOTHING = Wording("（未设）", "not set")
TRUTHS = {True: Wording("是", "yes"), False: Wording("否", "no")}

Nested = PointsRow | Band | AgeStep | Requirement
"""The rows that lie in other rows."""

NESTED: dict[str, Schema] = {
    "table": PointsRowSchema(),
    "bands": BandSchema(),
    "requires": RequirementSchema(),
    "timing.steps": AgeStepSchema(),
}
"""The fields that hold rows of their own, and what reads these."""


def field_title(section: str, field: str) -> Wording:
    """What the field is called."""
    if field in NESTED:
        return layouts()[field].title
    return layouts()[section].column(field).title


def field_words(rule_set: RuleSet, section: str, code: str, field: str, value: Any) -> Wording:  # noqa: ANN401 - a value of a tree
    """What the field holds in the row of the code."""
    if value in (None, [], ()):
        return NOTHING
    rule = next((each for each in rule_set.rules if each.code == code), None)
    rule = rule if section == RULES else None
    if field in NESTED:
        rows = [cast("Nested", NESTED[field].load(each)) for each in value]
        return lines(_nested(rule_set, rule, row) for row in rows)
    column = layouts()[section].column(field)
    if isinstance(value, list):
        return listed(_word(column, rule, str(each)) for each in value)
    if isinstance(value, bool):
        return TRUTHS[value]
    return (
        _number(column, rule, value) if column.form is Form.NUMBER else _word(column, rule, value)
    )


def lines(found: Iterable[Wording]) -> Wording:
    """Several lines as one."""
    words = list(found)
    return Wording("；".join(each.zh for each in words), "; ".join(each.en for each in words))


def _nested(rule_set: RuleSet, rule: Rule | None, row: Nested) -> Wording:
    """A row of a table, a band, a step or a requirement."""
    if isinstance(row, Requirement):
        return condition(rule_set, row)
    if isinstance(row, AgeStep):
        return step_words(row)
    if rule is None:
        return NOTHING
    return band_words(rule, row) if isinstance(row, Band) else row_words(rule, row)


def _word(column: Column, rule: Rule | None, value: str) -> Wording:
    """A closed word by its label, a word of records by that of the kind, or the text itself."""
    if value in column.words:
        return column.words[value]
    name = {"match.outcomes": "outcome", "match.categories": "category"}.get(column.field)
    known = known_words(rule.kind, name) if rule is not None and name is not None else {}
    return known.get(value, Wording(value, value))


def _number(column: Column, rule: Rule | None, value: int) -> Wording:
    """A number in its unit."""
    if column.unit == POINTS:
        return Wording(f"{points(value)}分", f"{points(value)} points")
    if column.unit == MONTHS:
        return Wording(f"{value}个月", f"{value} months")
    if column.unit == PERCENT:
        return Wording(f"{value}%", f"{value} %")
    if column.unit == MEASURE and rule is not None:
        return measure_words(rule, value)
    return Wording(str(value), str(value))
