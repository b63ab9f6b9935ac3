"""Quality-liability insurance (质量责任保险): what is insured, with whom, and until when."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

SURRENDERED = "surrendered"

CLASSES = Enumeration(
    {
        "quality_guarantee": ("产品质量保证保险", "product quality guarantee insurance"),
        "product_liability": ("产品责任保险", "product liability insurance"),
        "food_safety_liability": ("食品安全责任保险", "food safety liability insurance"),
        "latent_defects": ("建设工程质量潜在缺陷保险", "construction latent defects insurance"),
        "work_safety_liability": ("安全生产责任保险", "work safety liability insurance"),
        OTHER: ("其他", "other"),
    },
    older={
        "产品责任险": "product_liability",
        "质量保证险": "quality_guarantee",
        "质量安全责任险": "product_liability",
        "食责险": "food_safety_liability",
        "IDI": "latent_defects",
        "安责险": "work_safety_liability",
    },
)
STATES = Enumeration(
    {
        "in_cover": ("在保", "in cover"),
        SURRENDERED: ("退保", "surrendered"),
        "lapsed": ("失效", "lapsed"),
    },
    older={"有效": "in_cover", "生效": "in_cover", "已退保": SURRENDERED, "过期": "lapsed"},
)


def _is_surrendered(values: Values) -> bool:
    return values.get("state") == SURRENDERED


FIELDS = (
    Field(
        name="document_number", label_zh="保险单号", label_en="Policy number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("保单号",),
    ),
    Field(
        name="insurance_class", label_zh="险种", label_en="Class of insurance",
        type=FieldType.CHOICE, enumeration=CLASSES, required=True, headings=("保险险种",),
    ),
    Field(
        name="insurer", label_zh="保险人", label_en="Insurer", required=True, max_length=200,
        headings=("承保机构", "保险公司"),
    ),
    Field(
        name="product", label_zh="承保产品或项目", label_en="Product or project insured",
        required=True, max_length=500, headings=("保险标的",),
    ),
    headers.subject_name("被保险人名称", "投保企业名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("被保险人代码",)),
    # What the cover costs and bears is between the insured and the insurer.
    Field(
        name="sum_insured_fen", label_zh="保险金额(元)", label_en="Sum insured (yuan)",
        type=FieldType.AMOUNT, is_public=False, headings=("责任限额(元)",),
    ),
    Field(
        name="premium_fen", label_zh="保险费(元)", label_en="Premium (yuan)",
        type=FieldType.AMOUNT, is_public=False,
    ),
    Field(
        name="paid_fen", label_zh="已赔付金额(元)", label_en="Paid out (yuan)",
        type=FieldType.AMOUNT, is_public=False,
    ),
    Field(
        name="valid_from", label_zh="保险期间自", label_en="Cover from", type=FieldType.DATE,
        required=True, headings=("保险起期",),
    ),
    Field(
        name="valid_until", label_zh="保险期间至", label_en="Cover until", type=FieldType.DATE,
        required=True, headings=("保险止期",),
    ),
    Field(
        name="state", label_zh="保单状态", label_en="State of the policy", type=FieldType.CHOICE,
        enumeration=STATES, required=True,
    ),
    Field(
        name="surrendered_on", label_zh="退保日期", label_en="Surrendered on",
        type=FieldType.DATE, required=_is_surrendered,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a cover that ends before it begins."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "surrendered_on"),
        *checks.order_faults(values, "valid_from", "valid_until"),
    ]


def title(values: Values) -> str:
    """The class of insurance and what it is for."""
    zh, _ = CLASSES.values[headers.text_of(values, "insurance_class")]
    return f"{zh}：{headers.text_of(values, 'product')}"


def draft(values: Values) -> RecordDraft:
    """The record: in force during the cover, or until the policy is surrendered.

    The amounts stay in the detail: a typed amount would be public.
    """
    until = headers.day_of(values, "surrendered_on") or headers.end_of(values, "valid_until")
    return RecordDraft(
        kind=RecordKind.INSURANCE,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        effective_from=headers.day_of(values, "valid_from"),
        effective_to=until,
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "state"),
        category=headers.text_of(values, "insurance_class"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.INSURANCE, "质量保险", "Quality insurance", FIELDS, check, draft, title)
