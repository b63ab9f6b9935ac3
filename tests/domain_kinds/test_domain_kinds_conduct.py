"""Licences, inspections, recalls, accidents, complaints, surveys, entries and contracts."""

from datetime import date

import pytest
from record_texts import TEXTS, invented_code

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.entries import read_entry
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind

TODAY = date(2026, 11, 24)
K = RecordKind
SHOP = invented_code("MA0000031", "92")
CONDUCT = (
    K.LICENCE, K.RANDOM_INSPECTION, K.RECALL, K.ACCIDENT, K.COMPLAINT, K.SURVEY,
    K.ABNORMAL_OPERATIONS, K.NATIONAL_LIST, K.CONTRACT, K.EXPORT_NOTIFICATION,
)  # fmt: skip


def reasons(kind: RecordKind, **changes: str) -> list[tuple[str, str]]:
    found = read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)
    return [(fault.pointer, fault.reason) for fault in found.faults]


def draft(kind: RecordKind, **changes: str) -> RecordDraft:
    found = read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)
    assert not found.faults
    return KINDS[kind].draft(found.values)


@pytest.mark.parametrize(
    ("kind", "outcome", "category", "decided_on"),
    [
        (K.LICENCE, "valid", "ordinary", date(2024, 3, 1)),
        (K.RANDOM_INSPECTION, "ordered_to_correct", "untargeted", None),
        (K.RECALL, "ordered", "second", date(2024, 6, 1)),
        (K.ACCIDENT, "main", "relatively_major", date(2024, 9, 1)),
        (K.COMPLAINT, "mediated", "quality", date(2024, 8, 20)),
        (K.SURVEY, None, "product", None),
        (K.ABNORMAL_OPERATIONS, "removed", "not_reported", date(2024, 7, 5)),
        (K.NATIONAL_LIST, "listed", "judgment_defaulter", date(2024, 5, 1)),
        (K.CONTRACT, "late", "goods", date(2024, 8, 1)),
        (K.EXPORT_NOTIFICATION, "notified", "safety", date(2024, 7, 10)),
    ],
)
def test_the_typed_facts_are_those_that_rules_and_windows_read(
    kind: RecordKind, outcome: str | None, category: str, decided_on: date | None
) -> None:
    found = draft(kind)
    assert (found.outcome, found.category, found.decided_on) == (outcome, category, decided_on)


@pytest.mark.parametrize(
    ("kind", "field", "text", "reason"),
    [
        (K.LICENCE, "decided_on", "2026-11-25", Reason.FUTURE_DATE),
        (K.LICENCE, "valid_until", "2024-02-29", Reason.BEFORE),
        (K.RANDOM_INSPECTION, "inspected_on", "2026-11-25", Reason.FUTURE_DATE),
        (K.RANDOM_INSPECTION, "announced_on", "2024-05-05", Reason.BEFORE),
        (K.RECALL, "completed_on", "2024-05-31", Reason.BEFORE),
        (K.ACCIDENT, "decided_on", "2024-06-30", Reason.BEFORE),
        (K.COMPLAINT, "concluded_on", "2024-08-04", Reason.BEFORE),
        (K.SURVEY, "valid_until", "2024-10-09", Reason.BEFORE),
        (K.ABNORMAL_OPERATIONS, "removed_on", "2024-07-04", Reason.BEFORE),
        (K.NATIONAL_LIST, "valid_until", "2024-04-30", Reason.BEFORE),
        (K.CONTRACT, "evaluated_on", "2024-01-31", Reason.BEFORE),
        (K.EXPORT_NOTIFICATION, "notified_on", "2026-11-25", Reason.FUTURE_DATE),
        (K.EXPORT_NOTIFICATION, "investigated_on", "2024-07-09", Reason.BEFORE),
    ],
)
def test_dates_out_of_order_are_refused(
    kind: RecordKind, field: str, text: str, reason: Reason
) -> None:
    assert (f"/{field}", reason) in reasons(kind, **{field: text})


@pytest.mark.parametrize("kind", CONDUCT)
def test_a_documents_title_is_no_name(kind: RecordKind) -> None:
    found = reasons(kind, subject_name="关于对某某公司的通知")
    assert found == [("/subject_name", Reason.DOCUMENT_TITLE_AS_NAME)]


@pytest.mark.parametrize(
    ("kind", "field", "word", "code"),
    [
        (K.LICENCE, "licence_class", "普通许可", "ordinary"),
        (K.LICENCE, "licence_class", "其他-备案", "other"),
        (K.LICENCE, "state", "2", "invalid"),
        (K.LICENCE, "state", "注销", "invalid"),
        (K.RANDOM_INSPECTION, "result", "公示信息隐瞒真实情况弄虚作假", "concealed"),
        (K.RANDOM_INSPECTION, "inspection_type", "定向", "targeted"),
        (K.RECALL, "manner", "受调查影响召回", "voluntary"),
        (K.RECALL, "hazard_class", "一级", "first"),
        (K.ACCIDENT, "accident_class", "特别重大", "especially_major"),
        (K.ACCIDENT, "responsibility", "次责", "secondary"),
        (K.COMPLAINT, "matter", "虚假宣传", "advertising"),
        (K.COMPLAINT, "result", "终止调解", "not_agreed"),
        (K.SURVEY, "method", "面访", "in_person"),
        (K.ABNORMAL_OPERATIONS, "ground", "无法联系", "unreachable"),
        (K.NATIONAL_LIST, "list_name", "重大税收违法案件当事人名单", "tax"),
        (K.CONTRACT, "performance", "不履约", "breached"),
        (K.EXPORT_NOTIFICATION, "result", "退运", "rejected"),
        (K.EXPORT_NOTIFICATION, "result", "拒绝入境", "rejected"),
        (K.EXPORT_NOTIFICATION, "investigation", "非企业责任", "unfounded"),
    ],
)
def test_an_older_word_means_one_of_the_present_list(
    kind: RecordKind, field: str, word: str, code: str
) -> None:
    assert draft(kind, **{field: word}).detail[field] == code


def test_a_long_term_licence_has_no_end() -> None:
    assert draft(K.LICENCE, valid_until="2099/12/31").effective_to is None


def test_licences_of_one_decision_are_told_apart_by_their_numbers() -> None:
    one, other = (draft(K.LICENCE, licence_number=number) for number in ("XK1", "XK2"))
    assert one.document_number == other.document_number
    assert one.item_serial != other.item_serial


def test_a_visit_without_an_inspection_needs_no_day() -> None:
    assert reasons(K.RANDOM_INSPECTION, inspected_on="") == [("/inspected_on", Reason.MISSING)]
    assert draft(K.RANDOM_INSPECTION, inspected_on="", result="未实施检查").occurred_on is None


def test_what_had_no_problem_was_not_corrected() -> None:
    found = reasons(K.RANDOM_INSPECTION, result="未发现问题", corrected_on="2024-05-10")
    assert found == [("/result", Reason.NOTHING_TO_CORRECT)]


def test_premises_under_one_number_are_told_apart() -> None:
    places = ("测试路1号", "测试路2号", "")
    serials = [draft(K.RANDOM_INSPECTION, premises=place).item_serial for place in places]
    assert len(set(serials)) == len(places)
    assert serials[-1] == ""


@pytest.mark.parametrize("manner", ["责令召回", "拒不召回"])
def test_an_ordered_recall_needs_the_day_of_its_order(manner: str) -> None:
    assert reasons(K.RECALL, manner=manner, ordered_on="") == [("/ordered_on", Reason.MISSING)]


def test_a_voluntary_recall_counts_from_its_announcement() -> None:
    found = draft(K.RECALL, manner="主动召回", ordered_on="")
    assert (found.decided_on, found.effective_to) == (date(2024, 6, 6), date(2024, 12, 1))
    without = {"manner": "主动召回", "ordered_on": "", "announced_on": "", "started_on": ""}
    assert reasons(K.RECALL, **without) == [("/started_on", Reason.MISSING)]


def test_a_completed_recall_needs_its_last_day() -> None:
    assert reasons(K.RECALL, completed_on="") == [("/completed_on", Reason.MISSING)]


def test_an_accident_without_a_determination_has_no_deciding_day() -> None:
    changes = {"responsibility": "未认定", "decided_on": "", "authority_name": ""}
    found = draft(K.ACCIDENT, **changes)
    assert (found.outcome, found.decided_on) == ("undetermined", None)
    assert reasons(K.ACCIDENT, decided_on="") == [("/decided_on", Reason.MISSING)]


@pytest.mark.parametrize("score", ["100.01", "九十", "-1", "92.555"])
def test_a_score_is_a_number_of_a_hundred(score: str) -> None:
    assert reasons(K.SURVEY, score=score) == [("/score", Reason.WRONG_NUMBER)]


@pytest.mark.parametrize(("score", "centi"), [("92.5", 9250), ("100", 10000), ("79.99", 7999)])
def test_a_score_is_kept_in_hundredths(score: str, centi: int) -> None:
    assert draft(K.SURVEY, score=score).score_centi == centi


def test_only_a_survey_has_a_score() -> None:
    scored = {kind for kind in TEXTS if draft(kind).score_centi is not None}
    assert scored == {K.SURVEY}


@pytest.mark.parametrize("count", ["0", "1.5", "三百"])
def test_a_survey_asked_somebody(count: str) -> None:
    assert reasons(K.SURVEY, sample_size=count) == [("/sample_size", Reason.WRONG_NUMBER)]


def test_a_full_score_is_one() -> None:
    assert draft(K.SURVEY, score="100").title == "满意度调查：用户满意度调查（100分）"


def test_an_individual_business_is_marked_and_an_enterprise_entered() -> None:
    mark = {"measure": "经营异常状态标记"}
    shop = {"uscc": SHOP, "subject_name": "虚构市丙便利店"}
    assert draft(K.ABNORMAL_OPERATIONS, **mark, **shop).subject.kind is (
        SubjectKind.INDIVIDUAL_BUSINESS
    )
    assert reasons(K.ABNORMAL_OPERATIONS, **mark) == [("/measure", Reason.OTHER_MEASURE)]
    assert reasons(K.ABNORMAL_OPERATIONS, **shop) == [("/measure", Reason.OTHER_MEASURE)]
    unknown = {"uscc": "", "subject_name": "虚构市丙便利店"}
    assert draft(K.ABNORMAL_OPERATIONS, **mark, **unknown).outcome == "removed"


@pytest.mark.parametrize("kind", [K.ABNORMAL_OPERATIONS, K.NATIONAL_LIST])
def test_an_entry_stands_until_it_is_removed_with_a_reason(kind: RecordKind) -> None:
    removed = {"removed_on": "2025-01-06", "removal_reason": "义务已履行"}
    standing = draft(kind, **dict.fromkeys(removed, ""))
    ended = draft(kind, **removed)
    assert (standing.outcome, ended.outcome) == ("listed", "removed")
    assert ended.effective_to == date(2025, 1, 6)
    missing = removed | {"removal_reason": ""}
    assert reasons(kind, **missing) == [("/removal_reason", Reason.MISSING)]


def test_one_decision_may_lead_to_several_lists() -> None:
    first, second = (draft(K.NATIONAL_LIST, list_name=name) for name in ("失信被执行人", "其他"))
    assert first.item_serial != second.item_serial


def test_what_was_not_performed_is_stated() -> None:
    assert reasons(K.CONTRACT, deficiency="") == [("/deficiency", Reason.MISSING)]
    assert draft(K.CONTRACT, performance="验收合格", deficiency="").outcome == "fulfilled"


def test_nothing_that_names_a_person_or_a_price_is_public() -> None:
    hidden = {
        K.LICENCE: {"legal_representative"},
        K.NATIONAL_LIST: {"legal_representative"},
        K.ACCIDENT: {"description"},
        K.COMPLAINT: {"findings"},
        K.CONTRACT: {"amount_fen"},
        K.EXPORT_NOTIFICATION: {"findings", "authority_code"},
    }
    for kind, names in hidden.items():
        assert not names & {field.name for field in KINDS[kind].public_fields}


def test_premises_and_places_are_left_out_of_reduced_fields() -> None:
    for kind, name in ((K.RANDOM_INSPECTION, "premises"), (K.ACCIDENT, "place")):
        assert name not in {field.name for field in KINDS[kind].reduced_fields}


def test_a_long_word_in_latin_capitals_is_no_code() -> None:
    assert draft(K.RECALL, subject_name="AAH PHARMACEUTICALS LTD").subject.name
