"""Which rules read a record on a day, and where an evaluation begins: both found once and kept.

Records that agree in kind and words are read by the same rules, and add the same to each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from credit_registry.domain.records import RecordKind
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.compiled_rules import FIELDS, CompiledRule
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.timings import Moments, Spans
from credit_registry.rules.findings import Finding
from credit_registry.rules.rule_sets import Aggregate, Timing

MOST_KNOWN = 10_000
"""So many combinations are kept; words of outcomes and categories are open."""

MOST_DAYS = 4
"""What was found for so many days is kept; evaluations of many subjects are of the same day."""

WHOLE_PERCENT = 100

Observed = tuple[tuple[str, str | int], ...]

Alone = tuple[str, int | None, int | None, int | None, int | None]
"""A finding as far as its measure, of a rule for which a single record counts."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A rule that reads a record: its place, what the record adds, and the words it goes by.

    `number` is the column that says what the record adds instead of `value`. `alone` is what the
    record comes to where no other counts, for each age step; empty where its number decides.
    """

    place: int
    rule: CompiledRule
    dated_by: str
    anchor_of: Callable[[Fact], date | None]
    moments: Moments
    value: int | None
    number: str | None
    number_of: Callable[[Fact], int | None] | None
    words: Observed
    alone: tuple[Alone, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What is found of a subject of one industry that has no record at all.

    `each` holds the points of every rule, 0 for one that gives none; `points` and `possible` the
    points and the maximum of every dimension; `elsewhere` are the places of the rules that do not
    apply.
    """

    findings: tuple[Finding, ...]
    each: tuple[int, ...]
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
        self._of_days: dict[int, DayReaders] = {}
        self._of_industries: dict[str, Basis] = {}

    def on(self, day: int) -> "DayReaders":
        """The rules as they read records on the day."""
        found = self._of_days.get(day)
        if found is None:
            if len(self._of_days) >= MOST_DAYS:
                self._of_days.clear()
            moments = {timing: Moments(spans, day) for timing, spans in self._spans.items()}
            found = self._of_days[day] = DayReaders(self._rules, self._rules_of, moments)
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
        each = tuple(found.points_after_cap or 0 for found in findings)
        return Basis(tuple(findings), each, tuple(points), tuple(possible), frozenset(elsewhere))


class DayReaders:
    """The rules of one set as they read records on one day."""

    def __init__(
        self,
        rules: Sequence[CompiledRule],
        rules_of: Mapping[RecordKind, Sequence[int]],
        moments: Mapping[Timing, Moments],
    ) -> None:
        self._rules, self._rules_of, self._moments = rules, rules_of, moments
        self._words_of = {kind: self._words(kind) for kind in RecordKind}
        self._of_facts: dict[RecordKind, dict[object, tuple[Reader, ...]]] = {
            kind: {} for kind in RecordKind
        }

    def of(self, fact: Fact) -> tuple[Reader, ...]:
        """The rules that read the record, in their order."""
        kind = fact.kind
        words, known = self._words_of[kind](fact), self._of_facts[kind]
        found = known.get(words)
        if found is None:
            if len(known) >= MOST_KNOWN:
                known.clear()
            found = known[words] = tuple(self._read_by(fact))
        return found

    def _words(self, kind: RecordKind) -> Callable[[Fact], object]:
        """What tells the words of such a record that any rule asks about."""
        rules = [self._rules[place] for place in self._rules_of[kind]]
        observed = {column for rule in rules for column in rule.observes}
        return attrgetter(*([column for column in FIELDS if column in observed] or ["kind"]))

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
        value, number, dated_by = rule.value_of(fact), rule.number, rule.observes[0]
        alone: tuple[Alone, ...] = ()
        if number is None and value is not None:
            percents = [step.percent for step in rule.rule.timing.steps] or [WHOLE_PERCENT]
            alone = tuple(alone_of(rule, value, percent) for percent in percents)
        return Reader(
            place=place,
            rule=rule,
            dated_by=dated_by,
            anchor_of=attrgetter(dated_by),
            moments=self._moments[rule.rule.timing],
            value=value,
            number=number,
            number_of=attrgetter(number) if number else None,
            words=words,
            alone=alone,
        )


def alone_of(compiled: CompiledRule, value: int, percent: int) -> Alone:
    """What a record comes to that adds the value in an age step, where no other counts."""
    rule = compiled.rule
    measure = value if compiled.is_measured else None
    if rule.dimension is None:
        return (rule.code, None, None, None, measure)
    if measure is not None:
        before = after = compiled.banded(measure)
    elif rule.aggregate is Aggregate.POINTS:
        before = rule.without_records + value
        after = rule.without_records + half_up(value * percent, WHOLE_PERCENT)
    else:
        before = after = value
    return (rule.code, before, after, min(max(after, rule.least), rule.most), measure)
