"""Standards that an enterprise declares to the public (标准自我声明公开), and front-runners."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

ABOLISHED, NON_CONFORMING = "abolished", "non_conforming"
_SOURCE = "企业标准化促进办法"

TYPES = Enumeration(
    {
        "enterprise_standard": ("企业标准", "enterprise standard"),
        "group_standard": ("团体标准", "group standard"),
        "local_standard": ("地方标准", "local standard"),
        "industry_standard": ("行业标准", "industry standard"),
        "national_standard": ("国家标准", "national standard"),
        "international_standard": ("国际标准", "international standard"),
        OTHER: ("其他", "other"),
    },
    older={"企标": "enterprise_standard", "团标": "group_standard", "国标": "national_standard"},
)
STATES = Enumeration(
    {
        "in_force": ("现行有效", "in force"),
        ABOLISHED: ("废止", "abolished"),
        NON_CONFORMING: ("监督检查不符合", "found not to conform"),
    },
    older={"有效": "in_force", "现行": "in_force", "已废止": ABOLISHED, "作废": ABOLISHED},
)
LED = "led"
DRAFTING_ROLES = Enumeration(
    {
        LED: ("主导起草", "led the drafting"),
        "took_part": ("参与起草", "took part in the drafting"),
        "applies": ("仅执行", "applies it only"),
    },
    older={"主导": LED, "主要起草单位": LED, "第一起草单位": LED, "参与": "took_part",
           "执行": "applies"},
)  # fmt: skip
FRONT_RUNNERS = Enumeration(
    {
        "front_runner": ("领跑者", "front-runner"),
        "shortlisted": ("入围", "shortlisted"),
        "no": ("否", "no"),
    },
    older={"企业标准领跑者": "front_runner", "是": "front_runner"},
)


def _is_abolished(values: Values) -> bool:
    return values.get("state") == ABOLISHED


def _was_found_wanting(values: Values) -> bool:
    return values.get("state") == NON_CONFORMING


FIELDS = (
    Field(
        name="document_number", label_zh="标准编号", label_en="Number of the standard",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("标准号",), source=_SOURCE,
    ),
    Field(
        name="standard_name", label_zh="标准名称", label_en="Name of the standard", required=True,
        max_length=200, source=_SOURCE,
    ),
    Field(
        name="standard_type", label_zh="标准类型", label_en="Type of standard",
        type=FieldType.CHOICE, enumeration=TYPES, required=True, headings=("标准类别",),
        source=_SOURCE,
    ),
    Field(
        name="drafting_role", label_zh="起草角色", label_en="Role in the drafting",
        type=FieldType.CHOICE, enumeration=DRAFTING_ROLES,
    ),
    Field(
        name="product", label_zh="产品或服务名称", label_en="Product or service", max_length=200,
        headings=("产品名称",), source=_SOURCE,
    ),
    headers.subject_name("声明企业名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("声明企业代码",)),
    Field(
        name="declared_on", label_zh="公开日期", label_en="Declared on", type=FieldType.DATE,
        required=True, headings=("自我声明公开日期",), source=_SOURCE,
    ),
    Field(
        name="state", label_zh="标准状态", label_en="State of the standard",
        type=FieldType.CHOICE, enumeration=STATES, required=True, source=_SOURCE,
    ),
    Field(
        name="abolished_on", label_zh="废止日期", label_en="Abolished on", type=FieldType.DATE,
        required=_is_abolished,
    ),
    Field(
        name="checked_on", label_zh="监督检查日期", label_en="Supervision check on",
        type=FieldType.DATE, required=_was_found_wanting, source=_SOURCE,
    ),
    Field(
        name="check_finding", label_zh="监督检查情况", label_en="Finding of the check",
        required=_was_found_wanting, max_length=1000, source=_SOURCE,
    ),
    Field(
        name="front_runner", label_zh="领跑者情况", label_en="Front-runner",
        type=FieldType.CHOICE, enumeration=FRONT_RUNNERS, headings=("是否领跑者",),
    ),
    Field(
        name="front_runner_edition", label_zh="领跑者年度", label_en="Front-runner edition",
        type=FieldType.SERIAL, max_length=64,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: days of the future, or before the declaration."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "declared_on", "checked_on"),
        *checks.order_faults(values, "declared_on", "abolished_on", "checked_on"),
    ]


def title(values: Values) -> str:
    """The standard, and whether it runs in front."""
    mark = "（领跑者）" if values.get("front_runner") == "front_runner" else ""
    number, name = (headers.text_of(values, each) for each in ("document_number", "standard_name"))
    return f"标准自我声明：{number} {name}{mark}"


def category(values: Values) -> str:
    """The type of the standard, marked where the enterprise led its drafting."""
    standard_type = headers.text_of(values, "standard_type")
    return f"led_{standard_type}" if values.get("drafting_role") == LED else standard_type


def draft(values: Values) -> RecordDraft:
    """The record: from the declaration until the standard is abolished; one for each product."""
    declared_on = headers.day_of(values, "declared_on")
    return RecordDraft(
        kind=RecordKind.STANDARD,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "product"),
        title=title(values),
        occurred_on=declared_on,
        decided_on=headers.day_of(values, "checked_on"),
        effective_from=declared_on,
        effective_to=headers.day_of(values, "abolished_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "state"),
        category=category(values),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.STANDARD, "标准自我声明", "Standard declaration", FIELDS, check, draft, title
)
