"""Restoration has its least time and its decider; what was ended by mistake comes back."""

from dataclasses import replace
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, documents, file_of, on, withdraw
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import Conflict, NotPermitted, RestorationNotGranted, Unlawful
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event


@pytest.fixture
def record_id(registry: Registry) -> int:
    """A general penalty of 2026-06-01: to be shown for three months at least."""
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(document_number="甲1号", decided_on=date(2026, 6, 1)))
    (record,) = file_of(registry).records
    return record.record_id


def reinstate(registry: Registry, record_id: int, reason: str, *roles: Role) -> None:
    """Make the record active again."""
    actor = an_officer(registry, *roles)
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, registry.clock.now(), registry.clock.today(), law)
        withdrawals.reinstate(session, record_id, reason, act=act)


def directly(registry: Registry, record_id: int, *, is_by_restoring: bool) -> None:
    """Set the record to restored without an application, by an officer of every role."""
    actor = an_officer(registry, *Role)
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, registry.clock.now(), registry.clock.today(), law)
        if is_by_restoring:
            withdrawals.restore(session, record_id, "已整改", act=act)
        else:
            withdrawals.withdraw(session, record_id, RecordState.RESTORED, "已整改", act=act)


def test_a_record_is_restored_after_its_least_time(registry: Registry, record_id: int) -> None:
    on(registry, date(2026, 9, 1))
    for is_by_restoring, refusal in ((True, "2026-09-01"), (False, "granted application")):
        with pytest.raises(Unlawful, match=refusal):
            directly(registry, record_id, is_by_restoring=is_by_restoring)
    with pytest.raises(Unlawful):
        withdraw(registry, record_id, RecordState.RESTORED)
    on(registry, date(2026, 9, 2))
    withdraw(registry, record_id, RecordState.RESTORED)
    assert documents(file_of(registry)) == []


def test_nothing_but_a_grant_restores_and_each_grant_once(
    registry: Registry, record_id: int
) -> None:
    for is_by_restoring in (True, False):
        with pytest.raises(RestorationNotGranted, match="granted application"):
            directly(registry, record_id, is_by_restoring=is_by_restoring)
    assert documents(file_of(registry)) == ["甲1号"]
    withdraw(registry, record_id, RecordState.RESTORED)
    reinstate(registry, record_id, "误判", Role.DECIDER)
    with pytest.raises(RestorationNotGranted):
        directly(registry, record_id, is_by_restoring=True)
    assert documents(file_of(registry)) == ["甲1号"]


def test_a_delivery_of_the_determining_body_says_that_it_restored_its_record(
    registry: Registry, record_id: int
) -> None:
    said = a_record_draft(document_number="甲1号", decided_on=date(2026, 6, 1))
    deliver(registry, replace(said, state=RecordState.RESTORED))
    (record,) = file_of(registry, an_officer(registry, Role.AUDITOR)).records
    assert (record.record_id, record.version.state) == (record_id, RecordState.RESTORED)
    assert documents(file_of(registry)) == []


def test_an_honour_is_not_restored(registry: Registry, record_id: int) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, document_number="荣1号"))
    honour = next(each for each in file_of(registry).records if each.record_id != record_id)
    with pytest.raises(Unlawful):
        withdraw(registry, honour.record_id, RecordState.RESTORED)


def test_a_record_that_ended_by_mistake_comes_back_with_its_windows(
    registry: Registry, record_id: int
) -> None:
    before = file_of(registry).records[0].public_until
    withdraw(registry, record_id, RecordState.ANNULLED)
    with pytest.raises(NotPermitted):
        reinstate(registry, record_id, "录入错误", Role.ENTERER)
    with pytest.raises(Unlawful):
        reinstate(registry, record_id, " ", Role.DECIDER)
    reinstate(registry, record_id, "录入错误", Role.DECIDER)
    (record,) = file_of(registry).records
    assert (record.document_number, record.public_until) == ("甲1号", before)
    with pytest.raises(Conflict, match="active"):
        reinstate(registry, record_id, "录入错误", Role.DECIDER)
    with registry.reading() as session:
        kinds = session.scalars(select(Event.kind).where(Event.kind.startswith("record_")))
        assert sorted(kinds) == ["record_reinstated", "record_withdrawn"]
