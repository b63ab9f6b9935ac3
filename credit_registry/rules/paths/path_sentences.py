"""Paths to restoration in words: what to do, from when on, what follows, and what others decide."""

from collections.abc import Iterator, Sequence

from credit_registry.domain.dates import Period, PeriodUnit
from credit_registry.rules.paths.options import Option
from credit_registry.rules.paths.paths import MOST_ACTS, Goal, Path, Paths
from credit_registry.rules.rule_sets import RuleSet, Wording
from credit_registry.rules.sentences import Sentence, day_zh, points

UNITS = {
    PeriodUnit.WORKING_DAYS: Wording("个工作日", "working day"),
    PeriodUnit.CALENDAR_DAYS: Wording("日", "day"),
    PeriodUnit.MONTHS: Wording("个月", "month"),
    PeriodUnit.YEARS: Wording("年", "year"),
}

PROVISIONAL = Wording(
    "（该年放假安排尚未公布，日期为暂计）",
    " (provisional: the working days of that year are not announced yet)",
)
"""Stands where days were counted without a table of working days."""


def summary(rule_set: RuleSet, found: Paths) -> tuple[Sentence, ...]:
    """What holds for all paths: from where they lead, what is assumed, and what is not reached."""
    return tuple(_summary(rule_set, found))


def _summary(rule_set: RuleSet, found: Paths) -> Iterator[Sentence]:
    now, day, until = found.now, found.as_of, found.until
    score = None if now.score_centi is None else points(now.score_centi)
    score_zh = f"（{score}分）" if score else ""
    score_en = f" ({score} points)" if score else ""
    yield Sentence(
        None,
        f"截至{day_zh(day)}等级为{now.grade}{score_zh}。",
        f"On {day.isoformat()} the grade is {now.grade}{score_en}.",
    )
    yield from _caps(rule_set, found)
    if found.goals:
        yield Sentence(
            None,
            f"以下各项由评价规则逐日推算至{day_zh(until)}，试算{MOST_ACTS}项以内行动的全部组合；"
            "假定没有新的记录，已取得的资格持续有效。",
            f"What follows is computed by the grading rules day by day until {until.isoformat()} "
            f"for all sets of up to {MOST_ACTS} acts; it assumes no new records, and that what "
            "is obtained is kept up.",
        )
    else:
        yield Sentence(None, "已是最好的结果。", "There is no better result.")
    yield from _unreached(found)


def _caps(rule_set: RuleSet, found: Paths) -> Iterator[Sentence]:
    """The vetoes that hold the grade down now."""
    titles = {rule.code: rule.title for rule in rule_set.rules}
    for cap in found.now.caps:
        title = titles[cap.rule]
        yield Sentence(
            cap.rule,
            f"现受{cap.rule}（{title.zh}）限制，等级不高于{cap.grade}。",
            f"{cap.rule} ({title.en}) holds the grade at {cap.grade} at most.",
        )


def _unreached(found: Paths) -> Iterator[Sentence]:
    """What no path leads to, and whether the search came to its end."""
    if found.unreached and found.is_complete:
        goals = [_goal(goal, found) for goal in found.unreached]
        yield Sentence(
            None,
            f"在此期间，没有{MOST_ACTS}项以内的行动能够：{'、'.join(goal.zh for goal in goals)}。",
            f"Until then no {MOST_ACTS} acts or fewer {'; or '.join(goal.en for goal in goals)}.",
        )
    if not found.is_complete:
        yield Sentence(
            None,
            f"组合较多，试算{found.evaluations}次后停止，未再继续，可能还有其他路径。",
            f"There are many sets; the search stopped after {found.evaluations} evaluations and "
            "was not carried further, so that there may be other paths.",
        )


def path(found: Paths, each: Path) -> Sentence:
    """One path as a sentence: the acts, the earliest day, the result, and what others decide."""
    result = _result(found, each)
    on_zh, on_en = day_zh(each.on), each.on.isoformat()
    if not each.options:
        return Sentence(
            None,
            f"不采取行动，只待时间经过，最早于{on_zh}可{result.zh}。",
            f"By waiting alone, {result.en} on {on_en} at the earliest.",
        )
    labels = [label(option) for option in each.options]
    acts_zh = "，并".join(each.zh for each in labels)
    acts_en = ", and ".join(each.en for each in labels)
    sure = _dependence(each.options)
    return Sentence(
        None,
        f"{acts_zh}，完成后最早于{on_zh}可{result.zh}。{sure.zh}",
        f"If the enterprise can {acts_en}, then {result.en} on {on_en} at the earliest. {sure.en}",
    )


def _result(found: Paths, each: Path) -> Wording:
    """What the path comes to."""
    if each.score_centi is None or each.goal.grade is None:
        return _goal(each.goal, found)
    goal, score = _goal(each.goal, found), points(each.score_centi)
    return Wording(f"{goal.zh}（{score}分）", f"{goal.en} ({score} points)")


def _goal(goal: Goal, found: Paths) -> Wording:
    """What is better about the goal."""
    if goal.candidate is not None:
        return Wording(
            f"不再被提示为名单（{goal.candidate}）候选",
            f"it is proposed for the list {goal.candidate} no longer",
        )
    verb = "评为" if found.now.score_centi is None else "达到"
    return Wording(f"{verb}{goal.grade}级", f"it reaches grade {goal.grade}")


def _dependence(options: Sequence[Option]) -> Wording:
    """What the enterprise has in its own hands, and what it has not."""
    others = [option.act for option in options if option.act.depends_zh]
    if not others:
        return Wording("所列行动由企业自行完成。", "All of it is in the enterprise's own hands.")
    zh = "；".join(dict.fromkeys(act.depends_zh for act in others))
    en = "; ".join(dict.fromkeys(act.depends_en for act in others))
    return Wording(f"是否实现取决于他人：{zh}。", f"It depends on others: {en}.")


def label(option: Option) -> Wording:
    """The act with the document that it is about."""
    number = option.record.document_number if option.record else ""
    act = option.act
    return Wording(
        f"{act.label_zh}（{number}）" if number else act.label_zh,
        f"{act.label_en} ({number})" if number else act.label_en,
    )


def timing(option: Option) -> Sentence:
    """From when on an act can be taken, and when it is decided at the time the law gives."""
    act, first, last = option.act, option.applied_on, option.effective_on
    if act.handling is None:
        return Sentence(
            None,
            f"最早于{day_zh(first)}办理，自办结之日起计入。",
            f"Possible from {first.isoformat()} on; it counts from the day it is done.",
        )
    time = _period(act.handling)
    sure = PROVISIONAL if option.is_provisional else Wording("", "")
    return Sentence(
        None,
        f"最早于{day_zh(first)}办理；按{time.zh}的办理期限，于{day_zh(last)}办结并计入{sure.zh}。",
        f"Possible from {first.isoformat()} on; at {time.en} for the decision it counts from "
        f"{last.isoformat()} on{sure.en}.",
    )


def _period(period: Period) -> Wording:
    """A period in words."""
    unit, plural = UNITS[period.unit], "" if period.amount == 1 else "s"
    return Wording(f"{period.amount}{unit.zh}", f"{period.amount} {unit.en}{plural}")
