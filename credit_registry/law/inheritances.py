"""What a legal successor's page shows of its predecessor's records, by dated rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.domain.records import RecordKind
from credit_registry.domain.sources import Source, read_source
from credit_registry.domain.subjects import FORWARDING_LINKS, LinkKind
from credit_registry.law.periods import read_day


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The kinds of record that pass along the kinds of link, on the days of the rule."""

    links: frozenset[LinkKind]
    kinds: frozenset[RecordKind]
    since: date
    until: date | None
    source: Source

    def holds(self, link: LinkKind, day: date) -> bool:
        """Whether the rule speaks of the link on the day."""
        is_in_force = self.since <= day and (self.until is None or day <= self.until)
        return link in self.links and is_in_force


def inherited_kinds(
    rules: Sequence[Inheritance], link: LinkKind, day: date
) -> frozenset[RecordKind]:
    """The kinds of record that a successor along the link shows on the day."""
    kinds = (rule.kinds for rule in rules if rule.holds(link, day))
    return frozenset[RecordKind]().union(*kinds)


def read_inheritances(rows: list[dict[str, Any]]) -> tuple[Inheritance, ...]:
    """The rules as the YAML states them. Raises ValueError for one along a forwarding link."""
    rules = tuple(
        Inheritance(
            links=frozenset(LinkKind(link) for link in row["links"]),
            kinds=frozenset(RecordKind(kind) for kind in row["kinds"]),
            since=row["since"],
            until=read_day(row["until"]),
            source=read_source(row["source"]),
        )
        for row in rows
    )
    if any(rule.links & FORWARDING_LINKS for rule in rules):
        raise ValueError("inheritance.yaml: a duplicate inherits nothing, it is the same subject.")
    return rules
