"""What a field of a rule set's row offers to choose from."""

from collections.abc import Mapping
from typing import Any

from credit_registry.domain.records import RecordKind
from credit_registry.rules.doubts.possible_values import known_words
from credit_registry.rules.rule_sets import BONUS, Wording
from credit_registry.rules.tables.field_words import TRUTHS
from credit_registry.rules.tables.row_forms import SEPARATOR, TRUE
from credit_registry.rules.tables.sheet_layouts import DIMENSIONS, REFERENCES, Column, Form
from credit_registry.rules.words.rule_words import BONUS_POINTS

RECORD_WORDS = {"match.outcomes": "outcome", "match.categories": "category"}
LISTS = "effect.candidate"

Offered = Mapping[str, Wording]


def offered(
    column: Column, kind: str, tree: Mapping[str, Any], lists: Offered, value: str
) -> Offered:
    """The codes that the field takes with their words; nothing where it is typed freely.

    `kind` is the kind of record that the row looks at, `tree` the rule set whose rows can be
    referred to. What stands in the field is offered too, so that nothing is lost unseen; of a
    list it comes first and in its order, which a form keeps by the order of its boxes.
    """
    found = dict(_words(column, kind, tree, lists))
    if not found:
        return {}
    stated = value.split(SEPARATOR) if column.is_list else [value]
    standing = {each: found.get(each, Wording(each, each)) for each in stated if each}
    return standing | found if column.is_list else found | standing


def _words(column: Column, kind: str, tree: Mapping[str, Any], lists: Offered) -> Offered:
    """The codes by their source: the schema, the kind of record, the rule set, the law."""
    if column.words:
        return column.words
    if column.form is Form.TRUTH:
        return {TRUE: TRUTHS[True]}
    if column.field in RECORD_WORDS:
        is_kind = kind in set(RecordKind)
        return known_words(RecordKind(kind), RECORD_WORDS[column.field]) if is_kind else {}
    if column.field == LISTS:
        return lists
    if column.field not in REFERENCES:
        return {}
    rows = {each["code"]: _titled(each) for each in tree[REFERENCES[column.field]]}
    return rows | ({BONUS: BONUS_POINTS} if REFERENCES[column.field] == DIMENSIONS else {})


def _titled(row: Mapping[str, Any]) -> Wording:
    """A row by its code and its title."""
    return Wording(f"{row['code']} {row['title']['zh']}", f"{row['code']} {row['title']['en']}")
