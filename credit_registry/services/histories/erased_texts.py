"""Where else an erased value may have been written down: free text of officers, faults of rows."""

from collections.abc import Collection, Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.opaque_ids import from_public
from credit_registry.ledger import commitments
from credit_registry.store.batches import BatchFault
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion

SHORTEST = 2
"""Characters of a value that is looked for; a single one stands everywhere."""

FREE_TEXTS = ("reason", "note", "grounds")
ERASED = "***"


def scrub(
    session: Session, subject_id: int, values: Iterable[object], events: Collection[int]
) -> None:
    """Take the values out of what was written of the subject, and of the deliveries' faults.

    `events` are those that brought the values.
    """
    texts = sorted({text for value in values for text in _texts(value)}, key=len, reverse=True)
    if not texts:
        return
    _scrub_events(session, subject_id, texts)
    _scrub_entries(session, subject_id, texts)
    _scrub_faults(session, texts, events)


def erase_payload(event: Event, names: Collection[str]) -> None:
    """Forget fields of an event: their values and salts; the hashed body stays as it is."""
    salts = dict(event.salts)
    if seed := salts.pop("", None):
        salts = commitments.explicit_salts(bytes.fromhex(seed), event.payload, ())
    event.salts = {name: salt for name, salt in salts.items() if name not in names}
    event.payload = {name: told for name, told in event.payload.items() if name not in names}


def _texts(value: object) -> Iterable[str]:
    """The texts in a value that are long enough to be looked for."""
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str) and len(part) >= SHORTEST]


def _scrub_events(session: Session, subject_id: int, texts: Collection[str]) -> None:
    """Forget the free texts of the subject's events that repeat a value."""
    for event in session.scalars(select(Event).where(Event.subject_id == subject_id)):
        repeating = [
            name
            for name in FREE_TEXTS
            if any(text in str(event.payload.get(name, "")) for text in texts)
        ]
        if repeating:
            erase_payload(event, repeating)


def _scrub_entries(session: Session, subject_id: int, texts: Collection[str]) -> None:
    """Mask the values in the grounds and notes of the subject's entries."""
    statement = select(ListingVersion).where(ListingVersion.subject_id == subject_id)
    for version in session.scalars(statement):
        version.grounds = _masked(version.grounds, texts)
        version.note = _masked(version.note, texts)


def _scrub_faults(session: Session, texts: Collection[str], events: Collection[int]) -> None:
    """Mask the values in the faults of the deliveries that the events belong to."""
    slices = select(Event.payload).where(Event.id.in_(events))
    batches = {
        from_public(payload["batch"]) for payload in session.scalars(slices) if "batch" in payload
    }
    fault = BatchFault
    is_told = or_(
        *(
            column.contains(text, autoescape=True)
            for column in (fault.field, fault.reason, fault.accepted)
            for text in texts
        )
    )
    for row in session.scalars(select(fault).where(fault.batch_id.in_(batches), is_told)):
        row.field = _masked(row.field, texts)
        row.reason = _masked(row.reason, texts)
        row.accepted = _masked(row.accepted, texts)


def _masked(told: str, texts: Iterable[str]) -> str:
    """The text without the values."""
    for text in texts:
        told = told.replace(text, ERASED)
    return told
