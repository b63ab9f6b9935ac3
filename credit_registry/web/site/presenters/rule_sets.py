"""A rule set as its page shows it: dimensions, rules with their clauses, grades."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.subjects import Standing
from credit_registry.rules.rule_sets import RuleSet, Wording
from credit_registry.rules.words.rule_words import (
    EVERY_INDUSTRY,
    NO_POINTS,
    GradeWords,
    Names,
    RuleWords,
    grades_in_words,
    rules_in_words,
)
from credit_registry.store.installations import RuleSetVersion
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

SHORT = 12


@dataclass(frozen=True, slots=True)
class RuleItem:
    """One rule; what counts, what it gives and what follows are lines."""

    code: str
    title: str
    clause: str
    dimension: str
    counts: tuple[str, ...]
    points: tuple[str, ...]
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeItem:
    """One grade; what it requires besides are lines."""

    code: str
    score: str
    meaning: str
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleSetItem:
    """A published version in a list of versions."""

    title: str
    address: str
    since: str
    short_version: str


@dataclass(frozen=True, slots=True)
class RuleSetPage:
    """A published version."""

    title: str
    source: str
    since: str
    published: str
    version: str
    dimensions: tuple[Fact, ...]
    rules: tuple[RuleItem, ...]
    grades: tuple[GradeItem, ...]
    no_grade: str
    files: tuple[Fact, ...]


def item(row: RuleSetVersion, rule_set: RuleSet, voice: Voice) -> RuleSetItem:
    """A version in a list of versions."""
    return RuleSetItem(
        title=_text(rule_set.title, voice),
        address=here("rule_set", version=row.version),
        since=voice.say("rules.since", day=voice.day(row.since)),
        short_version=row.version[:SHORT],
    )


def rule_set_page(
    row: RuleSetVersion, rule_set: RuleSet, names: Names, voice: Voice
) -> RuleSetPage:
    """The page of a version; the names are those of the law."""
    return RuleSetPage(
        title=_text(rule_set.title, voice),
        source=_text(rule_set.source, voice),
        since=voice.say("rules.since", day=voice.day(row.since)),
        published=voice.say("rules.published", at=voice.instant(row.published_at)),
        version=row.version,
        dimensions=tuple(
            (_text(each.title, voice), voice.score(each.most)) for each in rule_set.dimensions
        ),
        rules=tuple(_rule(rule, voice) for rule in rules_in_words(rule_set, names)),
        grades=tuple(_grade(grade, voice) for grade in grades_in_words(rule_set)),
        no_grade=_no_grade(rule_set, voice),
        files=(
            ("XLSX", here("rule_set_workbook", version=row.version)),
            ("YAML", here("rule_set_yaml", version=row.version)),
            ("JSON", f"/api/v1/rule-sets/{row.version}"),
        ),
    )


def _rule(rule: RuleWords, voice: Voice) -> RuleItem:
    """One rule; which industries it is for is said where not for all."""

    def said(key: str, wording: Wording) -> str:
        return voice.say(key, what=_text(wording, voice))

    is_for_some = rule.industries != EVERY_INDUSTRY
    has_points = rule.limits != NO_POINTS
    return RuleItem(
        code=rule.code,
        title=_text(rule.title, voice),
        clause=_text(rule.clause, voice),
        dimension=_text(rule.dimension, voice),
        counts=(
            *_texts((rule.selection, rule.timing), voice),
            said("rules.aggregate", rule.aggregate),
            *([said("rules.industries", rule.industries)] if is_for_some else []),
        ),
        points=(
            *_texts(rule.points, voice),
            *([said("rules.limits", rule.limits)] if has_points else []),
        ),
        further=_texts((*rule.requires, *rule.effect), voice),
    )


def _grade(grade: GradeWords, voice: Voice) -> GradeItem:
    """One grade; of a risk class the share that is inspected too."""
    return GradeItem(
        code=grade.code,
        score=_text(grade.score, voice),
        meaning=_text(grade.title, voice),
        further=_texts((*grade.requires, *([grade.sampling] if grade.sampling else [])), voice),
    )


def _no_grade(rule_set: RuleSet, voice: Voice) -> str:
    """When no grade is given."""
    conditions = rule_set.no_grade
    return voice.say(
        "rules.no_grade",
        letter=conditions.code,
        months=conditions.established_months,
        standings=voice.listed([voice.label(Standing(each)) for each in conditions.standings]),
        dimensions=conditions.dimensions_needed,
    )


def _text(wording: Wording, voice: Voice) -> str:
    """The wording in the page's language."""
    return voice.either(wording.zh, wording.en)


def _texts(wordings: Iterable[Wording], voice: Voice) -> tuple[str, ...]:
    """The wordings in the page's language."""
    return tuple(_text(each, voice) for each in wordings)
