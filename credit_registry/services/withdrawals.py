"""The end of a record's publicity, and its return: each with a reason, each one event."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions, restorations
from credit_registry.domain.errors import Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.records import RecordState
from credit_registry.law.editions import Edition
from credit_registry.services import ledgers, listing_clocks, publications, subjects
from credit_registry.services.listing_steps import Act
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import Record, RecordVersion


def withdraw(
    session: Session, record_id: int, state: RecordState, reason: str, *, act: Act
) -> None:
    """End a record's publicity at once: withdrawn, annulled or restored, with the reason stated.

    Restoration is a decider's, and not possible before the least time of display is over.
    Raises NotFound, Conflict where it is not active, Unlawful, NotPermitted.
    """
    division = _division(session, record_id)
    if state is RecordState.RESTORED:
        permissions.require(act.actor, Permission.RESTORE_RECORD, division=division)
    else:
        permissions.require(act.actor, Permission.WITHDRAW_RECORD, division=division)
    if state is RecordState.ACTIVE:
        raise Unlawful("A record ends as withdrawn, annulled or restored.")
    _require_reason(reason)
    current = _current(session, record_id)
    if current.state != RecordState.ACTIVE.value:
        raise Conflict(f"The record is {current.state} already.")
    if state is RecordState.RESTORED:
        _require_shown_long_enough(current, act)
    _succeed(session, current, state, EventKind.RECORD_WITHDRAWN, reason, act)


def reinstate(session: Session, record_id: int, reason: str, *, act: Act) -> None:
    """Make a record active again whose end was a mistake; its windows are computed anew.

    Raises NotFound, Conflict where it is active, Unlawful without a reason, NotPermitted.
    """
    division = _division(session, record_id)
    permissions.require(act.actor, Permission.REINSTATE_RECORD, division=division)
    _require_reason(reason)
    current = _current(session, record_id)
    if current.state == RecordState.ACTIVE.value:
        raise Conflict("The record is active.")
    _succeed(session, current, RecordState.ACTIVE, EventKind.RECORD_REINSTATED, reason, act)


def _division(session: Session, record_id: int) -> str | None:
    """The division of the record's subject; the record stays locked."""
    record = session.get(Record, record_id, with_for_update=True)
    return subjects.division_of(session, record.subject_id) if record else None


def _require_reason(reason: str) -> None:
    """Pass if a reason is stated, without a personal number."""
    if not reason.strip():
        raise Unlawful("State the reason.")
    if personal_numbers(reason):
        raise Unlawful("A personal number stands in the reason; state it without one.")


def _current(session: Session, record_id: int) -> RecordVersion:
    """What is known of the record. Raises NotFound."""
    current = session.scalars(
        select(RecordVersion).where(
            RecordVersion.record_id == record_id, RecordVersion.superseded_by.is_(None)
        )
    ).one_or_none()
    if current is None:
        raise NotFound("There is no such record.")
    return current


def _require_shown_long_enough(version: RecordVersion, act: Act) -> None:
    """Pass if the least time of display of the record's band is over. Raises Unlawful."""
    last = least_until(version, act.law.edition, act.today)
    if act.today <= last:
        raise Unlawful(
            f"A record of its class is shown until {last.isoformat()} at least; "
            "it can be restored from the day after."
        )


def least_until(version: RecordVersion, edition: Edition, day: date) -> date:
    """The last day of the least display that the regimes in force on the day ask for.

    Raises Unlawful where the record is not adverse, or its class or its day is not known.
    """
    last = restorations.least_until(version, edition.regimes, day)
    if last is None:
        raise Unlawful(
            "Only an adverse record whose class, day and least time of display are known is "
            "restored; settle these first, or annul or withdraw the record."
        )
    return last


def _succeed(
    session: Session,
    current: RecordVersion,
    state: RecordState,
    kind: EventKind,
    reason: str,
    act: Act,
) -> None:
    """Write the record's next version with its windows."""
    record_id = current.record_id
    event = ledgers.record(
        session,
        kind,
        actor=act.actor,
        at=act.at,
        subject_id=current.subject_id,
        payload={"record": to_public(record_id), "state": state.value, "reason": reason},
    )
    session.execute(
        update(Record).where(Record.id == record_id).values(row_version=Record.row_version + 1)
    )
    values = columns_of(current) | {
        "id": new_id(),
        "number": current.number + 1,
        "state": state.value,
        "recorded_by": event,
        "ordinal": 0,
    }
    current.superseded_by = event
    session.flush()  # the window rows refer to the version
    version = RecordVersion(**values)
    session.add(version)
    session.flush()  # as above
    law = act.law
    publications.replace(session, [version], law.edition, law.edition_id, event)
    if state is RecordState.ACTIVE:
        listing_clocks.stand_again(session, record_id, event)
    else:
        listing_clocks.lapse(session, record_id, act, event)
