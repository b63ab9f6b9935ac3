"""The evaluation of one subject with its reasons: every rule with the records it used."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.compiled_rules import CompiledRule
from credit_registry.rules.execution.readers import Basis
from credit_registry.rules.execution.requirements import unmet
from credit_registry.rules.execution.roundings import half_up
from credit_registry.rules.execution.timings import NEVER, day_after_months
from credit_registry.rules.execution.traced_rules import Read, find
from credit_registry.rules.findings import (
    Candidate,
    CapHit,
    DimensionScore,
    Evaluation,
    Finding,
    HeldBack,
    NoGradeReason,
    make,
)
from credit_registry.rules.rule_sets import RuleSet

BY_NUMBER = attrgetter("record_id")

ACTIVE = RecordState.ACTIVE
"""Looked up once: an enumeration takes long to find a member by name."""


class Gathered(NamedTuple):
    """What records come to on a day, before any rule's requirements.

    `findings` stand by the place of their rule, `known` are the kinds that are data on the day, and
    `changes` the coming days on which any of it changes. All records of one kind are gathered
    together.
    """

    findings: Mapping[int, Finding]
    known: Iterable[RecordKind]
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
    active = [fact for fact in facts if fact.state is ACTIVE]
    active.sort(key=BY_NUMBER)
    elsewhere = compiled.readers.basis(industry).elsewhere
    readers_of = compiled.readers.on(as_of.toordinal()).of
    read: dict[int, list[Read]] = {}
    for fact in active:
        for reader in readers_of(fact):
            place = reader.place
            if place in read:
                read[place].append((fact, reader))
            elif place not in elsewhere:
                read[place] = [(fact, reader)]
    known, changes = _known(compiled, active, as_of)
    rules = compiled.rules
    findings = {place: find(rules[place], each, changes) for place, each in read.items()}
    return make(Gathered, (findings, known, changes))


def _known(
    compiled: CompiledRuleSet, facts: Iterable[Fact], as_of: date
) -> tuple[set[RecordKind], list[int]]:
    """The kinds of which there is data on the day, and the days on which records become data."""
    known: set[RecordKind] = set()
    coming: list[int] = []
    for fact in facts:
        decided = fact.decided_on
        if decided is not None and decided <= as_of:
            known.add(fact.kind)
        elif compiled.dimensions_of[fact.kind] and (first := fact.known_day):
            if first <= as_of.toordinal():
                known.add(fact.kind)
            else:
                coming.append(first)
    return known, coming


def conclude(
    compiled: CompiledRuleSet, dossier: Dossier, gathered: Iterable[Gathered], as_of: date
) -> Evaluation:
    """The evaluation from what all records come to; no fact is read any more."""
    rule_set, day = compiled.rule_set, as_of.toordinal()
    basis = compiled.readers.basis(dossier.industry)
    found: dict[int, Finding] = {}
    known: set[RecordKind] = set()
    changes = _ages(compiled, dossier, day)
    for each in gathered:
        found.update(each.findings)
        known.update(each.known)
        changes += each.changes
    findings = _findings(compiled, basis, dossier, found, day)
    has_data = _dimensions_with_data(compiled, dossier, known)
    changed = found.keys() | compiled.requiring if compiled.requiring else found
    dimensions = _dimension_scores(compiled, basis, findings, changed, has_data)
    counted = [each for each in dimensions if each.has_data]
    bonus = _bonus(compiled, findings) if compiled.bonuses else 0
    reasons = _no_grade_reasons(rule_set, dossier, len(counted), day)
    score = None if reasons else _score(rule_set, counted) + bonus
    caps, candidates = _reached(compiled, found, findings)
    following = min(changes, default=NEVER)
    before, held_back = _grade(compiled, score, findings, dossier.established_on, day)
    after = before
    if score is not None and caps:
        after = max(before, *[compiled.grade_codes.index(each.grade) for each in caps])
    return Evaluation(
        subject_id=dossier.subject_id,
        as_of=as_of,
        rule_set=rule_set.code,
        version=compiled.version,
        score_centi=score,
        grade=compiled.grade_codes[after],
        grade_before_caps=compiled.grade_codes[before],
        bonus=bonus,
        dimensions=dimensions,
        findings=findings,
        held_back=held_back,
        caps=caps,
        candidates=candidates,
        no_grade_reasons=reasons,
        next_change_on=None if following == NEVER else date.fromordinal(following),
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
    code, before, after, _, measure, used, missing, _, applies = found
    return make(Finding, (code, before, after, points, measure, used, missing, lacking, applies))


def _dimensions_with_data(
    compiled: CompiledRuleSet, dossier: Dossier, known: Iterable[RecordKind]
) -> frozenset[int]:
    """The dimensions for which a record or a complete delivery exists; silence is not data."""
    of_kinds = compiled.dimensions_of
    covered = compiled.readers.covered(dossier.covered)
    if len(covered) == len(compiled.rule_set.dimensions):
        return covered
    return covered.union(*[of_kinds[kind] for kind in known])


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
    points, begun = list(basis.points), basis.each
    for place in changed:
        dimension = compiled.rules[place].dimension
        if dimension is not None:
            points[dimension] += (findings[place].points_after_cap or 0) - begun[place]
    scores = []
    for index, each in enumerate(compiled.rule_set.dimensions):
        most, possible = each.most, basis.possible[index]
        told = _spread(points[index], possible, most)
        scores.append(make(DimensionScore, (each.code, told, most, index in has_data)))
    return tuple(scores)


def _spread(points: int, possible: int, most: int) -> int:
    """The points of a dimension in which only so many are possible, of its maximum."""
    within = min(points, possible)
    return within if possible == most else half_up(within * most, possible)


def _bonus(compiled: CompiledRuleSet, findings: Sequence[Finding]) -> int:
    """What comes on top of the scaled score."""
    points = sum([findings[place].points_after_cap or 0 for place in compiled.bonuses])
    return min(points, compiled.rule_set.bonus_most)


def _score(rule_set: RuleSet, counted: Sequence[DimensionScore]) -> int:
    """The points of the dimensions with data, scaled, in hundredths, half-up."""
    points = possible = 0
    for dimension in counted:
        points += dimension.points
        possible += dimension.most
    return half_up(points * rule_set.scale_to, possible)


def _no_grade_reasons(
    rule_set: RuleSet, dossier: Dossier, with_data: int, day: int
) -> tuple[NoGradeReason, ...]:
    """Why the subject gets no grade, with so many dimensions with data; empty if it gets one."""
    reasons = []
    conditions = rule_set.no_grade
    if dossier.established_on is None:
        reasons.append(NoGradeReason.ESTABLISHMENT_UNKNOWN)
    elif day < day_after_months(dossier.established_on, conditions.established_months):
        reasons.append(NoGradeReason.TOO_YOUNG)
    if dossier.standing not in conditions.standings:
        reasons.append(NoGradeReason.NOT_OPERATING)
    if with_data < conditions.dimensions_needed:
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
        requires = compiled.grade_requires[index]
        lacking = unmet(requires, findings, established_on, day) if requires else ()
        if not lacking:
            return index, tuple(held_back)
        held_back += [HeldBack(grade.code, place) for place in lacking]
    raise AssertionError("The last grade begins at nothing and requires nothing.")


def _reached(
    compiled: CompiledRuleSet, found: Container[int], findings: Sequence[Finding]
) -> tuple[tuple[CapHit, ...], tuple[Candidate, ...]]:
    """The caps and the candidates of the rules whose effect applies."""
    caps: list[CapHit] = []
    candidates: list[Candidate] = []
    for each in compiled.effects:
        if each.place not in found:
            continue
        finding = findings[each.place]
        if (finding.measure or 0) >= each.at_least and not finding.unmet:
            if each.cap is not None:
                caps.append(each.cap)
            if each.candidate is not None:
                candidates.append(each.candidate)
    return tuple(caps), tuple(candidates)


def _ages(compiled: CompiledRuleSet, dossier: Dossier, day: int) -> list[int]:
    """The coming days on which the subject becomes old enough for something, or too old."""
    if dossier.established_on is None:
        return []
    coming = []
    for months in compiled.ages:
        reached_on = day_after_months(dossier.established_on, months)
        if reached_on > day:
            coming.append(reached_on)
    return coming
