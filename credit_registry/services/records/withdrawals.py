"""The end of a record's publicity, and its return: each with a reason, each one event.

A re-inspection suspends it meanwhile, by the event of the step that was taken.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions, restorations
from credit_registry.domain.errors import Conflict, RestorationNotGranted, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.procedures.restorations import GRANTED
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import ENDED_BY_ACT, RecordState
from credit_registry.law.editions import Edition
from credit_registry.services import ledgers, publications
from credit_registry.services.acts import Act
from credit_registry.services.lists import listing_clocks, lost_grounds
from credit_registry.services.records.records_in_force import current_of
from credit_registry.services.subjects import subjects
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record, RecordVersion

STANDING = (RecordState.ACTIVE.value, RecordState.IN_RE_INSPECTION.value)
"""The states of a record that nobody has ended."""

NOT_GRANTED = (
    "A record is restored by a granted application for restoration alone, or by a delivery of the "
    "body that determined it; have one applied for, accepted and decided."
)


def withdraw(
    session: Session, record_id: int, state: RecordState, reason: str, *, act: Act
) -> None:
    """End a record's publicity at once: withdrawn or annulled, with the reason stated.

    Raises NotFound, Conflict where it is not active, Unlawful, NotPermitted. A restoration is
    refused by RestorationNotGranted: an application's grant brings it about, or a delivery in
    which the body that determined the record says so.
    """
    division = _division(session, record_id)
    permissions.require(act.actor, Permission.WITHDRAW_RECORD, division=division)
    if state is RecordState.RESTORED:
        raise RestorationNotGranted(NOT_GRANTED)
    if state not in ENDED_BY_ACT:
        raise Unlawful("A record ends as withdrawn or annulled.")
    _require_reason(reason)
    current = current_of(session, record_id)
    _require_standing(current, state)
    _end(session, current, state, reason, act)


def restore(session: Session, record_id: int, reason: str, *, act: Act) -> None:
    """End a record's publicity by a restoration that was granted for it.

    It is a decider's, and not possible before the least time of display is over. Raises NotFound,
    Conflict where it is not active, RestorationNotGranted, Unlawful, NotPermitted.
    """
    division = _division(session, record_id)
    permissions.require(act.actor, Permission.RESTORE_RECORD, division=division)
    _require_reason(reason)
    current = current_of(session, record_id)
    _require_standing(current, RecordState.RESTORED)
    _require_shown_long_enough(current, act)
    if not _is_granted_since(session, current):
        raise RestorationNotGranted(NOT_GRANTED)
    _end(session, current, RecordState.RESTORED, reason, act)


def _is_granted_since(session: Session, current: RecordVersion) -> bool:
    """Whether a restoration of the record was granted after it came to stand as it does."""
    row, version = Proceeding, ProceedingVersion
    statement = (
        select(version.id)
        .join(row, row.id == version.proceeding_id)
        .where(
            row.record_id == current.record_id,
            row.kind == ProcedureKind.RESTORATION.value,
            version.superseded_by.is_(None),
            version.state == GRANTED,
            version.recorded_by > current.recorded_by,
        )
    )
    return session.scalars(statement).first() is not None


def annul_by_re_inspection(session: Session, record_id: int, reason: str, act: Act) -> None:
    """Annul the record of a sample that conforms after all, by whoever recorded the conclusion."""
    current = current_of(session, record_id)
    if current.state == RecordState.IN_RE_INSPECTION.value:
        _end(session, current, RecordState.ANNULLED, reason, act)


def suspend(session: Session, record_id: int, event: int, act: Act) -> None:
    """Take an active record off every public surface while its sample is tested again."""
    _turn(session, record_id, (RecordState.ACTIVE, RecordState.IN_RE_INSPECTION), event, act)


def resume(session: Session, record_id: int, event: int, act: Act) -> None:
    """Let a record be as it was before the re-inspection, unless it was ended meanwhile."""
    _turn(session, record_id, (RecordState.IN_RE_INSPECTION, RecordState.ACTIVE), event, act)


def reinstate(
    session: Session, record_id: int, reason: str, *, act: Act, recounted_on: date | None = None
) -> None:
    """Make a record active again whose end was a mistake; its windows are computed anew.

    Where a day is named, its time of display counts again from that day. Raises NotFound, Conflict
    where it is active, Unlawful without a reason, NotPermitted.
    """
    division = _division(session, record_id)
    permissions.require(act.actor, Permission.REINSTATE_RECORD, division=division)
    _require_reason(reason)
    current = current_of(session, record_id)
    if current.state in STANDING:
        raise Conflict(f"The record is {current.state}.")
    state = RecordState.ACTIVE
    if _is_in_re_inspection(session, record_id):
        state = RecordState.IN_RE_INSPECTION
    told = {"record": to_public(record_id), "state": state.value, "reason": reason}
    event = _tell(session, current, EventKind.RECORD_REINSTATED, told, act)
    _succeed(session, current, state, event, act, recounted_on)


def _require_standing(current: RecordVersion, state: RecordState) -> None:
    """Pass if the record has not been ended; one in re-inspection is not restored. Conflict."""
    is_restored = state is RecordState.RESTORED
    if current.state not in STANDING or (is_restored and current.state != RecordState.ACTIVE.value):
        raise Conflict(f"The record is {current.state} already.")


def _is_in_re_inspection(session: Session, record_id: int) -> bool:
    """Whether a re-inspection of the record's sample is asked for and not concluded."""
    row = Proceeding
    statement = select(row.id).where(
        row.record_id == record_id, row.kind == ProcedureKind.RE_INSPECTION.value, row.is_open
    )
    return session.scalars(statement).first() is not None


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


def _end(
    session: Session, current: RecordVersion, state: RecordState, reason: str, act: Act
) -> None:
    """End the record's publicity, with the event that says why."""
    told = {"record": to_public(current.record_id), "state": state.value, "reason": reason}
    event = _tell(session, current, EventKind.RECORD_WITHDRAWN, told, act)
    _succeed(session, current, state, event, act)


def _turn(
    session: Session, record_id: int, turn: tuple[RecordState, RecordState], event: int, act: Act
) -> None:
    """Turn the record from one state to another by an event, where it is in the first."""
    session.get(Record, record_id, with_for_update=True)
    current = current_of(session, record_id)
    if current.state == turn[0].value:
        _succeed(session, current, turn[1], event, act)


def _tell(
    session: Session, current: RecordVersion, kind: EventKind, told: Mapping[str, str], act: Act
) -> int:
    """Append the event of what becomes of the record; its id comes back."""
    return ledgers.record(
        session,
        kind,
        actor=act.actor,
        at=act.at,
        subject_id=current.subject_id,
        payload=told,
    )


def _succeed(
    session: Session,
    current: RecordVersion,
    state: RecordState,
    event: int,
    act: Act,
    recounted_on: date | None = None,
) -> None:
    """Write the record's next version with its windows; its time counts again from a day named."""
    record_id = current.record_id
    session.execute(
        update(Record).where(Record.id == record_id).values(row_version=Record.row_version + 1)
    )
    values = columns_of(current) | {
        "id": new_id(),
        "number": current.number + 1,
        "state": state.value,
        "recounted_on": recounted_on or current.recounted_on,
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
    lost_grounds.follow(session, [version.subject_id], act, event)
