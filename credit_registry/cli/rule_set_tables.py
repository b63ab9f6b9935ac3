"""A rule set as a table of text: one line for each grade and each rule, its cells by tabs."""

from collections.abc import Iterable, Iterator

from credit_registry.law.editions import Edition
from credit_registry.rules.rule_sets import RuleSet, Wording
from credit_registry.rules.versions import version_of
from credit_registry.rules.words.rule_words import (
    GradeWords,
    RuleWords,
    grades_in_words,
    names_of,
    rules_in_words,
)

GRADE_HEADING = (
    Wording("等级", "grade"),
    Wording("分数", "score"),
    Wording("含义", "meaning"),
    Wording("附加条件", "requirements"),
    Wording("抽查比例", "sampling ratio"),
)
RULE_HEADING = (
    Wording("规则", "rule"),
    Wording("名称", "title"),
    Wording("维度", "dimension"),
    Wording("适用记录", "records"),
    Wording("计算方式", "aggregate"),
    Wording("时效", "timing"),
    Wording("分值", "points"),
    Wording("上下限", "limits"),
    Wording("附加条件", "requirements"),
    Wording("后果", "effect"),
    Wording("适用行业", "industries"),
    Wording("条款", "clause"),
)


def lines(rule_set: RuleSet, law: Edition, language: str) -> Iterator[str]:
    """The lines in a language."""
    title, since = _in(rule_set.title, language), rule_set.since.isoformat()
    yield f"{rule_set.code}\t{title}\t{since}\t{version_of(rule_set)}"
    yield _line(GRADE_HEADING, language)
    for grade in grades_in_words(rule_set):
        yield _line(_grade_cells(grade), language)
    yield _line(RULE_HEADING, language)
    for rule in rules_in_words(rule_set, names_of(law.list_types.values(), law.industries)):
        yield _line(_rule_cells(rule), language)


def _grade_cells(grade: GradeWords) -> tuple[Wording, ...]:
    """The cells of a grade."""
    code = Wording(grade.code, grade.code)
    return code, grade.score, grade.title, _joined(grade.requires), grade.sampling or _joined(())


def _rule_cells(rule: RuleWords) -> tuple[Wording, ...]:
    """The cells of a rule."""
    return (
        Wording(rule.code, rule.code),
        rule.title,
        rule.dimension,
        rule.selection,
        rule.aggregate,
        rule.timing,
        _joined(rule.points),
        rule.limits,
        _joined(rule.requires),
        _joined(rule.effect),
        rule.industries,
        rule.clause,
    )


def _joined(words: Iterable[Wording]) -> Wording:
    """Several lines in one cell."""
    found = list(words)
    return Wording("；".join(each.zh for each in found), "; ".join(each.en for each in found))


def _line(cells: Iterable[Wording], language: str) -> str:
    """The cells with tabs between them; a tab or a line end in one becomes a space."""
    return "\t".join(" ".join(_in(cell, language).split()) for cell in cells)


def _in(wording: Wording, language: str) -> str:
    """The text of the language."""
    return wording.en if language == "en" else wording.zh
