"""A rule set as its page shows it: dimensions, rules with their clauses, grades."""

from dataclasses import dataclass

from credit_registry.domain.subjects import Standing
from credit_registry.rules.rule_sets import Rule, RuleSet, Wording
from credit_registry.store.installations import RuleSetVersion
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

SHORT = 12


@dataclass(frozen=True, slots=True)
class RuleItem:
    """One rule."""

    code: str
    title: str
    clause: str
    dimension: str
    most: str


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
    grades: tuple[tuple[str, str, str], ...]
    no_grade: str


def item(row: RuleSetVersion, rule_set: RuleSet, voice: Voice) -> RuleSetItem:
    """A version in a list of versions."""
    return RuleSetItem(
        title=_text(rule_set.title, voice),
        address=here("rule_set", version=row.version),
        since=voice.say("rules.since", day=voice.day(row.since)),
        short_version=row.version[:SHORT],
    )


def rule_set_page(row: RuleSetVersion, rule_set: RuleSet, voice: Voice) -> RuleSetPage:
    """The page of a version."""
    names = {each.code: _text(each.title, voice) for each in rule_set.dimensions}
    names |= {"bonus": voice.say("rules.bonus")}
    return RuleSetPage(
        title=_text(rule_set.title, voice),
        source=_text(rule_set.source, voice),
        since=voice.say("rules.since", day=voice.day(row.since)),
        published=voice.say("rules.published", at=voice.instant(row.published_at)),
        version=row.version,
        dimensions=tuple(
            (names[each.code], voice.score(each.most)) for each in rule_set.dimensions
        ),
        rules=tuple(_rule(rule, names, voice) for rule in rule_set.rules),
        grades=tuple(
            (
                each.code,
                voice.say("rules.at_least", score=voice.score(each.at_least)),
                _text(each.title, voice),
            )
            for each in rule_set.grades
        ),
        no_grade=_no_grade(rule_set, voice),
    )


def _rule(rule: Rule, names: dict[str, str], voice: Voice) -> RuleItem:
    """One rule; one that gives no points has no maximum."""
    return RuleItem(
        code=rule.code,
        title=_text(rule.title, voice),
        clause=_text(rule.clause, voice),
        dimension=names.get(rule.dimension or "", voice.say("rules.no_dimension")),
        most=voice.score(rule.most) if rule.most else "—",
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
