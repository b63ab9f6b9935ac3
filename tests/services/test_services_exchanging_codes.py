"""Which subject a delivered row means: codes that agree, contradict each other, or come late."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from sqlalchemy import func, select

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import RecordDraft, SubjectDraft, SubjectReference
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.domain.registration_numbers import check_digit
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.batches import BatchFault
from credit_registry.store.subjects import Registration, Subject, SubjectIdentifier

USCC, NUMBER = IdentifierScheme.USCC, IdentifierScheme.REGISTRATION_NUMBER
TAXPAYER, ORGANIZATION = IdentifierScheme.TAXPAYER_NUMBER, IdentifierScheme.ORGANIZATION_CODE
_deliveries = count(1)


def a_number(number: int) -> str:
    first = f"999901{number:08d}"
    return first + check_digit(first)


def deliver(registry: Registry, *drafts: SubjectDraft | RecordDraft) -> Receipt:
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    source = BatchSource(f"codes-{next(_deliveries)}", "rows.csv", "test")
    receipt = import_rows(registry, rows, source, actor=an_officer(registry, Role.ENTERER))
    assert receipt.adds_up
    return receipt


def reasons(registry: Registry, receipt: Receipt) -> list[tuple[int, bool, str]]:
    statement = (
        select(BatchFault.line, BatchFault.is_refusal, BatchFault.reason)
        .where(BatchFault.batch_id == receipt.batch_id)
        .order_by(BatchFault.line, BatchFault.number)
    )
    with registry.reading() as session:
        return [(line, refused, reason) for line, refused, reason in session.execute(statement)]


def number_of(registry: Registry, entity: type) -> int:
    with registry.reading() as session:
        return session.scalars(select(func.count()).select_from(entity)).one()


def holder(registry: Registry, code: str) -> int | None:
    statement = select(SubjectIdentifier.subject_id).where(
        SubjectIdentifier.value == code,
        SubjectIdentifier.superseded_by.is_(None),
        SubjectIdentifier.state == "active",
    )
    with registry.reading() as session:
        return session.scalars(statement).one_or_none()


def about(name: str, **codes: str) -> RecordDraft:
    """An honour for the subject of these codes."""
    schemes = {"uscc": USCC, "number": NUMBER, "taxpayer": TAXPAYER, "organization": ORGANIZATION}
    reference = SubjectReference(name, {schemes[key]: value for key, value in codes.items()})
    draft: RecordDraft = a_record_draft(RecordKind.HONOUR, 1, subject=reference)
    return draft


@pytest.fixture(params=[4_000, 1], ids=["one-slice", "slice-a-row"])
def slices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """What becomes of a row does not depend on where the slices of its file begin."""
    monkeypatch.setattr(exchanging, "SLICE_ROWS", request.param)
    return int(request.param)


def test_a_row_with_both_codes_joins_the_subject_that_had_the_older_number_alone(
    registry: Registry,
) -> None:
    older = a_subject_draft(1, uscc=None, registration_number=a_number(1))
    assert deliver(registry, older).provisional == 1
    both = replace(older, uscc=a_uscc(1))
    assert deliver(registry, both).changed == 1
    assert number_of(registry, Subject) == 1
    with registry.reading() as session:
        assert subjects.by_code(session, a_uscc(1)) == holder(registry, a_number(1))
    assert deliver(registry, both).unchanged == 1


def test_a_number_that_comes_later_is_added_and_a_new_one_takes_its_place(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    for number in (1, 2):
        draft = a_subject_draft(1, registration_number=a_number(number))
        assert deliver(registry, draft).changed == 1
        assert deliver(registry, draft).unchanged == 1
    assert holder(registry, a_number(1)) is None
    assert holder(registry, a_number(2)) == holder(registry, a_uscc(1))


def test_a_number_of_another_subject_is_refused(registry: Registry, slices: int) -> None:
    first = a_subject_draft(1, registration_number=a_number(1))
    second = a_subject_draft(2, registration_number=a_number(1))
    receipt = deliver(registry, first, second)
    assert (receipt.accepted, receipt.refused) == (1, 1)
    assert reasons(registry, receipt) == [(3, True, Reason.OTHERS_NUMBER)]
    again = deliver(registry, second)
    assert reasons(registry, again) == [(2, True, Reason.OTHERS_NUMBER)]


def test_a_code_twice_in_a_file_with_other_facts_is_a_contradiction(
    registry: Registry, slices: int
) -> None:
    first = a_subject_draft(1)
    moved = a_subject_draft(1, address="虚构市另一路9号")
    receipt = deliver(registry, first, first, moved, a_subject_draft(1, name="另一名称"))
    assert (receipt.accepted, receipt.unchanged, receipt.refused) == (1, 1, 2)
    assert reasons(registry, receipt) == [
        (3, False, Reason.REPEATED_ROW),
        (4, True, Reason.OTHER_FACTS),
        (5, True, Reason.CODE_WITH_OTHER_NAME),
    ]
    assert number_of(registry, Registration) == 1


def test_a_record_whose_codes_are_of_two_subjects_is_refused(
    registry: Registry, slices: int
) -> None:
    deliver(registry, a_subject_draft(1, registration_number=a_number(1)))
    receipt = deliver(registry, about("某企业", uscc=a_uscc(2), number=a_number(1)))
    assert (receipt.ambiguous, receipt.refused, receipt.provisional) == (1, 1, 0)
    assert number_of(registry, Subject) == 1


def test_two_codes_of_unknown_subjects_contradict_each_other_within_a_file(
    registry: Registry, slices: int
) -> None:
    receipt = deliver(
        registry,
        about("某企业", uscc=a_uscc(1), number=a_number(1)),
        about("某企业", number=a_number(1)),
        about("某企业", uscc=a_uscc(2), number=a_number(1)),
    )
    assert (receipt.provisional, receipt.accepted, receipt.ambiguous) == (1, 2, 1)


def test_an_older_number_finds_a_code_that_came_before_it(registry: Registry, slices: int) -> None:
    inside = a_uscc(1)[8:17]
    receipt = deliver(
        registry,
        about("某企业", uscc=a_uscc(1)),
        about("某企业", taxpayer=f"999901{inside}"),
        about("某企业", organization=inside),
    )
    assert (receipt.provisional, receipt.accepted, receipt.ambiguous) == (1, 3, 0)


def test_an_organisation_code_stated_first_is_found_by_a_taxpayer_number(
    registry: Registry, slices: int
) -> None:
    inside = a_uscc(1)[8:17]
    receipt = deliver(
        registry,
        about("某企业", organization=inside),
        about("某企业", taxpayer=f"999901{inside}"),
    )
    assert (receipt.provisional, receipt.accepted) == (1, 2)


def test_a_record_under_another_name_than_the_subjects_is_remarked(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1, name="虚构甲（市）有限公司"))
    deliver(registry, a_subject_draft(1, name="虚构乙有限公司"))
    receipt = deliver(
        registry,
        about("虚构甲(市)有限公司", uscc=a_uscc(1)),
        about("虚构乙 有限公司", uscc=a_uscc(1)),
        about("虚构丙有限公司", uscc=a_uscc(1)),
    )
    assert (receipt.accepted, receipt.warned) == (3, 1)
    assert reasons(registry, receipt) == [(4, False, Reason.SUBJECT_WITH_OTHER_NAME)]


def test_a_record_that_its_file_repeats_is_remarked_wherever_the_slices_begin(
    registry: Registry, slices: int
) -> None:
    first = about("某企业", uscc=a_uscc(1))
    other = replace(first, effective_to=date(2030, 1, 1))
    receipt = deliver(registry, first, first, other)
    assert (receipt.accepted, receipt.unchanged, receipt.refused) == (1, 1, 1)
    assert reasons(registry, receipt) == [
        (3, False, Reason.REPEATED_ROW),
        (4, True, Reason.CONTRADICTED),
    ]
