"""Which records a row means, in words."""

from collections.abc import Iterator

from credit_registry.domain.records import RecordKind
from credit_registry.rules.doubts.doubts import listed
from credit_registry.rules.doubts.possible_values import CLOSED, known_words
from credit_registry.rules.execution.compiled_rules import FIELDS
from credit_registry.rules.rule_sets import Match, Wording

COLUMNS = {
    "outcome": Wording("结果", "outcome"),
    "severity": Wording("严重程度", "severity class"),
    "level": Wording("级别", "level"),
    "category": Wording("类别", "category"),
}
"""What the columns are called that a row can ask about."""

ANY_RECORD = Wording("任何记录", "any record")
NOT_STATED = Wording("未载明", "not stated")


def value_words(kind: RecordKind, column: str, value: str | None) -> Wording:
    """What a value of the column is called in records of the kind."""
    if value is None:
        return NOT_STATED
    known = CLOSED.get(column) or known_words(kind, column)
    return known.get(value, Wording(value, value))


def match_words(kind: RecordKind, match: Match) -> Wording:
    """The conditions of a row, or that it means any record."""
    parts = list(_parts(kind, match))
    if not parts:
        return ANY_RECORD
    return Wording("，".join(each.zh for each in parts), "; ".join(each.en for each in parts))


def _parts(kind: RecordKind, match: Match) -> Iterator[Wording]:
    """One part for each column that the row asks about."""
    for column, name in FIELDS.items():
        values = getattr(match, name)
        if values:
            words = listed(value_words(kind, column, str(value)) for value in values)
            title = COLUMNS[column]
            yield Wording(f"{title.zh}为{words.zh}", f"{title.en} {words.en}")
