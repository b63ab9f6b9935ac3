"""Which rules read a record, and where an evaluation begins: both found once and kept.

Records that agree in kind and words are read by the same rules, and add the same to each.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from credit_registry.domain.records import RecordKind
from credit_registry.rules.compiled_rules import FIELDS, CompiledRule
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.findings import Finding
from credit_registry.rules.timings import Spans

MOST_KNOWN = 10_000
"""So many combinations are kept; words of outcomes and categories are open."""

Observed = tuple[tuple[str, str | int], ...]


class Reader(NamedTuple):
    """A rule that reads a record: its place, what the record adds, and the words it goes by.

    `number` is the column that says what the record adds instead of `value`.
    """

    place: int
    rule: CompiledRule
    anchor: str
    spans: Spans
    value: int | None
    number: str | None
    words: Observed


class Basis(NamedTuple):
    """What is found of a subject of one industry that has no record at all.

    `points` and `possible` hold the points and the maximum of every dimension; `elsewhere` are the
    places of the rules that do not apply.
    """

    findings: tuple[Finding, ...]
    points: tuple[int, ...]
    possible: tuple[int, ...]
    elsewhere: frozenset[int]


class Readers:
    """The rules of one set as they read records; `most` are the maxima of its dimensions."""

    def __init__(
        self,
        rules: Sequence[CompiledRule],
        rules_of: Mapping[RecordKind, Sequence[int]],
        dimensions_of: Mapping[RecordKind, Sequence[int]],
        most: Sequence[int],
    ) -> None:
        self._rules, self._rules_of, self._most = rules, rules_of, most
        self._dimensions_of = dimensions_of
        self._of_sources: dict[frozenset[str], frozenset[int]] = {}
        self._spans = {rule.rule.timing: Spans(rule.rule.timing) for rule in rules}
        self._of_facts: dict[tuple[object, ...], tuple[Reader, ...]] = {}
        self._of_industries: dict[str, Basis] = {}

    def of(self, fact: Fact) -> tuple[Reader, ...]:
        """The rules that read the record, in their order."""
        key = (fact.kind, fact.outcome, fact.severity, fact.level, fact.category)
        found = self._of_facts.get(key)
        if found is None:
            if len(self._of_facts) >= MOST_KNOWN:
                self._of_facts.clear()
            found = self._of_facts[key] = tuple(self._read_by(fact))
        return found

    def basis(self, industry: str) -> Basis:
        """Where the evaluation of a subject of the industry begins."""
        found = self._of_industries.get(industry)
        if found is None:
            if len(self._of_industries) >= MOST_KNOWN:
                self._of_industries.clear()
            found = self._of_industries[industry] = self._begun(industry)
        return found

    def covered(self, sources: frozenset[str]) -> frozenset[int]:
        """The dimensions that are known by kinds whose source has been delivered in full."""
        found = self._of_sources.get(sources)
        if found is None:
            if len(self._of_sources) >= MOST_KNOWN:
                self._of_sources.clear()
            kinds = [kind for kind in RecordKind if kind in sources]
            found = frozenset(index for kind in kinds for index in self._dimensions_of[kind])
            self._of_sources[sources] = found
        return found

    def _read_by(self, fact: Fact) -> list[Reader]:
        """The rules whose conditions the record meets."""
        return [
            self._reader(place, self._rules[place], fact)
            for place in self._rules_of[fact.kind]
            if self._rules[place].selects.fits(fact)
        ]

    def _reader(self, place: int, rule: CompiledRule, fact: Fact) -> Reader:
        """The rule as it reads such a record."""
        seen = [(column, getattr(fact, column)) for column in rule.observes if column in FIELDS]
        words = tuple((column, str(word)) for column, word in seen if word is not None)
        spans = self._spans[rule.rule.timing]
        return Reader(place, rule, rule.observes[0], spans, rule.value_of(fact), rule.number, words)

    def _begun(self, industry: str) -> Basis:
        """The findings without any record, and what they come to."""
        points = [0] * len(self._most)
        possible = list(self._most)
        findings: list[Finding] = []
        elsewhere: set[int] = set()
        for place, rule in enumerate(self._rules):
            applies = rule.applies_to(industry)
            found = rule.nothing if applies else rule.elsewhere
            findings.append(found)
            if not applies:
                elsewhere.add(place)
            if rule.dimension is not None:
                points[rule.dimension] += found.points_after_cap or 0
                possible[rule.dimension] -= 0 if applies else rule.rule.most
        return Basis(tuple(findings), tuple(points), tuple(possible), frozenset(elsewhere))
