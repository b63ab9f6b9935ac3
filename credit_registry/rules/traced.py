"""The evaluation of one subject with its reasons: every rule with the records it used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from credit_registry.domain.records import RecordKind
from credit_registry.rules.compilation import CompiledRule, CompiledRuleSet
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
from credit_registry.rules.requirements import unmet
from credit_registry.rules.roundings import half_up
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.timings import day_after_months
from credit_registry.rules.traced_rules import find


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the records of some kinds come to on a day, before any rule's requirements.

    `findings` stand by the place of their rule, `known` are the kinds that are data on the day, and
    `changes` the days on which any of it changes.
    """

    findings: Mapping[int, Finding]
    known: frozenset[RecordKind]
    changes: tuple[int, ...]


def evaluate(compiled: CompiledRuleSet, dossier: Dossier, as_of: date) -> Evaluation:
    """The subject's score, grade and candidates on the day, with the trace.

    It depends on nothing but its arguments, and not on the order of the facts.
    """
    of_kind: dict[RecordKind, list[Fact]] = {kind: [] for kind in RecordKind}
    for fact in dossier.facts:
        of_kind[fact.kind].append(fact)
    industry = dossier.industry
    gathered = [gather(compiled, industry, kind, each, as_of) for kind, each in of_kind.items()]
    return conclude(compiled, dossier, gathered, as_of)


def gather(
    compiled: CompiledRuleSet,
    industry: str,
    kind: RecordKind,
    facts: Iterable[Fact],
    as_of: date,
) -> Gathered:
    """What the records of one kind come to on the day, for a subject of the industry."""
    day = as_of.toordinal()
    active = sorted((f for f in facts if f.is_active), key=lambda fact: fact.record_id)
    changes: list[int] = []
    findings = {
        place: find(rule, active, day, changes)
        for place in compiled.rules_of[kind]
        if (rule := compiled.rules[place]).applies_to(industry)
    }
    known_on = [each.toordinal() for fact in active if (each := fact.known_on) is not None]
    is_known = any(each <= day for each in known_on)
    if compiled.dimensions_of[kind]:
        changes += known_on
    return Gathered(findings, frozenset({kind} if is_known else ()), tuple(changes))


def conclude(
    compiled: CompiledRuleSet, dossier: Dossier, gathered: Iterable[Gathered], as_of: date
) -> Evaluation:
    """The evaluation from what the records of every kind come to; no fact is read any more."""
    rule_set, day = compiled.rule_set, as_of.toordinal()
    found: dict[int, Finding] = {}
    known: set[RecordKind] = set()
    changes: list[int] = _ages(compiled, dossier)
    for each in gathered:
        found.update(each.findings)
        known |= each.known
        changes += each.changes
    findings = _findings(compiled, dossier, found, day)
    has_data = _dimensions_with_data(compiled, dossier, known)
    dimensions = _dimension_scores(compiled, findings, has_data)
    bonus = _bonus(rule_set, findings)
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
    compiled: CompiledRuleSet, dossier: Dossier, found: Mapping[int, Finding], day: int
) -> tuple[Finding, ...]:
    """What every rule finds for the subject, with what it requires."""
    findings: list[Finding] = []
    for place, rule in enumerate(compiled.rules):
        if not rule.applies_to(dossier.industry):
            findings.append(rule.elsewhere)
            continue
        finding = found[place]
        if rule.requires:
            lacking = unmet(rule.requires, findings, dossier.established_on, day)
            finding = _otherwise(rule, finding, lacking)
        findings.append(finding)
    return tuple(findings)


def _otherwise(rule: CompiledRule, found: Finding, lacking: tuple[int, ...]) -> Finding:
    """The finding, with the points that the rule gives where a requirement does not hold."""
    if not lacking:
        return found
    points = None if rule.rule.dimension is None else rule.rule.otherwise
    return replace(found, points_after_cap=points, unmet=lacking)


def _dimensions_with_data(
    compiled: CompiledRuleSet, dossier: Dossier, known: Iterable[RecordKind]
) -> frozenset[int]:
    """The dimensions for which a record or a complete delivery exists; silence is not data."""
    kinds = {kind for kind in RecordKind if kind in dossier.covered}.union(known)
    return frozenset(index for kind in kinds for index in compiled.dimensions_of[kind])


def _dimension_scores(
    compiled: CompiledRuleSet, findings: Sequence[Finding], has_data: frozenset[int]
) -> tuple[DimensionScore, ...]:
    """The points of every dimension, at least none and at most its maximum.

    The points of rules that do not apply are spread over the others in proportion, half-up.
    """
    possible = [dimension.most for dimension in compiled.rule_set.dimensions]
    points = [0] * len(possible)
    for rule, finding in zip(compiled.rules, findings, strict=True):
        if rule.dimension is None:
            continue
        if finding.is_applicable:
            points[rule.dimension] += finding.points_after_cap or 0
        else:
            possible[rule.dimension] -= rule.rule.most
    return tuple(
        DimensionScore(
            each.code,
            half_up(min(points[index], possible[index]) * each.most, possible[index]),
            each.most,
            index in has_data,
        )
        for index, each in enumerate(compiled.rule_set.dimensions)
    )


def _bonus(rule_set: RuleSet, findings: Sequence[Finding]) -> int:
    """What comes on top of the scaled score."""
    pairs = zip(rule_set.rules, findings, strict=True)
    points = sum(finding.points_after_cap or 0 for rule, finding in pairs if rule.is_bonus)
    return min(points, rule_set.bonus_most)


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
    return [
        (rule.rule.code, rule.cap, rule.candidate)
        for rule, finding in zip(compiled.rules, findings, strict=True)
        if rule.rule.effect
        and not finding.unmet
        and (finding.measure or 0) >= rule.rule.effect.at_least
    ]


def _ages(compiled: CompiledRuleSet, dossier: Dossier) -> list[int]:
    """The days on which the subject becomes old enough for something, or too old."""
    if dossier.established_on is None:
        return []
    return [day_after_months(dossier.established_on, months) for months in compiled.ages]


def _next_change_on(changes: Iterable[int], day: int) -> date | None:
    """The first of the days that is still to come."""
    coming = [change for change in changes if change > day]
    return date.fromordinal(min(coming)) if coming else None
