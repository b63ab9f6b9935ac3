"""Chief quality officers (首席质量官): that an enterprise has one; who it is stays internal."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

LEFT = "left"

OFFICES = Enumeration(
    {
        "chief_quality_officer": ("首席质量官", "chief quality officer"),
        "quality_safety_director": ("质量安全总监", "quality and safety director"),
        "food_safety_director": ("食品安全总监", "food safety director"),
        "quality_head": ("质量负责人", "head of quality"),
        OTHER: ("其他", "other"),
    },
    older={"CQO": "chief_quality_officer"},
)
STATES = Enumeration(
    {"in_office": ("在任", "in office"), LEFT: ("离任", "has left")},
    older={"任职": "in_office", "现任": "in_office", "卸任": LEFT, "免职": LEFT},
)


def _has_left(values: Values) -> bool:
    return values.get("state") == LEFT


FIELDS = (
    Field(
        name="document_number", label_zh="任命文号", label_en="Appointment document number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("任职文号",),
    ),
    Field(
        name="office", label_zh="职务", label_en="Office", type=FieldType.CHOICE,
        enumeration=OFFICES, required=True,
    ),
    # Personal data: for officers alone, in no title, no index and no event's public part.
    Field(
        name="officer_name", label_zh="姓名", label_en="Name of the person", required=True,
        max_length=64, is_public=False, headings=("首席质量官姓名",),
    ),
    Field(
        name="training_certificate", label_zh="培训证书编号",
        label_en="Number of the training certificate", type=FieldType.SERIAL, max_length=128,
        is_public=False,
    ),
    headers.subject_name("任职企业名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("任职企业代码",)),
    Field(
        name="appointed_on", label_zh="任命日期", label_en="Appointed on", type=FieldType.DATE,
        required=True, headings=("任职日期",),
    ),
    Field(
        name="term_until", label_zh="任期至", label_en="Term until", type=FieldType.DATE,
    ),
    Field(
        name="state", label_zh="任职状态", label_en="State of the office", type=FieldType.CHOICE,
        enumeration=STATES, required=True,
    ),
    Field(
        name="left_on", label_zh="离任日期", label_en="Left on", type=FieldType.DATE,
        required=_has_left,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: days of the future, or an end before the appointment."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "appointed_on", "left_on"),
        *checks.order_faults(values, "appointed_on", "term_until", "left_on"),
    ]


def title(values: Values) -> str:
    """The office alone; no name of a person stands in a title."""
    zh, _ = OFFICES.values[headers.text_of(values, "office")]
    return f"设立{zh}"


def draft(values: Values) -> RecordDraft:
    """The record: from the appointment to the end of the term or of the office."""
    appointed_on = headers.day_of(values, "appointed_on")
    return RecordDraft(
        kind=RecordKind.QUALITY_OFFICER,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "office"),
        title=title(values),
        decided_on=appointed_on,
        effective_from=appointed_on,
        effective_to=headers.day_of(values, "left_on") or headers.end_of(values, "term_until"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "state"),
        category=headers.text_of(values, "office"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.QUALITY_OFFICER, "首席质量官", "Chief quality officer", FIELDS, check, draft, title
)
