"""The version of a rule set: the SHA-256 of its canonical form, and which one is in force."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import orjson

from credit_registry.domain.errors import NotFound
from credit_registry.rules.documents.documents import to_tree
from credit_registry.rules.rule_sets import RuleSet

ENGINE = "2"
"""The version of the engine: it goes up whenever the same rules could come to another result."""


def canonical_form(rule_set: RuleSet) -> bytes:
    """The rule set as JSON with sorted names, no spaces and nothing that is left at its default.

    It holds only text, whole numbers, truth values and null, and its names are ASCII; so the
    bytes are those of RFC 8785.
    """
    return orjson.dumps(to_tree(rule_set), option=orjson.OPT_SORT_KEYS)


def version_of(rule_set: RuleSet) -> str:
    """The version as 64 hexadecimal characters."""
    return sha256(canonical_form(rule_set)).hexdigest()


def in_force(rule_sets: Iterable[RuleSet], day: date) -> RuleSet:
    """The rule set with the latest `since` not after the day. Raises NotFound."""
    begun = [rule_set for rule_set in rule_sets if rule_set.since <= day]
    if not begun:
        raise NotFound(f"No rule set is in force on {day.isoformat()}.")
    return max(begun, key=lambda each: each.since)
