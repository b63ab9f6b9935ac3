"""Rules and grades in words, for the page of a rule set and for the command line alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from credit_registry.domain.industries import Industries
from credit_registry.rules.doubts.doubts import listed
from credit_registry.rules.doubts.rule_labels import label_of
from credit_registry.rules.doubts.selection_words import match_words
from credit_registry.rules.rule_sets import (
    MEASURED,
    SUMMED,
    Aggregate,
    Band,
    Effect,
    Grade,
    PointsRow,
    Purpose,
    Rule,
    RuleSet,
    Wording,
)
from credit_registry.rules.sentences import points
from credit_registry.rules.words.timing_words import timing_words
from credit_registry.rules.words.unmet_explanations import condition

BONUS_POINTS = Wording("加分项", "Bonus")
NO_POINTS = Wording("不计分", "No points")
EVERY_INDUSTRY = Wording("所有行业", "all industries")
NO_RECORD = Wording("无记录", "no record")


@dataclass(frozen=True, slots=True)
class Names:
    """What lists and industries are called; without a name a code stands for itself."""

    lists: Mapping[str, Wording] = field(default_factory=dict)
    industries: Industries | None = None


class Labelled(Protocol):
    """A list with its code and its labels."""

    @property
    def code(self) -> str:
        """The code by which rules propose it."""
        ...

    @property
    def label_zh(self) -> str:
        """What it is called in Chinese."""
        ...

    @property
    def label_en(self) -> str:
        """What it is called in English."""
        ...


def names_of(lists: Iterable[Labelled], industries: Industries) -> Names:
    """The names that an edition of the law gives."""
    return Names({each.code: Wording(each.label_zh, each.label_en) for each in lists}, industries)


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule: what it looks at, when, and what follows; `points` and the rest are lines."""

    code: str
    title: Wording
    clause: Wording
    dimension: Wording
    limits: Wording
    selection: Wording
    aggregate: Wording
    timing: Wording
    industries: Wording
    points: tuple[Wording, ...]
    requires: tuple[Wording, ...]
    effect: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class GradeWords:
    """A grade: its lowest score, what it requires besides, and the share that is inspected."""

    code: str
    title: Wording
    score: Wording
    requires: tuple[Wording, ...]
    sampling: Wording | None


def rules_in_words(rule_set: RuleSet, names: Names) -> tuple[RuleWords, ...]:
    """Every rule in its order."""
    return tuple(_rule(rule_set, rule, names) for rule in rule_set.rules)


def grades_in_words(rule_set: RuleSet) -> tuple[GradeWords, ...]:
    """Every grade, the best first."""
    return tuple(_grade(rule_set, grade) for grade in rule_set.grades)


def _rule(rule_set: RuleSet, rule: Rule, names: Names) -> RuleWords:
    """One rule."""
    kind, match = label_of(rule.kind), match_words(rule.kind, rule.match)
    return RuleWords(
        code=rule.code,
        title=rule.title,
        clause=rule.clause,
        dimension=_dimension(rule_set, rule),
        limits=_limits(rule),
        selection=Wording(f"{kind.zh}（{match.zh}）", f"{kind.en} ({match.en})"),
        aggregate=label_of(rule.aggregate),
        timing=timing_words(rule.timing),
        industries=industry_words(rule, names.industries),
        points=tuple(_points(rule)),
        requires=tuple(_requires(rule_set, rule)),
        effect=tuple(effect_words(rule, rule.effect, names)) if rule.effect else (),
    )


def _dimension(rule_set: RuleSet, rule: Rule) -> Wording:
    """Where the points go."""
    titles = {each.code: each.title for each in rule_set.dimensions}
    return BONUS_POINTS if rule.is_bonus else titles.get(rule.dimension or "", NO_POINTS)


def _limits(rule: Rule) -> Wording:
    """Between which points the rule comes out."""
    if rule.dimension is None:
        return NO_POINTS
    least, most = points(rule.least), points(rule.most)
    return Wording(f"{least}至{most}分", f"{least} to {most} points")


def industry_words(rule: Rule, industries: Industries | None) -> Wording:
    """The industries to whose subjects the rule applies."""
    if not rule.industries:
        return EVERY_INDUSTRY
    return listed(_industry(code, industries) for code in rule.industries)


def _industry(code: str, industries: Industries | None) -> Wording:
    """A section of GB/T 4754 by its name, or what lies in it by its code too."""
    section = industries.section_of(code[:1]) if industries is not None else None
    if section is None:
        return Wording(code, code)
    return Wording(f"{code}（{section.name}）", f"{code} ({section.name_en})")


def _points(rule: Rule) -> Iterator[Wording]:
    """The points by bands or by rows, and those where there is no record."""
    if rule.dimension is None:
        return
    if rule.aggregate not in SUMMED:
        yield _without_records(rule)
    yield from (band_words(rule, band) for band in rule.bands)
    yield from (row_words(rule, row) for row in rule.table)


def _without_records(rule: Rule) -> Wording:
    """The points where no record counts; of those that add up it is where they start from."""
    number = points(rule.without_records)
    if rule.aggregate is Aggregate.POINTS:
        return Wording(f"起始{number}分", f"from {number} points")
    return Wording(f"{NO_RECORD.zh}：{number}分", f"{NO_RECORD.en}: {number}")


def row_words(rule: Rule, row: PointsRow) -> Wording:
    """A row of a table."""
    match, number = match_words(rule.kind, row.match), points(row.points)
    signed = number if row.points <= 0 or rule.aggregate is not Aggregate.POINTS else f"+{number}"
    return Wording(f"{match.zh}：{signed}分", f"{match.en}: {signed}")


def band_words(rule: Rule, band: Band) -> Wording:
    """A band."""
    start, number = measure_words(rule, band.at_least), points(band.points)
    return Wording(f"{start.zh}：{number}分", f"{start.en}: {number}")


def measure_words(rule: Rule, measure: int) -> Wording:
    """A threshold of what the rule measures."""
    if rule.aggregate in {Aggregate.EXISTS, Aggregate.COUNT} and measure == 0:
        return NO_RECORD
    if rule.aggregate is Aggregate.EXISTS and measure == 1:
        return Wording("有记录", "any record")
    if rule.aggregate is Aggregate.AMOUNT:
        return Wording(f"{points(measure)}元起", f"from {points(measure)} yuan")
    if rule.aggregate is Aggregate.SCORE:
        return Wording(f"{points(measure)}分起", f"from a score of {points(measure)}")
    records = "record" if measure == 1 else "records"
    return Wording(f"{measure}条起", f"from {measure} {records}")


def _requires(rule_set: RuleSet, rule: Rule) -> Iterator[Wording]:
    """What must hold besides, and the points where it does not."""
    yield from (condition(rule_set, each) for each in rule.requires)
    if rule.requires and rule.dimension is not None:
        number = points(rule.otherwise)
        yield Wording(f"否则得{number}分", f"otherwise {number} points")


def effect_words(rule: Rule, effect: Effect, names: Names) -> Iterator[Wording]:
    """What follows besides points."""
    start = measure_words(rule, effect.at_least) if rule.aggregate in MEASURED else Wording("", "")
    if effect.grade_cap is not None:
        cap = effect.grade_cap
        yield Wording(f"{start.zh}：等级不高于{cap}", f"{start.en}: grade {cap} at most")
    if effect.candidate is not None:
        code = effect.candidate
        name = names.lists.get(code, Wording(code, code))
        yield Wording(
            f"{start.zh}：提示为{name.zh}候选，列入须经法定程序决定",
            f"{start.en}: candidate for the {name.en}; only the statutory procedure decides",
        )


def _grade(rule_set: RuleSet, grade: Grade) -> GradeWords:
    """One grade."""
    number, share = points(grade.at_least), grade.sampling_percent
    is_risk = rule_set.purpose is Purpose.RISK and share is not None
    return GradeWords(
        code=grade.code,
        title=grade.title,
        score=Wording(f"{number}分及以上", f"{number} points or more"),
        requires=tuple(condition(rule_set, each) for each in grade.requires),
        sampling=Wording(f"抽查{share}%", f"{share} % inspected") if is_risk else None,
    )
