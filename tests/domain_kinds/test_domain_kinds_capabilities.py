"""Kinds that tell what an enterprise can do: when they hold, what is shown, and what never is."""

from datetime import date

import pytest
from kind_readings import draft, reasons, shown
from record_texts import TEXTS

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.publications import Reason as Shown
from credit_registry.domain.records import RecordKind


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (RecordKind.STANDARD, date(2024, 1, 10), None),
        (RecordKind.TRACEABILITY, date(2024, 2, 1), None),
        (RecordKind.INSURANCE, date(2026, 1, 1), date(2026, 12, 31)),
        (RecordKind.QUALITY_OFFICER, date(2024, 3, 1), date(2027, 2, 28)),
        (RecordKind.TRAINING, date(2025, 5, 14), None),
        (RecordKind.INSTRUMENT, date(2026, 3, 1), date(2027, 2, 28)),
        (RecordKind.PROJECT, date(2024, 5, 10), None),
        (RecordKind.COMPARISON_TEST, date(2026, 3, 15), None),
    ],
)
def test_what_holds_is_shown_from_its_first_day_to_its_last(
    kind: RecordKind, first: date, last: date | None
) -> None:
    (window,) = shown(kind).windows
    assert (window.since, window.until, window.reason) == (first, last, Shown.WHILE_VALID)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (RecordKind.STANDARD, {"state": "废止", "abolished_on": "2025-01-10", "checked_on": ""}),
        (RecordKind.STANDARD, {"state": "监督检查不符合"}),
        (
            RecordKind.TRACEABILITY,
            {"state": "断链", "checked_on": "2025-1-2", "check_finding": "无"},
        ),
        (RecordKind.TRACEABILITY, {"state": "停用", "ended_on": "2025-01-02"}),
        (RecordKind.INSURANCE, {"state": "退保", "surrendered_on": "2026-02-01"}),
        (RecordKind.QUALITY_OFFICER, {"state": "离任", "left_on": "2025-01-02"}),
        (RecordKind.TRAINING, {"result": "缺席"}),
        (RecordKind.INSTRUMENT, {"result": "不合格", "valid_until": ""}),
        (RecordKind.PROJECT, {"result": "不合格"}),
        (RecordKind.COMPARISON_TEST, {"result": "较差"}),
    ],
)
def test_the_opposite_has_no_class_in_law_and_is_not_shown(
    kind: RecordKind, changes: dict[str, str]
) -> None:
    found = shown(kind, **changes)
    assert (found.windows, found.withheld) == ((), Shown.OUTCOME_NOT_SHOWN)


def test_responsibility_for_a_project_never_ends() -> None:
    found = draft(RecordKind.PROJECT, accepted_on="1998-05-10", started_on="", filed_on="")
    assert found.effective_to is None
    assert shown(RecordKind.PROJECT, accepted_on="1998-05-10", started_on="", filed_on="").on(
        date(2098, 5, 10)
    )


def test_one_project_is_a_record_for_each_role() -> None:
    serials = [
        draft(RecordKind.PROJECT, role=role).item_serial
        for role in ("建设单位", "勘察", "设计", "施工总承包单位", "监理")
    ]
    assert serials == ["builder", "surveyor", "designer", "contractor", "supervisor"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (RecordKind.QUALITY_OFFICER, "officer_name"),
        (RecordKind.QUALITY_OFFICER, "training_certificate"),
        (RecordKind.PROJECT, "project_head"),
        (RecordKind.INSURANCE, "premium_fen"),
        (RecordKind.INSURANCE, "sum_insured_fen"),
        (RecordKind.INSURANCE, "paid_fen"),
    ],
)
def test_a_persons_name_and_a_price_stay_internal(kind: RecordKind, name: str) -> None:
    assert name not in {field.name for field in KINDS[kind].public_fields}
    found = draft(kind)
    assert found.amount_fen is None
    text = TEXTS[kind].get(name, "某乙")
    outward = f"{found.title} {found.item_serial} {found.document_number}"
    assert text not in outward


def test_a_comparison_test_says_that_it_is_not_official_wherever_it_goes() -> None:
    assert "非官方" in draft(RecordKind.COMPARISON_TEST).title
    kind = KINDS[RecordKind.COMPARISON_TEST]
    assert "非官方" in kind.label_zh
    assert "not official" in kind.label_en


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (RecordKind.STANDARD, {"state": "废止"}, ("/abolished_on", Reason.MISSING)),
        (RecordKind.STANDARD, {"declared_on": "2026-11-25", "checked_on": ""},
         ("/declared_on", Reason.FUTURE_DATE)),
        (RecordKind.STANDARD, {"checked_on": "2023-01-01"}, ("/checked_on", Reason.BEFORE)),
        (RecordKind.TRACEABILITY, {"state": "断链", "check_finding": "缺环节"},
         ("/checked_on", Reason.MISSING)),
        (RecordKind.TRACEABILITY, {"ended_on": "2023-01-01"}, ("/ended_on", Reason.BEFORE)),
        (RecordKind.INSURANCE, {"valid_until": "2025-01-01"}, ("/valid_until", Reason.BEFORE)),
        (RecordKind.INSURANCE, {"state": "退保"}, ("/surrendered_on", Reason.MISSING)),
        (RecordKind.QUALITY_OFFICER, {"term_until": "2024-01-01"}, ("/term_until", Reason.BEFORE)),
        (RecordKind.QUALITY_OFFICER, {"appointed_on": "2026-12-01"},
         ("/appointed_on", Reason.FUTURE_DATE)),
        (RecordKind.TRAINING, {"participants": "约十人"}, ("/participants", Reason.WRONG_NUMBER)),
        (RecordKind.TRAINING, {"trained_until": "2025-05-01"}, ("/trained_until", Reason.BEFORE)),
        (RecordKind.INSTRUMENT, {"valid_until": ""}, ("/valid_until", Reason.MISSING)),
        (RecordKind.INSTRUMENT, {"valid_until": "2026-02-01"}, ("/valid_until", Reason.BEFORE)),
        (RecordKind.PROJECT, {"filed_on": "2024-05-01"}, ("/filed_on", Reason.BEFORE)),
        (RecordKind.PROJECT, {"role": "分包"}, ("/role", Reason.NOT_IN_LIST)),
        (RecordKind.COMPARISON_TEST, {"published_on": "2026-01-01"},
         ("/published_on", Reason.BEFORE)),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_named(
    kind: RecordKind, changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert expected in reasons(kind, **changes)
