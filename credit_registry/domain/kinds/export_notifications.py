"""Exported goods that were notified abroad, returned or refused entry (出口产品被通报或退运).

A notification is no finding of an authority here. What becomes of it follows from what the
authority at home found: confirmed, it is a general matter; unfounded, a minor one, which is not
shown; until it is known, a person has to settle it.
"""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind, Severity

NOTIFIED, REJECTED = "notified", "rejected"
OPEN, CONFIRMED, UNFOUNDED = "open", "confirmed", "unfounded"

RESULTS = Enumeration(
    {
        NOTIFIED: ("被通报", "notified"),
        REJECTED: ("被退运或拒绝入境", "returned or refused entry"),
    },
    older={
        "通报": NOTIFIED, "境外通报": NOTIFIED, "退运": REJECTED, "被退运": REJECTED,
        "拒绝入境": REJECTED, "退货": REJECTED,
    },
)  # fmt: skip
REASON_CLASSES = Enumeration(
    {
        "safety": ("安全卫生", "safety or health"),
        "quality": ("质量规格", "quality or specification"),
        "labelling": ("标签标识", "labelling"),
        "documents": ("证书单证", "certificates or papers"),
        "quarantine": ("检疫", "quarantine"),
        OTHER: ("其他", "other"),
    },
    older={"安全": "safety", "质量": "quality", "标签": "labelling", "证单": "documents"},
)
INVESTIGATIONS = Enumeration(
    {
        OPEN: ("核查中", "under investigation"),
        CONFIRMED: ("属实", "confirmed"),
        UNFOUNDED: ("不属实或非企业责任", "unfounded, or not the enterprise's doing"),
    },
    older={"未核查": OPEN, "核查属实": CONFIRMED, "不属实": UNFOUNDED, "非企业责任": UNFOUNDED},
)
_SEVERITIES = {
    OPEN: Severity.UNDETERMINED,
    CONFIRMED: Severity.GENERAL,
    UNFOUNDED: Severity.MINOR,
}
"""Defaults of this registry: no regime names a class for a notification."""


def _is_settled(values: Values) -> bool:
    return values.get("investigation") in {CONFIRMED, UNFOUNDED}


FIELDS = (
    Field(
        name="document_number", label_zh="通报编号", label_en="Number of the notification",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("通报文号", "退运单号"),
    ),
    Field(
        name="result", label_zh="通报类型", label_en="What happened", type=FieldType.CHOICE,
        enumeration=RESULTS, required=True, headings=("通报或退运",),
    ),
    headers.subject_name("出口企业名称", "生产企业名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("出口企业代码", "生产企业代码")),
    Field(
        name="product", label_zh="产品名称", label_en="Product", required=True, max_length=200,
        headings=("出口产品名称",),
    ),
    Field(name="brand", label_zh="品牌", label_en="Brand", max_length=200, headings=("商标",)),
    Field(name="model", label_zh="规格型号", label_en="Specification and model", max_length=200),
    Field(
        name="batch", label_zh="生产日期/批号", label_en="Production date or batch",
        type=FieldType.SERIAL, max_length=128, headings=("批号",),
    ),
    Field(
        name="quantity", label_zh="数量", label_en="Quantity", max_length=128,
        headings=("涉及数量",),
    ),
    Field(
        name="destination", label_zh="通报国家或地区", label_en="Country or region",
        required=True, max_length=100, headings=("输往国家或地区", "国家或地区"),
    ),
    Field(
        name="notifying_authority", label_zh="通报机构", label_en="Authority that notified",
        required=True, max_length=200, headings=("境外通报机构",),
    ),
    Field(
        name="notified_on", label_zh="通报日期", label_en="Notified on", type=FieldType.DATE,
        required=True, headings=("退运日期",),
    ),
    Field(
        name="reason_class", label_zh="原因类别", label_en="Class of the reason",
        type=FieldType.CHOICE, enumeration=REASON_CLASSES, required=True,
    ),
    Field(
        name="reasons", label_zh="通报原因", label_en="Reasons", required=True, max_length=2000,
        headings=("退运原因", "不合格原因"),
    ),
    Field(
        name="investigation", label_zh="核查结论", label_en="Finding of the authority here",
        type=FieldType.CHOICE, enumeration=INVESTIGATIONS, required=True,
    ),
    Field(
        name="investigated_on", label_zh="核查日期", label_en="Investigated on",
        type=FieldType.DATE, required=_is_settled,
    ),
    *headers.deciding_body(
        "核查机关", "Authority that investigated", codes=("核查机关代码",), required=_is_settled
    ),
    Field(
        name="findings", label_zh="核查情况", label_en="What was found", max_length=2000,
        is_public=False,
    ),
    Field(name="measures", label_zh="处理措施", label_en="Measures", max_length=2000),
    Field(
        name="notice_address", label_zh="通报网址", label_en="Web address of the notification",
        type=FieldType.SERIAL, max_length=500,
    ),
    *headers.source_unit(names=("报送单位",), codes=("报送单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "notified_on", "investigated_on"),
        *checks.order_faults(values, "notified_on", "investigated_on"),
    ]


def title(values: Values) -> str:
    """What happened to which goods, and where."""
    zh, _ = RESULTS.values[headers.text_of(values, "result")]
    product, place = (headers.text_of(values, name) for name in ("product", "destination"))
    return f"出口产品{zh}：{product}（{place}）"


def draft(values: Values) -> RecordDraft:
    """The record of one batch: dated by the notification, its class by what was found here."""
    notified_on = headers.day_of(values, "notified_on")
    serial = (headers.text_of(values, name) for name in ("product", "batch"))
    return RecordDraft(
        kind=RecordKind.EXPORT_NOTIFICATION,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=" ".join(filter(None, serial)),
        title=title(values),
        occurred_on=notified_on,
        decided_on=notified_on,
        severity=_SEVERITIES[headers.text_of(values, "investigation")],
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "reason_class"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.EXPORT_NOTIFICATION,
    "出口产品被通报或退运",
    "Exports notified or rejected",
    FIELDS,
    check,
    draft,
    title,
)
