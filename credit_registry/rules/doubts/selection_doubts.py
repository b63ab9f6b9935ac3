"""Doubts about selections: values that no record of the kind can have."""

from credit_registry.rules.doubts.doubts import Doubt, Doubts, listed
from credit_registry.rules.doubts.possible_values import known_words
from credit_registry.rules.doubts.rule_labels import label_of
from credit_registry.rules.doubts.selection_words import COLUMNS
from credit_registry.rules.execution.compiled_rules import FIELDS
from credit_registry.rules.rule_sets import Match, Rule, RuleSet, Wording


def selection_doubts(rule_set: RuleSet) -> Doubts:
    """The doubts about what all rules and their rows select."""
    for index, rule in enumerate(rule_set.rules):
        pointer = f"/rules/{index}"
        yield from _match(rule, rule.match, f"{pointer}/match")
        for number, row in enumerate(rule.table):
            yield from _match(rule, row.match, f"{pointer}/table/{number}/match")


def _match(rule: Rule, match: Match, pointer: str) -> Doubts:
    """The values of one selection that never occur."""
    for column, name in FIELDS.items():
        for place, value in enumerate(getattr(match, name)):
            known = known_words(rule.kind, column)
            if str(value) not in known:
                yield _unknown(rule, column, str(value), f"{pointer}/{name}/{place}")


def _unknown(rule: Rule, column: str, value: str, pointer: str) -> Doubt:
    """A value that never occurs, with those that do."""
    kind, title = label_of(rule.kind), COLUMNS[column]
    known = known_words(rule.kind, column)
    if not known:
        return Doubt(
            pointer,
            Wording(
                f"“{kind.zh}”记录没有{title.zh}，此条件永远不成立",
                f"Records of the kind {kind.en} have no {title.en}; the condition never holds.",
            ),
            Wording("删去此条件", "no such condition"),
        )
    accepted = listed(Wording(f"{code}（{words.zh}）", code) for code, words in known.items())
    return Doubt(
        pointer,
        Wording(
            f"“{kind.zh}”记录的{title.zh}没有{value}",
            f"No record of the kind {kind.en} has the {title.en} {value}.",
        ),
        accepted,
    )
