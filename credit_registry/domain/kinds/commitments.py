"""Credit commitments (信用承诺): what a subject promised, until when, and whether it kept it."""

import re
from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.kinds.values import date_in
from credit_registry.domain.records import RecordKind

NOT_DUE = "not_due"
_BROKEN = ("partly", "unfulfilled")
_SOURCE = "信用承诺信息数据标准"
_NUMBER = re.compile(r"[0-9]{6}([0-9]{8})[0-9A-Z]{6}")

COMMITMENT_TYPES = Enumeration(
    {
        "approval_substituting": ("审批替代型", "approval-substituting"),
        "deferred_documents": ("容缺受理型", "acceptance with documents outstanding"),
        "proof_substituting": ("证明事项型", "proof-substituting"),
        "for_credit_restoration": ("信用修复型", "credit-restoration"),
        "industry_self_discipline": ("行业自律型", "industry self-discipline"),
        "voluntary": ("主动型", "voluntary"),
        OTHER: ("其他", "other"),
    }
)
FULFILMENT = Enumeration(
    {
        NOT_DUE: ("尚未到期", "not due"),
        "fulfilled": ("全部履行", "fulfilled"),
        "partly": ("部分履行", "partly fulfilled"),
        "unfulfilled": ("全部未履行", "unfulfilled"),
    }
)


def _is_broken(values: Values) -> bool:
    return values.get("fulfilment_status") in _BROKEN


FIELDS = (
    Field(
        name="document_number", label_zh="承诺编码", label_en="Commitment code",
        type=FieldType.SERIAL, required=True, max_length=20, headings=("code",), source=_SOURCE,
    ),
    headers.subject_name("承诺人名称", "subjectName"),
    headers.subject_category("承诺人类别", "subjectCategory", required=True),
    *headers.subject_codes(
        uscc=("承诺人代码", "identify"), required=headers.states_no_older_code
    ),
    Field(
        name="commitment_type", label_zh="承诺类型", label_en="Type of commitment",
        type=FieldType.CHOICE, enumeration=COMMITMENT_TYPES, required=True, max_length=64,
        headings=("commitmentTypeId",), source=_SOURCE,
    ),
    Field(
        name="commitment_matter", label_zh="承诺事由", label_en="Matter of the commitment",
        required=True, max_length=512, headings=("reason",), source=_SOURCE,
    ),
    Field(
        name="content", label_zh="承诺内容", label_en="Content of the commitment",
        required=True, max_length=4000, source=_SOURCE,
    ),
    Field(
        name="breach_liability", label_zh="违诺责任", label_en="Liability for breach",
        required=True, max_length=4000, headings=("liabilityBreachCommitment",), source=_SOURCE,
    ),
    Field(
        name="committed_on", label_zh="承诺作出日期", label_en="Date of the commitment",
        type=FieldType.DATE, required=True, headings=("commitmentDate",), source=_SOURCE,
    ),
    Field(
        name="valid_until", label_zh="承诺有效期", label_en="Valid until",
        type=FieldType.DATE, headings=("commitmentValidity",), source=_SOURCE,
    ),
    Field(
        name="fulfilment_status", label_zh="承诺履行状态", label_en="Fulfilment status",
        type=FieldType.CHOICE, enumeration=FULFILMENT, headings=("fulfillmentStatus",),
        source=_SOURCE,
    ),
    Field(
        name="unperformed_content", label_zh="未履行的承诺内容", label_en="Content not performed",
        required=_is_broken, max_length=4000, headings=("unperformedCommitmentContent",),
        source=_SOURCE,
    ),
    Field(
        name="liability_pursued", label_zh="违诺责任追究内容", label_en="Liability pursued",
        required=_is_broken, max_length=4000, headings=("liabilityBreachCommitmentContent",),
        source=_SOURCE,
    ),
    Field(
        name="found_on", label_zh="认定日期", label_en="Date of the finding",
        type=FieldType.DATE, headings=("fulfillmentStatusDate",), source=_SOURCE,
    ),
    Field(
        name="finding_unit_name", label_zh="认定单位", label_en="Unit of the finding",
        max_length=200, headings=("acceptanceConfirmUnit",), source=_SOURCE,
    ),
    Field(
        name="finding_unit_code", label_zh="认定单位代码",
        label_en="Code of the unit of the finding",
        type=FieldType.CODE, max_length=18, is_public=False,
        headings=("acceptanceConfirmUnitIdentify",), source=_SOURCE,
    ),
    *headers.source_unit(
        names=("受理单位", "acceptanceUnit"), codes=("受理单位代码", "acceptanceUnitIdentify"),
        is_code_required=True,
    ),
    *headers.closing_fields(is_disclosure_required=True),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: dates out of order, a finding that does not fit the day."""
    return [
        *checks.name_faults(values),
        *_number_faults(values),
        *checks.future_faults(values, today, "committed_on", "found_on"),
        *checks.order_faults(values, "committed_on", "valid_until", "found_on"),
        *_fulfilment_faults(values, today),
    ]


def _number_faults(values: Values) -> list[FieldError]:
    """The commitment code is made of the division that accepted it, a day and a serial."""
    found = _NUMBER.fullmatch(headers.text_of(values, "document_number"))
    if found and date_in(found[1]):
        return []
    return [FieldError("/document_number", Reason.WRONG_NUMBER, "行政区划6位+日期8位+顺序号6位")]


def _fulfilment_faults(values: Values, today: date) -> list[FieldError]:
    status = values.get("fulfilment_status")
    due_on = headers.end_of(values, "valid_until")
    is_due = due_on is not None and due_on < today
    if is_due and status in {None, NOT_DUE}:
        return [FieldError("/fulfilment_status", Reason.UNKNOWN_FULFILMENT, FULFILMENT.accepted)]
    if not is_due and status == "unfulfilled" and not values.get("found_on"):
        return [FieldError("/fulfilment_status", Reason.NOT_DUE, "认定日期 (found_on)")]
    return []


def title(values: Values) -> str:
    """The type of the commitment and its matter."""
    zh, _ = COMMITMENT_TYPES.values[headers.text_of(values, "commitment_type")]
    return f"{zh}承诺：{headers.text_of(values, 'commitment_matter')}"


def draft(values: Values) -> RecordDraft:
    """The record: in force from the day of the commitment, due on the last day of its validity.

    What determined its fulfilment is the finding; until there is one, the commitment itself.
    """
    committed_on = headers.day_of(values, "committed_on")
    return RecordDraft(
        kind=RecordKind.COMMITMENT,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        title=title(values),
        occurred_on=committed_on,
        decided_on=headers.day_of(values, "found_on") or committed_on,
        effective_from=committed_on,
        effective_to=headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "fulfilment_status") or NOT_DUE,
        category=headers.text_of(values, "commitment_type"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.COMMITMENT, "信用承诺", "Credit commitment", FIELDS, check, draft, title)
