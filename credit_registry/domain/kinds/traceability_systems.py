"""Traceability (质量追溯): the system that a product can be traced in, and how far."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

ENDED, BROKEN = "ended", "broken"

STATES = Enumeration(
    {
        "operating": ("正常运行", "in operation"),
        BROKEN: ("追溯中断", "chain broken"),
        ENDED: ("停用", "ended"),
    },
    older={"运行": "operating", "正常": "operating", "断链": BROKEN, "已停用": ENDED},
)
GRAINS = Enumeration(
    {
        "item": ("单品", "single item"),
        "batch": ("批次", "batch"),
        "shipment": ("整车或整单", "shipment"),
        OTHER: ("其他", "other"),
    },
    older={"一物一码": "item", "一批一码": "batch"},
)
STAGES = Enumeration(
    {
        "inputs": ("原料及投入品", "raw materials and inputs"),
        "production": ("生产加工", "production"),
        "inspection": ("检验", "inspection"),
        "storage_transport": ("仓储运输", "storage and transport"),
        "sale": ("销售", "sale"),
        "use": ("使用及召回", "use and recall"),
    },
    older={"原料": "inputs", "投入品": "inputs", "生产": "production", "储运": "storage_transport"},
)


def _is_broken(values: Values) -> bool:
    return values.get("state") == BROKEN


def _is_ended(values: Values) -> bool:
    return values.get("state") == ENDED


FIELDS = (
    Field(
        name="document_number", label_zh="追溯编号", label_en="Traceability number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("追溯主体编码",),
    ),
    Field(
        name="system", label_zh="追溯系统", label_en="Traceability system", required=True,
        max_length=200, headings=("追溯平台", "追溯系统名称"),
    ),
    Field(
        name="product", label_zh="产品名称", label_en="Product", required=True, max_length=200,
    ),
    Field(
        name="grain", label_zh="追溯单元", label_en="Unit traced", type=FieldType.CHOICE,
        enumeration=GRAINS, required=True, headings=("追溯粒度",),
    ),
    Field(
        name="stages", label_zh="覆盖环节", label_en="Stages covered", type=FieldType.CHOICES,
        enumeration=STAGES, required=True,
    ),
    headers.subject_name("追溯主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("追溯主体代码",)),
    Field(
        name="joined_on", label_zh="接入日期", label_en="Joined on", type=FieldType.DATE,
        required=True, headings=("启用日期",),
    ),
    Field(
        name="ended_on", label_zh="停用日期", label_en="Ended on", type=FieldType.DATE,
        required=_is_ended,
    ),
    Field(
        name="state", label_zh="运行状态", label_en="State", type=FieldType.CHOICE,
        enumeration=STATES, required=True,
    ),
    Field(
        name="checked_on", label_zh="核查日期", label_en="Checked on", type=FieldType.DATE,
        required=_is_broken,
    ),
    Field(
        name="check_finding", label_zh="核查情况", label_en="Finding of the check",
        required=_is_broken, max_length=1000,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: days of the future, or before the system was joined."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "joined_on", "checked_on", "ended_on"),
        *checks.order_faults(values, "joined_on", "checked_on", "ended_on"),
    ]


def title(values: Values) -> str:
    """The product and the system."""
    product, system = (headers.text_of(values, name) for name in ("product", "system"))
    return f"质量追溯：{product}（{system}）"


def draft(values: Values) -> RecordDraft:
    """The record: from the day of joining to the last day of use; one for each product."""
    joined_on = headers.day_of(values, "joined_on")
    return RecordDraft(
        kind=RecordKind.TRACEABILITY,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "product"),
        title=title(values),
        occurred_on=joined_on,
        decided_on=headers.day_of(values, "checked_on"),
        effective_from=joined_on,
        effective_to=headers.day_of(values, "ended_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "state"),
        category=headers.text_of(values, "grain"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.TRACEABILITY, "质量追溯", "Traceability", FIELDS, check, draft, title)
