"""Administrative licences (行政许可), with the `xk_` layout of the dual publicity."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers, identities
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

_SOURCE = "行政许可信息公示数据标准"

LICENCE_CLASSES = Enumeration(
    {
        "ordinary": ("普通", "ordinary"),
        "concession": ("特许", "concession"),
        "recognition": ("认可", "recognition of qualification"),
        "approval": ("核准", "approval"),
        "registration": ("登记", "registration"),
        OTHER: ("其他", "other"),
    },
    older={"普通许可": "ordinary", "特许经营": "concession", "特许许可": "concession"},
)
STATES = Enumeration(
    {"valid": ("有效", "valid"), "invalid": ("无效", "no longer valid")},
    older={
        "1": "valid", "2": "invalid", "注销": "invalid", "撤销": "invalid", "吊销": "invalid",
        "失效": "invalid", "过期": "invalid",
    },
)  # fmt: skip


def _is_organisation(values: Values) -> bool:
    return values.get("subject_category") != headers.NATURAL_PERSON


FIELDS = (
    headers.subject_name("行政相对人名称", "xk_xdr_mc"),
    headers.subject_category("行政相对人类别", "xk_xdr_lb", required=True),
    *headers.subject_codes(
        uscc=("xk_xdr_shxym", "代码_1", "行政相对人代码_1", "行政相对人代码_1(统一社会信用代码)"),
        registration_number=("xk_xdr_gszc", "代码_2", "行政相对人代码_2",
        "行政相对人代码_2(工商注册号)"),
        organization_code=("xk_xdr_zzjg", "代码_3", "行政相对人代码_3",
        "行政相对人代码_3(组织机构代码)"),
        taxpayer_number=("xk_xdr_swdj", "代码_4", "行政相对人代码_4",
        "行政相对人代码_4(税务登记号)"),
        required=headers.states_no_older_code,
    ),
    Field(
        name="institution_certificate", label_zh="事业单位证书号",
        label_en="Public institution certificate",
        type=FieldType.SERIAL, max_length=120, is_public=False,
        headings=("xk_xdr_sydw", "代码_5", "行政相对人代码_5"), source=_SOURCE,
    ),
    Field(
        name="social_organization_certificate", label_zh="社会组织登记证号",
        label_en="Social organisation certificate", type=FieldType.SERIAL, max_length=50,
        is_public=False, headings=("xk_xdr_shzz", "代码_6", "行政相对人代码_6"), source=_SOURCE,
    ),
    Field(
        name="legal_representative", label_zh="法定代表人", label_en="Legal representative",
        required=_is_organisation, max_length=50, is_public=False, headings=("xk_frdb",),
        source=_SOURCE,
    ),
    Field(
        name="document_name", label_zh="行政许可决定文书名称",
        label_en="Title of the licence decision", required=True, max_length=64,
        headings=("xk_xkws",), source=_SOURCE,
    ),
    Field(
        name="document_number", label_zh="行政许可决定文书号", label_en="Licence decision number",
        type=FieldType.SERIAL, required=True, max_length=64, headings=("xk_wsh",), source=_SOURCE,
    ),
    Field(
        name="licence_class", label_zh="许可类别", label_en="Class of licence",
        type=FieldType.CHOICE, enumeration=LICENCE_CLASSES, required=True, max_length=256,
        headings=("xk_xklb",), source=_SOURCE,
    ),
    Field(
        name="licence_name", label_zh="许可证书名称", label_en="Title of the licence",
        max_length=64, headings=("xk_xkzs",), source=_SOURCE,
    ),
    Field(
        name="licence_number", label_zh="许可编号", label_en="Licence number",
        type=FieldType.SERIAL, max_length=64, headings=("xk_xkbh",), source=_SOURCE,
    ),
    Field(
        name="content", label_zh="许可内容", label_en="What is licensed", required=True,
        max_length=4000, headings=("xk_nr",), source=_SOURCE,
    ),
    Field(
        name="decided_on", label_zh="许可决定日期", label_en="Date of the licence decision",
        type=FieldType.DATE, required=True, headings=("xk_jdrq",), source=_SOURCE,
    ),
    Field(
        name="valid_from", label_zh="有效期自", label_en="Valid from", type=FieldType.DATE,
        required=True, headings=("xk_yxqz",), source=_SOURCE,
    ),
    Field(
        name="valid_until", label_zh="有效期至", label_en="Valid until", type=FieldType.DATE,
        required=True, headings=("xk_yxqzi",), source=_SOURCE,
    ),
    *headers.deciding_body(
        "许可机关", "Licensing authority", names=("xk_xkjg",), codes=("xk_xkjgdm",),
        is_code_required=True,
    ),
    Field(
        name="state", label_zh="当前状态", label_en="State of the licence", type=FieldType.CHOICE,
        enumeration=STATES, required=True, headings=("xk_zt",), source=_SOURCE,
    ),
    *headers.source_unit(
        names=("xk_lydw",), codes=("xk_lydwdm",), is_code_required=True
    ),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "decided_on"),
        *checks.order_faults(values, "valid_from", "valid_until"),
        *checks.order_faults(values, "decided_on", "valid_until"),
    ]


def title(values: Values) -> str:
    """The licence, or the decision where it names none."""
    name = headers.text_of(values, "licence_name") or headers.text_of(values, "document_name")
    return f"行政许可：{name}"


def draft(values: Values) -> RecordDraft:
    """The record: in force between the licence's own days; its number is the serial.

    One decision may grant several licences.
    """
    return RecordDraft(
        kind=RecordKind.LICENCE,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "licence_number"),
        title=title(values),
        decided_on=headers.day_of(values, "decided_on"),
        effective_from=headers.day_of(values, "valid_from"),
        effective_to=headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "state"),
        category=headers.text_of(values, "licence_class"),
        detail=headers.detail_of(values, FIELDS),
    )


IDENTITIES = (
    identities.of_legal_representative(types=("xk_fr_zjlx",), numbers=("xk_fr_zjhm", "xk_fr_sfzh")),
    identities.of_subject(types=("xk_xdr_zjlx",), numbers=("xk_xdr_zjhm",)),
)

KIND = Kind(
    RecordKind.LICENCE,
    "行政许可",
    "Administrative licence",
    FIELDS,
    check,
    draft,
    title,
    identities=IDENTITIES,
)
