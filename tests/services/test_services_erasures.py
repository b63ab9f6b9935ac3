"""A field that is erased is gone for good, from everywhere, and every proof still holds."""

from collections import defaultdict
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, file_of, position, subject_of, withdraw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import Conflict, NotFound, NotPermitted, Unlawful
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.exchange.rows import Row, RowFault
from credit_registry.ledger import commitments
from credit_registry.ledger.rows import row_leaf, rows_root
from credit_registry.services import ledgers
from credit_registry.services.acts import Act
from credit_registry.services.histories import erasures
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.exchanging import BatchSource
from credit_registry.services.intake.record_rows import VALUES, committed_fields
from credit_registry.services.law_editions import current
from credit_registry.services.lists import listings
from credit_registry.services.registry import Registry
from credit_registry.store.batches import BatchFault
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.schema import metadata
from credit_registry.store.subjects import Registration

PERSON = "欧阳某某"
FACTS = "由欧阳某某签收，生产的产品不符合标准。"
DETAIL = {"facts": FACTS, "basis": "某法", "content": "罚款"}
SETTINGS = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_numbers = count(1)


@pytest.fixture
def decider(registry: Registry) -> Actor:
    return an_officer(registry, Role.DECIDER)


def penalised(registry: Registry, **changes: Any) -> int:  # noqa: ANN401 - any field
    """The only record of the first enterprise; its id."""
    values = {"document_number": "罚1号", "detail": DETAIL, **changes}
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(**values))
    (record,) = file_of(registry, an_officer(registry, Role.AUDITOR)).records
    return record.record_id


def erase(
    registry: Registry, record: int, field: str, actor: Actor, reason: str = "误报个人信息"
) -> None:
    with registry.transaction() as session:
        at = registry.clock.now()
        erasures.erase_record_field(session, record, field, reason, actor=actor, at=at)


def everything(registry: Registry) -> str:
    """All that the database holds, as text."""
    with registry.reading() as session:
        names = [table for table in metadata.tables if table not in {"law_edition", "ledger_node"}]
        rows = [row for name in names for row in session.execute(select(metadata.tables[name]))]
    shown = [
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
        for row in rows
        for cell in row
    ]
    return "\n".join(shown)


def proofs_hold(registry: Registry) -> None:
    """Every event's leaf stands in the tree, and every slice of records has the root it had."""
    with registry.reading() as session:
        assert all(ledgers.verify(session, at) for at in range(ledgers.size(session)))
        for event_id, rows in _slices(session).items():
            leaves = [row_leaf(ordinal, told) for ordinal, told in enumerate(rows)]
            body = session.get_one(Event, event_id).body
            assert rows_root(leaves).hex() in body.decode()


def _slices(session: Session) -> dict[int, list[dict[str, str]]]:
    """The commitments of record versions, recomputed from what is left, by slice and in order."""
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    statement = (
        select(Record, RecordVersion)
        .join(RecordVersion, RecordVersion.record_id == Record.id)
        .join(Event, Event.id == RecordVersion.recorded_by)
        .where(Event.kind == "batch_slice_recorded")
        .order_by(RecordVersion.recorded_by, RecordVersion.ordinal)
    )
    for record, version in session.execute(statement):
        key = (
            record.source_unit_id, record.kind, record.document_number, record.subject_id,
            record.item_serial,
        )  # fmt: skip
        values = {name: getattr(version, name) for name in VALUES}
        fields = committed_fields(key, version.number, values)
        left = {name: told for name, told in fields.items() if name not in (version.erased or {})}
        found[version.recorded_by].append(erasures.commitments_of(version, left))
    return found


def test_value_and_salt_are_gone_from_every_version_and_who_erased_it_stays(
    registry: Registry, decider: Actor
) -> None:
    record = penalised(registry)
    deliver(registry, a_record_draft(document_number="罚1号", detail=DETAIL, amount_fen=5))
    withdraw(registry, record, RecordState.ANNULLED)
    with registry.reading() as session:
        seeds = {bytes.fromhex(salt) for salt in session.scalars(select(RecordVersion.salt))}
    erase(registry, record, "facts", decider)
    held = everything(registry)
    assert PERSON not in held
    for seed in seeds:
        assert seed.hex() not in held
        assert commitments.field_salt(seed, "detail.facts").hex() not in held
    proofs_hold(registry)
    with registry.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "field_erased")).one()
        assert event.actor_id == decider.account_id
        assert event.payload == {
            "record": to_public(record),
            "field": "detail.facts",
            "reason": "误报个人信息",
        }
        versions = session.scalars(select(RecordVersion)).all()
        assert {frozenset(version.detail) for version in versions} == {
            frozenset({"basis", "content"})
        }


def test_a_commitment_still_opens_for_the_fields_that_are_left(
    registry: Registry, decider: Actor
) -> None:
    record = penalised(registry)
    with registry.reading() as session:
        (before,) = next(iter(_slices(session).values()))
    erase(registry, record, "detail.facts", decider)
    erase(registry, record, "title", decider)
    with registry.reading() as session:
        (after,) = next(iter(_slices(session).values()))
        version = session.scalars(select(RecordVersion)).one()
        assert set(version.erased or {}) == {"detail.facts", "title"}
        assert not {"detail.facts", "title"} & set(version.field_salts or {})
    assert after == before


def test_a_source_that_repeats_the_field_is_not_heard(registry: Registry, decider: Actor) -> None:
    record = penalised(registry)
    erase(registry, record, "facts", decider)
    again = a_record_draft(document_number="罚1号", detail=DETAIL)
    assert deliver(registry, again).unchanged == 1
    changed = a_record_draft(document_number="罚1号", detail=DETAIL, amount_fen=7)
    assert deliver(registry, changed).changed == 1
    assert deliver(registry, changed).unchanged == 1
    assert PERSON not in everything(registry)
    proofs_hold(registry)


def test_what_officers_wrote_and_what_a_receipt_told_is_forgotten_too(
    registry: Registry, decider: Actor
) -> None:
    record = penalised(registry, detail={**DETAIL, "facts": PERSON})
    proposer = an_officer(registry, Role.PROPOSER)
    with registry.transaction() as session:
        act = Act(proposer, registry.clock.now(), registry.clock.today(), current(session))
        grounds = f"{PERSON}签收，虚市监罚〔2026〕3号"
        listings.propose(session, subject_of(registry), "serious_violation", grounds, act=act)
    draft = a_record_draft(
        document_number="罚1号", detail={**DETAIL, "facts": PERSON}, amount_fen=9
    )
    row = Row(2, draft, (RowFault("facts", "reads like a name", PERSON),))
    exchanging.import_rows(
        registry,
        [row],
        BatchSource("f" * 64, "b.csv", "own"),
        actor=an_officer(registry, Role.ENTERER),
    )
    assert everything(registry).count(PERSON) >= 4
    erase(registry, record, "facts", decider)
    assert PERSON not in everything(registry)
    with registry.reading() as session:
        assert (
            session.scalars(select(ListingVersion.grounds)).one() == "***签收，虚市监罚〔2026〕3号"
        )
        assert "***" in session.scalars(select(BatchFault.accepted)).all()
    proofs_hold(registry)


def test_a_registered_address_is_erased_and_stays_erased(
    registry: Registry, decider: Actor
) -> None:
    deliver(registry, a_subject_draft(1, address=f"某路1号{PERSON}宅"))
    deliver(registry, a_subject_draft(1, address=f"某路2号{PERSON}宅"))
    number = subject_of(registry)
    with registry.transaction() as session:
        at = registry.clock.now()
        erasures.erase_registration_field(session, number, "address", "私宅", actor=decider, at=at)
    assert PERSON not in everything(registry)
    assert deliver(registry, a_subject_draft(1, address=f"某路2号{PERSON}宅")).unchanged == 1
    assert file_of(registry).address == ""
    with registry.reading() as session:
        rows = session.scalars(select(Registration)).all()
        assert all(row.salt == "" and "address" not in (row.field_salts or {}) for row in rows)
    with registry.transaction() as session, pytest.raises(Unlawful):
        erasures.erase_registration_field(session, number, "standing", "x", actor=decider, at=at)


def test_an_erasure_needs_its_reason_its_role_and_something_to_erase(
    registry: Registry, decider: Actor
) -> None:
    record = penalised(registry)
    before = position(registry)
    for field, reason in (("facts", " "), ("nothing", "理由"), ("amount_fen", "理由")):
        with pytest.raises(Unlawful):
            erase(registry, record, field, decider, reason)
    with pytest.raises(NotFound):
        erase(registry, 5, "facts", decider)
    assert position(registry) == before
    with pytest.raises(NotPermitted):
        erase(registry, record, "facts", an_officer(registry, Role.ENTERER))
    elsewhere = an_officer(registry, Role.DECIDER, division="999902")
    with pytest.raises(NotPermitted):
        erase(registry, record, "facts", elsewhere)


DEEDS = st.lists(
    st.tuples(st.sampled_from(["deliver", "erase", "withdraw"]), st.integers(0, 5)),
    min_size=3,
    max_size=9,
)


@SETTINGS
@given(DEEDS)
def test_proofs_hold_whatever_is_delivered_withdrawn_and_erased(
    registry: Registry, deeds: list[tuple[str, int]]
) -> None:
    officer, number = an_officer(registry, *Role), next(_numbers)
    names = [field.name for field in KINDS[RecordKind.PENALTY].fields][:4]
    deliver(registry, a_subject_draft(number), actor=officer)
    gone: set[str] = set()
    for step, (deed, choice) in enumerate(deeds):
        if deed == "deliver" or not _record_of(registry, number):
            detail = {name: f"甲{number}乙{name}乙{step % 3}" for name in names}
            draft = a_record_draft(
                number=number, document_number=f"{number}号", detail=detail, amount_fen=choice
            )
            deliver(registry, draft, actor=officer)
            continue
        (record,) = _record_of(registry, number)
        with suppress(Unlawful, Conflict):  # what is refused changes nothing
            if deed == "erase":
                erase(registry, record, names[choice % 4], officer)
                gone.add(names[choice % 4])
            else:
                withdraw(registry, record, actor=officer)
        held = everything(registry)
        assert not [name for name in gone if f"甲{number}乙{name}乙" in held]
    proofs_hold(registry)


def _record_of(registry: Registry, number: int) -> list[int]:
    with registry.reading() as session:
        statement = select(Record.id).where(Record.document_number == f"{number}号")
        return list(session.scalars(statement))
