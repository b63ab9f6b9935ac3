"""What is odd in a rule set that has no fault: where, why, and what would mend it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from credit_registry.rules.rule_sets import Wording


class Doubt(NamedTuple):
    """One doubt, at the JSON pointer of its row."""

    pointer: str
    reason: Wording
    mend: Wording


Doubts = Iterator[Doubt]


def listed(words: Iterable[Wording]) -> Wording:
    """Words one after another.

    >>> listed([Wording("甲", "a"), Wording("乙", "b")])
    Wording(zh='甲、乙', en='a, b')
    """
    found = list(words)
    return Wording("、".join(each.zh for each in found), ", ".join(each.en for each in found))
