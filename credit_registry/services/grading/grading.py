"""The rules run over everybody, or over those whose results may have changed.

Results are stored a slice an event, and only where they differ from those that stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Unavailable
from credit_registry.domain.permissions import Permission
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.outcomes import of_results
from credit_registry.rules.execution.set_based import NO_SCORE, evaluate_population, prepare
from credit_registry.rules.execution.timings import NO_DAY
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services import collection_pauses, law_editions
from credit_registry.services.grading import (
    dirty_subjects,
    peers,
    populations,
    result_rows,
    rule_sets,
)
from credit_registry.services.grading.populations import Population, Stretch
from credit_registry.services.grading.result_rows import Outcome
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_documents
from credit_registry.store.subjects import Subject

SLICE_SUBJECTS = 10_000
"""So many subjects are evaluated, and what changed of them written, in one transaction."""


@dataclass(frozen=True, slots=True)
class GradingReport:
    """What a run came to."""

    evaluated: int
    changed: int
    candidates: int


def evaluate_all(
    registry: Registry, *, actor: Actor, on_progress: Callable[[int], None] | None = None
) -> GradingReport:
    """Evaluate every confirmed subject today; a result that has not changed is not written again.

    Raises NotPermitted, Unavailable where no rule set is in force.
    """
    permissions.require(actor, Permission.EVALUATE)
    known_at = registry.sequence()
    report = _run(registry, _Everybody(), known_at, actor, on_progress)
    _come_to(registry, known_at, report)
    return report


def evaluate_due(
    registry: Registry, *, actor: Actor, on_progress: Callable[[int], None] | None = None
) -> GradingReport:
    """Evaluate those whose results may have changed; it comes to what evaluating all would.

    These are the subjects that an event since the last run touched, those whose next change is due,
    and those without a result under the rules, the law and the engine of today.
    """
    permissions.require(actor, Permission.EVALUATE)
    known_at = registry.sequence()
    with registry.reading() as session:
        today = registry.clock.today()
        rules = in_force(session, today)
        versions = {purpose: compiled.version for purpose, compiled in rules.items()}
        edition_id = law_editions.current(session).edition_id
        ids = dirty_subjects.found(session, today, versions, edition_id, until=known_at)
    report = _run(registry, _These(ids), known_at, actor, on_progress)
    _come_to(registry, known_at, report)
    return report


class _Everybody:
    """All subjects that are evaluated at all, a slice at a time."""

    def __init__(self) -> None:
        self._last: int | None = 0

    def __call__(self, session: Session) -> Stretch | None:
        """The next slice; None where there is no more."""
        if self._last is None:
            return None
        found = populations.next_stretch(session, SLICE_SUBJECTS, self._last)
        self._last = found.ids[-1] if len(found.ids) == SLICE_SUBJECTS else None
        return found


class _These:
    """Those of some subjects that are evaluated at all, a slice at a time."""

    def __init__(self, ids: Sequence[int]) -> None:
        self._parts = iter(
            [ids[start : start + SLICE_SUBJECTS] for start in range(0, len(ids), SLICE_SUBJECTS)]
        )

    def __call__(self, session: Session) -> Stretch | None:
        """The next slice; None where there is no more."""
        part = next(self._parts, None)
        if part is None:
            return None
        kept: list[int] = []
        for condition in Stretch(part, is_whole=False).condition(Subject.id):
            kept += session.scalars(populations.evaluated().where(condition))
        return Stretch(sorted(kept), is_whole=False)


def outcomes(compiled: CompiledRuleSet, population: Population, today: date) -> list[Outcome]:
    """What every subject of the population comes to today."""
    results = evaluate_population(prepare(compiled, population.columns), today)
    codes = compiled.grade_codes
    packed = of_results(results)
    candidates: list[bool] = np.any(results.candidates, axis=1).tolist()
    return [
        Outcome(
            subject_id=number,
            grade=codes[grade],
            score_centi=None if score == NO_SCORE else score,
            has_candidates=has_candidates,
            outcome=outcome,
            next_change_on=_earlier(by_rules, by_windows),
        )
        for number, grade, score, has_candidates, outcome, by_rules, by_windows in zip(
            population.columns.subject_ids.tolist(),
            results.grade.tolist(),
            results.score_centi.tolist(),
            candidates,
            packed,
            results.next_change_on.tolist(),
            population.next_window_on.tolist(),
            strict=True,
        )
    ]


def _earlier(one: int, other: int) -> date | None:
    """The first of two days given as ordinals."""
    days = [day for day in (one, other) if day != NO_DAY]
    return date.fromordinal(min(days)) if days else None


def _run(
    registry: Registry,
    take: Callable[[Session], Stretch | None],
    known_at: int,
    actor: Actor,
    on_progress: Callable[[int], None] | None,
) -> GradingReport:
    """Evaluate slice by slice."""
    today = registry.clock.today()
    evaluated = changed = candidates = 0
    while True:
        with collection_pauses.paused(), registry.transaction() as session:
            compiled = in_force(session, today)
            stretch = take(session)
            if stretch is None:
                return GradingReport(evaluated, changed, candidates)
            law = law_editions.current(session)
            population = populations.load(
                session,
                stretch,
                today,
                law.edition.industries,
                subject_documents.forwarding(session),
            )
            for purpose, rules in compiled.items():
                found = outcomes(rules, population, today)
                basis = result_rows.Basis(purpose, today, known_at, rules.version, law.edition_id)
                changed += result_rows.store(
                    session, stretch, found, basis, actor=actor, at=registry.clock.now()
                )
                candidates += sum(each.has_candidates for each in found)
        evaluated += len(stretch.ids)
        if on_progress is not None:
            on_progress(evaluated)


def in_force(session: Session, today: date) -> dict[Purpose, CompiledRuleSet]:
    """The rule sets of today by purpose. Raises Unavailable where none grades."""
    found = {purpose: rule_sets.in_force(session, today, purpose=purpose) for purpose in Purpose}
    if found[Purpose.GRADE] is None:
        raise Unavailable(f"No rule set is in force on {today.isoformat()}.")
    return {purpose: compiled for purpose, compiled in found.items() if compiled is not None}


def _come_to(registry: Registry, position: int, report: GradingReport) -> None:
    """Note how far the ledger is taken in, and renew what the industries come to."""
    today = registry.clock.today()
    with registry.transaction() as session:
        dirty_subjects.come_to(session, position, registry.clock.now())
        compiled = in_force(session, today)[Purpose.GRADE]
        if report.changed or not peers.has_any(session, compiled.version):
            industries = law_editions.current(session).edition.industries
            peers.renew(session, compiled, industries, today)
