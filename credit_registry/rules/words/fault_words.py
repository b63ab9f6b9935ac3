"""Faults of a rule set in both languages; the checks themselves speak English alone."""

import re
from collections.abc import Mapping

from credit_registry.domain.errors import FieldError
from credit_registry.rules.rule_sets import Wording

CHINESE: Mapping[str, str] = {
    r"Missing data for required field\.": "必须填写。",
    r"Field may not be null\.": "必须填写。",
    r"Unknown field\.": "没有这一项。",
    r"Not a valid integer\.": "不是可接受的数字；分值至多两位小数，其余为整数。",
    r"Not a valid boolean\.": "应为是或否。",
    r"Not a valid string\.": "应为文字。",
    r"Not a valid list\.": "应为列表。",
    r"Invalid input type\.": "格式不符。",
    r"Must be one of: (.+)\.": "不在可选的词之内：{0}。",
    r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.": (
        "超出范围：{0}至{1}（分值以百分之一分计）。"
    ),
    r"Length must be between (\d+) and (\d+)\.": "长度应为{0}至{1}。",
    r"Shorter than minimum length (\d+)\.": "至少{0}项。",
    r"A code has 1 to 40 letters, digits, - or _\.": "代码为1至40个字母、数字、-或_。",
    r"An industry is a section of GB/T 4754 and any digits, as C or C13\.": (
        "行业为GB/T 4754门类或门类加数字，如C或C13。"
    ),
    r"A day is written as 2026-04-01\.": "日期写作2026-04-01。",
    r"The code (.+) is used twice\.": "代码{0}用了两次。",
    r"A grade begins below the one before\.": "等级的最低分应低于前一级。",
    r"The last grade begins at 0\.": "最后一级自0分起。",
    r"A risk class has a sampling ratio, and a grade has none\.": (
        "风险分类须有抽查比例，信用等级不得有。"
    ),
    r"No rule can give points to this dimension\.": "没有规则给这一维度计分。",
    r"More dimensions are needed than there are\.": "要求的维度数多于实有的维度。",
    r"Rules for some industries take up the whole dimension; elsewhere it would be empty\.": (
        "仅适用部分行业的规则占满了这一维度，其他行业无从得分。"
    ),
    r"There is no dimension (.+)\.": "没有维度{0}。",
    r"A rule without a dimension has no points\.": "没有维度的规则不计分。",
    r"Neither points nor an effect nor a requirement rests on the rule\.": (
        "这条规则既不计分、无后果，也没有附加条件用到它。"
    ),
    r"The least is above the most\.": "最低分高于最高分。",
    r"Points where a requirement does not hold need a requirement, and keep the limits\.": (
        "“附加条件不满足时得分”须有附加条件，且在最低分与最高分之间。"
    ),
    r"Steps need the date they run from\.": "时效分段须有起算日期。",
    r"Months after the beginning or the end belong to a span, not steps\.": (
        "起算后或期满后的月数不与时效分段并用。"
    ),
    r"A validity begins on its own first day\.": "自生效日期起算的，不得次日起算。",
    r"Only points age; other aggregates have one step of 100 %\.": (
        "只有逐条加减分随时间递减；其他计算方式只有一段，比例为100%。"
    ),
    r"A step ends later than the one before, not dearer\.": (
        "时效分段的月数应递增，比例不得高于前一段。"
    ),
    r"Only a measure has a threshold\.": "只有计数、金额、得分类的规则才有门槛。",
    r"The effect does nothing\.": "门槛之后没有后果：须填等级上限或名单。",
    r"There is no grade (.+)\.": "没有等级{0}。",
    r"The aggregate (.+) reads bands\.": "计算方式{0}按分段计分，不用分值行。",
    r"The band at 0 says it\.": "无记录的得分由0起的分段说明。",
    r"The first band begins at 0\.": "第一段自0起。",
    r"A band begins above the one before\.": "分段的起点应高于前一段。",
    r"The aggregate (.+) reads a table\.": "计算方式{0}按分值行计分，不用分段。",
    r"The table has no row\.": "没有分值行。",
    r"The last grade takes every score that is left\.": "最后一级不得有附加条件。",
    r"The requirement has no limit\.": "附加条件没有上下限。",
    r"Nothing can hold\.": "条件无法满足。",
    r"The age is that of the subject\.": "成立月数是主体的，不看规则。",
    r"There is no earlier rule (.+)\.": "前面没有规则{0}。",
    r"The rule (.+) gives no points\.": "规则{0}不计分。",
    r"The rule (.+) has no measure\.": "规则{0}没有指标数值。",
}
"""The Chinese of each reason that the schema and the checks give, by the form of the English."""

_FORMS = tuple((re.compile(form, re.DOTALL), zh) for form, zh in CHINESE.items())


def fault_words(fault: FieldError) -> Wording:
    """A fault's reason; one that is not known in Chinese stands in English for both."""
    for form, zh in _FORMS:
        found = form.fullmatch(fault.reason)
        if found is not None:
            return Wording(zh.format(*found.groups()), fault.reason)
    return Wording(fault.reason, fault.reason)
