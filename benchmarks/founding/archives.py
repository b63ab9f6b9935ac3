"""Enterprises with records in a registry, written past the intake, which is measured elsewhere."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from rule_peers.archives import DAYS_BACK, SEED
from rule_peers.forty import KINDS, SEVERITIES
from sqlalchemy import select

from credit_registry.domain.events import EventKind
from credit_registry.domain.publications import FieldSet, Reason
from credit_registry.domain.records import Disclosure, RecordState, Sharing
from credit_registry.domain.subjects import Standing, SubjectKind, SubjectState
from credit_registry.services import law_editions, ledgers
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.sessions import Session
from credit_registry.store.accounts import SourceUnit
from credit_registry.store.bulk import insert_all
from credit_registry.store.ids import new_ids
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import Registration, Subject

A_SLICE = 20_000
EACH = 5


def fill(registry: Registry, enterprises: int, today: date) -> None:
    """Write the enterprises, each with five public records of the last years."""
    rng = random.Random(SEED)  # noqa: S311 - the same archive in every run
    for start in range(0, enterprises, A_SLICE):
        count = min(A_SLICE, enterprises - start)
        with registry.transaction() as session:
            _slice(session, registry, count, today, rng)


def _slice(session: Session, registry: Registry, count: int, today: date, rng: Any) -> None:  # noqa: ANN401
    """Some thousand enterprises under one event."""
    law = law_editions.current(session)
    event = ledgers.begin(
        session, EventKind.BATCH_SLICE_RECORDED, actor=INSTALLER, at=registry.clock.now()
    )
    source = unit(session)
    subjects = new_ids(count)
    insert_all(session, Subject, [subject(number) for number in subjects])
    registrations = zip(new_ids(count), subjects, strict=True)
    insert_all(session, Registration, [registration(*pair, event.id) for pair in registrations])
    size = count * EACH
    records, versions, windows = new_ids(size), new_ids(size), new_ids(size)
    facts = [
        _version(versions[i], records[i], subjects[i // EACH], event.id, today, rng)
        for i in range(size)
    ]
    insert_all(session, Record, list(_headers(facts, source)))
    insert_all(session, RecordVersion, facts)
    insert_all(
        session,
        PublicationWindow,
        [
            _window(number, fact, event.id, law.edition_id)
            for number, fact in zip(windows, facts, strict=True)
        ],
    )
    ledgers.seal(session, event, {"rows": size})


def unit(session: Session) -> int:
    """The one source unit."""
    found = session.scalars(select(SourceUnit.id)).first()
    if found is not None:
        return found
    (number,) = new_ids(1)
    session.add(SourceUnit(id=number, code=None))
    session.flush()  # the records refer to it
    return number


def subject(number: int) -> dict[str, Any]:
    """A subject's row."""
    return {"id": number, "state": SubjectState.CONFIRMED.value, "row_version": 1}


def registration(number: int, subject: int, event: int) -> dict[str, Any]:
    """A registration's row."""
    return {
        "id": number, "subject_id": subject, "kind": SubjectKind.LEGAL_PERSON.value,
        "standing": Standing.OPERATING.value, "established_on": date(2015, 1, 1),
        "enterprise_type": "", "province": "", "city": "", "division_code": "999901",
        "industry_code": "C13", "address": "", "scope": "", "capital": "", "since": None,
        "until": None, "salt": "00", "recorded_by": event, "ordinal": 0, "superseded_by": None,
    }  # fmt: skip


def _version(
    number: int,
    record: int,
    subject: int,
    event: int,
    today: date,
    rng: Any,  # noqa: ANN401
) -> dict[str, Any]:
    return {
        "id": number, "record_id": record, "subject_id": subject, "number": 1,
        "kind": rng.choice(KINDS).value, "title": "虚构的记录", "occurred_on": None,
        "decided_on": today - timedelta(days=rng.randrange(DAYS_BACK)), "served_on": None,
        "first_displayed_on": None, "effective_from": None, "effective_to": None,
        "severity": rng.choices(SEVERITIES, (80, 18, 2))[0].value,
        "disclosure": Disclosure.PUBLIC.value, "sharing": Sharing.ALL_BODIES.value,
        "state": RecordState.ACTIVE.value, "level": None, "outcome": None, "category": None,
        "amount_fen": rng.randrange(100, 3_000_000), "score_centi": None, "detail": {},
        "salt": "00", "recorded_by": event, "ordinal": 0, "superseded_by": None,
    }  # fmt: skip


def _headers(facts: Sequence[dict[str, Any]], unit: int) -> Iterator[dict[str, Any]]:
    for fact in facts:
        yield {
            "id": fact["record_id"], "subject_id": fact["subject_id"], "kind": fact["kind"],
            "source_unit_id": unit, "document_number": str(fact["record_id"]), "item_serial": "",
            "row_version": 1,
        }  # fmt: skip


def _window(number: int, fact: dict[str, Any], event: int, edition: int) -> dict[str, Any]:
    return {
        "id": number, "subject_id": fact["subject_id"], "record_version_id": fact["id"],
        "listing_version_id": None, "since": fact["decided_on"],
        "until": fact["decided_on"] + timedelta(days=3_000), "field_set": FieldSet.FULL.value,
        "reason": next(iter(Reason)).value, "law_edition_id": edition, "recorded_by": event,
        "ordinal": 0, "superseded_by": None,
    }  # fmt: skip
