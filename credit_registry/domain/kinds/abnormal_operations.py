"""Entries of the abnormal-operations directory, and the mark that individual businesses get."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind

DIRECTORY, MARK = "directory", "mark"

MEASURES = Enumeration(
    {
        DIRECTORY: ("经营异常名录", "abnormal-operations directory"),
        MARK: ("经营异常状态标记", "mark of abnormal operations"),
    },
    older={"列入经营异常名录": DIRECTORY, "标记为经营异常状态": MARK, "经营异常状态": MARK},
)
GROUNDS = Enumeration(
    {
        "not_reported": ("未按规定期限公示年度报告", "annual report not published in time"),
        "not_published": (
            "未在责令期限内公示有关信息", "information not published in the time ordered",
        ),
        "concealed": (
            "公示信息隐瞒真实情况、弄虚作假", "published information concealed or false",
        ),
        "unreachable": (
            "通过登记的住所或者经营场所无法联系", "unreachable at its registered address",
        ),
        OTHER: ("其他", "other"),
    },
    older={
        "未按时年报": "not_reported", "未年报": "not_reported",
        "公示企业信息隐瞒真实情况、弄虚作假": "concealed",
        "通过登记的住所（经营场所）无法联系": "unreachable",
        "通过登记的住所或者经营场所无法联系的": "unreachable", "无法联系": "unreachable",
    },
)  # fmt: skip


def _is_removed(values: Values) -> bool:
    return values.get("removed_on") is not None


FIELDS = (
    Field(
        name="document_number", label_zh="列入决定文号", label_en="Number of the entry decision",
        type=FieldType.SERIAL, required=True, max_length=128,
        headings=("列入决定书文号", "标记文号"),
    ),
    Field(
        name="measure", label_zh="异常类型", label_en="Measure", type=FieldType.CHOICE,
        enumeration=MEASURES, required=True,
    ),
    headers.subject_name("被列入主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(),
    Field(
        name="ground", label_zh="列入原因", label_en="Ground of the entry",
        type=FieldType.CHOICE, enumeration=GROUNDS, required=True, headings=("标记原因",),
    ),
    Field(
        name="listed_on", label_zh="列入日期", label_en="Entered on", type=FieldType.DATE,
        required=True, headings=("标记日期",),
    ),
    *headers.deciding_body(
        "列入决定机关", "Authority of the entry", names=("列入机关", "标记机关"),
        codes=("列入机关代码", "标记机关代码"),
    ),
    Field(
        name="removed_on", label_zh="移出日期", label_en="Removed on", type=FieldType.DATE,
        headings=("恢复日期",),
    ),
    Field(
        name="removal_reason", label_zh="移出原因", label_en="Reason of the removal",
        required=_is_removed, max_length=512, headings=("恢复原因",),
    ),
    Field(
        name="removal_number", label_zh="移出决定文号", label_en="Number of the removal decision",
        type=FieldType.SERIAL, max_length=128,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, or a measure for other subjects."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "listed_on", "removed_on"),
        *checks.order_faults(values, "listed_on", "removed_on"),
        *_measure_faults(values),
    ]


def _measure_faults(values: Values) -> list[FieldError]:
    """Individual businesses are marked, all others entered in the directory."""
    is_individual = headers.subject_of(values).kind is SubjectKind.INDIVIDUAL_BUSINESS
    is_known = values.get("uscc") or values.get("subject_category")
    if not is_known or (values.get("measure") == MARK) == is_individual:
        return []
    zh, _ = MEASURES.values[MARK if is_individual else DIRECTORY]
    return [FieldError("/measure", Reason.OTHER_MEASURE, zh)]


def title(values: Values) -> str:
    """The measure and its ground."""
    zh, _ = MEASURES.values[headers.text_of(values, "measure")]
    ground, _ = GROUNDS.values[headers.text_of(values, "ground")]
    return f"{zh}：{ground}"


def draft(values: Values) -> RecordDraft:
    """The record: in force from the entry to the removal; its ground is the category."""
    listed_on = headers.day_of(values, "listed_on")
    return RecordDraft(
        kind=RecordKind.ABNORMAL_OPERATIONS,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        decided_on=listed_on,
        effective_from=listed_on,
        effective_to=headers.day_of(values, "removed_on"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.REMOVED if _is_removed(values) else headers.LISTED,
        category=headers.text_of(values, "ground"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.ABNORMAL_OPERATIONS, "经营异常", "Abnormal operations", FIELDS, check, draft, title
)
