"""Windows as rows: what is public on a day, whatever has happened to a record since."""

from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, documents, file_of, on, position, subject_of, withdraw
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.errors import (
    Conflict,
    NotPermitted,
    Unauthenticated,
    Unlawful,
)
from credit_registry.domain.publications import Reason
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind
from credit_registry.services.records import withheld_records
from credit_registry.services.registry import Registry
from credit_registry.store.records import PublicationWindow, Record, RecordVersion

PENALTY: dict[str, Any] = {"document_number": "甲1号", "decided_on": date(2026, 6, 1)}


def record_id(registry: Registry, number: str = "甲1号") -> int:
    with registry.reading() as session:
        return session.scalars(select(Record.id).where(Record.document_number == number)).one()


def standing(registry: Registry, number: str = "甲1号") -> list[PublicationWindow]:
    """The windows of the record that no event has superseded."""
    with registry.reading() as session:
        return list(
            session.scalars(
                select(PublicationWindow)
                .join(RecordVersion, RecordVersion.id == PublicationWindow.record_version_id)
                .join(Record, Record.id == RecordVersion.record_id)
                .where(Record.document_number == number, PublicationWindow.superseded_by.is_(None))
            )
        )


@pytest.mark.parametrize(
    ("severity", "last"),
    [(Severity.GENERAL, date(2027, 6, 1)), (Severity.SERIOUS, date(2029, 6, 1))],
)
def test_the_last_day_of_display_is_still_shown_and_the_day_after_is_not(
    registry: Registry, severity: Severity, last: date
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(severity=severity, **PENALTY))
    for day, shown in (
        (date(2026, 6, 1), 1),
        (last, 1),
        (date.fromordinal(last.toordinal() + 1), 0),
    ):
        on(registry, day)
        assert len(file_of(registry).records) == shown


def test_the_term_runs_from_the_document_and_not_from_its_service_or_display(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    late: dict[str, Any] = {"served_on": date(2026, 7, 30), "first_displayed_on": date(2026, 8, 15)}
    deliver(registry, a_record_draft(**PENALTY, **late))
    (window,) = standing(registry)
    assert (window.since, window.until) == (date(2026, 6, 1), date(2027, 6, 1))


@pytest.mark.parametrize("disclosure", [Disclosure.LIMITED, Disclosure.INTERNAL])
def test_what_its_source_does_not_disclose_is_never_public(
    registry: Registry, disclosure: Disclosure
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.HONOUR, disclosure=disclosure))
    deliver(registry, a_record_draft(disclosure=disclosure, **PENALTY))
    for day in (date(2026, 6, 1), date(2026, 11, 23), date(2027, 6, 1)):
        on(registry, day)
        assert file_of(registry).records == ()
    assert len(file_of(registry, an_officer(registry, Role.AUDITOR)).records) == 2


def test_a_warning_is_on_file_and_never_shown(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(severity=Severity.MINOR, category="warning", **PENALTY))
    assert file_of(registry).records == ()
    (record,) = file_of(registry, an_officer(registry, Role.AUDITOR)).records
    assert record.withheld == Reason.MINOR_NOT_SHOWN
    assert record.public_until is None


def test_a_record_of_undetermined_class_is_withheld_and_waits_for_a_person(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    open_class = a_record_draft(severity=Severity.UNDETERMINED, category="fine", **PENALTY)
    unserved = a_record_draft(
        RecordKind.SAMPLING, outcome="failed", document_number="乙1号", served_on=None,
        first_displayed_on=None,
    )  # fmt: skip
    deliver(registry, open_class, unserved, a_record_draft(RecordKind.HONOUR))
    auditor = an_officer(registry, Role.AUDITOR)
    assert [record.kind for record in file_of(registry).records] == [RecordKind.HONOUR]
    with registry.reading() as session:
        waiting = withheld_records.queue(session, auditor)
        rest = withheld_records.queue(session, auditor, after=waiting[0].record_id)
        with pytest.raises(Unauthenticated):
            withheld_records.queue(session, PUBLIC)
    assert {(each.document_number, each.reason) for each in waiting} == {
        ("甲1号", Reason.CLASS_UNDETERMINED),
        ("乙1号", Reason.CLOCK_UNKNOWN),
    }
    assert [each.record_id for each in rest] == [waiting[1].record_id]
    assert waiting[0].name == "虚构市第1制造有限公司"


def test_a_record_leaves_the_queue_when_its_source_states_the_class(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(severity=Severity.UNDETERMINED, **PENALTY))
    deliver(registry, a_record_draft(severity=Severity.GENERAL, **PENALTY))
    with registry.reading() as session:
        assert withheld_records.queue(session, an_officer(registry, Role.AUDITOR)) == []
    assert documents(file_of(registry)) == ["甲1号"]


def test_a_failed_sampling_is_shown_once_the_time_to_ask_for_re_inspection_is_over(
    registry: Registry,
) -> None:
    """Fifteen days from 2026-09-17 end on 2026-10-08, the first day of work after a holiday."""
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        a_record_draft(
            RecordKind.SAMPLING, outcome="failed", occurred_on=date(2026, 8, 20),
            served_on=date(2026, 9, 17), first_displayed_on=date(2026, 9, 20),
        ),
    )  # fmt: skip
    for day, shown in ((date(2026, 9, 20), 0), (date(2026, 10, 8), 0), (date(2026, 10, 9), 1)):
        on(registry, day)
        assert len(file_of(registry).records) == shown
    on(registry, date(2027, 8, 20))
    assert len(file_of(registry).records) == 1
    on(registry, date(2027, 8, 21))
    assert file_of(registry).records == ()


@pytest.mark.parametrize(
    "state", [RecordState.WITHDRAWN, RecordState.ANNULLED, RecordState.RESTORED]
)
def test_what_is_withdrawn_annulled_or_restored_is_gone_the_same_day_and_from_every_look_back(
    registry: Registry, state: RecordState
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(**PENALTY))
    before = position(registry)
    withdraw(registry, record_id(registry), state)
    assert file_of(registry).records == ()
    assert file_of(registry, as_of=date(2026, 6, 1)).records == ()
    assert file_of(registry, known_at=before).records == ()
    (record,) = file_of(registry, an_officer(registry, Role.AUDITOR)).records
    assert (record.version.state, record.withheld) == (state, Reason.NO_LONGER_ACTIVE)


def test_a_repeated_delivery_does_not_bring_back_what_was_withdrawn(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(**PENALTY))
    withdraw(registry, record_id(registry), RecordState.RESTORED)
    assert deliver(registry, a_record_draft(**PENALTY)).unchanged == 1
    assert deliver(registry, a_record_draft(amount_fen=7, **PENALTY)).changed == 1
    assert file_of(registry).records == ()
    (record,) = file_of(registry, an_officer(registry, Role.AUDITOR)).records
    assert (record.version.state, record.version.amount_fen) == (RecordState.RESTORED, 7)


def test_a_record_is_withdrawn_once_with_a_reason_by_one_who_may(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(**PENALTY))
    number = record_id(registry)
    with pytest.raises(NotPermitted):
        withdraw(registry, number, actor=an_officer(registry, Role.AUDITOR))
    with pytest.raises(NotPermitted):
        withdraw(registry, number, actor=an_officer(registry, Role.DECIDER, division="999902"))
    with pytest.raises(Unlawful):
        withdraw(registry, number, reason=" ")
    with pytest.raises(Unlawful):
        withdraw(registry, number, RecordState.ACTIVE)
    withdraw(registry, number, actor=an_officer(registry, Role.DECIDER, division="999901"))
    with pytest.raises(Conflict):
        withdraw(registry, number)


def test_an_individual_business_is_shown_without_where_a_person_may_live(
    registry: Registry,
) -> None:
    code = a_uscc(1, department_class="92")
    kind: dict[str, Any] = {"kind": SubjectKind.INDIVIDUAL_BUSINESS, "uscc": code}
    deliver(registry, a_subject_draft(1, **kind))
    subject = SubjectReference("虚构市第1制造有限公司", {IdentifierScheme.USCC: code})
    place = {"manufacturer_address": "虚构路1号", "product": "虚构产品"}
    draft = a_record_draft(RecordKind.SAMPLING, 1, subject=subject, detail=place)
    deliver(registry, draft)
    number = subject_of(registry, code)
    file = file_of(registry, subject_id=number)
    assert file.address == ""
    assert [record.detail for record in file.records] == [{"product": "虚构产品"}]
    internal = file_of(registry, an_officer(registry, Role.AUDITOR), subject_id=number)
    assert internal.records[0].detail == place


def test_a_change_of_the_subjects_kind_changes_what_is_shown_of_its_records(
    registry: Registry,
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1, document_number="荣1号"))
    assert [window.field_set for window in standing(registry, "荣1号")] == ["full"]
    deliver(registry, a_subject_draft(1, kind=SubjectKind.INDIVIDUAL_BUSINESS))
    assert [window.field_set for window in standing(registry, "荣1号")] == ["reduced"]
    deliver(registry, a_subject_draft(1, kind=SubjectKind.LEGAL_PERSON))
    assert [window.field_set for window in standing(registry, "荣1号")] == ["full"]


def test_least_is_shown_of_a_subject_of_which_nothing_but_a_name_is_known(
    registry: Registry,
) -> None:
    subject = SubjectReference("虚构市无码经营部", {})
    deliver(registry, a_record_draft(RecordKind.HONOUR, subject=subject, document_number="荣1号"))
    assert [window.field_set for window in standing(registry, "荣1号")] == ["reduced"]
