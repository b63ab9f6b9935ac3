"""All kinds of record that a table tells apart, and which of its rows each falls to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from credit_registry.rules.doubts.possible_values import known_words, may_be_missing
from credit_registry.rules.execution.compiled_rules import FIELDS
from credit_registry.rules.rule_sets import Match, PointsRow, Rule

Case = tuple[str | None, ...]
"""One value for each column that the table asks about; None for a record without one."""

MOST_STEPS = 2_000_000
"""Cases times rows; a table beyond it is not looked through."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cases that a rule selects, those that each row means and the row each falls to."""

    columns: tuple[str, ...]
    cases: tuple[Case, ...]
    meant: tuple[frozenset[Case], ...]
    falls_to: Mapping[Case, int]

    @property
    def gaps(self) -> list[Case]:
        """The cases that no row means."""
        return [case for case in self.cases if case not in self.falls_to]


def grid_of(rule: Rule) -> Grid | None:
    """The grid of a rule's table; None where it would be too large."""
    columns = tuple(
        c for c, name in FIELDS.items() if any(getattr(row.match, name) for row in rule.table)
    )
    values = [_values(rule, column) for column in columns]
    if prod(map(len, values)) * len(rule.table) > MOST_STEPS:
        return None
    cases = tuple(product(*values))
    meant = tuple(_meant(row, columns, cases) for row in rule.table)
    falls_to: dict[Case, int] = {}
    for number, found in enumerate(meant):
        for case in found:
            falls_to.setdefault(case, number)
    return Grid(columns, cases, meant, falls_to)


def _values(rule: Rule, column: str) -> Sequence[str | None]:
    """The values that the column can have in the records which the rule selects."""
    selected = tuple(map(str, getattr(rule.match, FIELDS[column])))
    if selected:
        return selected
    known = [*known_words(rule.kind, column)]
    return [*known, None] if may_be_missing(rule.kind, column) else known


def _meant(row: PointsRow, columns: Sequence[str], cases: Sequence[Case]) -> frozenset[Case]:
    """The cases that a row means."""
    asked = _asked(row.match, columns)
    return frozenset(
        case for case in cases if all(case[place] in values for place, values in asked.items())
    )


def _asked(match: Match, columns: Sequence[str]) -> dict[int, frozenset[str]]:
    """What the row asks of which place of a case."""
    named = {place: getattr(match, FIELDS[column]) for place, column in enumerate(columns)}
    return {place: frozenset(map(str, values)) for place, values in named.items() if values}
