"""Grades, listed field by field; nothing of one that no basis lets the reader see."""

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.grading.evaluations import DimensionView, FindingView, GradeCard
from credit_registry.web.api.shapes import traces
from credit_registry.web.api.shapes.terms import Shape, either


def summary(card: GradeCard) -> Shape:
    """The grade in short."""
    shown = card.is_shown
    return {
        "is_shown": shown,
        "basis": either(card.basis_zh, card.basis_en) or None,
        "grade": (card.grade or None) if shown else None,
        "score_centi": card.score_centi if shown else None,
        "rule_set_code": card.rule_set_code or None,
        "rule_set_version": card.rule_set_version or None,
        "rule_set_title": either(card.title_zh, card.title_en) or None,
    }


def public(card: GradeCard) -> Shape:
    """The grade with everything behind it."""
    shown = card.is_shown
    return summary(card) | {
        "dimensions": [_dimension(each) for each in card.dimensions] if shown else [],
        "findings": _findings(card) if shown else [],
        "summary": _sentences(card.summary_zh, card.summary_en) if shown else [],
        **traces.outcome(card),
    }


def internal(card: GradeCard) -> Shape:
    """The grade as an officer sees it."""
    return public(card) | {
        "candidates": list(card.candidates),
        "proposals": traces.proposals(card),
        "next_change_on": card.next_change_on,
    }


def _dimension(dimension: DimensionView) -> Shape:
    """One dimension."""
    return {
        "code": dimension.code,
        "label": either(dimension.label_zh, dimension.label_en),
        "score_centi": dimension.score_centi,
        "maximum_centi": dimension.maximum_centi,
    }


def _findings(card: GradeCard) -> list[Shape]:
    """What every rule found, with its trace."""
    shown = [_finding(each) for each in card.findings]
    return [one | trace for one, trace in zip(shown, traces.findings(card), strict=True)]


def _finding(finding: FindingView) -> Shape:
    """What one rule found."""
    return {
        "rule_code": finding.rule_code,
        "title": either(finding.title_zh, finding.title_en),
        "source": either(finding.source_zh, finding.source_en),
        "points_centi": finding.points_centi,
        "maximum_centi": finding.maximum_centi,
        "sentences": _sentences(finding.sentences_zh, finding.sentences_en),
        "record_ids": [to_public(number) for number in finding.record_ids],
    }


def _sentences(zh: tuple[str, ...], en: tuple[str, ...]) -> list[str]:
    """The sentences in the answer's language."""
    return list(en if either("zh", "en") == "en" else zh)
