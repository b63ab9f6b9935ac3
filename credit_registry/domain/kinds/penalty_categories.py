"""The categories of penalty of 行政处罚法 art. 9 (2021), and the severity class they give."""

from collections.abc import Collection

from credit_registry.domain.kinds.fields import OTHER, Enumeration
from credit_registry.domain.records import Severity

UNDECIDED_PERMIT = "seize_or_revoke_permit"
"""暂扣或者吊销…, one word for two penalties: the content of the decision says which."""

PENALTY_CATEGORIES = Enumeration(
    {
        "detention": ("行政拘留", "administrative detention"),
        "restrict_practice": ("限制从业", "restriction on practice"),
        "order_closure": ("责令关闭", "order to close"),
        "suspend_business": ("责令停产停业", "order to suspend production or business"),
        "restrict_activity": (
            "限制开展生产经营活动",
            "restriction of production or business activity",
        ),
        "revoke_permit": ("吊销许可证件", "revocation of a permit"),
        "downgrade_qualification": ("降低资质等级", "downgrading of a qualification"),
        "seize_permit": ("暂扣许可证件", "temporary seizure of a permit"),
        "confiscate_illegal_property": ("没收非法财物", "confiscation of illegal property"),
        "confiscate_illegal_gains": ("没收违法所得", "confiscation of illegal gains"),
        "fine": ("罚款", "fine"),
        "circulated_criticism": ("通报批评", "circulated criticism"),
        "warning": ("警告", "warning"),
        OTHER: ("其他", "other"),
    },
    older={
        "暂扣或者吊销许可证": UNDECIDED_PERMIT,
        "暂扣或者吊销执照": UNDECIDED_PERMIT,
        "暂扣或者吊销许可证件": UNDECIDED_PERMIT,
        "暂扣或吊销许可证": UNDECIDED_PERMIT,
        "暂扣或吊销执照": UNDECIDED_PERMIT,
        "暂扣许可证": "seize_permit",
        "暂扣执照": "seize_permit",
        "吊销许可证": "revoke_permit",
        "吊销执照": "revoke_permit",
        "吊销营业执照": "revoke_permit",
        "责令停产": "suspend_business",
        "责令停业": "suspend_business",
        "非法财物": "confiscate_illegal_property",
        "没收": "confiscate_illegal_property",
        "没收违法财物": "confiscate_illegal_property",
        "拘留": "detention",
    },
)
"""Gravest first; `older` maps the words of the 424 list and of practice."""

VIOLATION_CLASSES = Enumeration(
    {
        "false_inspection": (
            "检验检测认证监测弄虚作假",
            "false inspection, testing, certification or monitoring",
        ),
        "refused_inspection": (
            "拒绝、阻碍监督检查或抽样",
            "refusal or obstruction of an inspection or a sampling",
        ),
        "unlicensed_production": (
            "无证生产、未经强制性认证",
            "production without a licence or a compulsory certificate",
        ),
        "false_commitment": (
            "虚假承诺或提供虚假评价材料",
            "false commitment or false material for an evaluation",
        ),
        "refused_recall": ("拒不召回", "refusal of a recall"),
        OTHER: ("其他", "other"),
    },
    older={
        "出具虚假报告": "false_inspection",
        "出具虚假检验检测报告": "false_inspection",
        "拒绝监督检查": "refused_inspection",
        "阻碍监督检查": "refused_inspection",
        "拒绝抽样": "refused_inspection",
        "无证生产": "unlicensed_production",
        "未经强制性认证": "unlicensed_production",
        "虚假承诺": "false_commitment",
        "提供虚假评价材料": "false_commitment",
        "拒绝召回": "refused_recall",
    },
)
"""What rules ask of a violation; a class of this registry, stated by the source or not at all."""

GRAVEST_FIRST = tuple(PENALTY_CATEGORIES.values)
_SERIOUS = frozenset(GRAVEST_FIRST[:7])
_GENERAL = frozenset({"seize_permit", "confiscate_illegal_property", "confiscate_illegal_gains"})
_MINOR = frozenset({"warning", "circulated_criticism"})


def resolved(categories: Collection[str], content: str) -> tuple[str, ...] | None:
    """The categories of the Act, gravest first; None where seized or revoked is left open.

    >>> resolved(("fine", "seize_or_revoke_permit"), "吊销食品经营许可证，罚款5万元")
    ('revoke_permit', 'fine')
    """
    found = set(categories)
    if UNDECIDED_PERMIT in found:
        is_revoked, is_seized = "吊销" in content, "暂扣" in content
        if is_revoked == is_seized:
            return None
        found.remove(UNDECIDED_PERMIT)
        found.add("revoke_permit" if is_revoked else "seize_permit")
    return tuple(code for code in GRAVEST_FIRST if code in found)


def severity_of(categories: Collection[str], *, is_summary: bool) -> Severity:
    """The severity class where the source states none.

    A fine alone stays undetermined: the line between general and serious fines is not settled.
    """
    found = set(categories)
    if found & _SERIOUS:
        return Severity.SERIOUS
    if is_summary or (found and found <= _MINOR):
        return Severity.MINOR
    return Severity.GENERAL if found & _GENERAL else Severity.UNDETERMINED


POSSIBLE_WHERE_GIVEN = {
    Severity.MINOR: frozenset({Severity.MINOR}),
    Severity.GENERAL: frozenset({Severity.GENERAL, Severity.SERIOUS}),
    Severity.SERIOUS: frozenset({Severity.SERIOUS}),
    Severity.UNDETERMINED: frozenset(
        {Severity.MINOR, Severity.GENERAL, Severity.SERIOUS, Severity.UNDETERMINED}
    ),
}
"""The classes that a source may state beside the one that the categories give."""
