"""Entries of national lists of the untrustworthy, as conduct that grades look at.

How an entry is shown beside its source is the matter of mirrored lists; the record is what the
source unit delivers about the subject, with the days that the source states.
"""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers, identities
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

_SOURCE = "红黑名单信息数据项"

LISTS = Enumeration(
    {
        "serious_violation": (
            "严重违法失信名单", "list of the untrustworthy with serious violations",
        ),
        "judgment_defaulter": ("失信被执行人名单", "list of judgment defaulters"),
        "tax": ("重大税收违法失信主体名单", "list of the untrustworthy in major tax violations"),
        "wages": (
            "拖欠农民工工资失信联合惩戒对象名单", "list for arrears of migrant workers' wages",
        ),
        "procurement": (
            "政府采购严重违法失信行为记录名单",
            "record of serious violations in government procurement",
        ),
        "work_safety": ("安全生产严重失信主体名单", "list of the untrustworthy in work safety"),
        "environment": ("环境保护领域失信名单", "list of the untrustworthy in environment"),
        "statistics": (
            "统计严重失信企业名单", "list of the untrustworthy in statistics",
        ),
        "tax_abnormal": ("税务非正常户", "taxpayer of abnormal status"),
        "social_insurance": ("社会保险信用异常", "abnormal credit in social insurance"),
        OTHER: ("其他", "other"),
    },
    older={
        "非正常户": "tax_abnormal", "社保信用异常": "social_insurance",
        "市场监督管理严重违法失信名单": "serious_violation",
        "严重违法失信企业名单": "serious_violation", "失信被执行人": "judgment_defaulter",
        "重大税收违法案件当事人名单": "tax", "拖欠农民工工资“黑名单”": "wages",
        "政府采购严重违法失信名单": "procurement",
    },
)  # fmt: skip

ABNORMAL = "abnormal"
"""The outcome of a state that an authority found and that is on no list of the untrustworthy."""

_STATES = frozenset({"tax_abnormal", "social_insurance"})


def _is_removed(values: Values) -> bool:
    return values.get("removed_on") is not None


FIELDS = (
    Field(
        name="list_name", label_zh="名单类型", label_en="List", type=FieldType.CHOICE,
        enumeration=LISTS, required=True, headings=("名单名称",), source=_SOURCE,
    ),
    headers.subject_name("失信主体名称"),
    headers.subject_category(required=True),
    *headers.subject_codes(required=headers.states_no_older_code),
    Field(
        name="legal_representative", label_zh="法定代表人", label_en="Legal representative",
        max_length=50, is_public=False, source=_SOURCE,
    ),
    Field(
        name="document_number", label_zh="列入决定书文号",
        label_en="Number of the listing decision", type=FieldType.SERIAL, required=True,
        max_length=128, headings=("案号", "执行依据文号"), source=_SOURCE,
    ),
    Field(
        name="ground", label_zh="列入名单事由", label_en="Ground of the listing", required=True,
        max_length=2000, source=_SOURCE,
    ),
    Field(
        name="basis", label_zh="认定依据", label_en="Basis of the determination", required=True,
        max_length=2000, source=_SOURCE,
    ),
    *headers.deciding_body(
        "认定部门", "Department that determined it", codes=("认定部门代码",)
    ),
    Field(
        name="listed_on", label_zh="列入日期", label_en="Listed on", type=FieldType.DATE,
        required=True, headings=("认定日期", "认定(列入)日期"), source=_SOURCE,
    ),
    Field(
        name="valid_from", label_zh="有效期始", label_en="Valid from", type=FieldType.DATE,
        headings=("有效期自",), source=_SOURCE,
    ),
    Field(
        name="valid_until", label_zh="有效期至", label_en="Valid until", type=FieldType.DATE,
        required=True, source=_SOURCE,
    ),
    Field(
        name="measures", label_zh="惩戒措施提示", label_en="Measures", max_length=2000,
        source=_SOURCE,
    ),
    Field(
        name="removed_on", label_zh="退出日期", label_en="Removed on", type=FieldType.DATE,
        headings=("移出日期",), source=_SOURCE,
    ),
    Field(
        name="removal_reason", label_zh="退出名单原因", label_en="Reason of the removal",
        required=_is_removed, max_length=512, headings=("移出原因",), source=_SOURCE,
    ),
    Field(
        name="removal_department", label_zh="移出部门", label_en="Department that removed it",
        max_length=200, source=_SOURCE,
    ),
    *headers.source_unit(),
    *headers.closing_fields(is_disclosure_required=True),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a name that cannot be used, dates out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "listed_on", "removed_on"),
        *checks.order_faults(values, "listed_on", "valid_until", "removed_on"),
        *checks.order_faults(values, "valid_from", "valid_until"),
    ]


def title(values: Values) -> str:
    """The list that the subject is on."""
    name = headers.text_of(values, "list_name")
    zh, _ = LISTS.values[name]
    return f"认定为{zh}" if name in _STATES else f"列入{zh}"


def outcome(values: Values) -> str:
    """Whether the entry stands; a state that is no list of the untrustworthy has its own word."""
    if _is_removed(values):
        return headers.REMOVED
    return ABNORMAL if headers.text_of(values, "list_name") in _STATES else headers.LISTED


def draft(values: Values) -> RecordDraft:
    """The record: in force between the source's days; the list is its category and its serial.

    One decision may lead to several lists.
    """
    listed_on = headers.day_of(values, "listed_on")
    return RecordDraft(
        kind=RecordKind.NATIONAL_LIST,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "list_name"),
        title=title(values),
        decided_on=listed_on,
        effective_from=headers.day_of(values, "valid_from") or listed_on,
        effective_to=headers.day_of(values, "removed_on") or headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        outcome=outcome(values),
        category=headers.text_of(values, "list_name"),
        detail=headers.detail_of(values, FIELDS),
    )


IDENTITIES = (identities.of_legal_representative(types=("证件类型",), numbers=("证件号码",)),)

KIND = Kind(
    RecordKind.NATIONAL_LIST,
    "国家名单列入",
    "Entry on a national list",
    FIELDS,
    check,
    draft,
    title,
    identities=IDENTITIES,
)
