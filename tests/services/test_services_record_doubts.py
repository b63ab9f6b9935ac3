"""Records that may be about another subject than their code says."""

from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, documents, file_of, subject_of, withdraw

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import RecordDraft, SubjectReference
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.exchange.receipts import Receipt
from credit_registry.services.intake import batches, exchanging
from credit_registry.services.registry import Registry


def named(name: str, number: int = 1) -> SubjectReference:
    return SubjectReference(name, {IdentifierScheme.USCC: a_uscc(number)})


def penalty(number: int, document_number: str = "虚罚1号", **changes: Any) -> RecordDraft:  # noqa: ANN401 - any field
    return a_record_draft(number=number, document_number=document_number, **changes)


def shown(registry: Registry, number: int) -> list[str]:
    return list(documents(file_of(registry, subject_id=subject_of(registry, a_uscc(number)))))


def reasons(registry: Registry, receipt: Receipt) -> list[tuple[bool, str]]:
    with registry.reading() as session:
        found = batches.faults(session, an_officer(registry, Role.AUDITOR), receipt.batch_id)
    return [(fault.is_refusal, fault.reason) for fault in found]


@pytest.mark.parametrize(
    ("draft", "is_refused"),
    [
        (penalty(1, subject=named("另一家制造有限公司")), True),
        (
            a_record_draft(RecordKind.SAMPLING, outcome="failed", subject=named("另一家有限公司")),
            True,
        ),
        (a_record_draft(RecordKind.SAMPLING, subject=named("另一家有限公司")), False),
        (a_record_draft(RecordKind.HONOUR, subject=named("另一家有限公司")), False),
    ],
)
def test_what_is_adverse_under_a_name_that_the_subject_never_bore_is_refused(
    registry: Registry, draft: RecordDraft, is_refused: bool
) -> None:
    deliver(registry, a_subject_draft(1))
    receipt = deliver(registry, draft)
    assert (receipt.refused, receipt.accepted) == (int(is_refused), int(not is_refused))
    assert reasons(registry, receipt) == [(is_refused, Reason.SUBJECT_WITH_OTHER_NAME)]
    assert len(shown(registry, 1)) == int(not is_refused)


def test_former_names_and_other_forms_of_brackets_are_the_subjects_own(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1, name="虚构（甲）制造有限公司"))
    deliver(registry, a_subject_draft(1, name="虚构乙制造有限公司"))
    receipt = deliver(
        registry,
        penalty(1, "虚罚1号", subject=named("虚构乙制造有限公司")),
        penalty(1, "虚罚2号", subject=named("虚构 (甲)制造有限公司")),
        penalty(1, "虚罚3号", subject=named("虚构〔甲〕制造有限公司")),
    )
    assert (receipt.accepted, receipt.refused, receipt.warned) == (3, 0, 0)


def test_a_penalty_that_its_source_moves_to_another_firm_is_refused_and_told(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, penalty(1))
    receipt = deliver(registry, penalty(2))
    assert (receipt.accepted, receipt.refused) == (0, 1)
    assert reasons(registry, receipt) == [(True, Reason.OTHER_SUBJECT)]
    assert (shown(registry, 1), shown(registry, 2)) == (["虚罚1号"], [])


def test_the_moved_penalty_goes_in_when_the_first_record_is_withdrawn(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, penalty(1))
    withdraw(registry, file_of(registry).records[0].record_id)
    assert deliver(registry, penalty(2)).accepted == 1
    assert (shown(registry, 1), shown(registry, 2)) == ([], ["虚罚1号"])


def test_a_document_may_name_several_parties_in_one_file_and_again(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(registry, *map(a_subject_draft, (1, 2, 3)))
    monkeypatch.setattr(exchanging, "SLICE_ROWS", 1)
    assert deliver(registry, penalty(1), penalty(2)).accepted == 2
    assert deliver(registry, penalty(1), penalty(2)).unchanged == 2
    monkeypatch.undo()
    third = deliver(registry, penalty(1), penalty(2), penalty(3))
    assert (third.accepted, third.unchanged, third.refused) == (1, 2, 0)
    assert [shown(registry, number) for number in (1, 2, 3)] == [["虚罚1号"]] * 3


def test_another_item_or_another_unit_of_the_same_number_is_no_doubt(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, penalty(1, item_serial="1"))
    receipt = deliver(registry, penalty(2, item_serial="2", decided_on=date(2026, 6, 2)))
    assert (receipt.accepted, receipt.warned) == (1, 0)


def test_a_record_of_a_subject_that_nobody_sees_is_only_remarked(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, penalty(2))
    receipt = deliver(registry, penalty(1))
    assert (receipt.accepted, receipt.refused) == (1, 0)
    assert reasons(registry, receipt) == [(False, Reason.OTHER_SUBJECT)]
