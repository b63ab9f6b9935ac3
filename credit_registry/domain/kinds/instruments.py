"""Measuring instruments (计量器具): verified by whom, with what result, and until when."""

from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import checks, headers
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import OTHER, Enumeration, Field, FieldType, Values
from credit_registry.domain.records import RecordKind

PASSED = "passed"
_SOURCE = "计量法"

USES = Enumeration(
    {
        "trade": ("贸易结算", "trade settlement"),
        "safety": ("安全防护", "safety protection"),
        "medical": ("医疗卫生", "medical care and health"),
        "environment": ("环境监测", "environmental monitoring"),
        "energy": ("能源计量", "energy metering"),
        "process": ("生产过程控制", "process control"),
        OTHER: ("其他", "other"),
    }
)
VERIFICATIONS = Enumeration(
    {
        "mandatory": ("强制检定", "mandatory verification"),
        "voluntary": ("非强制检定", "non-mandatory verification"),
        "calibration": ("校准", "calibration"),
    },
    older={"强检": "mandatory", "非强检": "voluntary", "依法自行检定": "voluntary"},
)
RESULTS = Enumeration(
    {PASSED: ("合格", "passed"), "failed": ("不合格", "failed")},
    older={"检定合格": PASSED, "检定不合格": "failed", "符合": PASSED, "不符合": "failed"},
)


def _passed(values: Values) -> bool:
    return values.get("result") == PASSED


FIELDS = (
    Field(
        name="document_number", label_zh="检定证书编号", label_en="Verification certificate number",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("检定结果通知书编号",),
        source=_SOURCE,
    ),
    Field(
        name="instrument", label_zh="计量器具名称", label_en="Instrument", required=True,
        max_length=200, headings=("器具名称",), source=_SOURCE,
    ),
    Field(
        name="model", label_zh="型号规格", label_en="Model", max_length=200,
        headings=("规格型号",),
    ),
    Field(
        name="instrument_number", label_zh="出厂编号", label_en="Number of the instrument",
        type=FieldType.SERIAL, required=True, max_length=128, headings=("器具编号",),
    ),
    Field(
        name="use", label_zh="用途", label_en="Use", type=FieldType.CHOICE, enumeration=USES,
        required=True, headings=("使用领域",), source=_SOURCE,
    ),
    Field(
        name="verification", label_zh="检定类别", label_en="Kind of verification",
        type=FieldType.CHOICE, enumeration=VERIFICATIONS, required=True, source=_SOURCE,
    ),
    headers.subject_name("使用单位名称", "送检单位"),
    headers.subject_category(required=False),
    *headers.subject_codes(uscc=("使用单位代码",)),
    Field(
        name="place", label_zh="安装地点", label_en="Where it stands", max_length=200,
        is_place=True,
    ),
    Field(
        name="verification_body", label_zh="检定机构", label_en="Verification body",
        required=True, max_length=200, headings=("检定单位",), source=_SOURCE,
    ),
    Field(
        name="verified_on", label_zh="检定日期", label_en="Verified on", type=FieldType.DATE,
        required=True, source=_SOURCE,
    ),
    Field(
        name="result", label_zh="检定结论", label_en="Result of the verification",
        type=FieldType.CHOICE, enumeration=RESULTS, required=True, headings=("检定结果",),
        source=_SOURCE,
    ),
    Field(
        name="valid_until", label_zh="检定有效期至", label_en="Verified until",
        type=FieldType.DATE, required=_passed, headings=("有效期至",), source=_SOURCE,
    ),
    *headers.source_unit(),
    *headers.closing_fields(),
)  # fmt: skip


def check(values: Values, today: date) -> list[FieldError]:
    """What is wrong between the fields: a verification of the future, or ended before it began."""
    return [
        *checks.name_faults(values),
        *checks.future_faults(values, today, "verified_on"),
        *checks.order_faults(values, "verified_on", "valid_until"),
    ]


def title(values: Values) -> str:
    """The instrument and the verdict."""
    zh, _ = RESULTS.values[headers.text_of(values, "result")]
    return f"计量检定{zh}：{headers.text_of(values, 'instrument')}"


def draft(values: Values) -> RecordDraft:
    """The record: in force from the verification until it has to be verified again."""
    verified_on = headers.day_of(values, "verified_on")
    return RecordDraft(
        kind=RecordKind.INSTRUMENT,
        subject=headers.subject_of(values),
        source_unit=headers.unit_of(values),
        document_number=headers.text_of(values, "document_number"),
        item_serial=headers.text_of(values, "instrument_number"),
        title=title(values),
        decided_on=verified_on,
        effective_from=verified_on,
        effective_to=headers.end_of(values, "valid_until"),
        disclosure=headers.disclosure_of(values),
        outcome=headers.text_of(values, "result"),
        category=headers.text_of(values, "use"),
        detail=headers.detail_of(values, FIELDS),
    )


KIND = Kind(RecordKind.INSTRUMENT, "计量器具", "Measuring instrument", FIELDS, check, draft, title)
