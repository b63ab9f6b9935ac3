"""Consumers' complaints that proved justified (查实投诉); who complained is never kept."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

_SOURCE = "市场监督管理投诉举报处理暂行办法"

MATTERS = Enumeration(
    {
        "quality": ("质量", "quality"),
        "safety": ("安全", "safety"),
        "after_sales": ("售后服务", "after-sales service"),
        "advertising": ("广告与宣传", "advertising"),
        "price": ("价格", "price"),
        "measurement": ("计量", "measurement"),
        "contract": ("合同", "contract"),
        "counterfeit": ("假冒", "counterfeit"),
        OTHER: ("其他", "other"),
    },
    older={
        "产品质量": "quality", "虚假宣传": "advertising", "广告": "advertising",
        "售后": "after_sales", "短斤少两": "measurement", "食品安全": "safety",
    },
)  # fmt: skip
RESULTS = Enumeration(
    {
        "mediated": ("调解达成协议", "settled by mediation"),
        "settled": ("双方自行和解", "settled by the parties"),
        "not_agreed": ("调解未达成协议", "mediation without agreement"),
        "refused": ("经营者拒绝调解", "mediation refused by the business"),
    },
    older={
        "调解成功": "mediated", "达成调解": "mediated", "和解": "settled", "自行和解": "settled",
        "调解失败": "not_agreed", "调解不成": "not_agreed", "终止调解": "not_agreed",
        "拒绝调解": "refused",
    },
)  # fmt: skip

FIELDS = (
    Field(
        name="document_number", label_zh="投诉登记编号", label_en="Complaint number",
        type=FieldType.SERIAL, required=True, max_length=64, headings=("投诉编号",),
        source=_SOURCE,
    ),
    Field(
        name="matter", label_zh="投诉问题类别", label_en="Matter of the complaint",
        type=FieldType.CHOICE, enumeration=MATTERS, required=True, headings=("问题类别",),
        source=_SOURCE,
    ),
    headers.subject_name("被投诉人名称", "被投诉主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("被投诉人代码",)),
    Field(
        name="goods", label_zh="商品或服务名称", label_en="Goods or service", required=True,
        max_length=200, headings=("客体名称",), source=_SOURCE,
    ),
    Field(
        name="findings", label_zh="查实情况", label_en="What was found", required=True,
        max_length=2000, is_public=False, source=_SOURCE,
    ),
    Field(
        name="received_on", label_zh="登记日期", label_en="Received on", type=FieldType.DATE,
        required=True, headings=("投诉日期",), source=_SOURCE,
    ),
    Field(
        name="accepted_on", label_zh="受理日期", label_en="Accepted on", type=FieldType.DATE,
        source=_SOURCE,
    ),
    Field(
        name="concluded_on", label_zh="办结日期", label_en="Concluded on", type=FieldType.DATE,
        required=True, source=_SOURCE,
    ),
    Field(
        name="result", label_zh="处理结果", label_en="Result of the complaint",
        type=FieldType.CHOICE, enumeration=RESULTS, required=True, source=_SOURCE,
    ),
    Field(
        name="recovered_fen", label_zh="挽回经济损失(元)", label_en="Loss recovered (yuan)",
        type=FieldType.AMOUNT, source=_SOURCE,
    ),
    *headers.source_unit(names=("处理单位", "受理单位"), codes=("处理单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "received_on", "accepted_on", "concluded_on"),
        *checks.order_faults(values, "received_on", "accepted_on", "concluded_on"),
        *checks.order_faults(values, "accepted_on", "concluded_on"),
    ]


def title(values: Values) -> str:
    """The matter and the goods."""
    zh, _ = MATTERS.values[headers.text_of(values, "matter")]
    return f"查实投诉（{zh}）：{headers.text_of(values, 'goods')}"


def draft(values: Values) -> RecordDraft:
    """The record: dated by the complaint and its conclusion."""
    return RecordDraft(
        kind=RecordKind.COMPLAINT,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=headers.day_of(values, "received_on"),
        decided_on=headers.day_of(values, "concluded_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "matter"),
        amount_fen=headers.amount_of(values, "recovered_fen"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.COMPLAINT, "查实投诉", "Upheld complaint", FIELDS, check, draft, title)
