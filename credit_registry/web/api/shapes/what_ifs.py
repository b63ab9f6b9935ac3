"""What-if reports, listed field by field."""

from typing import Any

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.rule_changes import Signal, Trait
from credit_registry.law.editions import Edition
from credit_registry.services.rule_changes.what_if_changes import ShownChange
from credit_registry.services.rule_changes.what_if_reports import KeptReport
from credit_registry.services.rule_changes.what_if_trials import Trial
from credit_registry.services.rule_changes.what_ifs import POPULATION
from credit_registry.web import context
from credit_registry.web.api.shapes.terms import Shape, term
from credit_registry.web.group_words import group_word


def report(kept: KeptReport, edition: Edition) -> Shape:
    """A report without its changes."""
    summary = kept.summary
    return {
        "id": to_public(kept.report_id),
        "code": kept.code,
        "draft_version": kept.draft_version,
        "base_version": kept.base_version,
        "as_of": kept.as_of.isoformat(),
        "known_at": kept.known_at,
        "engine": kept.engine,
        "made_by": kept.made_by,
        "made_at": kept.made_at.isoformat(),
        "population": kept.population,
        "graded": kept.graded,
        "changed": kept.changed,
        "totals": _signals(summary["totals"]),
        "grades_after": summary["grades_after"],
        "matrix": [
            {"grade_before": grade, "subjects": counts}
            for grade, counts in zip(summary["grades_before"], summary["matrix"], strict=True)
        ],
        "counts": [_trait(kept, trait, edition) for trait in Trait],
    }


def trial(asked: Trial) -> Shape:
    """How far a report is that was asked for."""
    return {
        "id": to_public(asked.trial_id),
        "code": asked.code,
        "draft_version": asked.draft_version,
        "base_version": asked.base_version,
        "as_of": asked.as_of.isoformat(),
        "state": term(asked.state),
        "done": asked.done,
        "population": asked.population,
        "report": None if asked.report_id is None else to_public(asked.report_id),
        "fault": asked.fault,
    }


def change(shown: ShownChange) -> Shape:
    """One change."""
    return {
        "enterprise_id": to_public(shown.subject_id),
        "code": shown.code,
        "name": shown.name,
        "grade_before": shown.grade_before,
        "grade_after": shown.grade_after,
        "score_before_centi": shown.score_before_centi,
        "score_after_centi": shown.score_after_centi,
        "candidates_before": list(shown.candidates_before),
        "candidates_after": list(shown.candidates_after),
        "is_newly_candidate": shown.is_newly_candidate,
        "is_newly_capped": shown.is_newly_capped,
    }


def _signals(counts: dict[str, int]) -> list[Shape]:
    """How many get each signal."""
    return [{"signal": term(each), "subjects": counts[each.value]} for each in Signal]


def _trait(kept: KeptReport, trait: Trait, edition: Edition) -> Shape:
    """The counts by one trait."""
    groups: dict[str, dict[str, Any]] = kept.summary["counts"][trait.value]
    language = context.language()
    return {
        "trait": term(trait),
        "groups": [
            {
                "group": {
                    "code": code,
                    "label": group_word(trait, code, edition, kept.as_of, language),
                },
                "subjects": counts[POPULATION],
                "signals": _signals(counts),
            }
            for code, counts in sorted(groups.items())
        ],
    }
