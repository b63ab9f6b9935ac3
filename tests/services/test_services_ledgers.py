"""The ledger on the database: positions, instants, proofs, and many writers at once."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft
from filings import deliver, position
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain.errors import InvalidInput, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.ledger import commitments, proofs, tree
from credit_registry.ledger.checkpoints import parse_checkpoint
from credit_registry.ledger.events import leaf_hash
from credit_registry.ledger.rows import row_leaf, rows_root, verify_row
from credit_registry.services import ledgers
from credit_registry.services.intake.record_rows import VALUES, committed_fields
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event, LedgerNode
from credit_registry.store.records import Record, RecordVersion


def write(session: Session, at: datetime, note: str = "") -> int:
    payload = {"note": note}
    return ledgers.record(
        session, EventKind.SUBJECT_CONFIRMED, actor=INSTALLER, at=at, payload=payload
    )


def root_at(registry: Registry, size: int) -> bytes:
    """The root of the first events, computed from their bytes alone."""
    with registry.reading() as session:
        statement = select(Event.body).where(Event.position < size).order_by(Event.position)
        return tree.root(leaf_hash(body) for body in session.scalars(statement))


@dataclass
class Watch:
    """What a reader has seen placed, and what went wrong in any thread."""

    registry: Registry
    seen: dict[int, int] = field(default_factory=dict)
    faults: list[BaseException] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Positions have no gap, and nothing that was placed has moved."""
        with self.registry.reading() as session:
            statement = select(Event.position, Event.id).where(Event.position.is_not(None))
            placed = session.execute(statement.order_by(Event.position)).all()
        assert [place for place, _ in placed] == list(range(len(placed)))
        for place, number in placed:
            assert place is not None
            assert self.seen.setdefault(place, number) == number

    def look_on(self) -> None:
        """Look until it is over."""
        while not self.is_over.is_set():
            self.look()

    def write_six(self) -> None:
        """Six commands of two events each."""
        for number in range(6):
            with self.registry.transaction() as session:
                write(session, self.registry.clock.now(), str(number))
                write(session, self.registry.clock.now(), str(number))

    def run(self, work: Callable[[], None]) -> threading.Thread:
        """A thread that does the work and keeps its fault."""

        def attempt() -> None:
            try:
                work()
            except BaseException as fault:  # noqa: BLE001 - told to the test's own thread
                self.faults.append(fault)

        thread = threading.Thread(target=attempt)
        thread.start()
        return thread


def test_many_writers_get_contiguous_positions_that_never_change(registry: Registry) -> None:
    """Writers and sequencers at once: whoever has read a prefix reads the same one for ever."""
    start, watch = position(registry), Watch(registry)
    reader = watch.run(watch.look_on)
    for writer in [watch.run(watch.write_six) for _ in range(4)]:
        writer.join()
    registry.sequence()
    watch.is_over.set()
    reader.join()
    watch.look()
    assert watch.faults == []
    assert len(watch.seen) == position(registry) == start + 4 * 6 * 2
    with registry.reading() as session:
        assert all(ledgers.verify(session, place) for place in range(start, position(registry)))


def test_an_event_that_is_committed_later_is_placed_above_all_that_were_placed(
    registry: Registry,
) -> None:
    """Its id is older, but it became visible only now."""
    if registry.database.is_sqlite:
        pytest.skip("SQLite lets one transaction write at a time; there is nothing to overtake")
    before = position(registry)
    with registry.database.transaction() as slow:
        late = write(slow, registry.clock.now(), "late")
        with registry.transaction() as quick:
            early = write(quick, registry.clock.now(), "early")
        assert position(registry) == before + 1
    registry.sequence()
    with registry.reading() as session:
        places = {number: session.get_one(Event, number).position for number in (late, early)}
    assert late < early
    assert places == {early: before, late: before + 1}


def fail(registry: Registry) -> None:
    """A command whose second statement the database refuses."""
    with registry.transaction() as session:
        write(session, registry.clock.now())
        session.add(LedgerNode(level=0, index=0, digest=b""))


def test_a_command_that_fails_leaves_neither_event_nor_gap(registry: Registry) -> None:
    before = position(registry)
    with pytest.raises(IntegrityError):
        fail(registry)
    with registry.transaction() as session:
        write(session, registry.clock.now())
    assert position(registry) == before + 1


def test_an_event_waits_for_its_position_when_the_writer_was_killed_after_its_commit(
    registry: Registry,
) -> None:
    before = position(registry)
    with registry.database.transaction() as session:
        number = write(session, registry.clock.now())
    assert position(registry) == before
    assert registry.sequence() == before + 1
    with registry.reading() as session:
        assert ledgers.at_position(session, before).id == number


def test_an_instant_means_all_that_was_placed_by_then(registry: Registry) -> None:
    sizes = []
    for _ in range(3):
        with registry.transaction() as session:
            write(session, registry.clock.now())
        with registry.reading() as session:
            last = ledgers.sequenced_at(session)
        assert last is not None
        sizes.append((last, position(registry)))
    with registry.reading() as session:
        for instant, size in sizes:
            assert ledgers.resolve(session, instant) == size
            assert ledgers.resolve(session, instant - timedelta(microseconds=1)) < size
        assert ledgers.resolve(session, datetime(2020, 1, 1, tzinfo=UTC)) == 0
        assert ledgers.resolve(session, None) == sizes[-1][1]


def test_a_clock_that_is_set_back_does_not_turn_the_order_of_instants(registry: Registry) -> None:
    with registry.reading() as session:
        newest = ledgers.sequenced_at(session)
    assert newest is not None
    with registry.database.transaction() as session:
        write(session, registry.clock.now())
    with registry.database.transaction() as session:
        ledgers.sequence(session, newest - timedelta(hours=5))
    with registry.reading() as session:
        assert ledgers.sequenced_at(session) == newest


@pytest.mark.parametrize("beyond", [-1, 1])
def test_a_position_that_the_ledger_does_not_hold_is_refused(
    registry: Registry, beyond: int
) -> None:
    asked = -1 if beyond < 0 else position(registry) + beyond
    with registry.reading() as session:
        with pytest.raises(InvalidInput):
            ledgers.resolve(session, asked)
        with pytest.raises(NotFound):
            ledgers.at_position(session, asked)


def test_proofs_hold_for_every_event_and_every_earlier_size(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    size = position(registry)
    with registry.reading() as session:
        checkpoint = parse_checkpoint(ledgers.checkpoint(session, "registry.example/ledger"))
        assert (checkpoint.size, checkpoint.root) == (size, root_at(registry, size))
        for place in range(size):
            leaf = leaf_hash(ledgers.at_position(session, place).body)
            proof = ledgers.inclusion(session, place, size)
            assert proofs.verify_inclusion(leaf, place, size, proof, checkpoint.root)
            for other in (place + 1, size + 1):
                assert not proofs.verify_inclusion(leaf, other, size, proof, checkpoint.root)
        for old in range(size + 1):
            proof = ledgers.consistency(session, old, size)
            roots = root_at(registry, old), checkpoint.root
            assert proofs.verify_consistency(old, size, *roots, proof)
            if 0 < old < size:
                assert not proofs.verify_consistency(old, size, roots[1], roots[1], proof)


@pytest.mark.parametrize("column", ["body", "leaf", "node"])
def test_one_changed_byte_is_found(registry: Registry, column: str) -> None:
    with registry.database.transaction() as session:
        event = ledgers.at_position(session, 1)
        assert ledgers.verify(session, 1)
        if column == "node":
            node = session.get_one(LedgerNode, (0, 0))
            flipped = bytes([node.digest[0] ^ 1]) + node.digest[1:]
            session.execute(
                update(LedgerNode)
                .where(LedgerNode.level == 0, LedgerNode.index == 0)
                .values(digest=flipped)
            )
        else:
            old: bytes = getattr(event, column)
            setattr(event, column, old[:-1] + bytes([old[-1] ^ 1]))
        session.flush()
        session.expire_all()
        assert not ledgers.verify(session, 1)


def test_a_slices_root_covers_the_rows_that_the_tables_hold(registry: Registry) -> None:
    """From the stored columns and salts alone, by the format's own rules."""
    deliver(registry, a_subject_draft(1))
    deliver(registry, *(a_record_draft(document_number=f"甲{n}号") for n in range(5)))
    with registry.reading() as session:
        rows = session.execute(
            select(Record, RecordVersion)
            .join(RecordVersion, RecordVersion.record_id == Record.id)
            .order_by(RecordVersion.ordinal)
        ).all()
        event = session.get_one(Event, rows[0][1].recorded_by)
    committed = [commitments.commit_fields(bytes.fromhex(v.salt), fields(r, v)) for r, v in rows]
    leaves = [row_leaf(place, each) for place, each in enumerate(committed)]
    root = rows_root(leaves)
    assert f'"rows":{{"count":5,"root":"{root.hex()}"}}'.encode() in event.body
    nodes = {
        key: node
        for frontier in [tree.Frontier()]
        for leaf in leaves
        for key, node in frontier.append(leaf)
    }
    proof = tree.inclusion_proof(3, 5, nodes.__getitem__)
    assert verify_row(root, 5, 3, committed[3], proof)
    assert not verify_row(root, 5, 3, committed[2], proof)


def fields(record: Record, version: RecordVersion) -> Mapping[str, Any]:
    """The fields of a stored version that its slice committed to."""
    key = (
        record.source_unit_id, record.kind, record.document_number, record.subject_id,
        record.item_serial,
    )  # fmt: skip
    values = {name: getattr(version, name) for name in VALUES}
    return committed_fields(key, version.number, values)


def test_an_events_fields_are_proved_one_by_one_and_one_is_erased_without_harm(
    registry: Registry,
) -> None:
    payload = {"note": "某人的意见", "status": "noticed"}
    with registry.transaction() as session:
        at = registry.clock.now()
        number = ledgers.record(
            session, EventKind.LISTING_NOTICED, actor=INSTALLER, at=at, payload=payload
        )
    with registry.database.transaction() as session:
        event = session.get_one(Event, number)
        seed = bytes.fromhex(event.salts[""])
        event.salts = commitments.explicit_salts(seed, payload, ["note"])
        event.payload = {"status": "noticed"}
    with registry.reading() as session:
        event = session.get_one(Event, number)
        assert event.position is not None
        assert ledgers.verify(session, event.position)
        committed = json.loads(event.body)["fields"]
    salt = bytes.fromhex(event.salts["status"])
    assert set(committed) == set(payload)
    assert set(event.salts) == {"status"}
    assert commitments.verify_field(committed["status"], salt, "status", "noticed")
    assert not commitments.verify_field(committed["status"], salt, "status", "decided")
    assert not commitments.verify_field(committed["note"], salt, "note", "某人的意见")
