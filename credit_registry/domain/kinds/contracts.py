"""How contracts were performed (合同履约), as the buyer reports it after procurement."""

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

FULFILLED = "fulfilled"

CONTRACT_TYPES = Enumeration(
    {
        "goods": ("货物", "goods"),
        "works": ("工程", "works"),
        "services": ("服务", "services"),
        OTHER: ("其他", "other"),
    }
)
PERFORMANCES = Enumeration(
    {
        FULFILLED: ("全面履约", "fully performed"),
        "late": ("逾期履约", "performed late"),
        "partly": ("部分履约", "partly performed"),
        "breached": ("违约", "breached"),
        "terminated": ("因履约方原因解除", "terminated for the contractor's fault"),
    },
    older={
        "履约": FULFILLED, "全部履行": FULFILLED, "按约履行": FULFILLED, "验收合格": FULFILLED,
        "逾期": "late", "部分履行": "partly", "未履行": "breached", "不履约": "breached",
        "解除合同": "terminated",
    },
)  # fmt: skip


def _is_deficient(values: Values) -> bool:
    return values.get("performance") != FULFILLED


FIELDS = (
    Field(
        name="document_number", label_zh="合同编号", label_en="Contract number",
        type=FieldType.SERIAL, required=True, max_length=128,
    ),
    Field(
        name="contract_name", label_zh="合同名称", label_en="Contract", required=True,
        max_length=200, headings=("项目名称",),
    ),
    Field(
        name="contract_type", label_zh="合同类型", label_en="Type of contract",
        type=FieldType.CHOICE, enumeration=CONTRACT_TYPES, required=True,
        headings=("采购类别",),
    ),
    headers.subject_name("供应商名称", "履约方名称", "中标人名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("供应商代码", "履约方代码")),
    Field(
        name="buyer_name", label_zh="采购人名称", label_en="Buyer", required=True, max_length=200,
        headings=("采购人", "发包人", "甲方"),
    ),
    Field(
        name="amount_fen", label_zh="合同金额(万元)", label_en="Contract amount (10,000 yuan)",
        type=FieldType.AMOUNT, unit=MoneyUnit.WAN, is_public=False,
    ),
    Field(
        name="signed_on", label_zh="合同签订日期", label_en="Signed on", type=FieldType.DATE,
        required=True,
    ),
    Field(
        name="due_on", label_zh="履约期限", label_en="Due on", type=FieldType.DATE,
        headings=("合同到期日期",),
    ),
    Field(
        name="performance", label_zh="履约情况", label_en="Performance", type=FieldType.CHOICE,
        enumeration=PERFORMANCES, required=True, headings=("履约评价",),
    ),
    Field(
        name="deficiency", label_zh="未履约情况说明", label_en="What was not performed",
        required=_is_deficient, max_length=2000, headings=("违约情况",),
    ),
    Field(
        name="evaluated_on", label_zh="履约评价日期", label_en="Evaluated on",
        type=FieldType.DATE, required=True, headings=("验收日期",),
    ),
    *headers.source_unit(names=("评价单位",), codes=("评价单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "signed_on", "evaluated_on"),
        *checks.order_faults(values, "signed_on", "due_on", "evaluated_on"),
    ]


def title(values: Values) -> str:
    """The contract and how it was performed."""
    zh, _ = PERFORMANCES.values[headers.text_of(values, "performance")]
    return f"合同{zh}：{headers.text_of(values, 'contract_name')}"


def draft(values: Values) -> RecordDraft:
    """The record: determined by the buyer's evaluation."""
    return RecordDraft(
        kind=RecordKind.CONTRACT,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=headers.day_of(values, "signed_on"),
        decided_on=headers.day_of(values, "evaluated_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "performance"),
        category=headers.text_of(values, "contract_type"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.CONTRACT, "合同履约", "Contract performance", FIELDS, check, draft, title)
