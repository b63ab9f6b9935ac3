"""The evaluation of one subject with its reasons: every rule with the records it used."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.rules.compilation import CompiledRuleSet
from credit_registry.rules.compiled_rules import CompiledRule
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.findings import (
    Candidate,
    CapHit,
    DimensionScore,
    Evaluation,
    Finding,
    HeldBack,
    NoGradeReason,
)
from credit_registry.rules.readers import Basis
from credit_registry.rules.requirements import unmet
from credit_registry.rules.roundings import half_up
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.timings import day_after_months
from credit_registry.rules.traced_rules import Read, find

BY_NUMBER = attrgetter("record_id")


class Gathered(NamedTuple):
    """What records come to on a day, before any rule's requirements.

    `findings` stand by the place of their rule, `known` are the kinds that are data on the day, and
    `changes` the days on which any of it changes. All records of one kind are gathered together.
    """

    findings: Mapping[int, Finding]
    known: frozenset[RecordKind]
    changes: Sequence[int]


def evaluate(compiled: CompiledRuleSet, dossier: Dossier, as_of: date) -> Evaluation:
    """The subject's score, grade and candidates on the day, with the trace.

    It depends on nothing but its arguments, and not on the order of the facts.
    """
    gathered = gather(compiled, dossier.industry, dossier.facts, as_of)
    return conclude(compiled, dossier, (gathered,), as_of)


def gather(
    compiled: CompiledRuleSet, industry: str, facts: Iterable[Fact], as_of: date
) -> Gathered:
    """What records come to on the day, for a subject of the industry."""
    day = as_of.toordinal()
    active = [fact for fact in facts if fact.state is RecordState.ACTIVE]
    active.sort(key=BY_NUMBER)
    elsewhere = compiled.readers.basis(industry).elsewhere
    read: dict[int, list[Read]] = {}
    known: set[RecordKind] = set()
    changes: list[int] = []
    for fact in active:
        for reader in compiled.readers.of(fact):
            if reader.place not in elsewhere:
                read.setdefault(reader.place, []).append((fact, reader))
        first = fact.known_day
        if first and compiled.dimensions_of[fact.kind]:
            changes.append(first)
            if first <= day:
                known.add(fact.kind)
    findings = {
        place: find(compiled.rules[place], records, day, changes) for place, records in read.items()
    }
    return Gathered(findings, frozenset(known), changes)


def conclude(
    compiled: CompiledRuleSet, dossier: Dossier, gathered: Iterable[Gathered], as_of: date
) -> Evaluation:
    """The evaluation from what all records come to; no fact is read any more."""
    rule_set, day = compiled.rule_set, as_of.toordinal()
    basis = compiled.readers.basis(dossier.industry)
    found: dict[int, Finding] = {}
    known: set[RecordKind] = set()
    changes = _ages(compiled, dossier)
    for each in gathered:
        found.update(each.findings)
        known |= each.known
        changes += each.changes
    findings = _findings(compiled, basis, dossier, found, day)
    has_data = _dimensions_with_data(compiled, dossier, known)
    changed = found.keys() | compiled.requiring
    dimensions = _dimension_scores(compiled, basis, findings, changed, has_data)
    bonus = _bonus(compiled, findings)
    reasons = _no_grade_reasons(rule_set, dossier, dimensions, day)
    score = None if reasons else _score(rule_set, dimensions) + bonus
    reached = _reached(compiled, findings)
    before, held_back = _grade(compiled, score, findings, dossier.established_on, day)
    after = before
    if score is not None:
        after = max((before, *(cap for _, cap, _ in reached if cap is not None)))
    grades = compiled.grade_codes
    return Evaluation(
        subject_id=dossier.subject_id,
        as_of=as_of,
        rule_set=rule_set.code,
        version=compiled.version,
        score_centi=score,
        grade=grades[after],
        grade_before_caps=grades[before],
        bonus=bonus,
        dimensions=dimensions,
        findings=findings,
        held_back=held_back,
        caps=tuple(CapHit(rule, grades[cap]) for rule, cap, _ in reached if cap is not None),
        candidates=tuple(
            Candidate(compiled.candidates[index], rule)
            for rule, _, index in reached
            if index is not None
        ),
        no_grade_reasons=reasons,
        next_change_on=_next_change_on(changes, day),
    )


def _findings(
    compiled: CompiledRuleSet,
    basis: Basis,
    dossier: Dossier,
    found: Mapping[int, Finding],
    day: int,
) -> tuple[Finding, ...]:
    """What every rule finds, with what it requires."""
    findings = list(basis.findings)
    for place, finding in found.items():
        findings[place] = finding
    for place in compiled.requiring:
        if place not in basis.elsewhere:
            rule = compiled.rules[place]
            lacking = unmet(rule.requires, findings, dossier.established_on, day)
            findings[place] = _otherwise(rule, findings[place], lacking)
    return tuple(findings)


def _otherwise(rule: CompiledRule, found: Finding, lacking: tuple[int, ...]) -> Finding:
    """The finding, with the points that the rule gives where a requirement does not hold."""
    if not lacking:
        return found
    points = None if rule.rule.dimension is None else rule.rule.otherwise
    return found._replace(points_after_cap=points, unmet=lacking)


def _dimensions_with_data(
    compiled: CompiledRuleSet, dossier: Dossier, known: Iterable[RecordKind]
) -> frozenset[int]:
    """The dimensions for which a record or a complete delivery exists; silence is not data."""
    of_kinds = compiled.dimensions_of
    found = {index for kind in known for index in of_kinds[kind]}
    return compiled.readers.covered(dossier.covered).union(found)


def _dimension_scores(
    compiled: CompiledRuleSet,
    basis: Basis,
    findings: Sequence[Finding],
    changed: Iterable[int],
    has_data: frozenset[int],
) -> tuple[DimensionScore, ...]:
    """The points of every dimension, at least none and at most its maximum.

    They begin with what is found without records; `changed` are the places where more is. The
    points of rules that do not apply are spread over the others in proportion, half-up.
    """
    points = list(basis.points)
    for place in changed:
        dimension = compiled.rules[place].dimension
        if dimension is not None:
            points[dimension] += findings[place].points_after_cap or 0
            points[dimension] -= basis.findings[place].points_after_cap or 0
    return tuple(
        [
            DimensionScore(
                each.code, _spread(points[index], possible, each.most), each.most, index in has_data
            )
            for index, (each, possible) in enumerate(
                zip(compiled.rule_set.dimensions, basis.possible, strict=True)
            )
        ]
    )


def _spread(points: int, possible: int, most: int) -> int:
    """The points of a dimension in which only so many are possible, of its maximum."""
    within = min(points, possible)
    return within if possible == most else half_up(within * most, possible)


def _bonus(compiled: CompiledRuleSet, findings: Sequence[Finding]) -> int:
    """What comes on top of the scaled score."""
    points = sum([findings[place].points_after_cap or 0 for place in compiled.bonuses])
    return min(points, compiled.rule_set.bonus_most)


def _score(rule_set: RuleSet, dimensions: Iterable[DimensionScore]) -> int:
    """The points of the dimensions with data, scaled, in hundredths, half-up."""
    counted = [dimension for dimension in dimensions if dimension.has_data]
    points = sum(dimension.points for dimension in counted)
    return half_up(points * rule_set.scale_to, sum(dimension.most for dimension in counted))


def _no_grade_reasons(
    rule_set: RuleSet, dossier: Dossier, dimensions: Iterable[DimensionScore], day: int
) -> tuple[NoGradeReason, ...]:
    """Why the subject gets no grade; empty if it gets one."""
    reasons = []
    conditions = rule_set.no_grade
    if dossier.established_on is None:
        reasons.append(NoGradeReason.ESTABLISHMENT_UNKNOWN)
    elif day < day_after_months(dossier.established_on, conditions.established_months):
        reasons.append(NoGradeReason.TOO_YOUNG)
    if dossier.standing not in conditions.standings:
        reasons.append(NoGradeReason.NOT_OPERATING)
    if sum(dimension.has_data for dimension in dimensions) < conditions.dimensions_needed:
        reasons.append(NoGradeReason.TOO_FEW_DIMENSIONS)
    return tuple(reasons)


def _grade(
    compiled: CompiledRuleSet,
    score: int | None,
    findings: Sequence[Finding],
    established_on: date | None,
    day: int,
) -> tuple[int, tuple[HeldBack, ...]]:
    """The index of the best grade that is earned, and what held better ones back.

    Without a score it is the index after the last grade.
    """
    grades = compiled.rule_set.grades
    held_back: list[HeldBack] = []
    if score is None:
        return len(grades), ()
    for index, grade in enumerate(grades):
        if score < grade.at_least:
            continue
        lacking = unmet(compiled.grade_requires[index], findings, established_on, day)
        if not lacking:
            return index, tuple(held_back)
        held_back += [HeldBack(grade.code, place) for place in lacking]
    raise AssertionError("The last grade begins at nothing and requires nothing.")


def _reached(
    compiled: CompiledRuleSet, findings: Sequence[Finding]
) -> list[tuple[str, int | None, int | None]]:
    """The rules whose effect applies, each with the grade it caps at and its candidate."""
    reached = []
    for place in compiled.effective:
        rule, finding = compiled.rules[place], findings[place]
        effect = rule.rule.effect
        if effect and not finding.unmet and (finding.measure or 0) >= effect.at_least:
            reached.append((rule.rule.code, rule.cap, rule.candidate))
    return reached


def _ages(compiled: CompiledRuleSet, dossier: Dossier) -> list[int]:
    """The days on which the subject becomes old enough for something, or too old."""
    if dossier.established_on is None:
        return []
    return [day_after_months(dossier.established_on, months) for months in compiled.ages]


def _next_change_on(changes: Iterable[int], day: int) -> date | None:
    """The first of the days that is still to come."""
    coming = [change for change in changes if change > day]
    return date.fromordinal(min(coming)) if coming else None
