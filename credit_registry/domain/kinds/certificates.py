"""Certificates of management systems and products (认证证书)."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

VALID = "valid"
OWN_TESTING, CONTRACTED_TESTING = "own_testing", "contracted_testing"
"""What an enterprise can test: shown by an approval or a contract, which is no certificate."""

SCHEMES = Enumeration(
    {
        "quality_management": ("质量管理体系", "quality management system"),
        "haccp": ("危害分析与关键控制点", "HACCP"),
        "gmp": ("良好生产规范", "GMP"),
        "food_safety": ("食品安全管理体系", "food safety management system"),
        "environmental": ("环境管理体系", "environmental management system"),
        "occupational_safety": (
            "职业健康安全管理体系",
            "occupational health and safety management system",
        ),
        "product": ("产品认证", "product certification"),
        OWN_TESTING: ("自有检验检测能力", "testing in a laboratory of its own"),
        CONTRACTED_TESTING: ("委托检验检测能力", "testing by a contracted body"),
        OTHER: ("其他", "other"),
    },
    older={
        "质量管理体系认证": "quality_management",
        "GB/T 19001": "quality_management",
        "ISO 9001": "quality_management",
        "ISO9001": "quality_management",
        "强制性产品认证": "product",
        "CCC": "product",
        "自愿性产品认证": "product",
        "自有检测能力": OWN_TESTING,
        "自有实验室": OWN_TESTING,
        "委托检测能力": CONTRACTED_TESTING,
        "委托检验检测": CONTRACTED_TESTING,
    },
)
STATES = Enumeration(
    {
        VALID: ("有效", "valid"),
        "suspended": ("暂停", "suspended"),
        "withdrawn": ("撤销", "withdrawn"),
        "expired": ("过期失效", "expired"),
    },
    older={"注销": "withdrawn", "过期": "expired", "失效": "expired", "已撤销": "withdrawn"},
)

FIELDS = (
    Field(
        name="document_number", label_zh="证书编号", label_en="Certificate number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("证书号",),
    ),
    Field(
        name="scheme", label_zh="认证项目", label_en="Certification scheme", type=FieldType.CHOICE,
        enumeration=SCHEMES, required=True, headings=("认证类别",),
    ),
    Field(
        name="standard", label_zh="认证依据", label_en="Standard certified to", max_length=200,
        headings=("认证标准",),
    ),
    headers.subject_name("获证组织名称", "持证人名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("获证组织代码", "获证组织统一社会信用代码")),
    Field(name="scope", label_zh="认证范围", label_en="Scope", max_length=2000,
    headings=("认证覆盖范围",)),
    Field(
        name="issuing_body", label_zh="认证机构", label_en="Certification body", required=True,
        max_length=200, headings=("发证机构",),
    ),
    Field(
        name="issuing_body_approval", label_zh="认证机构批准号",
        label_en="Approval number of the body",
        type=FieldType.SERIAL, max_length=64,
    ),
    Field(
        name="issued_on", label_zh="发证日期", label_en="Issued on", type=FieldType.DATE,
        headings=("颁证日期",),
    ),
    Field(
        name="valid_from", label_zh="有效期自", label_en="Valid from", type=FieldType.DATE,
        required=True,
        headings=("有效期始",),
    ),
    Field(
        name="valid_until", label_zh="有效期至", label_en="Valid until", type=FieldType.DATE,
        required=True,
        headings=("证书到期日期",),
    ),
    Field(
        name="state", label_zh="证书状态", label_en="State of the certificate",
        type=FieldType.CHOICE,
        enumeration=STATES, required=True,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "issued_on"),
        *checks.order_faults(values, "valid_from", "valid_until"),
    ]


def title(values: Values) -> str:
    """The scheme and the standard."""
    scheme = headers.text_of(values, "scheme")
    zh, _ = SCHEMES.values[scheme]
    what = zh if scheme in {OWN_TESTING, CONTRACTED_TESTING} else f"{zh}证书"
    return f"{what} {headers.text_of(values, 'standard')}".strip()


def draft(values: Values) -> RecordDraft:
    """The record: in force between the certificate's own days."""
    return RecordDraft(
        kind=RecordKind.CERTIFICATE,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        decided_on=headers.day_of(values, "issued_on"),
        effective_from=headers.day_of(values, "valid_from"),
        effective_to=headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "state"),
        category=headers.text_of(values, "scheme"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.CERTIFICATE, "认证证书", "Certificate", FIELDS, check, draft, title)
