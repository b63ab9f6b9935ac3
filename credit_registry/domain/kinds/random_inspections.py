"""Results of inspections of a random object by random inspectors (双随机、一公开)."""

import hashlib
from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind

NOT_INSPECTED = "not_inspected"
CORRECTED = "corrected"

INSPECTION_TYPES = Enumeration(
    {
        "untargeted": ("不定向抽查", "untargeted"),
        "targeted": ("定向抽查", "targeted"),
        OTHER: ("其他", "other"),
    },
    older={"不定向": "untargeted", "定向": "targeted"},
)
RESULTS = Enumeration(
    {
        "no_problem": ("未发现问题", "no problem found"),
        CORRECTED: ("发现问题已改正", "problem found and corrected"),
        "ordered_to_correct": ("发现问题已责令改正", "problem found, correction ordered"),
        "pending": ("发现问题待后续处理", "problem found, to be dealt with"),
        "not_published": ("未按规定公示应当公示的信息", "information not published as required"),
        "concealed": (
            "公示信息隐瞒真实情况、弄虚作假", "published information concealed or false",
        ),
        "unreachable": (
            "通过登记的住所（经营场所）无法联系", "unreachable at its registered address",
        ),
        "obstructed": ("不配合检查情节严重", "inspection seriously obstructed"),
        "not_engaged": (
            "未发现开展本次抽查涉及的经营活动", "no business of the kind inspected",
        ),
        NOT_INSPECTED: ("未实施检查", "not inspected"),
    },
    older={
        "合格": "no_problem", "正常": "no_problem", "隐瞒真实情况弄虚作假": "concealed",
        "公示信息隐瞒真实情况弄虚作假": "concealed", "已改正": CORRECTED,
        "责令改正": "ordered_to_correct", "拒绝检查": "obstructed", "无法联系": "unreachable",
    },
)  # fmt: skip


def _was_inspected(values: Values) -> bool:
    return values.get("result") != NOT_INSPECTED


FIELDS = (
    Field(
        name="document_number", label_zh="抽查任务编号", label_en="Inspection number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("检查编号",),
    ),
    Field(
        name="task_name", label_zh="抽查任务名称", label_en="Inspection task", max_length=200,
        headings=("检查任务名称",),
    ),
    Field(
        name="plan_number", label_zh="抽查计划编号", label_en="Inspection plan number",
        type=FieldType.SERIAL, max_length=128,
    ),
    Field(
        name="inspection_type", label_zh="抽查类型", label_en="Type of inspection",
        type=FieldType.CHOICE, enumeration=INSPECTION_TYPES,
    ),
    Field(
        name="level", label_zh="检查层级", label_en="Level of the inspection",
        type=FieldType.CHOICE, enumeration=headers.LEVELS,
    ),
    headers.subject_name("检查对象名称", "市场主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("检查对象代码",)),
    Field(
        name="premises", label_zh="受检场所", label_en="Premises inspected", max_length=300,
        is_place=True,
    ),
    Field(
        name="matters", label_zh="抽查事项", label_en="Matters inspected", max_length=2000,
        headings=("检查事项",),
    ),
    Field(
        name="inspected_on", label_zh="抽查完成日期", label_en="Inspected on",
        type=FieldType.DATE, required=_was_inspected, headings=("检查日期",),
    ),
    Field(
        name="result", label_zh="抽查检查结果", label_en="Result of the inspection",
        type=FieldType.CHOICE, enumeration=RESULTS, required=True,
        headings=("抽查结果", "检查结果"),
    ),
    Field(
        name="rating", label_zh="评定等级", label_en="Rating as the inspectors give it",
        max_length=64,
    ),
    Field(
        name="problems", label_zh="发现的问题", label_en="Problems found", max_length=20000,
        headings=("问题描述",),
    ),
    Field(
        name="corrected_on", label_zh="整改完成日期", label_en="Corrected on",
        type=FieldType.DATE, headings=("改正日期",),
    ),
    Field(
        name="announced_on", label_zh="结果公示日期", label_en="Result announced on",
        type=FieldType.DATE, headings=("公示日期",),
    ),
    *headers.source_unit(
        names=("抽查机关", "检查实施机关"), codes=("抽查机关代码", "检查实施机关代码")
    ),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, a correction without its date."""
    faults = [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "inspected_on", "corrected_on", "announced_on"),
        *checks.order_faults(values, "inspected_on", "corrected_on", "announced_on"),
    ]
    if values.get("corrected_on") and values.get("result") in {"no_problem", NOT_INSPECTED}:
        faults.append(FieldError("/result", Reason.NOTHING_TO_CORRECT, "发现问题已改正"))
    return faults


def item_serial(values: Values) -> str:
    """What tells results of one number apart: a digest of the premises, where they are stated."""
    premises = headers.text_of(values, "premises")
    return hashlib.sha256(premises.encode()).hexdigest()[:16] if premises else ""


def title(values: Values) -> str:
    """The task, or the matters, and what was found."""
    zh, _ = RESULTS.values[headers.text_of(values, "result")]
    task = headers.text_of(values, "task_name")
    return f"双随机检查{zh}：{task}" if task else f"双随机检查{zh}"


def draft(values: Values) -> RecordDraft:
    """The record: dated by the inspection; the type of the inspection is its category."""
    return RecordDraft(
        kind=RecordKind.RANDOM_INSPECTION,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=item_serial(values),
        title=title(values),
        occurred_on=headers.day_of(values, "inspected_on"),
        first_displayed_on=headers.day_of(values, "announced_on"),
        disclosure=headers.disclosure_of(values),
        level=headers.level_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "inspection_type") or None,
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(
    RecordKind.RANDOM_INSPECTION, "双随机检查", "Random inspection", FIELDS, check, draft, title
)
