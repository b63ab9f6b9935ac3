"""Sentences about requirements that do not hold: what kept points or a grade away."""

from collections.abc import Callable, Iterator

from credit_registry.rules.findings import Evaluation, Finding
from credit_registry.rules.rule_sets import Aggregate, Reading, Requirement, Rule, RuleSet, Wording
from credit_registry.rules.sentences import Sentence, points

Unit = Callable[[int], Wording]
"""How a number is written."""


def unmet_by_grades(rule_set: RuleSet, evaluation: Evaluation) -> Iterator[Sentence]:
    """Why a grade whose score was reached was not given."""
    requires = {grade.code: grade.requires for grade in rule_set.grades}
    for each in evaluation.held_back:
        words = condition(rule_set, requires[each.grade][each.requirement])
        yield Sentence(
            None,
            f"得分达到{each.grade}级分数线，但未满足该级的附加条件：{words.zh}。",
            f"The score reaches grade {each.grade}, but not its further condition: {words.en}.",
        )


def unmet_by_rule(rule_set: RuleSet, rule: Rule, finding: Finding) -> Iterator[Sentence]:
    """Why a rule gives the points that it gives where a requirement does not hold."""
    for place in finding.unmet:
        words = condition(rule_set, rule.requires[place])
        yield Sentence(
            rule.code,
            f"未满足{rule.code}的附加条件：{words.zh}。",
            f"A further condition of {rule.code} is not met: {words.en}.",
        )


def condition(rule_set: RuleSet, requirement: Requirement) -> Wording:
    """What a requirement asks for."""
    subject, unit = _subject(rule_set, requirement)
    zh, en = [], []
    if requirement.at_least is not None:
        number = unit(requirement.at_least)
        zh.append(f"不低于{number.zh}")
        en.append(f"at least {number.en}")
    if requirement.below is not None:
        number = unit(requirement.below)
        zh.append(f"低于{number.zh}")
        en.append(f"below {number.en}")
    return Wording(f"{subject.zh}{'且'.join(zh)}", f"{subject.en} {' and '.join(en)}")


def _subject(rule_set: RuleSet, requirement: Requirement) -> tuple[Wording, Unit]:
    """What is looked at, and how its numbers are written."""
    if requirement.reads is Reading.ESTABLISHED_MONTHS:
        return Wording("成立至评价日的月数", "months since establishment"), _months
    rule = next((each for each in rule_set.rules if each.code == requirement.rule), None)
    if rule is None:
        named = requirement.rule or ""
        return Wording(named, named), _records
    title = Wording(f"{rule.code}（{rule.title.zh}）", f"{rule.code} ({rule.title.en})")
    if requirement.reads is Reading.POINTS or rule.aggregate is Aggregate.SCORE:
        return Wording(f"{title.zh}得分", f"the points of {title.en}"), _points
    if rule.aggregate is Aggregate.AMOUNT:
        return Wording(f"{title.zh}金额", f"the sum of {title.en}"), _yuan
    return Wording(f"{title.zh}记录数", f"the records of {title.en}"), _records


def _months(number: int) -> Wording:
    return Wording(f"{number}个月", str(number))


def _points(number: int) -> Wording:
    return Wording(f"{points(number)}分", points(number))


def _yuan(number: int) -> Wording:
    return Wording(f"{points(number)}元", f"{points(number)} yuan")


def _records(number: int) -> Wording:
    return Wording(f"{number}条", str(number))
