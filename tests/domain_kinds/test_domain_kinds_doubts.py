"""What a source states against itself, and numbers that are added later."""

from datetime import date

import pytest
from record_texts import TEXTS

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.entries import read_entry
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind, Severity

TODAY = date(2026, 11, 24)
PENALTY, SAMPLING = KINDS[RecordKind.PENALTY], KINDS[RecordKind.SAMPLING]


@pytest.mark.parametrize(
    ("categories", "stated", "severity"),
    [
        ("吊销许可证件", "轻微", Severity.UNDETERMINED),
        ("吊销许可证件", "一般", Severity.UNDETERMINED),
        ("吊销许可证件", "严重", Severity.SERIOUS),
        ("没收违法所得", "轻微", Severity.UNDETERMINED),
        ("没收违法所得", "严重", Severity.SERIOUS),
        ("警告", "一般", Severity.UNDETERMINED),
        ("警告", "轻微", Severity.MINOR),
        ("罚款", "轻微", Severity.MINOR),
        ("罚款", "严重", Severity.SERIOUS),
        ("吊销许可证件", "", Severity.SERIOUS),
    ],
)
def test_a_severity_stated_against_the_categories_is_withheld_and_told(
    categories: str, stated: str, severity: Severity
) -> None:
    texts = TEXTS[RecordKind.PENALTY] | {"categories": categories, "severity": stated}
    entry = read_entry(PENALTY, texts, TODAY)
    assert entry.faults == ()
    assert PENALTY.draft(entry.values).severity is severity
    reasons = [remark.reason for remark in entry.remarks]
    assert (Reason.CONTRADICTORY_SEVERITY in reasons) is (severity is Severity.UNDETERMINED)


def key_of(**changes: str) -> tuple[str, str]:
    texts = {
        **TEXTS[RecordKind.SAMPLING],
        "report_number": "BG1",
        "sampling_number": "",
        "notice_number": "",
        **changes,
    }
    draft = SAMPLING.draft(read_entry(SAMPLING, texts, TODAY).values)
    return draft.document_number, draft.item_serial


def test_a_number_that_is_added_later_makes_no_second_sampling() -> None:
    first = key_of()
    assert key_of(notice_number="公告1") == key_of(sampling_number="CY1") == first
    sampled = key_of(report_number="", sampling_number="CY1")
    assert key_of(report_number="", sampling_number="CY1", notice_number="公告1") == sampled


def test_results_of_one_notice_and_parties_of_one_report_stay_apart() -> None:
    notice = {"report_number": "", "notice_number": "公告1"}
    assert key_of(**notice) != key_of(**notice, batch="另一批")
    assert key_of(**notice) == key_of(**notice)
    assert key_of(role="被抽样单位") != key_of()


def test_where_the_sampled_unit_sits_is_not_public() -> None:
    assert "sampled_unit_address" not in {field.name for field in SAMPLING.public_fields}
