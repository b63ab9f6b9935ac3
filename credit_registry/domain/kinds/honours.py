"""Honours (red list): quality awards, nominations, brands, front-runners, class-A taxpayers."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind

AWARD_CLASSES = Enumeration(
    {
        "quality_award": ("质量奖", "quality award"),
        "nomination_award": ("提名奖", "nomination award"),
        "famous_brand": ("名牌", "famous brand"),
        "front_runner": ("领跑者", "front-runner"),
        "demonstration": ("示范", "demonstration"),
        "class_a_taxpayer": ("纳税信用A级", "class-A taxpayer"),
        OTHER: ("其他", "other"),
    },
    older={
        "市长质量奖": "quality_award",
        "企业标准领跑者": "front_runner",
        "名牌产品": "famous_brand",
    },
)

FIELDS = (
    Field(
        name="award_name", label_zh="奖项名称", label_en="Award", required=True, max_length=200,
        headings=("荣誉名称",),
    ),
    Field(
        name="level", label_zh="奖项级别", label_en="Level of the award", type=FieldType.CHOICE,
        enumeration=headers.LEVELS, required=True, headings=("荣誉级别",),
    ),
    Field(
        name="award_class", label_zh="奖项类别", label_en="Class of award", type=FieldType.CHOICE,
        enumeration=AWARD_CLASSES, required=True, headings=("荣誉类别",),
    ),
    headers.subject_name("获奖主体名称"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("获奖主体代码", "获奖主体统一社会信用代码")),
    Field(
        name="edition", label_zh="年度/届次", label_en="Year or edition", type=FieldType.SERIAL,
        max_length=64, headings=("年度", "届次"),
    ),
    Field(
        name="document_number", label_zh="授予文号", label_en="Award document number",
        type=FieldType.SERIAL, required=True, max_length=128,
    ),
    Field(
        name="awarding_unit_name", label_zh="授予单位", label_en="Awarding unit", required=True,
        max_length=200,
    ),
    Field(
        name="awarding_unit_code", label_zh="授予单位代码", label_en="Code of the awarding unit",
        type=FieldType.CODE, max_length=18, is_public=False,
    ),
    Field(
        name="decided_on", label_zh="授予日期", label_en="Awarded on", type=FieldType.DATE,
        required=True,
    ),
    Field(
        name="valid_from", label_zh="有效期自", label_en="Valid from", type=FieldType.DATE,
        headings=("有效期始",),
    ),
    Field(name="valid_until", label_zh="有效期至", label_en="Valid until", type=FieldType.DATE),
    Field(
        name="prize_fen", label_zh="奖励金额(元)", label_en="Prize (yuan)", type=FieldType.AMOUNT,
    ),
    Field(name="revoked_on", label_zh="撤销日期", label_en="Revoked on", type=FieldType.DATE),
    Field(
        name="revocation_reason", label_zh="撤销原因", label_en="Reason of the revocation",
        max_length=512,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, or a revocation without its date."""
    faults = [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "decided_on", "revoked_on"),
        *checks.order_faults(values, "decided_on", "valid_until", "revoked_on"),
        *checks.order_faults(values, "valid_from", "valid_until"),
    ]
    if values.get("revocation_reason") and not values.get("revoked_on"):
        faults.append(FieldError("/revoked_on", Reason.REVOCATION_INCOMPLETE, "YYYY-MM-DD"))
    return faults


def title(values: Values) -> str:
    """The award with its edition."""
    return f"{headers.text_of(values, 'award_name')} {headers.text_of(values, 'edition')}".strip()


def draft(values: Values) -> RecordDraft:
    """The record: valid from the day stated, else from the award; the award's name is its serial.

    One document may grant a subject several awards.
    """
    decided_on = headers.day_of(values, "decided_on")
    return RecordDraft(
        kind=RecordKind.HONOUR,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "award_name"),
        title=title(values),
        decided_on=decided_on,
        effective_from=headers.day_of(values, "valid_from") or decided_on,
        effective_to=headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        level=headers.level_of(values),
        outcome="revoked" if values.get("revoked_on") else "valid",
        category=headers.text_of(values, "award_class"),
        amount_fen=headers.amount_of(values, "prize_fen"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.HONOUR, "荣誉", "Honour", FIELDS, check, draft, title)
