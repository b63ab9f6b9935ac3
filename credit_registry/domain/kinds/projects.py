"""Acceptance of construction projects (工程竣工验收): who answered for it, in which role.

Those who built answer for the quality for the project's whole life, so no record of one ends.
"""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

_SOURCE = "建设工程质量管理条例"

ROLES = Enumeration(
    {
        "builder": ("建设单位", "builder"),
        "surveyor": ("勘察单位", "surveyor"),
        "designer": ("设计单位", "designer"),
        "contractor": ("施工单位", "contractor"),
        "supervisor": ("监理单位", "supervisor"),
    },
    older={
        "建设": "builder", "勘察": "surveyor", "设计": "designer", "施工": "contractor",
        "施工总承包单位": "contractor", "监理": "supervisor", "工程监理单位": "supervisor",
    },
)  # fmt: skip
CLASSES = Enumeration(
    {
        "large": ("大型", "large"),
        "medium": ("中型", "medium"),
        "small": ("小型", "small"),
        OTHER: ("其他", "other"),
    }
)
RESULTS = Enumeration(
    {
        "accepted_at_once": ("一次验收合格", "accepted at once"),
        "accepted_after_repair": ("整改后验收合格", "accepted after repair"),
        "not_accepted": ("验收不合格", "not accepted"),
    },
    older={
        "合格": "accepted_at_once",
        "一次性验收合格": "accepted_at_once",
        "复验合格": "accepted_after_repair",
        "不合格": "not_accepted",
    },
)

FIELDS = (
    Field(
        name="document_number", label_zh="竣工验收备案编号", label_en="Acceptance filing number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("备案编号",),
        source=_SOURCE,
    ),
    Field(
        name="project", label_zh="工程名称", label_en="Project", required=True, max_length=200,
        headings=("项目名称",), source=_SOURCE,
    ),
    Field(
        name="project_class", label_zh="工程规模", label_en="Size of the project",
        type=FieldType.CHOICE, enumeration=CLASSES, required=True, headings=("工程类别",),
    ),
    Field(name="site", label_zh="工程地点", label_en="Site", max_length=200, is_place=True),
    Field(
        name="role", label_zh="责任主体类型", label_en="Role in the project",
        type=FieldType.CHOICE, enumeration=ROLES, required=True, headings=("责任角色",),
        source=_SOURCE,
    ),
    headers.subject_name("责任主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("责任主体代码",)),
    # The person who signed for life: for officers alone.
    Field(
        name="project_head", label_zh="项目负责人", label_en="Head of the project",
        max_length=64, is_public=False,
    ),
    Field(
        name="started_on", label_zh="开工日期", label_en="Begun on", type=FieldType.DATE,
    ),
    Field(
        name="accepted_on", label_zh="竣工验收日期", label_en="Acceptance inspection on",
        type=FieldType.DATE, required=True, headings=("验收日期",), source=_SOURCE,
    ),
    Field(
        name="filed_on", label_zh="备案日期", label_en="Filed on", type=FieldType.DATE,
        source=_SOURCE,
    ),
    Field(
        name="result", label_zh="验收结论", label_en="Result of the acceptance",
        type=FieldType.CHOICE, enumeration=RESULTS, required=True, headings=("验收结果",),
        source=_SOURCE,
    ),
    Field(
        name="quality_prize", label_zh="获奖情况", label_en="Prizes of the project",
        max_length=500,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: days of the future, or out of order."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "started_on", "accepted_on", "filed_on"),
        *checks.order_faults(values, "started_on", "accepted_on"),
        *checks.order_faults(values, "accepted_on", "filed_on"),
    ]


def title(values: Values) -> str:
    """The project and the role in it."""
    zh, _ = ROLES.values[headers.text_of(values, "role")]
    return f"工程竣工验收：{headers.text_of(values, 'project')}（{zh}）"


def draft(values: Values) -> RecordDraft:
    """The record of one who answers for the project, in one role; it has no last day."""
    accepted_on = headers.day_of(values, "accepted_on")
    return RecordDraft(
        kind=RecordKind.PROJECT,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "role"),
        title=title(values),
        occurred_on=accepted_on,
        decided_on=accepted_on,
        effective_from=accepted_on,
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "role"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.PROJECT, "工程竣工验收", "Project acceptance", FIELDS, check, draft, title)
