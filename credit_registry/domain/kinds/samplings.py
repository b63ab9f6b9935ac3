"""Supervision sampling results (监督抽查): one product, its maker, a sampled unit, a verdict."""

import hashlib
from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import Enumeration, Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind

FAILED = "failed"
_MANUFACTURER = "nominal_manufacturer"
_SOURCE = "产品质量监督抽查结果数据项"
_SAFETY_WORDS = (
    "铅", "镉", "汞", "砷", "铬", "重金属", "甲醛", "苯", "增塑剂", "邻苯二甲酸", "菌落",
    "大肠菌群", "霉菌", "沙门氏菌", "金黄色葡萄球菌", "农药残留", "兽药残留", "亚硝酸盐",
    "黄曲霉毒素", "防腐剂", "阻燃", "燃烧性能", "绝缘", "接地", "耐压", "电气强度", "泄漏电流",
    "触及带电", "防触电", "温升", "小零件", "锐利", "爆破", "制动", "安全",
)  # fmt: skip
"""Items of health or safety: a default of this registry, used where the source is silent."""

RESULTS = Enumeration(
    {"passed": ("合格", "passed"), FAILED: ("不合格", "failed")},
    older={"符合": "passed", "不符合": FAILED, "未发现不合格": "passed"},
)
ITEM_CLASSES = Enumeration(
    {"safety": ("健康安全", "health or safety"), "ordinary": ("一般", "ordinary")},
    older={"安全": "safety", "健康": "safety", "安全项目": "safety", "一般项目": "ordinary"},
)
ROLES = Enumeration(
    {
        _MANUFACTURER: ("标称生产企业", "nominal manufacturer"),
        "sampled_unit": ("被抽样单位", "sampled unit"),
    }
)


def _failed(values: Values) -> bool:
    return values.get("result") == FAILED


def _text(
    name: str, label_zh: str, label_en: str, length: int, *headings: str, is_public: bool = True
) -> Field:
    return Field(
        name=name, label_zh=label_zh, label_en=label_en, max_length=length, headings=headings,
        is_public=is_public, source=_SOURCE,
    )  # fmt: skip


def _place(name: str, label_zh: str, label_en: str, *, is_public: bool = True) -> Field:
    return Field(
        name=name, label_zh=label_zh, label_en=label_en, max_length=200, is_place=True,
        is_public=is_public, source=_SOURCE,
    )  # fmt: skip


def _serial(name: str, label_zh: str, label_en: str, *headings: str) -> Field:
    return Field(
        name=name, label_zh=label_zh, label_en=label_en, type=FieldType.SERIAL, max_length=128,
        headings=headings, source=_SOURCE,
    )  # fmt: skip


FIELDS = (
    _serial("sampling_number", "抽样编号", "Sampling number", "抽样单编号"),
    _serial("notice_number", "批次/公告号", "Batch or notice number", "公告号"),
    _serial("report_number", "报告编号", "Test report number", "检验报告编号"),
    Field(
        name="level", label_zh="任务来源", label_en="Level of the task", type=FieldType.CHOICE,
        enumeration=headers.LEVELS, source=_SOURCE,
    ),
    Field(
        name="product", label_zh="产品名称", label_en="Product", required=True, max_length=200,
        headings=("样品名称",), source=_SOURCE,
    ),
    _text("model", "规格型号", "Specification and model", 200),
    _text("brand", "商标", "Trade mark", 200),
    Field(
        name="batch", label_zh="生产日期/批号", label_en="Production date or batch", required=True,
        type=FieldType.SERIAL, max_length=128, headings=("生产日期", "批号"), source=_SOURCE,
    ),
    _text("shelf_life", "保质期", "Shelf life", 64),
    _text("product_class", "产品类别", "Class of product", 128, "产品种类"),
    Field(
        name="subject_name", label_zh="标称生产企业名称", label_en="Nominal manufacturer",
        required=True, max_length=200, headings=("标称生产企业", "生产企业名称"), is_own=False,
    ),
    _place("manufacturer_address", "标称生产企业地址", "Address of the manufacturer"),
    *headers.subject_codes(uscc=("标称生产企业统一社会信用代码", "标称生产企业代码")),
    Field(
        name="sampled_unit_name", label_zh="被抽样单位名称", label_en="Sampled unit", required=True,
        max_length=200, headings=("被抽样单位", "经营者", "销售单位", "网店名称"), source=_SOURCE,
    ),
    # The sampled unit is often an individual business, whatever the record is about.
    _place(
        "sampled_unit_address", "被抽样单位地址", "Address of the sampled unit", is_public=False
    ),
    Field(
        name="sampled_unit_code", label_zh="被抽样单位统一社会信用代码",
        label_en="Code of the sampled unit", type=FieldType.CODE, max_length=32,
        headings=("被抽样单位代码",), source=_SOURCE,
    ),
    Field(
        name="role", label_zh="记录主体", label_en="Whose record it is", type=FieldType.CHOICE,
        enumeration=ROLES, is_public=False,
    ),
    Field(
        name="sampled_on", label_zh="抽样日期", label_en="Sampled on", type=FieldType.DATE,
        source=_SOURCE,
    ),
    Field(
        name="result", label_zh="抽查结果", label_en="Result", type=FieldType.CHOICE,
        enumeration=RESULTS, required=True, headings=("检验结论", "检验结果"), source=_SOURCE,
    ),
    Field(
        name="failed_items", label_zh="主要不合格项目", label_en="Non-conforming items",
        required=_failed, max_length=2000, headings=("不合格项目",), source=_SOURCE,
    ),
    Field(
        name="failed_item_class", label_zh="不合格项目类别", label_en="Class of the failed items",
        type=FieldType.CHOICE, enumeration=ITEM_CLASSES,
    ),
    Field(
        name="inspection_body", label_zh="承检机构", label_en="Inspection body in charge",
        required=True, max_length=200, headings=("承检机构名称",), source=_SOURCE,
    ),
    _serial("inspection_body_code", "承检机构代码", "Code of the inspection body"),
    _text("test_basis", "检验依据", "Basis of the test", 1000),
    _text("re_inspection", "复检情况", "Re-inspection", 1000),
    _text("follow_up", "后处理情况", "Follow-up", 1000),
    Field(
        name="result_served_on", label_zh="结果送达日期", label_en="Result served on",
        type=FieldType.DATE, source="产品质量法 第十五条",
    ),
    Field(
        name="announced_on", label_zh="公告日期", label_en="Announced on", type=FieldType.DATE,
        source=_SOURCE,
    ),
    _text("province", "省份", "Province", 32),
    *headers.source_unit(names=("组织单位", "组织抽查单位"), codes=("组织单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, or no number to cite the result by."""
    faults = [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "sampled_on", "result_served_on", "announced_on"),
        *checks.order_faults(values, "sampled_on", "result_served_on", "announced_on"),
    ]
    if not any(_numbers(values)):
        faults.append(
            FieldError("/report_number", Reason.NO_NUMBER, "报告编号 / 抽样编号 / 批次/公告号")
        )
    return faults


def _numbers(values: Values) -> tuple[str, str, str]:
    """The numbers a result may be cited by, the most lasting first.

    A notice is often numbered after the result was delivered, and holds many results.
    """
    report, sampling, notice = (
        headers.text_of(values, name)
        for name in ("report_number", "sampling_number", "notice_number")
    )
    return report, sampling, notice


def item_serial(values: Values) -> str:
    """What tells results of one number apart: the party, and in a notice the sample.

    A digest covers product, model, batch and sampled unit, so that the same row repeats itself.
    """
    report, sampling, _ = _numbers(values)
    role = headers.text_of(values, "role")
    party = "" if role in {"", _MANUFACTURER} else role
    if report or sampling:
        return party
    names = ("product", "model", "batch", "sampled_unit_name")
    sample = "\n".join([*(headers.text_of(values, name) for name in names), party])
    return hashlib.sha256(sample.encode()).hexdigest()[:16]


def failed_item_class(values: Values) -> str | None:
    """Whether a health or safety item failed; None where nothing failed."""
    if not _failed(values):
        return None
    items = headers.text_of(values, "failed_items")
    found = "safety" if any(word in items for word in _SAFETY_WORDS) else "ordinary"
    return headers.text_of(values, "failed_item_class") or found


def _party(values: Values, role: str) -> Values:
    """The values that name the subject: those of the manufacturer, or those of the sampled unit."""
    if role == _MANUFACTURER:
        return values
    return {
        "subject_name": values.get("sampled_unit_name"),
        "uscc": values.get("sampled_unit_code"),
    }


def title(values: Values) -> str:
    """The product and the verdict."""
    zh, _ = RESULTS.values[headers.text_of(values, "result")]
    return f"监督抽查{zh}：{headers.text_of(values, 'product')}"


def draft(values: Values) -> RecordDraft:
    """The record of the nominal manufacturer, or of the sampled unit where the source says so."""
    role = headers.text_of(values, "role") or _MANUFACTURER
    manufacturer = headers.text_of(values, "subject_name")
    detail = headers.detail_of(values, FIELDS)
    return RecordDraft(
        kind=RecordKind.SAMPLING,
        subject=headers.subject_of(_party(values, role)),
        source_unit=headers.unit_of(values),
        document_number=next(number for number in _numbers(values) if number),
        item_serial=item_serial(values),
        title=title(values),
        occurred_on=headers.day_of(values, "sampled_on"),
        served_on=headers.day_of(values, "result_served_on"),
        first_displayed_on=headers.day_of(values, "announced_on"),
        disclosure=headers.disclosure_of(values),
        level=headers.level_of(values),
        outcome=headers.text_of(values, "result"),
        category=failed_item_class(values),
        detail=detail
        | {
            "role": role,
            "manufacturer_name": manufacturer,
            "manufacturer_code": headers.text_of(values, "uscc"),
        },
    )


KIND = Kind(RecordKind.SAMPLING, "监督抽查", "Supervision sampling", FIELDS, check, draft, title)
