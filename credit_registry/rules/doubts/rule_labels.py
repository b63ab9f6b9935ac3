"""What the closed words of a rule set are called in Chinese and English."""

from collections.abc import Mapping
from enum import StrEnum

from credit_registry.domain.labels import LABELS
from credit_registry.rules.rule_sets import Aggregate, DateField, Purpose, Reading, Wording

_WORDS: tuple[tuple[StrEnum, Wording], ...] = (
    (Purpose.GRADE, Wording("信用等级", "credit grade")),
    (Purpose.RISK, Wording("风险分类", "risk class")),
    (Aggregate.EXISTS, Wording("有无记录", "whether there is a record")),
    (Aggregate.COUNT, Wording("记录条数", "number of records")),
    (Aggregate.AMOUNT, Wording("金额合计", "sum of money")),
    (Aggregate.SCORE, Wording("最近一次得分", "latest score stated")),
    (Aggregate.POINTS, Wording("逐条加减分", "points of each record added up")),
    (Aggregate.LATEST, Wording("取最近一条", "the latest record")),
    (Aggregate.HIGHEST, Wording("取最高一条", "the highest record")),
    (Aggregate.LOWEST, Wording("取最低一条", "the lowest record")),
    (DateField.OCCURRED_ON, Wording("发生日期", "day of the event")),
    (DateField.DECIDED_ON, Wording("决定日期", "day of the decision")),
    (DateField.SERVED_ON, Wording("送达日期", "day of service")),
    (DateField.EFFECTIVE_FROM, Wording("生效日期", "first day of validity")),
    (DateField.EFFECTIVE_TO, Wording("有效期截止日", "last day of validity")),
    (Reading.MEASURE, Wording("指标数值", "the measure of a rule")),
    (Reading.POINTS, Wording("规则得分", "the points of a rule")),
    (Reading.ESTABLISHED_MONTHS, Wording("成立月数", "months since establishment")),
)

OWN: Mapping[tuple[type[StrEnum], str], Wording] = {
    (type(member), member.value): words for member, words in _WORDS
}
"""By class and value: equal values of two classes stay apart."""


def label_of(member: StrEnum) -> Wording:
    """What the value is called.

    >>> label_of(Aggregate.COUNT).zh
    '记录条数'
    """
    key = type(member), member.value
    return OWN[key] if key in OWN else Wording(*LABELS[key])


def labelled(enumeration: type[StrEnum]) -> dict[str, Wording]:
    """All values of an enumeration with their labels, by code."""
    return {member.value: label_of(member) for member in enumeration}
