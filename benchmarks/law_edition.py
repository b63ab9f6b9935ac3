"""A new edition of the law over half a million windows, against a plain insert of as many rows.

Every window is another under the new edition, which is the dearest case: all are computed anew,
superseded and written again under one event. The peer writes the same new rows, already computed,
into a table of the same database without a key, an index or a reference.
"""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from founding import archives, registries
from sqlalchemy import BigInteger, Column, Date, MetaData, String, Table, insert, select

from credit_registry.domain.events import EventKind
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity, Sharing
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import content_of, read_seeds
from credit_registry.services import law_editions, ledgers, publications
from credit_registry.services.law_changes import law_loads
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.sessions import Session
from credit_registry.store.bulk import insert_all
from credit_registry.store.ids import new_ids
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import Subject

ONE_YEAR = (
    "{severity: general, minimum: {amount: 3, unit: months}, maximum: {amount: 1, unit: years}}"
)
A_SUBJECT = 10
A_SLICE = 20_000
COLUMNS = ("id", "subject_id", "record_version_id", "since", "until", "field_set", "reason")


def main() -> None:
    """Print seconds of both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=500_000)
    registries.add_option(parser)
    asked = parser.parse_args()
    with registries.founded(asked.database) as (registry, _):
        _measure(registry, asked.windows)


def _measure(registry: Registry, windows: int) -> None:
    """Fill, load, and insert."""
    begun = time.perf_counter()
    for start in range(0, windows, A_SLICE):
        with registry.transaction() as session:
            _fill(session, registry, range(start, min(start + A_SLICE, windows)))
    print(f"{windows:,} windows are there after {time.perf_counter() - begun:.1f} s")
    begun = time.perf_counter()
    with registry.transaction() as session:
        loaded = law_loads.load(session, _six_months(), actor=INSTALLER, at=registry.clock.now())
    ours = time.perf_counter() - begun
    moved = sum(count.count for count in loaded.report.counts)
    if moved != windows:
        raise SystemExit(f"{moved:,} of {windows:,} windows moved")
    peer = _inserted(registry)
    print(f"law load: {windows:,} windows in {ours:.1f} s, {windows / ours:,.0f} a second")
    print(f"plain insert of the new rows: {peer:.1f} s, {windows / peer:,.0f} a second")
    print(f"ratio: {peer / ours:.3f} of the plain insert")


def _six_months() -> str:
    """The law with another longest display of general penalties."""
    texts: dict[str, str] = json.loads(read_seeds())
    regimes = texts["publication_regimes.yaml"]
    shorter = ONE_YEAR.replace("amount: 1, unit: years", "amount: 6, unit: months")
    texts["publication_regimes.yaml"] = regimes.replace(ONE_YEAR, shorter)
    return content_of(texts)


def _fill(session: Session, registry: Registry, numbers: range) -> None:
    """Penalties, ten about a subject, with their windows, under one event."""
    law = law_editions.current(session)
    event = ledgers.begin(
        session, EventKind.BATCH_SLICE_RECORDED, actor=INSTALLER, at=registry.clock.now()
    )
    unit = archives.unit(session)
    subjects = new_ids(len(numbers) // A_SUBJECT + 1)
    insert_all(session, Subject, [archives.subject(number) for number in subjects])
    records, versions = new_ids(len(numbers)), new_ids(len(numbers))
    headers, facts, windows = [], [], []
    for place, number in enumerate(numbers):
        subject = subjects[place // A_SUBJECT]
        headers.append(_header(records[place], subject, unit, number))
        facts.append(_version(versions[place], records[place], subject, number, event.id))
    insert_all(session, Record, headers)
    insert_all(session, RecordVersion, facts)
    statement = select(RecordVersion).where(RecordVersion.recorded_by == event.id)
    for version in session.scalars(statement):
        windows += publications.rows_for(
            publications.facts_of(version, SubjectKind.LEGAL_PERSON),
            law.edition,
            subject_id=version.subject_id,
            record_version_id=version.id,
            edition_id=law.edition_id,
            event_id=event.id,
        )
    publications.insert_rows(session, windows)
    ledgers.seal(session, event, {"rows": len(numbers)})


def _header(number: int, subject: int, unit: int, serial: int) -> dict[str, Any]:
    """A record's row."""
    return {
        "id": number, "subject_id": subject, "kind": RecordKind.PENALTY.value,
        "source_unit_id": unit, "document_number": f"虚市监〔2026〕{serial}号", "item_serial": "",
        "row_version": 1,
    }  # fmt: skip


def _version(number: int, record: int, subject: int, serial: int, event: int) -> dict[str, Any]:
    """A record version's row."""
    decided = date(2026, 4, 1) + timedelta(days=serial % 230)
    return {
        "id": number, "record_id": record, "subject_id": subject, "number": 1,
        "kind": RecordKind.PENALTY.value, "title": "虚构的处罚", "occurred_on": None,
        "decided_on": decided, "served_on": decided, "first_displayed_on": None,
        "effective_from": None, "effective_to": None, "severity": Severity.GENERAL.value,
        "disclosure": Disclosure.PUBLIC.value, "sharing": Sharing.ALL_BODIES.value,
        "state": RecordState.ACTIVE.value, "level": None, "outcome": None, "category": None,
        "amount_fen": 100_000, "detail": {}, "salt": "00", "recorded_by": event,
        "ordinal": serial % A_SLICE, "superseded_by": None,
    }  # fmt: skip


def _rows(registry: Registry) -> Iterator[dict[str, Any]]:
    """The new windows."""
    window = PublicationWindow
    statement = select(*(getattr(window, name) for name in COLUMNS))
    with registry.reading() as session:
        found = session.execute(statement.where(window.superseded_by.is_(None))).all()
    yield from (row._asdict() for row in found)


def _inserted(registry: Registry) -> float:
    """The seconds that a plain insert of the new rows takes."""
    plain = Table(
        "plain_window",
        MetaData(),
        *(Column(name, BigInteger) for name in ("id", "subject_id", "record_version_id")),
        *(Column(name, Date) for name in ("since", "until")),
        *(Column(name, String) for name in ("field_set", "reason")),
    )
    rows = list(_rows(registry))
    with registry.database.engine.begin() as connection:
        plain.create(connection)
        begun = time.perf_counter()
        for start in range(0, len(rows), A_SLICE):
            connection.execute(insert(plain), rows[start : start + A_SLICE])
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
