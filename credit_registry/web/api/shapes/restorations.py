"""Paths to restoration, listed field by field."""

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.grading.restorations import PathView, Restoration, Step
from credit_registry.web.api.shapes.terms import Shape, either


def public(found: Restoration) -> Shape:
    """The paths to better grades."""
    return _head(found) | {"paths": [_path(each) for each in found.paths]}


def internal(found: Restoration) -> Shape:
    """The paths to better grades, and away from lists that the rules propose."""
    paths = [_path(each) | {"candidate": each.candidate} for each in found.paths]
    return _head(found) | {"paths": paths}


def _head(found: Restoration) -> Shape:
    """What holds for all paths."""
    return {
        "is_shown": found.is_shown,
        "grade": found.grade or None,
        "rule_set_version": found.rule_set_version or None,
        "until": found.until,
        "further": found.further,
        "unreached": list(found.unreached),
        "is_complete": found.is_complete,
        "summary": list(found.summary_en if either("zh", "en") == "en" else found.summary_zh),
    }


def _path(path: PathView) -> Shape:
    """One path."""
    return {
        "grade": path.grade,
        "score_centi": path.score_centi,
        "on": path.on,
        "steps": [_step(each) for each in path.steps],
        "sentence": either(path.sentence_zh, path.sentence_en),
    }


def _step(step: Step) -> Shape:
    """One act."""
    return {
        "act": step.act,
        "label": either(step.label_zh, step.label_en),
        "record_id": None if step.record_id is None else to_public(step.record_id),
        "applied_on": step.applied_on,
        "effective_on": step.effective_on,
        "timing": either(step.timing_zh, step.timing_en),
        "condition": either(step.condition_zh, step.condition_en) or None,
        "depends": either(step.depends_zh, step.depends_en) or None,
        "source": either(step.source_zh, step.source_en),
    }
