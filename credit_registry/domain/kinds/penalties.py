"""Administrative penalties (行政处罚), with the `cf_` layout of the dual publicity."""

from datetime import date
from functools import lru_cache

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers, identities
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import Enumeration, Field, FieldType, MoneyUnit, Values
from credit_registry.domain.kinds.penalty_categories import (
    PENALTY_CATEGORIES,
    POSSIBLE_WHERE_GIVEN,
    VIOLATION_CLASSES,
    resolved,
    severity_of,
)
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind, Severity

SUMMARY = "summary"
_SOURCE = "行政处罚信息公示数据标准"
_CONFISCATIONS = {"confiscate_illegal_gains", "confiscate_illegal_property"}
_PERMIT_PENALTIES = {"seize_permit", "revoke_permit", "seize_or_revoke_permit"}

PROCEDURES = Enumeration(
    {"ordinary": ("普通程序", "ordinary procedure"), SUMMARY: ("简易程序", "summary procedure")},
    older={"一般程序": "ordinary"},
)
SEVERITIES = Enumeration(
    {
        Severity.MINOR: ("轻微", "minor"),
        Severity.GENERAL: ("一般", "general"),
        Severity.SERIOUS: ("严重", "serious"),
    }
)


def _is_organisation(values: Values) -> bool:
    return values.get("subject_category") != headers.NATURAL_PERSON


def _has_fine(values: Values) -> bool:
    return "fine" in headers.choices_of(values, "categories")


def _has_confiscation(values: Values) -> bool:
    return bool(_CONFISCATIONS.intersection(headers.choices_of(values, "categories")))


def _has_permit_penalty(values: Values) -> bool:
    return bool(_PERMIT_PENALTIES.intersection(headers.choices_of(values, "categories")))


FIELDS = (
    headers.subject_name("行政相对人名称", "cf_xdr_mc"),
    headers.subject_category("行政相对人类别", "cf_xdr_lb", required=True),
    *headers.subject_codes(
        uscc=("cf_xdr_shxym", "代码_1", "行政相对人代码_1", "行政相对人代码_1(统一社会信用代码)"),
        registration_number=("cf_xdr_gszc", "代码_2", "行政相对人代码_2",
        "行政相对人代码_2(工商注册号)"),
        organization_code=("cf_xdr_zzjg", "代码_3", "行政相对人代码_3",
        "行政相对人代码_3(组织机构代码)"),
        taxpayer_number=("cf_xdr_swdj", "代码_4", "行政相对人代码_4",
        "行政相对人代码_4(税务登记号)"),
        required=headers.states_no_older_code,
    ),
    Field(
        name="institution_certificate", label_zh="事业单位证书号",
        label_en="Public institution certificate",
        type=FieldType.SERIAL, max_length=120, is_public=False,
        headings=("cf_xdr_sydw", "代码_5", "行政相对人代码_5"), source=_SOURCE,
    ),
    Field(
        name="social_organization_certificate", label_zh="社会组织登记证号",
        label_en="Social organisation certificate", type=FieldType.SERIAL, max_length=50,
        is_public=False, headings=("cf_xdr_shzz", "代码_6", "行政相对人代码_6"), source=_SOURCE,
    ),
    Field(
        name="legal_representative", label_zh="法定代表人", label_en="Legal representative",
        required=_is_organisation, max_length=50, is_public=False, headings=("cf_frdb",),
        source=_SOURCE,
    ),
    Field(
        name="document_number", label_zh="行政处罚决定书文号", label_en="Penalty decision number",
        type=FieldType.SERIAL, required=True, max_length=128,
        headings=("cf_wsh", "决定书文号", "处罚决定书文号"), source=_SOURCE,
    ),
    Field(
        name="violation_type", label_zh="违法行为类型", label_en="Type of violation",
        required=True, max_length=2000, headings=("cf_wfxw",), source=_SOURCE,
    ),
    Field(
        name="violation_class", label_zh="违法行为分类", label_en="Class of violation",
        type=FieldType.CHOICE, enumeration=VIOLATION_CLASSES,
    ),
    Field(
        name="facts", label_zh="违法事实", label_en="Facts of the violation",
        required=True, max_length=5000, headings=("cf_sy",), source=_SOURCE,
    ),
    Field(
        name="basis", label_zh="处罚依据", label_en="Basis of the penalty",
        required=True, max_length=2000, headings=("cf_yj",), source=_SOURCE,
    ),
    Field(
        name="categories", label_zh="处罚类别", label_en="Categories of penalty",
        type=FieldType.CHOICES, enumeration=PENALTY_CATEGORIES, required=True, max_length=300,
        headings=("cf_cflb",), source="行政处罚法 第九条",
    ),
    Field(
        name="content", label_zh="处罚内容", label_en="Content of the penalty",
        required=True, max_length=4000, headings=("cf_nr",), source=_SOURCE,
    ),
    Field(
        name="fine_fen", label_zh="罚款金额(万元)", label_en="Fine (10,000 yuan)",
        type=FieldType.AMOUNT, unit=MoneyUnit.WAN, required=_has_fine, headings=("cf_nr_fk",),
        source=_SOURCE,
    ),
    Field(
        name="confiscated_fen", label_zh="没收违法所得、没收非法财物的金额(万元)",
        label_en="Confiscated (10,000 yuan)", type=FieldType.AMOUNT, unit=MoneyUnit.WAN,
        required=_has_confiscation, headings=("cf_nr_wfff",), source=_SOURCE,
    ),
    Field(
        name="permit", label_zh="暂扣或吊销证照名称及编号", label_en="Permit seized or revoked",
        required=_has_permit_penalty, max_length=200, headings=("cf_nr_zkdx",), source=_SOURCE,
    ),
    Field(
        name="decided_on", label_zh="处罚决定日期", label_en="Date of the decision",
        type=FieldType.DATE, required=True, headings=("cf_jdrq",), source=_SOURCE,
    ),
    Field(
        name="served_on", label_zh="送达日期", label_en="Served on", type=FieldType.DATE,
        headings=("处罚决定送达日期",), source="行政处罚法 第六十一条",
    ),
    Field(
        name="displayed_on", label_zh="首次公示日期", label_en="First displayed on",
        type=FieldType.DATE, headings=("公示日期",), source="市场监督管理行政处罚信息公示规定",
    ),
    Field(
        name="valid_until", label_zh="处罚有效期", label_en="Penalty valid until",
        type=FieldType.DATE, headings=("cf_yxq",), source=_SOURCE,
    ),
    Field(
        name="displayed_until", label_zh="公示截止期", label_en="Displayed until",
        type=FieldType.DATE, is_public=False, headings=("cf_gsjzq",), source=_SOURCE,
    ),
    Field(
        name="procedure", label_zh="处罚程序", label_en="Procedure", type=FieldType.CHOICE,
        enumeration=PROCEDURES, source="行政处罚法 第五章",
    ),
    Field(
        name="severity", label_zh="失信程度", label_en="Severity class", type=FieldType.CHOICE,
        enumeration=SEVERITIES, source="信用修复管理办法",
    ),
    Field(
        name="authority_name", label_zh="处罚机关", label_en="Penalty authority",
        required=True, max_length=200, headings=("cf_cfjg",), source=_SOURCE,
    ),
    Field(
        name="authority_code", label_zh="处罚机关统一社会信用代码",
        label_en="Code of the authority",
        type=FieldType.CODE, required=True, max_length=18, is_public=False, headings=("cf_cfjgdm",),
        source=_SOURCE,
    ),
    *headers.source_unit(names=("cf_sjly",), codes=("cf_sjlydm",), is_code_required=True),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, a name or category of no use."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "decided_on", "served_on", "displayed_on"),
        *checks.order_faults(values, "decided_on", "served_on", "valid_until", "displayed_until"),
        *checks.order_faults(values, "decided_on", "displayed_on"),
        *_category_faults(values),
        *_substance_faults(values),
    ]


def _categories(values: Values) -> tuple[str, ...] | None:
    return _resolved(headers.choices_of(values, "categories"), headers.text_of(values, "content"))


_resolved = lru_cache(maxsize=1024)(resolved)
"""A few choices and decisions' texts are most of a file, and each row asks four times."""


def _category_faults(values: Values) -> list[FieldError]:
    if _categories(values) is not None:
        return []
    return [FieldError("/categories", Reason.AMBIGUOUS_CATEGORY, "暂扣许可证件 / 吊销许可证件")]


def _substance_faults(values: Values) -> list[FieldError]:
    """The earlier form may lack the facts or the content; a row with neither says nothing."""
    if values.get("facts") or values.get("content"):
        return []
    return [FieldError("/facts", Reason.MISSING, "违法事实 / 处罚内容")]


def title(values: Values) -> str:
    """What was punished."""
    return f"行政处罚：{headers.text_of(values, 'violation_type')}"


def _severity(values: Values) -> Severity:
    """The class that the categories give, or the one stated where they leave it open.

    A source may know more than the categories say, but not less: a decision that revokes a permit
    is not minor. Such a record is withheld until the source has settled it.
    """
    given = severity_of(_categories(values) or (), is_summary=values.get("procedure") == SUMMARY)
    text = headers.text_of(values, "severity")
    stated = Severity(text) if text else given
    return stated if stated in POSSIBLE_WHERE_GIVEN[given] else Severity.UNDETERMINED


def doubts(values: Values) -> list[FieldError]:
    """A severity class stated against the categories."""
    if not values.get("severity") or _severity(values) is not Severity.UNDETERMINED:
        return []
    return [FieldError("/severity", Reason.CONTRADICTORY_SEVERITY, "行政处罚法 第九条")]


def draft(values: Values) -> RecordDraft:
    """The record: severity as stated or by its categories, category the gravest of them.

    Its outcome is the class of the violation; it ends with the sanction where that has a last day.
    """
    categories = _categories(values) or ()
    procedure = values.get("procedure")
    is_summary = procedure == SUMMARY
    detail = headers.detail_of(values, FIELDS) | {"categories": list(categories)}
    return RecordDraft(
        kind=RecordKind.PENALTY,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        decided_on=headers.day_of(values, "decided_on"),
        served_on=headers.day_of(values, "served_on"),
        first_displayed_on=headers.day_of(values, "displayed_on"),
        effective_to=headers.end_of(values, "valid_until"),
        severity=_severity(values),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "violation_class") or None,
        category=categories[0] if categories else None,
        amount_fen=headers.amount_of(values, "fine_fen"),
        is_summary=is_summary if procedure else None,
        detail=detail | {"summary_procedure": is_summary},
    )


IDENTITIES = (
    identities.of_legal_representative(types=("cf_fr_zjlx",), numbers=("cf_fr_zjhm", "cf_fr_sfzh")),
    identities.of_subject(types=("cf_xdr_zjlx",), numbers=("cf_xdr_zjhm",)),
)

KIND = Kind(
    RecordKind.PENALTY,
    "行政处罚",
    "Administrative penalty",
    FIELDS,
    check,
    draft,
    title,
    doubts,
    IDENTITIES,
)
