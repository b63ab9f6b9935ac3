"""The fields that every kind has: who it is about, who says so, and who may see it."""

from datetime import date
from typing import cast

from credit_registry.domain import dates
from credit_registry.domain.drafts import DetailValue, SubjectReference, UnitReference
from credit_registry.domain.kinds.codes import codes_of, subject_kind_of
from credit_registry.domain.kinds.fields import (
    Enumeration,
    Field,
    FieldType,
    Requirement,
    Value,
    Values,
)
from credit_registry.domain.records import Disclosure, Level
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind

NATURAL_PERSON = "natural_person"
LISTED, REMOVED = "listed", "removed"
"""Whether an entry that a body made stands, or was taken back by it."""

SUBJECT_CATEGORIES = Enumeration(
    {
        "legal_person": ("法人及非法人组织", "legal person or unincorporated organisation"),
        "individual_business": ("个体工商户", "individually-owned business"),
        NATURAL_PERSON: ("自然人", "natural person"),
    },
    older={
        "法人": "legal_person",
        "非法人组织": "legal_person",
        "企业": "legal_person",
        "个人": NATURAL_PERSON,
    },
)
DISCLOSURES = Enumeration(
    {
        Disclosure.PUBLIC: ("可向社会公开", "public"),
        Disclosure.LIMITED: ("特定范围内公开", "limited"),
        Disclosure.INTERNAL: ("不可公开", "not public"),
    },
    older={"公开": "public", "主动公开": "public", "依申请公开": "limited", "不公开": "internal"},
)
LEVELS = Enumeration(
    {
        Level.NATIONAL: ("国家", "national"),
        Level.PROVINCIAL: ("省", "provincial"),
        Level.CITY: ("市", "city"),
        Level.COUNTY: ("县", "county"),
        Level.INDUSTRY: ("行业", "industry"),
    },
    older={
        "国家级": "national", "国抽": "national", "省级": "provincial", "省抽": "provincial",
        "市级": "city", "市抽": "city", "县级": "county", "区": "county", "区县": "county",
        "县抽": "county", "县区": "county", "行业级": "industry",
    },
)  # fmt: skip

_SCHEMES = {
    "uscc": IdentifierScheme.USCC,
    "registration_number": IdentifierScheme.REGISTRATION_NUMBER,
    "organization_code": IdentifierScheme.ORGANIZATION_CODE,
    "taxpayer_number": IdentifierScheme.TAXPAYER_NUMBER,
}


def subject_name(*headings: str, label_zh: str = "主体名称") -> Field:
    """The field that names the subject."""
    return Field(
        name="subject_name", label_zh=label_zh, label_en="Name of the subject", required=True,
        max_length=200, headings=("企业名称", *headings), is_own=False,
    )  # fmt: skip


def subject_category(*headings: str, required: bool) -> Field:
    """The field that tells organisations, individual businesses and natural persons apart."""
    return Field(
        name="subject_category", label_zh="主体类别", label_en="Category of the subject",
        type=FieldType.CHOICE, enumeration=SUBJECT_CATEGORIES, required=required,
        headings=headings, is_own=False,
    )  # fmt: skip


def states_no_older_code(values: Values) -> bool:
    """Whether none of the older codes is stated, so that the unified code has to be, or its filler.

    Feeds of before 2015 have an older number alone.
    """
    return not any(values.get(name) for name in _SCHEMES if name != "uscc")


def subject_codes(
    *, required: Requirement = False, **headings: tuple[str, ...]
) -> tuple[Field, ...]:
    """The fields for the subject's codes, with the further headings of each by field name.

    `required` is whether the unified code is.
    """
    labels = {
        "uscc": ("统一社会信用代码", "Unified social credit code", 32),
        "registration_number": ("工商注册号", "Business registration number", 50),
        "organization_code": ("组织机构代码", "Organisation code", 32),
        "taxpayer_number": ("税务登记号", "Taxpayer number", 32),
    }
    return tuple(
        Field(
            name=name, label_zh=zh, label_en=en, type=FieldType.CODE, max_length=length,
            scheme=_SCHEMES[name], headings=headings.get(name, ()), is_own=False,
            required=required if name == "uscc" else False,
        )
        for name, (zh, en, length) in labels.items()
    )  # fmt: skip


def deciding_body(
    label_zh: str,
    label_en: str,
    *,
    names: tuple[str, ...] = (),
    codes: tuple[str, ...] = (),
    required: Requirement = True,
    is_code_required: bool = False,
) -> tuple[Field, Field]:
    """The fields for the body that decided, where it may be another than the source unit."""
    return (
        Field(
            name="authority_name", label_zh=label_zh, label_en=label_en, required=required,
            max_length=200, headings=names,
        ),
        Field(
            name="authority_code", label_zh=f"{label_zh}统一社会信用代码",
            label_en=f"Code of the {label_en[0].lower()}{label_en[1:]}", type=FieldType.CODE,
            max_length=18, is_public=False, headings=codes, required=is_code_required,
        ),
    )  # fmt: skip


def source_unit(
    *, names: tuple[str, ...] = (), codes: tuple[str, ...] = (), is_code_required: bool = False
) -> tuple[Field, Field]:
    """The fields for the body that the record comes from."""
    return (
        Field(
            name="source_unit_name", label_zh="数据来源单位", label_en="Data source unit",
            required=True, max_length=200, headings=names, is_own=False,
        ),
        Field(
            name="source_unit_code", label_zh="数据来源单位统一社会信用代码",
            label_en="Code of the data source unit", type=FieldType.CODE, max_length=18,
            headings=("数据来源单位代码", *codes), is_own=False, required=is_code_required,
        ),
    )  # fmt: skip


def closing_fields(*, is_disclosure_required: bool = False) -> tuple[Field, Field]:
    """The disclosure type and the remarks, which end every layout."""
    return (
        Field(
            name="disclosure", label_zh="公开类型", label_en="Disclosure type",
            type=FieldType.CHOICE, enumeration=DISCLOSURES, headings=("publicationType",),
            is_own=False, required=is_disclosure_required,
        ),
        Field(
            name="remarks", label_zh="备注", label_en="Remarks", max_length=512,
            headings=("bz",), is_public=False,
        ),
    )  # fmt: skip


def text_of(values: Values, name: str) -> str:
    """The text of a field, empty where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def day_of(values: Values, name: str) -> date | None:
    """The date of a field."""
    return cast("date | None", values.get(name))


def end_of(values: Values, name: str) -> date | None:
    """The last day a field states; None where it is open, as `2099/12/31` means."""
    day = day_of(values, name)
    return dates.open_end(day) if day else None


def amount_of(values: Values, name: str) -> int | None:
    """The amount of a field in fen."""
    return cast("int | None", values.get(name))


def choices_of(values: Values, name: str) -> tuple[str, ...]:
    """The codes of a field that may hold several."""
    return cast("tuple[str, ...]", values.get(name) or ())


def subject_of(values: Values) -> SubjectReference:
    """The subject that the values name."""
    codes = codes_of({scheme: text_of(values, name) for name, scheme in _SCHEMES.items()})
    kind = subject_kind_of(
        codes.get(IdentifierScheme.USCC), codes.get(IdentifierScheme.REGISTRATION_NUMBER)
    )
    if values.get("subject_category") == "individual_business":
        kind = SubjectKind.INDIVIDUAL_BUSINESS
    return SubjectReference(text_of(values, "subject_name"), codes, kind)


def unit_of(values: Values) -> UnitReference:
    """The source unit that the values name."""
    return UnitReference(
        text_of(values, "source_unit_name"), text_of(values, "source_unit_code") or None
    )


def disclosure_of(values: Values) -> Disclosure:
    """The disclosure type; public where the source states none."""
    return Disclosure(text_of(values, "disclosure") or Disclosure.PUBLIC)


def level_of(values: Values) -> Level | None:
    """The level of the body that acted."""
    level = text_of(values, "level")
    return Level(level) if level else None


def detail_of(values: Values, fields: tuple[Field, ...]) -> dict[str, DetailValue]:
    """The kind's own values as they are kept beside the typed facts; dates as ISO text."""
    return {
        field.name: value if type(value) is str else _detail_value(value)
        for field in fields
        if field.is_own and (value := values.get(field.name)) is not None
    }


def _detail_value(value: Value) -> DetailValue:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
