"""Traces of grades: what every rule read, what it made of it, and what held the grade down."""

from credit_registry.domain.opaque_ids import to_public
from credit_registry.rules.findings import Evaluation, Finding, Used
from credit_registry.rules.rule_sets import Requirement, Rule, RuleSet
from credit_registry.rules.words.unmet_explanations import condition
from credit_registry.services.grading.evaluations import GradeCard
from credit_registry.web.api.shapes.terms import Shape, either


def outcome(card: GradeCard) -> Shape:
    """What lies between the score and the grade; nothing where nothing is shown."""
    result, rule_set = card.result, card.rule_set
    if result is None or rule_set is None:
        return {
            "grade_before_caps": None,
            "bonus_centi": None,
            "caps": [],
            "held_back": [],
            "no_grade_reasons": [],
        }
    return {
        "grade_before_caps": result.grade_before_caps,
        "bonus_centi": result.bonus,
        "caps": [{"rule_code": cap.rule, "grade": cap.grade} for cap in result.caps],
        "held_back": _held_back(rule_set, result),
        "no_grade_reasons": [reason.value for reason in result.no_grade_reasons],
    }


def findings(card: GradeCard) -> list[Shape]:
    """The trace of every rule, in the order of the rule set."""
    if card.result is None or card.rule_set is None:
        return [{} for _ in card.findings]
    return [
        _finding(card.rule_set, rule, found)
        for rule, found in zip(card.rule_set.rules, card.result.findings, strict=True)
    ]


def proposals(card: GradeCard) -> list[Shape]:
    """Which rule proposes the subject for which list; the card of the public holds none."""
    found = card.result.candidates if card.result else ()
    return [{"rule_code": each.rule, "list_type": each.list_type} for each in found]


def _held_back(rule_set: RuleSet, result: Evaluation) -> list[Shape]:
    """The grades that were reached by the score alone, each with the condition not met."""
    requires = {grade.code: grade.requires for grade in rule_set.grades}
    return [
        {
            "grade": each.grade,
            "condition": _condition(rule_set, requires[each.grade][each.requirement]),
        }
        for each in result.held_back
    ]


def _finding(rule_set: RuleSet, rule: Rule, found: Finding) -> Shape:
    """What one rule read and made of it."""
    return {
        "is_applicable": found.is_applicable,
        "points_before_ageing_centi": found.points_before_ageing,
        "points_after_ageing_centi": found.points_after_ageing,
        "measure": found.measure,
        "used": [_used(each) for each in found.used],
        "missing": [
            {
                "lack": each.lack.value,
                "record_id": None if each.record_id is None else to_public(each.record_id),
            }
            for each in found.missing
        ],
        "unmet": [_condition(rule_set, rule.requires[place]) for place in found.unmet],
    }


def _used(used: Used) -> Shape:
    """One record that counted."""
    return {
        "record_id": to_public(used.record_id),
        "document_number": used.document_number,
        "title": used.title,
        "points_centi": used.points,
        "percent": used.percent,
        "age_step": used.age_step,
        "since": used.since,
        "until": used.until,
        "counts_until": used.ends,
        "observed": dict(used.observed),
    }


def _condition(rule_set: RuleSet, requirement: Requirement) -> str:
    """What is required, in the answer's language."""
    words = condition(rule_set, requirement)
    return either(words.zh, words.en)
