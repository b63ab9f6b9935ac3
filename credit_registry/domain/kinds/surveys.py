"""Surveys of how satisfied users are (满意度调查): who asked how many, and the score."""

import re
from datetime import date
from decimal import Decimal

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind

_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_COUNT = re.compile(r"[1-9]\d{0,8}")
_FULL_SCORE = 100
_CENTI = 100
"""Hundredths in a point; a score has two decimals at most."""

OBJECTS = Enumeration(
    {
        "product": ("产品质量", "product quality"),
        "service": ("服务质量", "service quality"),
        "project": ("工程质量", "project quality"),
        OTHER: ("其他", "other"),
    },
    older={"产品": "product", "服务": "service", "工程": "project"},
)
METHODS = Enumeration(
    {
        "online": ("网络调查", "online"),
        "telephone": ("电话调查", "by telephone"),
        "in_person": ("入户或拦截调查", "in person"),
        "mixed": ("多种方式", "several ways"),
        OTHER: ("其他", "other"),
    },
    older={"网络": "online", "电话": "telephone", "面访": "in_person", "拦截": "in_person"},
)

FIELDS = (
    Field(
        name="document_number", label_zh="调查报告编号", label_en="Survey report number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("调查编号",),
    ),
    Field(
        name="survey_name", label_zh="调查名称", label_en="Survey", required=True, max_length=200,
    ),
    Field(
        name="object", label_zh="调查对象类别", label_en="What was asked about",
        type=FieldType.CHOICE, enumeration=OBJECTS, required=True,
    ),
    headers.subject_name("被评价主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("被评价主体代码",)),
    Field(
        name="surveyor", label_zh="调查机构", label_en="Body that asked", required=True,
        max_length=200,
    ),
    Field(
        name="method", label_zh="调查方式", label_en="Method", type=FieldType.CHOICE,
        enumeration=METHODS,
    ),
    Field(
        name="sample_size", label_zh="样本量", label_en="Number of answers",
        type=FieldType.SERIAL, required=True, max_length=9, headings=("有效样本量",),
    ),
    Field(
        name="score", label_zh="满意度(百分制)", label_en="Score (of 100)",
        type=FieldType.SERIAL, required=True, max_length=6, headings=("满意度得分", "满意度"),
    ),
    Field(
        name="surveyed_on", label_zh="调查完成日期", label_en="Completed on",
        type=FieldType.DATE, required=True, headings=("调查日期",),
    ),
    Field(
        name="valid_until", label_zh="有效期至", label_en="Valid until", type=FieldType.DATE,
        required=True,
    ),
    *headers.source_unit(names=("委托单位",), codes=("委托单位代码",)),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, a score or a number that is none."""
    faults = [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "surveyed_on"),
        *checks.order_faults(values, "surveyed_on", "valid_until"),
    ]
    score = headers.text_of(values, "score")
    if not _SCORE.fullmatch(score) or Decimal(score) > _FULL_SCORE:
        faults.append(FieldError("/score", Reason.WRONG_NUMBER, "0–100, 92.50"))
    if not _COUNT.fullmatch(headers.text_of(values, "sample_size")):
        faults.append(FieldError("/sample_size", Reason.WRONG_NUMBER, "≥ 1"))
    return faults


def title(values: Values) -> str:
    """The survey and its score."""
    name = headers.text_of(values, "survey_name")
    return f"满意度调查：{name}（{headers.text_of(values, 'score')}分）"


def _score_centi(values: Values) -> int:
    return int(Decimal(headers.text_of(values, "score")) * _CENTI)


def draft(values: Values) -> RecordDraft:
    """The record: valid from the day the survey was completed."""
    surveyed_on = headers.day_of(values, "surveyed_on")
    return RecordDraft(
        kind=RecordKind.SURVEY,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=surveyed_on,
        effective_from=surveyed_on,
        effective_to=headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        category=headers.text_of(values, "object"),
        score_centi=_score_centi(values),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.SURVEY, "满意度调查", "Satisfaction survey", FIELDS, check, draft, title)
