"""Comparison tests by third parties (第三方比较试验): never an official finding, and marked so."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

NON_OFFICIAL = "（非官方）"
"""Stands in every title, so that it goes wherever the record goes."""

TESTERS = Enumeration(
    {
        "consumer_body": ("消费者组织", "consumer organisation"),
        "industry_body": ("行业协会", "industry association"),
        "media": ("媒体", "media"),
        "laboratory": ("检验检测机构", "testing body"),
        OTHER: ("其他", "other"),
    },
    older={
        "消费者协会": "consumer_body",
        "消费者权益保护委员会": "consumer_body",
        "消保委": "consumer_body",
    },
)
RESULTS = Enumeration(
    {
        "better": ("表现较好", "better than most"),
        "average": ("表现一般", "average"),
        "worse": ("表现较差", "worse than most"),
    },
    older={"较好": "better", "优": "better", "一般": "average", "较差": "worse", "差": "worse"},
)

FIELDS = (
    Field(
        name="document_number", label_zh="试验报告编号", label_en="Number of the test report",
        type=FieldType.SERIAL, required=True, max_length=128,
    ),
    Field(
        name="tester", label_zh="试验组织者", label_en="Who had it tested", required=True,
        max_length=200, headings=("比较试验单位",),
    ),
    Field(
        name="tester_kind", label_zh="组织者类别", label_en="Kind of tester",
        type=FieldType.CHOICE, enumeration=TESTERS, required=True,
    ),
    Field(
        name="laboratory", label_zh="试验机构", label_en="Laboratory", max_length=200,
    ),
    Field(
        name="product", label_zh="产品名称", label_en="Product", required=True, max_length=200,
        headings=("样品名称",),
    ),
    Field(name="model", label_zh="规格型号", label_en="Model", max_length=200),
    Field(name="brand", label_zh="商标", label_en="Trade mark", max_length=200),
    Field(
        name="batch", label_zh="生产日期/批号", label_en="Production date or batch",
        type=FieldType.SERIAL, max_length=128, headings=("批号",),
    ),
    Field(
        name="purchase", label_zh="样品来源", label_en="Where the sample was bought",
        max_length=200,
    ),
    headers.subject_name("标称生产企业名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("标称生产企业代码",)),
    Field(
        name="tested_on", label_zh="试验日期", label_en="Tested on", type=FieldType.DATE,
        required=True,
    ),
    Field(
        name="published_on", label_zh="发布日期", label_en="Published on", type=FieldType.DATE,
        required=True,
    ),
    Field(
        name="method", label_zh="试验方法", label_en="Method of the test", max_length=1000,
        headings=("试验依据",),
    ),
    Field(
        name="result", label_zh="试验结果", label_en="Result of the comparison",
        type=FieldType.CHOICE, enumeration=RESULTS, required=True,
    ),
    Field(
        name="findings", label_zh="试验情况", label_en="Findings", max_length=2000,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: days of the future, or published before it was tested."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "tested_on", "published_on"),
        *checks.order_faults(values, "tested_on", "published_on"),
    ]


def title(values: Values) -> str:
    """The product, marked as no official finding."""
    return f"第三方比较试验{NON_OFFICIAL}：{headers.text_of(values, 'product')}"


def draft(values: Values) -> RecordDraft:
    """The record of one sample: model and batch tell the samples of a report apart."""
    serial = " ".join(
        filter(None, (headers.text_of(values, name) for name in ("product", "model", "batch")))
    )
    return RecordDraft(
        kind=RecordKind.COMPARISON_TEST,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=serial,
        title=title(values),
        occurred_on=headers.day_of(values, "tested_on"),
        first_displayed_on=headers.day_of(values, "published_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "tester_kind"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.COMPARISON_TEST,
    "第三方比较试验（非官方）",
    "Third-party comparison test (not official)",
    FIELDS,
    check,
    draft,
    title,
)
