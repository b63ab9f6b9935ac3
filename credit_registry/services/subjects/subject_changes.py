"""Another name or division of a subject from a day on, entered by an officer from its document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.errors import Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import personal_numbers
from credit_registry.services import ledgers
from credit_registry.services.acts import Act
from credit_registry.services.subjects import subjects
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of
from credit_registry.store.subjects import Registration, Subject, SubjectName

Dated = TypeVar("Dated", SubjectName, Registration)


@dataclass(frozen=True, slots=True)
class Changed:
    """What is another from the day on; empty where it stays. The document is what says so."""

    since: date
    document_number: str
    name: str = ""
    division: str = ""


def change(session: Session, subject_id: int, changed: Changed, *, act: Act) -> None:
    """Enter the change; what held before keeps its days.

    Raises NotFound, NotPermitted, Unlawful for what does not fit, Conflict where it is so already
    or a later change is on record.
    """
    division = subjects.division_of(session, subject_id) or act.actor.division
    permissions.require(act.actor, Permission.CHANGE_REGISTRATION, division=division)
    subject = session.get(Subject, subject_id, with_for_update=True)
    if subject is None:
        raise NotFound("There is no such subject.")
    _require_stated(changed, act)
    name = _current(session, SubjectName, subject_id) if changed.name else None
    place = _current(session, Registration, subject_id) if changed.division else None
    _require_another(name, place, changed)
    event = ledgers.record(
        session,
        EventKind.REGISTRATION_CHANGED,
        actor=act.actor,
        at=act.at,
        subject_id=subject_id,
        payload=_told(changed),
    )
    if name is not None:
        _succeed(session, name, {"name": changed.name}, changed.since, event)
    if place is not None:
        _succeed(session, place, {"division_code": changed.division}, changed.since, event)
    subject.row_version += 1


def _require_stated(changed: Changed, act: Act) -> None:
    """Pass if something changes, by a document, up to today, into a division of that day."""
    if not (changed.name or changed.division):
        raise Unlawful("State the new name, the new division, or both.")
    if not changed.document_number.strip():
        raise Unlawful("State the number of the document that says so.")
    if personal_numbers(f"{changed.name} {changed.document_number}"):
        raise Unlawful("A personal number is stated; leave it out.")
    if changed.since > act.today:
        raise Unlawful(f"{changed.since.isoformat()} has not come; state a day up to today.")
    if not changed.division:
        return
    stands = {each.key for each in act.law.edition.divisions.on(changed.since)}
    if changed.division not in stands:
        raise Unlawful(
            f"No division {changed.division} was in force on {changed.since.isoformat()}."
        )


def _current(session: Session, table: type[Dated], subject_id: int) -> Dated:
    """The row that holds now. Raises NotFound."""
    found = session.scalars(
        select(table).where(
            table.subject_id == subject_id, table.superseded_by.is_(None), table.until.is_(None)
        )
    ).first()
    if found is None:
        raise NotFound("No register has named the subject yet.")
    return found


def _require_another(
    name: SubjectName | None, place: Registration | None, changed: Changed
) -> None:
    """Pass if each is another than it was, and no later change is on record."""
    if name is not None and name.name == changed.name:
        raise Conflict("The subject bears this name already.")
    if place is not None and place.division_code == changed.division:
        raise Conflict("The subject is registered in this division already.")
    begun = [row.since for row in (name, place) if row is not None and row.since is not None]
    if begun and changed.since <= max(begun):
        raise Conflict(f"A change of {max(begun).isoformat()} is on record; state a later day.")


def _told(changed: Changed) -> dict[str, ledgers.PayloadValue]:
    """What the event says: its values are committed to, so that the ledger proves them."""
    told: dict[str, ledgers.PayloadValue] = {
        "since": changed.since.isoformat(),
        "document_number": changed.document_number.strip(),
    }
    stated = {"name": changed.name, "division_code": changed.division}
    return told | {name: value for name, value in stated.items() if value}


def _succeed(
    session: Session,
    former: SubjectName | Registration,
    values: Mapping[str, Any],
    since: date,
    event: int,
) -> None:
    """End the former row the day before, and write the one that holds from the day on.

    A registration's salts go with both rows: they open what its delivery committed to.
    """
    rows = columns_of(former) | {"recorded_by": event, "superseded_by": None}
    table = type(former)
    former.superseded_by = event
    session.add(table(**(rows | {"id": new_id(), "until": since - timedelta(days=1)})))
    later = dict(values) | {"id": new_id(), "since": since, "until": None, "ordinal": 1}
    session.add(table(**(rows | later)))
    session.flush()  # a later change of this transaction reads the rows
