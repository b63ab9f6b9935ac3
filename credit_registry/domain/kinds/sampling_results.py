"""What a sampling may come to, of which type it is and whose it is."""

from credit_registry.domain.kinds import headers
from credit_registry.domain.kinds.fields import Enumeration, Values

FAILED, REFUSED = "failed", "refused"
RECHECK, ANNOUNCED = "recheck", "recheck_announced"
MANUFACTURER, SAMPLED_UNIT = "nominal_manufacturer", "sampled_unit"
_SAFETY_WORDS = (
    "铅", "镉", "汞", "砷", "铬", "重金属", "甲醛", "苯", "增塑剂", "邻苯二甲酸", "菌落",
    "大肠菌群", "霉菌", "沙门氏菌", "金黄色葡萄球菌", "农药残留", "兽药残留", "亚硝酸盐",
    "黄曲霉毒素", "防腐剂", "阻燃", "燃烧性能", "绝缘", "接地", "耐压", "电气强度", "泄漏电流",
    "触及带电", "防触电", "温升", "小零件", "锐利", "爆破", "制动", "安全",
)  # fmt: skip
"""Items of health or safety: a default of this registry, used where the source is silent."""

RESULTS = Enumeration(
    {
        "passed": ("合格", "passed"),
        FAILED: ("不合格", "failed"),
        REFUSED: ("拒绝抽样", "sampling refused"),
    },
    older={"符合": "passed", "不符合": FAILED, "未发现不合格": "passed", "拒检": REFUSED,
           "拒绝抽查": REFUSED, "拒绝接受抽样": REFUSED},
)  # fmt: skip
ITEM_CLASSES = Enumeration(
    {"safety": ("健康安全", "health or safety"), "ordinary": ("一般", "ordinary")},
    older={"安全": "safety", "健康": "safety", "安全项目": "safety", "一般项目": "ordinary"},
)
SAMPLING_TYPES = Enumeration(
    {
        "ordinary": ("监督抽查", "supervision sampling"),
        RECHECK: ("整改后复查", "re-check after rectification"),
    },
    older={"复查": RECHECK, "抽查": "ordinary"},
)
ROLES = Enumeration(
    {
        MANUFACTURER: ("标称生产企业", "nominal manufacturer"),
        SAMPLED_UNIT: ("被抽样单位", "sampled unit"),
    }
)


def has_failed(values: Values) -> bool:
    """Whether the sample did not conform."""
    return values.get("result") == FAILED


def was_refused(values: Values) -> bool:
    """Whether no sample could be taken: neither a pass nor a failure."""
    return values.get("result") == REFUSED


def was_sampled(values: Values) -> bool:
    """Whether a sample was taken."""
    return not was_refused(values)


def is_recheck(values: Values) -> bool:
    """Whether it is the re-check after rectification."""
    return values.get("sampling_type") == RECHECK


def role_of(values: Values) -> str:
    """Whose record it is: the manufacturer's where nothing is stated.

    A refusal is the unit's where the sample was to be taken: nobody answers for another's.
    """
    stated = headers.text_of(values, "role")
    return stated or (SAMPLED_UNIT if was_refused(values) else MANUFACTURER)


def category(values: Values) -> str | None:
    """The class of what failed, or that it failed a re-check; None where nothing failed."""
    if not has_failed(values):
        return None
    if is_recheck(values):
        return ANNOUNCED if values.get("announced_by_province_on") else RECHECK
    items = headers.text_of(values, "failed_items")
    found = "safety" if any(word in items for word in _SAFETY_WORDS) else "ordinary"
    return headers.text_of(values, "failed_item_class") or found
