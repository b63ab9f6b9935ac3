"""Imports: slices, repeats, corrections, and identities found by recorded codes only."""

from datetime import date
from itertools import count

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from sqlalchemy import func, select

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.drafts import RecordDraft, SubjectDraft, SubjectReference
from credit_registry.domain.errors import NotFound, NotPermitted, Unauthenticated
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row
from credit_registry.services import law_editions, ledgers
from credit_registry.services.files import credit_files
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_states, subjects
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import Registration, Subject

_deliveries = count(1)


def deliver(registry: Registry, *drafts: SubjectDraft | RecordDraft) -> Receipt:
    """Import the drafts as one delivery."""
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    source = BatchSource(f"digest-{next(_deliveries)}", "rows.csv", "test")
    return import_rows(registry, rows, source, actor=an_officer(registry, Role.ENTERER))


def number_of(registry: Registry, entity: type) -> int:
    with registry.reading() as session:
        return session.scalars(select(func.count()).select_from(entity)).one()


def file_of(registry: Registry, code: str, **times: object) -> credit_files.CreditFile:
    with registry.reading() as session:
        view = registry.view(session, PUBLIC, **times)  # type: ignore[arg-type] # as_of, known_at
        number = subjects.by_code(session, code)
        assert number is not None
        law = law_editions.current(session)
        return credit_files.read(session, number, view, law.edition)


def test_a_visitor_may_not_import(registry: Registry) -> None:
    source = BatchSource("d", "f", "test")
    with pytest.raises(Unauthenticated):
        import_rows(registry, [], source, actor=PUBLIC)
    with pytest.raises(NotPermitted):
        import_rows(registry, [], source, actor=an_officer(registry, Role.AUDITOR))


def test_the_same_rows_in_another_file_change_nothing(registry: Registry) -> None:
    first = deliver(registry, a_subject_draft(1), a_subject_draft(2))
    again = deliver(registry, a_subject_draft(1), a_subject_draft(2))
    assert (first.accepted, first.unchanged) == (2, 0)
    assert (again.accepted, again.unchanged) == (0, 2)
    assert number_of(registry, Registration) == 2


def test_a_code_with_two_names_in_one_file_keeps_the_first_and_refuses_the_second(
    registry: Registry,
) -> None:
    receipt = deliver(registry, a_subject_draft(1), a_subject_draft(1, name="另一名称有限公司"))
    assert (receipt.accepted, receipt.refused) == (1, 1)
    assert receipt.adds_up


def test_another_name_in_a_later_file_is_a_renaming(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    receipt = deliver(registry, a_subject_draft(1, name="虚构市更名制造有限公司"))
    assert receipt.changed == 1
    file = file_of(registry, a_uscc(1))
    assert file.name == "虚构市更名制造有限公司"
    assert [name.name for name in file.former_names] == ["虚构市第1制造有限公司"]


def test_a_position_before_the_renaming_answers_with_the_old_name(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    with registry.reading() as session:
        position = ledgers.size(session)
    deliver(registry, a_subject_draft(1, name="虚构市更名制造有限公司"))
    assert file_of(registry, a_uscc(1), known_at=position).name == "虚构市第1制造有限公司"


def test_a_code_that_fails_its_check_is_quarantined_and_never_a_key(registry: Registry) -> None:
    wrong, right = a_uscc(1)[:17] + "A", a_uscc(1)
    draft = a_subject_draft(1, uscc=None, quarantined_code=wrong, suggested_code=right)
    receipt = deliver(registry, draft)
    assert (receipt.quarantined, receipt.provisional) == (1, 1)
    assert deliver(registry, draft).unchanged == 1
    with registry.reading() as session:
        assert subjects.by_code(session, wrong) is None
        assert subjects.by_code(session, right) is None
        number = session.scalars(select(Subject.id)).one()
        with pytest.raises(NotFound):
            subjects.identity(session, number, registry.view(session, PUBLIC))


def test_a_quarantined_code_is_corrected_once(registry: Registry) -> None:
    wrong, right = a_uscc(1)[:17] + "A", a_uscc(1)
    deliver(registry, a_subject_draft(1, uscc=None, quarantined_code=wrong, suggested_code=right))
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        number = session.scalars(select(Subject.id)).one()
        at = registry.clock.now()
        subject_states.correct_code(session, number, right, actor=enterer, at=at)
    assert file_of(registry, right).state is SubjectState.CONFIRMED


def test_a_record_about_an_unknown_subject_waits_for_its_registration(registry: Registry) -> None:
    receipt = deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    assert receipt.provisional == 1
    with pytest.raises(NotFound):
        file_of(registry, a_uscc(1))
    deliver(registry, a_subject_draft(1))
    assert [record.kind for record in file_of(registry, a_uscc(1)).records] == [RecordKind.HONOUR]
    assert number_of(registry, Subject) == 1


def test_a_register_does_not_confirm_who_was_known_by_another_name(registry: Registry) -> None:
    named = SubjectReference("别家企业", {IdentifierScheme.USCC: a_uscc(1)})
    deliver(registry, a_record_draft(subject=named))
    receipt = deliver(registry, a_subject_draft(1))
    assert (receipt.accepted, receipt.warned) == (1, 1)
    receipt = deliver(registry, a_subject_draft(1, address="虚构市另一条路1号"))
    assert (receipt.changed, receipt.warned) == (1, 1)
    with pytest.raises(NotFound):
        file_of(registry, a_uscc(1))
    actor, at = an_officer(registry, Role.ENTERER), registry.clock.now()
    with registry.transaction() as session:
        number = session.scalars(select(Subject.id)).one()
        subject_states.confirm(session, number, actor=actor, at=at)
    assert [record.kind for record in file_of(registry, a_uscc(1)).records] == [RecordKind.PENALTY]


def test_forms_of_brackets_are_no_other_name(registry: Registry) -> None:
    named = SubjectReference("虚构〔一〕有限公司", {IdentifierScheme.USCC: a_uscc(1)})
    deliver(registry, a_record_draft(subject=named))
    assert deliver(registry, a_subject_draft(1, name="虚构（一）有限公司")).warned == 0
    assert file_of(registry, a_uscc(1)).state is SubjectState.CONFIRMED


def test_a_taxpayer_number_resolves_where_exactly_one_subject_has_its_organisation_code(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    number = "360702" + a_uscc(1)[8:17]
    reference = SubjectReference("旧号企业", {IdentifierScheme.TAXPAYER_NUMBER: number})
    assert deliver(registry, a_record_draft(RecordKind.HONOUR, 1, subject=reference)).accepted == 1
    assert len(file_of(registry, a_uscc(1)).records) == 1


def test_a_taxpayer_number_that_fits_two_subjects_is_refused_as_ambiguous(
    registry: Registry,
) -> None:
    twin = a_uscc(1, division="999902")
    deliver(registry, a_subject_draft(1), a_subject_draft(2, uscc=twin))
    number = "360702" + a_uscc(1)[8:17]
    reference = SubjectReference("旧号企业", {IdentifierScheme.TAXPAYER_NUMBER: number})
    receipt = deliver(registry, a_record_draft(RecordKind.HONOUR, 1, subject=reference))
    assert (receipt.ambiguous, receipt.refused) == (1, 1)
    assert number_of(registry, Subject) == 2


def test_a_changed_record_supersedes_and_nothing_is_overwritten(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    draft = a_record_draft(RecordKind.PENALTY, 1, document_number="甲1号")
    changed = a_record_draft(
        RecordKind.PENALTY, 1, document_number="甲1号", severity=Severity.SERIOUS
    )
    deliver(registry, draft)
    assert deliver(registry, changed).changed == 1
    assert number_of(registry, Record) == 1
    assert number_of(registry, RecordVersion) == 2
    (record,) = file_of(registry, a_uscc(1)).records
    assert record.public_until == date(2029, 6, 1)
    with registry.reading() as session:
        current = select(func.count()).where(PublicationWindow.superseded_by.is_(None))
        assert session.scalars(current).one() == 1


def test_two_different_rows_under_one_document_number_are_a_contradiction(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    draft = a_record_draft(RecordKind.PENALTY, 1, document_number="甲1号")
    other = a_record_draft(RecordKind.PENALTY, 1, document_number="甲1号", amount_fen=5)
    receipt = deliver(registry, draft, other)
    assert (receipt.accepted, receipt.refused) == (1, 1)


def test_every_slice_is_one_event_whose_rows_root_covers_its_rows(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "SLICE_ROWS", 3)
    with registry.reading() as session:
        before = ledgers.size(session)
    deliver(registry, *(a_subject_draft(number) for number in range(1, 8)))
    with registry.reading() as session:
        added = ledgers.size(session) - before
        assert added == 6  # an account, the opening, three slices, the closing
        slices = [ledgers.at_position(session, before + place) for place in (2, 3, 4)]
        assert [b'"count":3' in event.body for event in slices] == [True, True, False]
        assert all(ledgers.verify(session, position) for position in range(before + added))
