from datetime import date

import pytest
from record_texts import CODE, TEXTS, UNIT_CODE, WRONG_CODE

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.entries import Entry, read_entry
from credit_registry.domain.kinds.fields import MoneyUnit
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import Disclosure, Level, RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind

TODAY = date(2026, 11, 24)
PENALTY = RecordKind.PENALTY


def entry(kind: RecordKind, **changes: str) -> Entry:
    return read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)


def draft(kind: RecordKind, **changes: str) -> RecordDraft:
    found = entry(kind, **changes)
    assert found.faults == ()
    return KINDS[kind].draft(found.values)


def reasons(kind: RecordKind, **changes: str) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.reason) for fault in entry(kind, **changes).faults]


@pytest.mark.parametrize("kind", RecordKind)
def test_a_complete_record_becomes_a_draft(kind: RecordKind) -> None:
    found = draft(kind)
    assert found.kind is kind
    assert found.subject.codes == {IdentifierScheme.USCC: CODE}
    assert found.source_unit.code == UNIT_CODE
    assert found.title
    assert found.document_number
    assert found.disclosure is Disclosure.PUBLIC


@pytest.mark.parametrize("kind", RecordKind)
def test_every_required_field_is_asked_for(kind: RecordKind) -> None:
    for field in KINDS[kind].fields:
        if field.always_required:
            assert reasons(kind, **{field.name: ""}) == [(f"/{field.name}", Reason.MISSING)]


@pytest.mark.parametrize("kind", RecordKind)
def test_a_natural_person_is_refused_before_anything_else_is_read(kind: RecordKind) -> None:
    found = entry(kind, subject_category="自然人", uscc="11010519491231002X")
    assert [fault.reason for fault in found.faults] == [Reason.NATURAL_PERSON]
    assert found.values == {}


@pytest.mark.parametrize(
    ("words", "content", "severity", "category"),
    [
        ("警告", "", Severity.MINOR, "warning"),
        ("警告;通报批评", "", Severity.MINOR, "circulated_criticism"),
        ("罚款", "", Severity.UNDETERMINED, "fine"),
        ("警告；罚款", "", Severity.UNDETERMINED, "fine"),
        ("其他-责令改正", "", Severity.UNDETERMINED, "other"),
        ("没收违法所得、罚款", "", Severity.GENERAL, "confiscate_illegal_gains"),
        ("没收非法财物", "", Severity.GENERAL, "confiscate_illegal_property"),
        ("暂扣许可证件", "", Severity.GENERAL, "seize_permit"),
        ("暂扣或者吊销许可证", "暂扣许可证三个月", Severity.GENERAL, "seize_permit"),
        ("暂扣或者吊销执照", "吊销营业执照", Severity.SERIOUS, "revoke_permit"),
        ("罚款;责令停产停业", "", Severity.SERIOUS, "suspend_business"),
        ("降低资质等级", "", Severity.SERIOUS, "downgrade_qualification"),
        ("限制从业", "", Severity.SERIOUS, "restrict_practice"),
        ("行政拘留", "", Severity.SERIOUS, "detention"),
    ],
)
def test_the_categories_give_severity_and_the_gravest_one(
    words: str, content: str, severity: Severity, category: str
) -> None:
    found = draft(PENALTY, categories=words, content=content or "见决定书")
    assert (found.severity, found.category) == (severity, category)


def test_a_stated_severity_wins_over_the_categories() -> None:
    assert draft(PENALTY, severity="严重").severity is Severity.SERIOUS


def test_a_summary_procedure_makes_a_fine_minor() -> None:
    found = draft(PENALTY, procedure="简易程序")
    assert (found.severity, found.detail["summary_procedure"]) == (Severity.MINOR, True)


def test_seized_or_revoked_must_be_told_apart_by_the_content() -> None:
    found = reasons(PENALTY, categories="暂扣或者吊销许可证", content="见决定书")
    assert found == [("/categories", Reason.AMBIGUOUS_CATEGORY)]


@pytest.mark.parametrize(
    ("words", "field"),
    [("罚款", "fine_fen"), ("没收违法所得", "confiscated_fen"), ("吊销许可证件", "permit")],
)
def test_a_penalty_asks_for_what_its_category_needs(words: str, field: str) -> None:
    assert reasons(PENALTY, categories=words, **{field: ""}) == [(f"/{field}", Reason.MISSING)]


def test_a_fine_in_ten_thousand_yuan_is_exact_to_the_fen() -> None:
    texts = TEXTS[PENALTY] | {"fine_fen": "1.234567"}
    found = read_entry(KINDS[PENALTY], texts, TODAY, units={"fine_fen": MoneyUnit.WAN})
    assert found.values["fine_fen"] == 1_234_567


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("decided_on", "2026-11-25", Reason.FUTURE_DATE),
        ("decided_on", "2024-02", Reason.NOT_A_DATE),
        ("decided_on", "昨天", Reason.NOT_A_DATE),
        ("valid_until", "2020-01-01", Reason.BEFORE),
        ("displayed_until", "2020/01/01", Reason.BEFORE),
        ("subject_name", "关于对某某公司的行政处罚决定", Reason.DOCUMENT_TITLE_AS_NAME),
        ("subject_name", "将某某公司列入名单的公告", Reason.DOCUMENT_TITLE_AS_NAME),
        ("subject_name", f"虚构甲公司（{CODE}）", Reason.CODE_IN_NAME),
        ("facts", "电话13800138000", Reason.PERSONAL_NUMBER),
        ("facts", "身份证11010519491231002X", Reason.PERSONAL_NUMBER),
        ("remarks", "字" * 513, Reason.TOO_LONG),
        ("categories", "罚酒", Reason.NOT_IN_LIST),
        ("fine_fen", "若干", Reason.NOT_AN_AMOUNT),
        ("uscc", WRONG_CODE, Reason.WRONG_CHECK_CHARACTER),
        ("uscc", "12345", Reason.WRONG_CODE),
        ("uscc", "11010519491231002X", Reason.PERSONAL_NUMBER),
    ],
)
def test_a_faulty_field_is_named_with_its_reason(field: str, text: str, reason: Reason) -> None:
    assert (f"/{field}", reason) in reasons(PENALTY, **{field: text})


def test_a_wrong_check_character_is_answered_with_the_suggestion() -> None:
    assert entry(PENALTY, uscc=WRONG_CODE).faults[0].accepted == CODE


def test_a_name_that_only_begins_with_the_word_jiang_is_a_name() -> None:
    assert reasons(PENALTY, subject_name="将军虚构实业有限公司") == []


def test_the_filler_is_no_code() -> None:
    assert draft(PENALTY, uscc="00000000000000000X").subject.codes == {}


def test_an_older_code_in_the_column_of_the_new_one_keeps_its_own_scheme() -> None:
    found = entry(PENALTY, uscc="110108000000016")
    codes = KINDS[PENALTY].draft(found.values).subject.codes
    assert codes == {IdentifierScheme.REGISTRATION_NUMBER: "110108000000016"}
    assert [remark.reason for remark in found.remarks] == [Reason.LEGACY_CODE]


def test_a_partial_date_of_an_optional_field_is_left_empty_and_remarked() -> None:
    found = entry(PENALTY, valid_until="2025-06")
    assert found.values["valid_until"] is None
    assert [remark.reason for remark in found.remarks] == [Reason.PARTIAL_DATE]


def test_an_individual_business_is_one_by_its_category() -> None:
    found = draft(PENALTY, subject_category="个体工商户", uscc="00000000000000000X")
    assert found.subject.kind is SubjectKind.INDIVIDUAL_BUSINESS


@pytest.mark.parametrize(
    ("status", "until", "outcome"),
    [
        ("", "2027-01-01", "not_due"),
        ("", "2026-11-24", "not_due"),
        ("", "2099/12/31", "not_due"),
        ("", "", "not_due"),
        ("全部履行", "2025-01-01", "fulfilled"),
    ],
)
def test_a_commitment_that_is_not_due_is_not_called_unfulfilled(
    status: str, until: str, outcome: str
) -> None:
    found = draft(RecordKind.COMMITMENT, fulfilment_status=status, valid_until=until)
    assert found.outcome == outcome


def test_a_commitment_that_is_due_needs_its_fulfilment() -> None:
    found = reasons(RecordKind.COMMITMENT, fulfilment_status="", valid_until="2026-11-23")
    assert found == [("/fulfilment_status", Reason.UNKNOWN_FULFILMENT)]


def test_an_open_commitment_is_not_unfulfilled_without_a_dated_finding() -> None:
    changes = {"fulfilment_status": "全部未履行", "valid_until": "2099/12/31"}
    changes |= {"unperformed_content": "全部", "liability_pursued": "约谈"}
    found = reasons(RecordKind.COMMITMENT, **changes)
    assert found == [("/fulfilment_status", Reason.NOT_DUE)]


def test_a_long_term_end_is_an_open_end() -> None:
    assert draft(RecordKind.COMMITMENT, valid_until="2099/12/31").effective_to is None


@pytest.mark.parametrize(
    ("result", "items", "stated", "category"),
    [
        ("合格", "", "", None),
        ("不合格", "铅含量║120║90", "", "safety"),
        ("不合格", "标签", "", "ordinary"),
        ("不合格", "标签", "健康安全", "safety"),
    ],
)
def test_a_failed_health_or_safety_item_is_told_from_an_ordinary_one(
    result: str, items: str, stated: str, category: str | None
) -> None:
    changes = {"result": result, "failed_items": items, "failed_item_class": stated}
    assert draft(RecordKind.SAMPLING, **changes).category == category


def test_a_failed_sampling_names_the_failed_items() -> None:
    found = reasons(RecordKind.SAMPLING, result="不合格", failed_items="")
    assert found == [("/failed_items", Reason.MISSING)]


def test_a_sampling_record_is_the_manufacturers_unless_the_source_says_otherwise() -> None:
    made = draft(RecordKind.SAMPLING)
    sold = draft(RecordKind.SAMPLING, role="被抽样单位")
    assert (made.subject.name, made.detail["role"]) == (
        "虚构甲制造有限公司",
        "nominal_manufacturer",
    )
    assert (sold.subject.name, sold.detail["manufacturer_name"]) == (
        "虚构乙商店",
        "虚构甲制造有限公司",
    )


def test_results_of_one_notice_are_told_apart() -> None:
    numbers = {"report_number": "", "sampling_number": ""}
    one = draft(RecordKind.SAMPLING, **numbers)
    same = draft(RecordKind.SAMPLING, **numbers)
    other = draft(RecordKind.SAMPLING, **numbers, batch="20240202")
    assert one.document_number == other.document_number
    assert one.item_serial == same.item_serial != other.item_serial


def test_a_sampling_result_needs_a_number() -> None:
    numbers = {"report_number": "", "sampling_number": "", "notice_number": ""}
    assert reasons(RecordKind.SAMPLING, **numbers) == [("/report_number", Reason.NO_NUMBER)]


def test_a_revoked_honour_says_so_and_needs_the_day() -> None:
    revoked = draft(RecordKind.HONOUR, revoked_on="2025-01-01", revocation_reason="弄虚作假")
    assert (revoked.outcome, revoked.level) == ("revoked", Level.CITY)
    assert reasons(RecordKind.HONOUR, revocation_reason="弄虚作假") == [
        ("/revoked_on", Reason.REVOCATION_INCOMPLETE)
    ]


def test_a_certificate_is_in_force_between_its_own_days() -> None:
    found = draft(RecordKind.CERTIFICATE)
    assert (found.effective_from, found.effective_to) == (date(2024, 1, 1), date(2026, 12, 31))
    assert (found.category, found.outcome) == ("quality_management", "valid")


def test_a_limited_disclosure_is_kept() -> None:
    assert draft(PENALTY, disclosure="特定范围内公开").disclosure is Disclosure.LIMITED


def test_a_commitment_is_determined_by_its_finding_once_there_is_one() -> None:
    open_one = draft(RecordKind.COMMITMENT, committed_on="2026-01-05", valid_until="2026-06-30")
    changes = {"fulfilment_status": "fulfilled", "found_on": "2026-07-10"}
    kept = draft(
        RecordKind.COMMITMENT, committed_on="2026-01-05", valid_until="2026-06-30", **changes
    )
    assert open_one.decided_on == date(2026, 1, 5)
    assert (kept.occurred_on, kept.decided_on) == (date(2026, 1, 5), date(2026, 7, 10))
