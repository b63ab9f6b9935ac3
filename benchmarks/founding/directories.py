"""Enterprises that have nothing but codes and names, written past the intake."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from credit_registry.domain.events import EventKind
from credit_registry.domain.subjects import IdentifierScheme, IdentifierState
from credit_registry.services import ledgers
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.sessions import Session
from credit_registry.store.bulk import insert_all
from credit_registry.store.ids import new_ids
from credit_registry.store.subjects import Registration, Subject, SubjectIdentifier, SubjectName
from founding.archives import A_SLICE, registration, subject

CodeAndName = tuple[str, str]


def fill(registry: Registry, enterprises: Iterable[CodeAndName]) -> int:
    """Write the enterprises; how many there were."""
    rest, count = iter(enterprises), 0
    while part := list(islice(rest, A_SLICE)):
        with registry.transaction() as session:
            _slice(session, registry, part)
        count += len(part)
    return count


def _slice(session: Session, registry: Registry, part: list[CodeAndName]) -> None:
    """Some thousand enterprises under one event."""
    event = ledgers.begin(
        session, EventKind.BATCH_SLICE_RECORDED, actor=INSTALLER, at=registry.clock.now()
    )
    size = len(part)
    subjects = new_ids(size)
    insert_all(session, Subject, [subject(number) for number in subjects])
    registrations = zip(new_ids(size), subjects, strict=True)
    insert_all(session, Registration, [registration(*pair, event.id) for pair in registrations])
    shared = {"since": None, "until": None, "salt": "00", "recorded_by": event.id, "ordinal": 0}
    codes = zip(new_ids(size), subjects, part, strict=True)
    insert_all(session, SubjectIdentifier, [_code(*each, shared) for each in codes])
    names = zip(new_ids(size), subjects, part, strict=True)
    insert_all(session, SubjectName, [_name(*each, shared) for each in names])
    ledgers.seal(session, event, {"rows": size})


def _code(
    number: int, subject_id: int, enterprise: CodeAndName, shared: dict[str, Any]
) -> dict[str, Any]:
    return {
        **shared, "id": number, "subject_id": subject_id, "value": enterprise[0],
        "scheme": IdentifierScheme.USCC.value, "state": IdentifierState.ACTIVE.value,
        "suggestion": None, "source": "", "superseded_by": None,
    }  # fmt: skip


def _name(
    number: int, subject_id: int, enterprise: CodeAndName, shared: dict[str, Any]
) -> dict[str, Any]:
    return {
        **shared, "id": number, "subject_id": subject_id, "name": enterprise[1],
        "superseded_by": None,
    }  # fmt: skip
