"""Identity numbers at rest: encrypted, compared, shown masked, under another key, erased."""

from collections import defaultdict
from pathlib import Path

import pytest
from builders import an_officer
from filings import deliver, withdraw
from identity_filings import (
    COLUMN,
    FIRST_KEY,
    NUMBER,
    OTHER,
    SECOND_KEY,
    TYPE,
    delivered,
    kept,
    keyed,
    numbers,
    penalised,
)
from sqlalchemy import select

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.actors import Role
from credit_registry.domain.errors import InvalidInput, NotPermitted, Unavailable
from credit_registry.domain.identity_documents import DocumentType, Holder
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.ledger.rows import row_leaf, rows_root
from credit_registry.services.histories import erasures
from credit_registry.services.intake.record_rows import VALUES, committed_fields
from credit_registry.services.people import identity_numbers
from credit_registry.services.people.identity_numbers import ShownNumber
from credit_registry.services.registry import Registry
from credit_registry.services.sealing import KeyRing
from credit_registry.store.accesses import AccessEntry
from credit_registry.store.batches import BatchFault
from credit_registry.store.ledgers import Event
from credit_registry.store.records import Record, RecordVersion

FIELD = "identity.legal_representative"


@pytest.fixture
def held(registry: Registry) -> Registry:
    """A registry that has a key for identity numbers."""
    return keyed(registry)


def versions(registry: Registry) -> list[int]:
    with registry.reading() as session:
        return list(session.scalars(select(RecordVersion.number).order_by(RecordVersion.id)))


def erase(registry: Registry, record: int, field: str = FIELD) -> None:
    decider = an_officer(registry, Role.DECIDER)
    with registry.transaction() as session:
        at = registry.clock.now()
        erasures.erase_record_field(session, record, field, "误报", actor=decider, at=at)


def proofs_hold(registry: Registry) -> bool:
    """Whether the roots of all slices follow from what is left of their rows."""
    with registry.reading() as session:
        found: dict[int, list[bytes]] = defaultdict(list)
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
            documents = identity_numbers.committed(session, record.id).get(version.id, {})
            fields = committed_fields(key, version.number, values) | documents
            gone = version.erased or {}
            left = {name: each for name, each in fields.items() if name not in gone}
            told = erasures.commitments_of(version, left)
            found[version.recorded_by].append(row_leaf(version.ordinal, told))
        bodies = {event_id: session.get_one(Event, event_id).body.decode() for event_id in found}
    return all(rows_root(leaves).hex() in bodies[event] for event, leaves in found.items())


def test_a_number_is_kept_encrypted_and_opens_with_the_key(held: Registry, tmp_path: Path) -> None:
    penalised(held, tmp_path)
    (row,) = kept(held)
    assert (row.holder, row.document_type) == ("legal_representative", "identity_card")
    assert NUMBER.encode() not in row.sealed + row.wrapped_key
    assert numbers(held) == [NUMBER]
    assert proofs_hold(held)


def test_a_repeated_number_changes_nothing_and_another_one_is_a_change(
    held: Registry, tmp_path: Path
) -> None:
    penalised(held, tmp_path)
    again = delivered(held, tmp_path, {COLUMN: NUMBER.lower()})
    assert (again.unchanged, again.changed, versions(held)) == (1, 0, [1])
    other = delivered(held, tmp_path, {COLUMN: OTHER})
    assert (other.changed, versions(held), numbers(held)) == (1, [1, 2], [OTHER])
    passport = delivered(held, tmp_path, {TYPE: "护照号", COLUMN: OTHER})
    assert (passport.changed, len(kept(held)), versions(held)) == (1, 3, [1, 2, 3])
    assert proofs_hold(held)


def test_a_number_that_is_not_stated_again_stands_whatever_else_changes(
    held: Registry, tmp_path: Path
) -> None:
    record = penalised(held, tmp_path)
    delivered(held, tmp_path, {COLUMN: "", "cf_nr": "罚款六万元", "cf_nr_fk": "6"})
    withdraw(held, record)
    assert versions(held) == [1, 2, 3]
    assert numbers(held) == [NUMBER]
    assert len(kept(held)) == 1
    assert proofs_hold(held)


def test_two_numbers_of_one_document_in_a_file_contradict_each_other(
    held: Registry, tmp_path: Path
) -> None:
    receipt = delivered(held, tmp_path, {}, {COLUMN: OTHER}, {})
    assert (receipt.accepted, receipt.unchanged, receipt.refused) == (1, 1, 1)
    assert numbers(held) == [NUMBER]


def test_without_a_key_nothing_is_kept_and_with_one_the_file_is_read_again(
    registry: Registry, tmp_path: Path
) -> None:
    first = delivered(registry, tmp_path)
    assert kept(registry) == []
    assert first.warned == 1
    with registry.reading() as session:
        remark = session.scalars(
            select(BatchFault).where(BatchFault.reason == Reason.KEYLESS_COLUMN.value)
        ).one()
    assert (remark.line, remark.field, remark.is_refusal) == (1, COLUMN, False)
    assert delivered(registry, tmp_path).is_repeat
    keyed(registry)
    again = delivered(registry, tmp_path)
    assert not again.is_repeat
    assert (again.changed, numbers(registry)) == (1, [NUMBER])
    assert delivered(registry, tmp_path).is_repeat


def test_a_delivery_after_the_key_was_taken_away_leaves_the_number(
    held: Registry, tmp_path: Path
) -> None:
    penalised(held, tmp_path)
    held.identity_keys = KeyRing((), "identity numbers")
    delivered(held, tmp_path, {COLUMN: OTHER, "cf_nr": "罚款"})
    assert numbers(keyed(held)) == [NUMBER]
    with pytest.raises(Unavailable, match="not set"):
        numbers(keyed(held, SECOND_KEY))


def test_a_file_with_numbers_is_known_by_a_digest_that_nobody_can_try(
    held: Registry, tmp_path: Path
) -> None:
    receipt = delivered(held, tmp_path)
    assert receipt.digest.startswith("hmac-sha256:")


def test_a_sealed_number_opens_in_its_own_place_alone(held: Registry, tmp_path: Path) -> None:
    penalised(held, tmp_path)
    (row,) = kept(held)
    for name, value in (
        ("record_id", row.record_id + 1),
        ("holder", "subject"),
        ("document_type", "passport"),
    ):
        before = getattr(row, name)
        setattr(row, name, value)
        with pytest.raises(Unavailable):
            identity_numbers.opened(held.identity_keys, row)
        setattr(row, name, before)


def test_a_renewal_goes_on_where_it_was_and_leaves_every_proof(
    held: Registry, tmp_path: Path
) -> None:
    record = penalised(held, tmp_path)
    for document in "234":
        delivered(held, tmp_path, {"cf_wsh": f"虚罚〔2026〕{document}号", COLUMN: OTHER})
    delivered(held, tmp_path, {COLUMN: OTHER})
    sealed = [row.sealed for row in kept(held)]
    keyed(held, SECOND_KEY, FIRST_KEY)
    operator = an_officer(held, Role.OPERATOR)
    done: list[int] = []
    while not done or done[-1]:
        with held.transaction() as session:
            at = held.clock.now()
            done.append(
                identity_numbers.renew(session, held.identity_keys, actor=operator, at=at, limit=2)
            )
    assert done == [2, 2, 1, 0]
    with held.reading() as session:
        assert identity_numbers.waiting(session, held.identity_keys) == {}
        kinds = list(session.scalars(select(Event.kind)))
    assert kinds.count("identity_keys_renewed") == 3
    keyed(held, SECOND_KEY)
    assert numbers(held) == [OTHER] * 4
    assert [row.sealed for row in kept(held)] == sealed
    assert proofs_hold(held)
    erase(held, record)
    assert proofs_hold(held)


@pytest.mark.parametrize("role", [Role.ENTERER, Role.AUDITOR, Role.PROPOSER])
def test_renewing_takes_an_operator(held: Registry, role: Role) -> None:
    actor = an_officer(held, role)
    with held.transaction() as session, pytest.raises(NotPermitted):
        identity_numbers.renew(session, held.identity_keys, actor=actor, at=held.clock.now())


def test_an_officer_sees_it_masked_and_the_reading_is_noted(held: Registry, tmp_path: Path) -> None:
    record = penalised(held, tmp_path)
    reviewer = an_officer(held, Role.REVIEWER)
    with held.transaction() as session:
        found = identity_numbers.show(
            session, record, "核对身份", held.identity_keys, actor=reviewer, at=held.clock.now()
        )
    card = DocumentType.IDENTITY_CARD
    assert found == [ShownNumber(Holder.LEGAL_REPRESENTATIVE, card, "110***********002X")]
    with held.reading() as session:
        entry = session.scalars(select(AccessEntry)).one()
    assert entry.kind == AccessKind.IDENTITY_NUMBER.value
    assert entry.account_id == reviewer.account_id
    assert entry.purpose.endswith(": 核对身份")


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.REVIEWER, Role.DECIDER}]
)
def test_nobody_else_sees_it(held: Registry, tmp_path: Path, role: Role) -> None:
    record = penalised(held, tmp_path)
    actor = an_officer(held, role)
    with held.transaction() as session, pytest.raises(NotPermitted):
        identity_numbers.show(
            session, record, "核对", held.identity_keys, actor=actor, at=held.clock.now()
        )


def test_an_officer_of_another_division_does_not_see_it(held: Registry, tmp_path: Path) -> None:
    record = penalised(held, tmp_path)
    actor = an_officer(held, Role.DECIDER, division="999902")
    with held.transaction() as session, pytest.raises(NotPermitted, match="999901"):
        identity_numbers.show(
            session, record, "核对", held.identity_keys, actor=actor, at=held.clock.now()
        )


@pytest.mark.parametrize("purpose", ["", " ", f"核对{NUMBER}"])
def test_a_purpose_must_be_stated(held: Registry, tmp_path: Path, purpose: str) -> None:
    record = penalised(held, tmp_path)
    actor = an_officer(held, Role.DECIDER)
    with held.transaction() as session, pytest.raises(InvalidInput):
        identity_numbers.show(
            session, record, purpose, held.identity_keys, actor=actor, at=held.clock.now()
        )


def test_an_erased_number_is_gone_for_good_and_not_heard_again(
    held: Registry, tmp_path: Path
) -> None:
    record = penalised(held, tmp_path)
    delivered(held, tmp_path, {COLUMN: OTHER})
    erase(held, record)
    rows = kept(held)
    assert [(row.sealed, row.wrapped_key, row.key_mark) for row in rows] == [(b"", b"", "")] * 2
    assert all(row.superseded_by for row in rows)
    assert proofs_hold(held)
    again = delivered(held, tmp_path, {COLUMN: NUMBER, "cf_nr": "罚款"})
    assert again.changed == 1
    assert numbers(held) == []
    assert proofs_hold(held)


def test_another_field_is_erased_without_harm_to_the_number(held: Registry, tmp_path: Path) -> None:
    record = penalised(held, tmp_path)
    withdraw(held, record)
    erase(held, record, "facts")
    assert numbers(held) == [NUMBER]
    assert proofs_hold(held)
    erase(held, record)
    assert proofs_hold(held)
    assert deliver(held).read == 0
