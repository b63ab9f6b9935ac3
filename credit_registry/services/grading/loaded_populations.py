"""The whole population held as columns, so that any number of drafts can be tried on it.

A million enterprises with five million records take some hundred megabytes: the rows are read a
stretch at a time, and only their columns are kept.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.events import DESK_WORK, RULE_CHANGES, USES
from credit_registry.domain.industries import Industries
from credit_registry.domain.rule_changes import Trait
from credit_registry.rules.execution.columns import Codes, Columns
from credit_registry.rules.execution.comparisons import Judged, judged
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.set_based import evaluate_population, prepare
from credit_registry.services import law_editions
from credit_registry.services.grading import populations
from credit_registry.services.grading.populations import Population, Stretch
from credit_registry.services.subjects import subject_documents
from credit_registry.services.subjects.subject_documents import Forwarding
from credit_registry.store.ledgers import Event

STRETCH_SUBJECTS = 10_000
"""So many subjects are read at once; the rows of so many records fit into some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the population; `traits` are indices into the words of the whole."""

    columns: Columns
    traits: Mapping[Trait, Codes]


@dataclass(frozen=True, slots=True)
class LoadedPopulation:
    """Everybody who is evaluated, with the facts that count on the day.

    `known_at` is the ledger position behind the newest event that is not itself a step towards a
    change of the rules: those change no fact.
    """

    as_of: date
    known_at: int
    edition_id: int
    parts: tuple[Part, ...]
    words: Mapping[Trait, tuple[str, ...]]
    _judged: dict[str, tuple[Judged, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many subjects there are."""
        return sum(len(part.columns.subject_ids) for part in self.parts)

    def judged(self, compiled: CompiledRuleSet) -> Iterator[Judged]:
        """What each part comes to under a version."""
        kept = self._judged.get(compiled.version)
        if kept is not None:
            yield from kept
            return
        for part in self.parts:
            yield judged(evaluate_population(prepare(compiled, part.columns), self.as_of))

    def keep(self, compiled: CompiledRuleSet) -> None:
        """Evaluate a version once for all drafts that are compared with it."""
        self._judged[compiled.version] = tuple(self.judged(compiled))


def load(
    session: Session, as_of: date, *, on_progress: Callable[[int], None] | None = None
) -> LoadedPopulation:
    """The population on a day, as far as it is known now."""
    law = law_editions.current(session)
    forwarding = subject_documents.forwarding(session)
    words: dict[Trait, dict[str, int]] = {trait: {} for trait in Trait}
    parts: list[Part] = []
    size = 0
    for stretch in populations.stretches(session, STRETCH_SUBJECTS):
        parts.append(_part(session, stretch, as_of, law.edition.industries, forwarding, words))
        size += len(stretch.ids)
        if on_progress is not None:
            on_progress(size)
    return LoadedPopulation(
        as_of=as_of,
        known_at=facts_known_at(session),
        edition_id=law.edition_id,
        parts=tuple(parts),
        words={trait: tuple(found) for trait, found in words.items()},
    )


def facts_known_at(session: Session) -> int:
    """The ledger position behind the newest event that may have changed a fact."""
    kinds = [kind.value for kind in RULE_CHANGES | USES | DESK_WORK]
    # From the end backwards, over the index of positions: a long ledger is not read through.
    newest = (
        select(Event.position)
        .where(Event.position.is_not(None), Event.kind.not_in(kinds))
        .order_by(Event.position.desc())
        .limit(1)
    )
    found = session.scalars(newest).one_or_none()
    return 0 if found is None else found + 1


def _part(
    session: Session,
    stretch: Stretch,
    as_of: date,
    industries: Industries,
    forwarding: Forwarding,
    words: dict[Trait, dict[str, int]],
) -> Part:
    """One stretch with the traits of its subjects."""
    population = populations.load(session, stretch, as_of, industries, forwarding)
    told = {
        Trait.DIVISION: population.division,
        Trait.SECTION: _sections(population),
        Trait.SUBJECT_KIND: population.kind,
    }
    return Part(
        columns=population.columns,
        traits={trait: _codes(values, words[trait]) for trait, values in told.items()},
    )


def _sections(population: Population) -> tuple[str, ...]:
    """The section of GB/T 4754 of each subject, empty where it is not known."""
    industry = population.columns.industry
    sections = [word[:1] if word[:1].isalpha() else "" for word in industry.words]
    return tuple("" if code < 0 else sections[code] for code in industry.codes.tolist())


def _codes(values: tuple[str, ...], words: dict[str, int]) -> Codes:
    """The values as numbers; a word that is new gets the next."""
    return np.array([words.setdefault(value, len(words)) for value in values], np.int32)
