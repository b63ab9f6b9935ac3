"""Quality and safety accidents (质量安全事故): what happened, its class, who was responsible."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import (
    OTHER,
    Enumeration,
    Field,
    FieldType,
    MoneyUnit,
    Values,
)
from credit_registry.domain.records import RecordKind

UNDETERMINED = "undetermined"

ACCIDENT_CLASSES = Enumeration(
    {
        "especially_major": ("特别重大事故", "especially major accident"),
        "major": ("重大事故", "major accident"),
        "relatively_major": ("较大事故", "relatively major accident"),
        "ordinary": ("一般事故", "ordinary accident"),
    },
    older={
        "特别重大": "especially_major", "重大": "major", "较大": "relatively_major",
        "一般": "ordinary", "Ⅰ级": "especially_major", "Ⅱ级": "major", "Ⅲ级": "relatively_major",
        "Ⅳ级": "ordinary",
    },
)  # fmt: skip
ACCIDENT_TYPES = Enumeration(
    {
        "product_quality": ("产品质量安全事故", "product quality and safety accident"),
        "project_quality": ("工程质量事故", "project quality accident"),
        "food_safety": ("食品安全事故", "food safety accident"),
        "special_equipment": ("特种设备事故", "special equipment accident"),
        "work_safety": ("生产安全事故", "work safety accident"),
        OTHER: ("其他", "other"),
    },
    older={"安全生产事故": "work_safety", "产品质量事故": "product_quality"},
)
RESPONSIBILITIES = Enumeration(
    {
        "full": ("全部责任", "full responsibility"),
        "main": ("主要责任", "main responsibility"),
        "equal": ("同等责任", "equal responsibility"),
        "secondary": ("次要责任", "secondary responsibility"),
        "none": ("无责任", "no responsibility"),
        UNDETERMINED: ("尚未认定", "not yet determined"),
    },
    older={
        "全责": "full", "主责": "main", "同责": "equal", "次责": "secondary", "无责": "none",
        "未认定": UNDETERMINED, "待认定": UNDETERMINED,
    },
)  # fmt: skip


def _is_determined(values: Values) -> bool:
    return values.get("responsibility") != UNDETERMINED


FIELDS = (
    Field(
        name="document_number", label_zh="事故编号", label_en="Accident number",
        type=FieldType.SERIAL, required=True, max_length=128,
        headings=("事故调查报告文号", "事故认定文号"),
    ),
    Field(
        name="accident_name", label_zh="事故名称", label_en="Accident", required=True,
        max_length=200,
    ),
    Field(
        name="accident_type", label_zh="事故类型", label_en="Type of accident",
        type=FieldType.CHOICE, enumeration=ACCIDENT_TYPES, required=True,
    ),
    Field(
        name="accident_class", label_zh="事故等级", label_en="Class of accident",
        type=FieldType.CHOICE, enumeration=ACCIDENT_CLASSES, required=True,
        headings=("事故级别",),
    ),
    headers.subject_name("责任单位名称", "事故单位名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("责任单位代码", "事故单位代码")),
    Field(
        name="responsibility", label_zh="责任认定", label_en="Responsibility",
        type=FieldType.CHOICE, enumeration=RESPONSIBILITIES, required=True,
    ),
    Field(
        name="occurred_on", label_zh="事故发生日期", label_en="Occurred on",
        type=FieldType.DATE, required=True,
    ),
    Field(
        name="place", label_zh="事故地点", label_en="Place of the accident", max_length=300,
        is_place=True,
    ),
    Field(
        name="description", label_zh="事故经过", label_en="What happened", max_length=4000,
        is_public=False,
    ),
    Field(
        name="casualties", label_zh="伤亡情况", label_en="Dead and injured", max_length=200,
    ),
    Field(
        name="loss_fen", label_zh="直接经济损失(万元)", label_en="Direct loss (10,000 yuan)",
        type=FieldType.AMOUNT, unit=MoneyUnit.WAN,
    ),
    Field(
        name="cause", label_zh="事故原因", label_en="Cause", max_length=4000,
    ),
    Field(
        name="decided_on", label_zh="责任认定日期", label_en="Responsibility determined on",
        type=FieldType.DATE, required=_is_determined, headings=("调查报告批复日期",),
    ),
    *headers.deciding_body(
        "责任认定机关", "Authority that determined it", names=("批复机关",),
        codes=("批复机关代码",), required=_is_determined,
    ),
    Field(
        name="follow_up", label_zh="处理情况", label_en="Follow-up", max_length=2000,
    ),
    *headers.source_unit(names=("报送单位",), codes=("报送单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "occurred_on", "decided_on"),
        *checks.order_faults(values, "occurred_on", "decided_on"),
    ]


def title(values: Values) -> str:
    """The class of the accident and its name."""
    zh, _ = ACCIDENT_CLASSES.values[headers.text_of(values, "accident_class")]
    return f"{zh}：{headers.text_of(values, 'accident_name')}"


def draft(values: Values) -> RecordDraft:
    """The record: its outcome the responsibility, its category the class of the accident."""
    return RecordDraft(
        kind=RecordKind.ACCIDENT,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=headers.day_of(values, "occurred_on"),
        decided_on=headers.day_of(values, "decided_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "responsibility"),
        category=headers.text_of(values, "accident_class"),
        amount_fen=headers.amount_of(values, "loss_fen"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.ACCIDENT, "质量安全事故", "Quality and safety accident", FIELDS, check, draft, title
)
