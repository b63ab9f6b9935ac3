"""Recalls of products (产品召回): by the maker itself, by order, or refused in spite of one."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

VOLUNTARY, ORDERED, REFUSED, DELAYED = "voluntary", "ordered", "refused", "delayed"
COMPLETED = "completed"

MANNERS = Enumeration(
    {
        VOLUNTARY: ("主动召回", "voluntary"),
        ORDERED: ("责令召回", "ordered"),
        REFUSED: ("拒不召回", "refused"),
        DELAYED: ("拖延召回", "delayed in spite of an order"),
    },
    older={
        "自主召回": VOLUNTARY,
        "受调查影响召回": VOLUNTARY,
        "拒绝召回": REFUSED,
        "逾期召回": DELAYED,
    },
)
HAZARD_CLASSES = Enumeration(
    {
        "first": ("一级召回", "class I"),
        "second": ("二级召回", "class II"),
        "third": ("三级召回", "class III"),
    },
    older={"一级": "first", "二级": "second", "三级": "third"},
)
PROGRESS = Enumeration(
    {"under_way": ("召回中", "under way"), COMPLETED: ("已完成", "completed")},
    older={"进行中": "under_way", "完成": COMPLETED, "结束": COMPLETED},
)


def _is_ordered(values: Values) -> bool:
    return values.get("manner") in {ORDERED, REFUSED, DELAYED}


def _is_completed(values: Values) -> bool:
    return values.get("progress") == COMPLETED


def _has_no_notice_title(values: Values) -> bool:
    return not values.get("notice_title")


def _has_no_start(values: Values) -> bool:
    return not values.get("announced_on") and not _is_ordered(values)


FIELDS = (
    Field(
        name="document_number", label_zh="召回编号", label_en="Recall number",
        type=FieldType.SERIAL, required=True, max_length=128,
        headings=("召回公告号", "责令召回通知书文号"),
    ),
    Field(
        name="notice_title", label_zh="召回公告标题", label_en="Title of the recall notice",
        max_length=500,
    ),
    Field(
        name="manner", label_zh="召回方式", label_en="Manner of the recall",
        type=FieldType.CHOICE, enumeration=MANNERS, required=True, headings=("召回类型",),
    ),
    headers.subject_name("召回实施主体", "生产者名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("生产者代码",)),
    Field(
        name="product", label_zh="召回产品名称", label_en="Product recalled",
        required=_has_no_notice_title, max_length=500, headings=("产品名称",),
    ),
    Field(
        name="brand", label_zh="品牌", label_en="Brand", max_length=200, headings=("商标",),
    ),
    Field(
        name="model", label_zh="规格型号", label_en="Specification and model", max_length=1000,
    ),
    Field(
        name="batch", label_zh="批号", label_en="Batch", type=FieldType.SERIAL, max_length=1000,
        headings=("生产日期/批号",),
    ),
    Field(
        name="quantity", label_zh="召回数量", label_en="Quantity recalled", max_length=128,
        headings=("涉及数量",),
    ),
    Field(
        name="description", label_zh="产品描述", label_en="Description of the product",
        max_length=4000,
    ),
    Field(
        name="defect", label_zh="缺陷情况", label_en="Defect", max_length=2000,
        headings=("召回原因",),
    ),
    Field(
        name="hazard", label_zh="可能导致的后果", label_en="Possible consequences",
        max_length=2000,
    ),
    Field(
        name="hazard_class", label_zh="召回级别", label_en="Class of the recall",
        type=FieldType.CHOICE, enumeration=HAZARD_CLASSES,
    ),
    Field(
        name="area", label_zh="涉及地区", label_en="Area affected", max_length=1000,
    ),
    Field(
        name="measures", label_zh="召回措施", label_en="Measures", max_length=2000,
    ),
    Field(
        name="ordered_on", label_zh="责令召回日期", label_en="Ordered on", type=FieldType.DATE,
        required=_is_ordered,
    ),
    Field(
        name="started_on", label_zh="召回开始日期", label_en="Started on", type=FieldType.DATE,
        required=_has_no_start,
    ),
    Field(
        name="announced_on", label_zh="召回公告日期", label_en="Announced on",
        type=FieldType.DATE,
    ),
    Field(
        name="completed_on", label_zh="召回完成日期", label_en="Completed on",
        type=FieldType.DATE, required=_is_completed, headings=("召回结束日期",),
    ),
    Field(
        name="progress", label_zh="召回进展", label_en="Progress of the recall",
        type=FieldType.CHOICE, enumeration=PROGRESS,
    ),
    Field(
        name="notice_address", label_zh="公告网址", label_en="Web address of the notice",
        type=FieldType.SERIAL, max_length=500,
    ),
    *headers.source_unit(names=("召回监督机关",), codes=("召回监督机关代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "ordered_on", "announced_on", "completed_on"),
        *checks.order_faults(values, "ordered_on", "started_on", "completed_on"),
        *checks.order_faults(values, "started_on", "completed_on"),
        *checks.order_faults(values, "announced_on", "completed_on"),
    ]


def title(values: Values) -> str:
    """The manner and the product, or the notice's own title."""
    zh, _ = MANNERS.values[headers.text_of(values, "manner")]
    what = headers.text_of(values, "product") or headers.text_of(values, "notice_title")
    return f"{zh}：{what}"


def draft(values: Values) -> RecordDraft:
    """The record: determined by the order, else by the announcement; over when it is completed."""
    ordered_on = headers.day_of(values, "ordered_on")
    announced_on = headers.day_of(values, "announced_on")
    started_on = headers.day_of(values, "started_on")
    return RecordDraft(
        kind=RecordKind.RECALL,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=started_on or announced_on,
        decided_on=ordered_on or announced_on or started_on,
        first_displayed_on=announced_on,
        effective_from=started_on or announced_on or ordered_on,
        effective_to=headers.day_of(values, "completed_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "manner"),
        category=headers.text_of(values, "hazard_class") or None,
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.RECALL, "产品召回", "Product recall", FIELDS, check, draft, title)
