"""For which uses a consortium is held to what its members are, by dated rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.domain.sources import Source, read_source
from credit_registry.domain.uses import Use
from credit_registry.law.periods import read_day


@dataclass(frozen=True, slots=True)
class ConsortiumRule:
    """A rule by which a consortium is barred from a use where a member is, on its days."""

    code: str
    label_zh: str
    label_en: str
    use: Use
    since: date
    until: date | None
    source: Source

    @property
    def may_bar(self) -> bool:
        """Whether it rests on law that was checked; a default of this registry bars nobody."""
        return self.source.is_verified

    def is_in_force(self, day: date) -> bool:
        """Whether the rule speaks on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


def rule_on(rules: Sequence[ConsortiumRule], use: str, day: date) -> ConsortiumRule | None:
    """The rule for the use on the day; None where each member stands for itself."""
    return next((rule for rule in rules if rule.use == use and rule.is_in_force(day)), None)


def read_consortia(rows: list[dict[str, Any]]) -> tuple[ConsortiumRule, ...]:
    """The rules as the YAML states them. Raises ValueError where two speak of one use and day."""
    rules = tuple(
        ConsortiumRule(
            code=row["code"],
            label_zh=row["label_zh"],
            label_en=row["label_en"],
            use=Use(row["use"]),
            since=row["since"],
            until=read_day(row["until"]),
            source=read_source(row["source"]),
        )
        for row in rows
    )
    for place, rule in enumerate(rules):
        if any(each.use is rule.use and _meet(each, rule) for each in rules[:place]):
            raise ValueError(f"consortia.yaml: two rules speak of {rule.use} on one day.")
    return rules


def _meet(one: ConsortiumRule, other: ConsortiumRule) -> bool:
    """Whether both rules are in force on some day."""
    return one.is_in_force(other.since) or other.is_in_force(one.since)
