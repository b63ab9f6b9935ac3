"""Supervision sampling results (监督抽查): one product, its maker, a sampled unit, a verdict."""

import hashlib
from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.kinds.sampling_results import (
    ITEM_CLASSES,
    MANUFACTURER,
    RESULTS,
    ROLES,
    SAMPLING_TYPES,
    category,
    has_failed,
    is_recheck,
    role_of,
    was_refused,
    was_sampled,
)
from credit_registry.domain.records import RecordKind

_SOURCE = "产品质量监督抽查结果数据项"
_ORDER = "产品质量监督抽查管理暂行办法"


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
        name="batch", label_zh="生产日期/批号", label_en="Production date or batch",
        required=was_sampled, type=FieldType.SERIAL, max_length=128,
        headings=("生产日期", "批号"), source=_SOURCE,
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
        required=was_refused, source=_SOURCE,
    ),
    Field(
        name="result", label_zh="抽查结果", label_en="Result", type=FieldType.CHOICE,
        enumeration=RESULTS, required=True, headings=("检验结论", "检验结果"), source=_SOURCE,
    ),
    Field(
        name="failed_items", label_zh="主要不合格项目", label_en="Non-conforming items",
        required=has_failed, max_length=2000, headings=("不合格项目",), source=_SOURCE,
    ),
    Field(
        name="failed_item_class", label_zh="不合格项目类别", label_en="Class of the failed items",
        type=FieldType.CHOICE, enumeration=ITEM_CLASSES,
    ),
    Field(
        name="sampling_type", label_zh="抽查类别", label_en="Type of sampling",
        type=FieldType.CHOICE, enumeration=SAMPLING_TYPES, source=_ORDER,
    ),
    Field(
        name="inspection_body", label_zh="承检机构", label_en="Inspection body in charge",
        required=was_sampled, max_length=200, headings=("承检机构名称",), source=_SOURCE,
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
        name="challenged_on", label_zh="复检申请日期", label_en="Re-test asked for on",
        type=FieldType.DATE, source="产品质量法 第十五条",
    ),
    Field(
        name="challenge_settled_on", label_zh="复检办结日期", label_en="Re-test settled on",
        type=FieldType.DATE, headings=("复检结论日期",), source=_ORDER,
    ),
    Field(
        name="alerted_on", label_zh="安全警示发布日期", label_en="Safety alert issued on",
        type=FieldType.DATE, headings=("消费警示发布日期", "风险警示发布日期"), source=_ORDER,
    ),
    Field(
        name="announced_on", label_zh="公告日期", label_en="Announced on", type=FieldType.DATE,
        source=_SOURCE,
    ),
    Field(
        name="announced_by_province_on", label_zh="省级公告日期",
        label_en="Announced by the province on", type=FieldType.DATE, source=_ORDER,
    ),
    Field(
        name="cleared_on", label_zh="复查合格日期", label_en="Passed a later re-check on",
        type=FieldType.DATE, source=_ORDER,
    ),
    _text("province", "省份", "Province", 32),
    *headers.source_unit(names=("组织单位", "组织抽查单位"), codes=("组织单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


_DAYS = (
    "sampled_on", "result_served_on", "announced_on", "announced_by_province_on", "cleared_on",
)  # fmt: skip
_CHALLENGE = ("result_served_on", "challenged_on", "challenge_settled_on")


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, or no number to cite the result by."""
    faults = [
        *checks.name_faults(values),
        *checks.future_faults(values, today, *_DAYS, *_CHALLENGE[1:], "alerted_on"),
        *checks.order_faults(values, *_DAYS),
        *checks.order_faults(values, *_CHALLENGE),
        *checks.order_faults(values, *_CHALLENGE[1:]),
        *checks.order_faults(values, "sampled_on", "alerted_on"),
        *_recheck_faults(values),
    ]
    if not any(_numbers(values)):
        faults.append(
            FieldError("/report_number", Reason.NO_NUMBER, "报告编号 / 抽样编号 / 批次/公告号")
        )
    return faults


def _recheck_faults(values: Values) -> list[FieldError]:
    """The days of what follows a failure, where nothing failed; of a refusal there is no result."""
    faults = []
    if values.get("announced_by_province_on") and not (has_failed(values) and is_recheck(values)):
        faults.append(FieldError("/announced_by_province_on", Reason.NO_RECHECK, "整改后复查"))
    if values.get("cleared_on") and not has_failed(values):
        faults.append(FieldError("/cleared_on", Reason.NOT_FAILED, "不合格"))
    if values.get("alerted_on") and not has_failed(values):
        faults.append(FieldError("/alerted_on", Reason.NO_ALERT, "不合格"))
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
    role = role_of(values)
    party = "" if role == MANUFACTURER else role
    if report or sampling:
        return party
    names = ("product", "model", "batch", "sampled_unit_name")
    sample = "\n".join([*(headers.text_of(values, name) for name in names), party])
    return hashlib.sha256(sample.encode()).hexdigest()[:16]


def _party(values: Values, role: str) -> Values:
    """The values that name the subject: those of the manufacturer, or those of the sampled unit."""
    if role == MANUFACTURER:
        return values
    return {
        "subject_name": values.get("sampled_unit_name"),
        "uscc": values.get("sampled_unit_code"),
    }


def title(values: Values) -> str:
    """The product and the verdict."""
    zh, _ = RESULTS.values[headers.text_of(values, "result")]
    what = "监督抽查复查" if is_recheck(values) else "监督抽查"
    return f"{what}{zh}：{headers.text_of(values, 'product')}"


def draft(values: Values) -> RecordDraft:
    """The record of the nominal manufacturer, or of the sampled unit where the source says so.

    A failure ends on the day on which a later re-check was passed.
    """
    role = role_of(values)
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
        effective_to=headers.day_of(values, "cleared_on"),
        disclosure=headers.disclosure_of(values),
        alerted_on=headers.day_of(values, "alerted_on"),
        challenged_on=headers.day_of(values, "challenged_on"),
        challenge_settled_on=headers.day_of(values, "challenge_settled_on"),
        level=headers.level_of(values),
        outcome=headers.text_of(values, "result"),
        category=category(values),
        detail=detail
        | {
            "role": role,
            "manufacturer_name": manufacturer,
            "manufacturer_code": headers.text_of(values, "uscc"),
        },
    )


KIND = Kind(RecordKind.SAMPLING, "监督抽查", "Supervision sampling", FIELDS, check, draft, title)
