"""A source unit delivers what is its own, and sees what it delivered."""

from __future__ import annotations

import pytest
from builders import UNIT, a_record_draft, a_subject_draft, an_officer
from filings import deliver

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.errors import NotFound
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.services import law_editions
from credit_registry.services.intake import batches, record_entries, unit_matching
from credit_registry.services.registry import Registry

ELSEWHERE = UnitReference("虚构市第二局")


@pytest.fixture
def source(registry: Registry) -> Actor:
    """The account of a body from which a record has come."""
    deliver(registry, a_subject_draft())
    deliver(registry, a_record_draft())
    with registry.reading() as session:
        unit_id = unit_matching.unit_named(session, UNIT.name)
    return an_officer(registry, Role.SOURCE_UNIT, unit_id=unit_id)


def test_it_delivers_records_of_its_own_body_alone(registry: Registry, source: Actor) -> None:
    drafts = [a_record_draft(), a_record_draft(RecordKind.SAMPLING, source_unit=ELSEWHERE)]
    receipt = deliver(registry, *drafts, actor=source)
    assert (receipt.accepted, receipt.refused) == (1, 1)
    with registry.reading() as session:
        faults = batches.faults(session, source, receipt.batch_id)
    assert [(fault.line, fault.reason) for fault in faults] == [(3, Reason.OTHER_UNIT)]


def test_it_registers_no_subjects(registry: Registry, source: Actor) -> None:
    receipt = deliver(registry, a_subject_draft(2), actor=source)
    assert (receipt.accepted, receipt.refused) == (0, 1)


def test_an_account_of_no_body_delivers_nothing(registry: Registry) -> None:
    deliver(registry, a_subject_draft())
    bodiless = an_officer(registry, Role.SOURCE_UNIT)
    assert deliver(registry, a_record_draft(), actor=bodiless).accepted == 0


def test_it_sees_its_own_receipts_and_nothing_internal(registry: Registry, source: Actor) -> None:
    own = deliver(registry, a_record_draft(source_unit=ELSEWHERE), actor=source)
    others = deliver(registry, a_record_draft())
    with registry.reading() as session:
        seen = [each.batch.id for each in batches.recent(session, source)]
        assert seen == [own.batch_id]
        assert batches.one(session, source, own.batch_id).batch.id == own.batch_id
        with pytest.raises(NotFound):
            batches.one(session, source, others.batch_id)
        assert batches.faults(session, source, others.batch_id) == []
        assert len(batches.faults(session, source, own.batch_id)) == 1
        assert registry.view(session, source).is_public


def test_it_is_not_told_that_a_provisional_subject_is_on_record(
    registry: Registry, source: Actor
) -> None:
    draft = a_record_draft(number=2)
    deliver(registry, draft)
    enterer = an_officer(registry, Role.ENTERER)
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        for actor, is_told in ((enterer, True), (source, False)):
            view = registry.view(session, actor)
            foreseen = record_entries.foresee(session, draft, view, edition)
            assert (foreseen.subject is not None) is is_told
            assert not foreseen.is_confirmed


def test_a_body_is_known_by_the_name_it_bears(registry: Registry) -> None:
    with registry.reading() as session, pytest.raises(NotFound, match="虚构"):
        unit_matching.unit_named(session, UNIT.name)
