"""Sentences in Chinese and English made from a trace: what counted, how much, until when."""

from collections.abc import Iterator

from credit_registry.rules.findings import Evaluation, Finding, Lack, Missing, NoGradeReason, Used
from credit_registry.rules.rule_sets import Aggregate, Rule, RuleSet, Wording
from credit_registry.rules.sentences import Sentence, day_zh, points
from credit_registry.rules.words.unmet_explanations import unmet_by_grades, unmet_by_rule

LACKS = {
    Lack.NO_RECORD: Wording("没有可供该项评价的记录", "there is no record for this indicator"),
    Lack.NO_DATE: Wording(
        "记录缺少起算日期，未计入", "a record without the date it counts from is left out"
    ),
    Lack.NO_ROW: Wording(
        "记录的级别、类别或结果不在规则表中，未计入",
        "a record whose level, category or outcome the rule does not name is left out",
    ),
    Lack.NO_AMOUNT: Wording("记录未载明金额，未计入", "a record that states no amount is left out"),
    Lack.NO_SCORE: Wording("记录未载明得分，未计入", "a record that states no score is left out"),
}

ELSEWHERE = Wording(
    "本行业不适用，其分值按比例计入本维度其他指标",
    "not for this industry; its points go to the other indicators of the dimension in proportion",
)

REASONS = {
    NoGradeReason.ESTABLISHMENT_UNKNOWN: Wording(
        "成立日期不明", "the day of establishment is not known"
    ),
    NoGradeReason.TOO_YOUNG: Wording(
        "成立不满{months}个月", "fewer than {months} months have passed since establishment"
    ),
    NoGradeReason.NOT_OPERATING: Wording("非在营状态", "the enterprise is not in operation"),
    NoGradeReason.TOO_FEW_DIMENSIONS: Wording(
        "有数据的评价维度不足{dimensions}个", "fewer than {dimensions} dimensions have data"
    ),
}


def explain(rule_set: RuleSet, evaluation: Evaluation) -> tuple[Sentence, ...]:
    """What led to the result, the outcome first, then every rule in its order.

    The rule set must be the version under which the evaluation was made.
    """
    return tuple(_sentences(rule_set, evaluation))


def _sentences(rule_set: RuleSet, evaluation: Evaluation) -> Iterator[Sentence]:
    yield _outcome(rule_set, evaluation)
    yield from _held_down(rule_set, evaluation)
    yield from unmet_by_grades(rule_set, evaluation)
    yield from _effects(evaluation)
    for rule, finding in zip(rule_set.rules, evaluation.findings, strict=True):
        yield _summary(rule, finding)
        yield from unmet_by_rule(rule_set, rule, finding)
        for used in finding.used:
            yield _record(rule, used)
        for missing in finding.missing:
            yield _missing(rule, missing)
    yield from _dimensions(rule_set, evaluation)
    if evaluation.next_change_on is not None:
        following = evaluation.next_change_on
        yield Sentence(
            None,
            f"如无新的记录，结果最早于{day_zh(following)}可能变化。",
            f"Without new records, the result can next change on {following.isoformat()}.",
        )


def _outcome(rule_set: RuleSet, evaluation: Evaluation) -> Sentence:
    """The score and the grade, or why there is none."""
    on = evaluation.as_of
    if evaluation.score_centi is None:
        conditions = rule_set.no_grade
        numbers = {
            "months": conditions.established_months,
            "dimensions": conditions.dimensions_needed,
        }
        reasons = [REASONS[reason] for reason in evaluation.no_grade_reasons]
        zh = "；".join(reason.zh.format(**numbers) for reason in reasons)
        en = "; ".join(reason.en.format(**numbers) for reason in reasons)
        return Sentence(
            None,
            f"截至{day_zh(on)}不予评级（{evaluation.grade}）：{zh}。",
            f"No grade ({evaluation.grade}) on {on.isoformat()}: {en}.",
        )
    score = points(evaluation.score_centi)
    return Sentence(
        None,
        f"截至{day_zh(on)}得分{score}分，等级{evaluation.grade}。",
        f"On {on.isoformat()} the score is {score} and the grade {evaluation.grade}.",
    )


def _held_down(rule_set: RuleSet, evaluation: Evaluation) -> Iterator[Sentence]:
    """What keeps the grade below the one that the score earns."""
    earned, grade = evaluation.grade_before_caps, evaluation.grade
    if earned == grade:
        return
    titles = {rule.code: rule.title for rule in rule_set.rules}
    binding = [cap.rule for cap in evaluation.caps if cap.grade == grade]
    zh = "、".join(f"{code}（{titles[code].zh}）" for code in binding)
    en = ", ".join(f"{code} ({titles[code].en})" for code in binding)
    yield Sentence(
        None,
        f"按得分为{earned}级；因{zh}，等级不高于{grade}。",
        f"By the score the grade would be {earned}; {en} lets it be {grade} at most.",
    )


def _effects(evaluation: Evaluation) -> Iterator[Sentence]:
    """Caps on the grade and proposals for lists."""
    for cap in evaluation.caps:
        yield Sentence(
            cap.rule,
            f"按规则{cap.rule}，等级不高于{cap.grade}。",
            f"Under rule {cap.rule} the grade is {cap.grade} at most.",
        )
    for candidate in evaluation.candidates:
        yield Sentence(
            candidate.rule,
            f"按规则{candidate.rule}，提示为名单（{candidate.list_type}）候选；列入须经法定程序决定。",
            f"Rule {candidate.rule} proposes a candidate for the list {candidate.list_type}; "
            "only the statutory procedure decides on an entry.",
        )


def _summary(rule: Rule, finding: Finding) -> Sentence:
    """What the rule came to."""
    zh, en = f"{rule.code} {rule.title.zh}：", f"{rule.code} {rule.title.en}: "
    parts_zh, parts_en = [], []
    if not finding.is_applicable:
        parts_zh, parts_en = [ELSEWHERE.zh], [ELSEWHERE.en]
    if finding.measure is not None:
        measure = _measure(rule, finding.measure)
        parts_zh.append(measure.zh)
        parts_en.append(measure.en)
    if finding.points_after_cap is not None:
        score, most = points(finding.points_after_cap), points(rule.most)
        parts_zh.append(f"得{score}分（最高{most}分）")
        parts_en.append(f"{score} of {most} points")
    if not parts_zh:
        parts_zh, parts_en = ["不计分"], ["no points"]
    return Sentence(
        rule.code,
        f"{zh}{'，'.join(parts_zh)}。依据：{rule.clause.zh}。",
        f"{en}{', '.join(parts_en)}. Basis: {rule.clause.en}.",
    )


def _measure(rule: Rule, measure: int) -> Wording:
    """The number of records or the sum of money."""
    if rule.aggregate is Aggregate.AMOUNT:
        yuan = points(measure)
        return Wording(f"合计{yuan}元", f"{yuan} yuan in all")
    if rule.aggregate is Aggregate.SCORE:
        score = points(measure)
        return Wording(f"记录载明{score}分", f"the record states {score} points")
    return Wording(f"计入{measure}条记录", f"{measure} record{'' if measure == 1 else 's'} counted")


def _record(rule: Rule, used: Used) -> Sentence:
    """One record that counted."""
    name_zh = f"《{used.title}》" if used.title else "记录"
    name_en = f"“{used.title}”" if used.title else "A record"
    number_zh = f"（{used.document_number}）" if used.document_number else ""
    number_en = f" ({used.document_number})" if used.document_number else ""
    share = "" if used.points is None else points(used.points)
    zh = f"{name_zh}{number_zh}计入" + (f"{share}分的{used.percent}%" if share else "")
    en = f"{name_en}{number_en} counts" + (f" {used.percent} % of {share} points" if share else "")
    until = _until(used)
    return Sentence(rule.code, f"{zh}，{until.zh}。", f"{en}, {until.en}.")


def _until(used: Used) -> Wording:
    """Until when the record counts, and when its share falls."""
    if used.ends is None:
        return Wording("无截止日", "with no end set")
    last = Wording(f"计至{day_zh(used.ends)}", f"until {used.ends.isoformat()}")
    if used.until is None or used.until == used.ends:
        return last
    return Wording(
        f"此比例至{day_zh(used.until)}，{last.zh}",
        f"at this share until {used.until.isoformat()}, and in all {last.en}",
    )


def _missing(rule: Rule, missing: Missing) -> Sentence:
    """What the rule lacked."""
    words = LACKS[missing.lack]
    return Sentence(rule.code, f"{rule.code}：{words.zh}。", f"{rule.code}: {words.en}.")


def further(rule: str, count: int) -> Sentence:
    """That more records stand behind a rule than are named."""
    return Sentence(
        rule,
        f"另有{count}条记录同样计入或核对，此处从略。",
        f"{count} more record{'' if count == 1 else 's'} were read in the same way and are not "
        "named here.",
    )


def _dimensions(rule_set: RuleSet, evaluation: Evaluation) -> Iterator[Sentence]:
    """The dimensions that stay out of the score because nothing is known."""
    for dimension, score in zip(rule_set.dimensions, evaluation.dimensions, strict=True):
        if not score.has_data:
            title = dimension.title
            yield Sentence(
                None,
                f"维度{score.code}（{title.zh}）没有数据，不计入总分。",
                f"Dimension {score.code} ({title.en}) has no data and stays out of the score.",
            )
