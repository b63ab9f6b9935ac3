"""What another version of the rules would change, for everybody at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict
from credit_registry.domain.rule_changes import Signal, Trait
from credit_registry.rules.execution.columns import Flags
from credit_registry.rules.execution.comparisons import (
    Difference,
    Judged,
    candidates_for,
    compare,
    lists_of,
)
from credit_registry.rules.execution.compilation import CompiledRuleSet, compile_rule_set
from credit_registry.rules.execution.set_based import NO_SCORE
from credit_registry.rules.rule_sets import Purpose, RuleSet
from credit_registry.services.grading import loaded_populations, rule_sets
from credit_registry.services.grading.loaded_populations import LoadedPopulation, Part
from credit_registry.services.registry import Registry
from credit_registry.services.sessions import Session

POPULATION = "population"
"""Under this name the subjects of a group are counted, beside the signals."""

Counts = dict[str, dict[str, int]]
"""How many of each group there are and how many get each signal; groups and signals by name."""


class Change(NamedTuple):
    """What changes for one subject; a score is None without a grade, candidates are lists."""

    subject_id: int
    grade_before: str
    grade_after: str
    score_before_centi: int | None
    score_after_centi: int | None
    candidates_before: tuple[str, ...]
    candidates_after: tuple[str, ...]
    is_capped_before: bool
    is_capped_after: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The subjects of a part whose change is listed, as both versions judge them."""

    subject_ids: npt.NDArray[np.int64]
    before: Judged
    after: Judged


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A draft beside a base over the whole population on a day.

    `graded` are the subjects with a grade under either; `matrix` counts them from each grade of
    the base to each of the draft, no grade last.
    """

    base: CompiledRuleSet
    draft: CompiledRuleSet
    as_of: date
    known_at: int
    edition_id: int
    population: int
    matrix: npt.NDArray[np.int64]
    totals: Mapping[Signal, int]
    counts: Mapping[Trait, Counts]
    listed: tuple[Listed, ...]

    @property
    def graded(self) -> int:
        """How many have a grade under at least one of the two."""
        return self.population - int(self.matrix[-1, -1])

    @property
    def changes(self) -> Iterator[Change]:
        """Every change that is listed, by subject."""
        for part in self.listed:
            yield from _changes(self.base, self.draft, part)

    def summary(self) -> dict[str, Any]:
        """All numbers as plain maps and lists."""
        return {
            "population": self.population,
            "graded": self.graded,
            "grades_before": list(self.base.grade_codes),
            "grades_after": list(self.draft.grade_codes),
            "matrix": self.matrix.tolist(),
            "totals": {signal.value: count for signal, count in self.totals.items()},
            "counts": {trait.value: counts for trait, counts in self.counts.items()},
        }


def run(
    registry: Registry,
    rule_set: RuleSet,
    *,
    actor: Actor,
    as_of: date | None = None,
    base: str | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> WhatIf:
    """The draft beside the version in force on the day, or beside a named one.

    Raises Conflict where no version is in force, InvalidInput for a day that has not come,
    NotFound.
    """
    registry.sequence()
    with registry.reading() as session:
        day = registry.view(session, actor, as_of).as_of
        compared = base_of(session, rule_set.purpose, day, base)
        population = loaded_populations.load(session, day, on_progress=on_progress)
    return beside(population, compared, compile_rule_set(rule_set))


def base_of(session: Session, purpose: Purpose, day: date, version: str | None) -> CompiledRuleSet:
    """The version that a draft of the purpose is compared with. Raises Conflict, NotFound."""
    if version is not None:
        named = rule_sets.one(session, version)
        if named.purpose != purpose.value:
            raise Conflict(
                f"{version[:12]} is for the purpose {named.purpose}, the draft is for "
                f"{purpose.value}; accepted: a version for the same purpose."
            )
        return rule_sets.compiled(named.content)
    found = rule_sets.in_force(session, day, purpose=purpose)
    if found is None:
        raise Conflict(
            f"No rule set for the purpose {purpose.value} is in force on {day.isoformat()}; "
            "the first one is published without a comparison."
        )
    return found


def beside(population: LoadedPopulation, base: CompiledRuleSet, draft: CompiledRuleSet) -> WhatIf:
    """The draft beside the base on a population that is loaded; the base is evaluated once."""
    population.keep(base)
    matrix = np.zeros((len(base.grade_codes), len(draft.grade_codes)), np.int64)
    totals = dict.fromkeys(Signal, 0)
    tallies = _Tallies(population.words)
    listed: list[Listed] = []
    judged = zip(population.parts, population.judged(base), population.judged(draft), strict=True)
    for part, before, after in judged:
        found = compare(base, before, draft, after)
        matrix += found.matrix
        for signal, flags in found.signals.items():
            totals[signal] += int(flags.sum())
        tallies.add(part, found)
        listed.append(_listed(part, before, after, found.is_listed))
    return WhatIf(
        base=base,
        draft=draft,
        as_of=population.as_of,
        known_at=population.known_at,
        edition_id=population.edition_id,
        population=population.size,
        matrix=matrix,
        totals=totals,
        counts=tallies.counts(),
        listed=tuple(listed),
    )


class _Tallies:
    """Counts by trait, added up part by part."""

    def __init__(self, words: Mapping[Trait, tuple[str, ...]]) -> None:
        self._words = words
        self._columns = (POPULATION, *(signal.value for signal in Signal))
        self._tables = {
            trait: np.zeros((len(self._columns), len(words[trait])), np.int64) for trait in Trait
        }

    def add(self, part: Part, found: Difference) -> None:
        """Count a part."""
        for trait, codes in part.traits.items():
            table = self._tables[trait]
            size = table.shape[1]
            table[0] += np.bincount(codes, minlength=size)
            for row, signal in enumerate(Signal, start=1):
                table[row] += np.bincount(codes[found.signals[signal]], minlength=size)

    def counts(self) -> dict[Trait, Counts]:
        """The counts of each trait by word, in the order of the words."""
        return {
            trait: {
                word: dict(zip(self._columns, table[:, place].tolist(), strict=True))
                for word, place in sorted((word, n) for n, word in enumerate(self._words[trait]))
            }
            for trait, table in self._tables.items()
        }


def _listed(part: Part, before: Judged, after: Judged, flags: Flags) -> Listed:
    """The rows of a part whose change is listed."""
    return Listed(part.columns.subject_ids[flags], _rows(before, flags), _rows(after, flags))


def _rows(of: Judged, flags: Flags) -> Judged:
    """Some rows of what subjects come to."""
    return Judged(of.grade[flags], of.score_centi[flags], of.candidates[flags], of.is_capped[flags])


def _changes(base: CompiledRuleSet, draft: CompiledRuleSet, part: Listed) -> Iterator[Change]:
    """The changes of a part."""
    lists = lists_of(base, draft)
    columns = [part.subject_ids.tolist()]
    for version, of in ((base, part.before), (draft, part.after)):
        candidates = candidates_for(of, version, lists).tolist()
        columns += [
            [version.grade_codes[grade] for grade in of.grade.tolist()],
            [None if score == NO_SCORE else score for score in of.score_centi.tolist()],
            [_named(lists, row) for row in candidates],
            of.is_capped.tolist(),
        ]
    ids, old, old_score, was, was_capped, new, new_score, will, is_capped = columns
    yield from map(Change, ids, old, new, old_score, new_score, was, will, was_capped, is_capped)


def _named(lists: tuple[str, ...], flags: list[bool]) -> tuple[str, ...]:
    """The lists that are flagged."""
    return tuple(code for code, flag in zip(lists, flags, strict=True) if flag)
