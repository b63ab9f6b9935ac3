"""Quality training (质量培训): what the staff of an enterprise were taught, by whom, how many."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

SUBJECTS = Enumeration(
    {
        "quality_management": ("质量管理", "quality management"),
        "chief_quality_officers": ("首席质量官培训", "course for chief quality officers"),
        "excellence": ("卓越绩效", "performance excellence"),
        "improvement": ("精益及六西格玛", "lean and Six Sigma"),
        "standards": ("标准化", "standards"),
        "metrology": ("计量", "metrology"),
        "certification": ("认证及检验检测", "certification and testing"),
        "law": ("法律法规", "laws and regulations"),
        OTHER: ("其他", "other"),
    },
    older={
        "全面质量管理": "quality_management",
        "六西格玛": "improvement",
        "精益生产": "improvement",
        "卓越绩效模式": "excellence",
    },
)
RESULTS = Enumeration(
    {
        "completed": ("完成", "completed"),
        "not_completed": ("未完成", "not completed"),
    },
    older={
        "结业": "completed",
        "合格": "completed",
        "已完成": "completed",
        "缺席": "not_completed",
    },
)

FIELDS = (
    Field(
        name="document_number", label_zh="培训编号", label_en="Training number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("培训文号", "期次编号"),
    ),
    Field(
        name="course", label_zh="培训名称", label_en="Course", required=True, max_length=200,
        headings=("课程名称",),
    ),
    Field(
        name="course_subject", label_zh="培训类别", label_en="Subject of the course",
        type=FieldType.CHOICE, enumeration=SUBJECTS, required=True,
    ),
    Field(
        name="organiser", label_zh="主办单位", label_en="Organiser", required=True,
        max_length=200, headings=("培训机构",),
    ),
    headers.subject_name("参训企业名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("参训企业代码",)),
    Field(
        name="trained_from", label_zh="培训开始日期", label_en="First day",
        type=FieldType.DATE, required=True, headings=("培训日期",),
    ),
    Field(
        name="trained_until", label_zh="培训结束日期", label_en="Last day", type=FieldType.DATE,
    ),
    Field(
        name="hours", label_zh="学时", label_en="Hours", type=FieldType.SERIAL, max_length=4,
    ),
    Field(
        name="participants", label_zh="参训人数", label_en="Number of participants",
        type=FieldType.SERIAL, max_length=6,
    ),
    Field(
        name="result", label_zh="培训结果", label_en="Result of the training",
        type=FieldType.CHOICE, enumeration=RESULTS, required=True,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: days out of order, or a number that is none."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "trained_from", "trained_until"),
        *checks.order_faults(values, "trained_from", "trained_until"),
        *checks.count_faults(values, "hours", "participants"),
    ]


def title(values: Values) -> str:
    """The course."""
    return f"质量培训：{headers.text_of(values, 'course')}"


def draft(values: Values) -> RecordDraft:
    """The record: dated by the last day of the course; it stays true afterwards."""
    first = headers.day_of(values, "trained_from")
    return RecordDraft(
        kind=RecordKind.TRAINING,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=headers.day_of(values, "trained_until") or first,
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "course_subject"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.TRAINING, "质量培训", "Quality training", FIELDS, check, draft, title)
