"""The slices of an import: rows, their one event and the batch's counts in one transaction."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.errors import Conflict
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.opaque_ids import to_public
from credit_registry.exchange.rows import Row, RowError, RowFault
from credit_registry.services import collection_pauses, law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.intake import record_intake, subject_intake, unit_matching
from credit_registry.services.intake.row_hashing import Hashings
from credit_registry.services.intake.slices import Slice
from credit_registry.services.law_changes.law_windows import Computed
from credit_registry.services.law_editions import CurrentLaw
from credit_registry.services.lists import listing_clocks, lost_grounds
from credit_registry.services.proceedings import sampling_follow_ups, sampling_openings
from credit_registry.services.registry import Registry
from credit_registry.store.batches import Batch, BatchFault
from credit_registry.store.bulk import insert_all
from credit_registry.store.ledgers import Event

ATTEMPTS = 3
AT_WORK = "Another process imports this file now."


@dataclass(frozen=True, slots=True)
class Heading:
    """The line of a file's heading, and what the receipt says of it."""

    line: int = 1
    remarks: Sequence[RowFault] = ()


UNREMARKED = Heading()


@dataclass(frozen=True, slots=True)
class Import:
    """One import at work: its batch, who imports, and the events it has recorded so far."""

    batch_id: int
    actor: Actor
    at: datetime | None
    heading: Heading
    own_events: set[int]
    hashings: Hashings
    computed: dict[int, Computed] = field(default_factory=dict)

    def windows_under(self, law: CurrentLaw) -> Computed:
        """What windows say under the law, as far as slices before have asked."""
        return self.computed.setdefault(law.edition_id, Computed(law.edition))


def record(registry: Registry, rows: Sequence[Row | RowError], at_work: Import) -> None:
    """Write one slice.

    Another import may write the same new subjects at the same time. The database then lets one of
    the two go on, and the other finds them on the next attempt.
    """
    for _ in range(ATTEMPTS - 1):
        with suppress(IntegrityError, OperationalError):
            at_work.own_events.add(_write(registry, rows, at_work))
            return
    at_work.own_events.add(_write(registry, rows, at_work))


def events_of(session: Session, batch_id: int) -> set[int]:
    """The slices that a batch has recorded so far."""
    statement = select(Event.id).where(
        Event.kind == EventKind.BATCH_SLICE_RECORDED.value,
        Event.payload["batch"].as_string() == to_public(batch_id),
    )
    return set(session.scalars(statement))


def _write(registry: Registry, rows: Sequence[Row | RowError], at_work: Import) -> int:
    """Write one slice: rows, their one event, the counts and the line to go on from.

    The id of the event comes back.
    """
    with collection_pauses.paused(), registry.transaction() as session:
        statement = select(Batch).where(Batch.id == at_work.batch_id).with_for_update()
        batch = session.scalars(statement).one()
        if batch.next_line > rows[0].line:
            raise Conflict(AT_WORK)
        law = law_editions.current(session)
        event = ledgers.begin(
            session,
            EventKind.BATCH_SLICE_RECORDED,
            actor=at_work.actor,
            at=at_work.at or registry.clock.now(),
        )
        part = Slice(
            event_id=event.id,
            layout=batch.layout,
            today=registry.clock.today(),
            edition=law.edition,
            edition_id=law.edition_id,
            hashing=at_work.hashings.for_rows(len(rows)),
            windows=at_work.windows_under(law),
            own_events=at_work.own_events,
            identity_keys=registry.identity_keys,
        )
        part.hashing.begin()
        if not batch.next_line:
            for remark in at_work.heading.remarks:
                part.remark(at_work.heading.line, remark)
        _take_in(session, rows, part, unit_matching.deliverable(session, at_work.actor))
        told: dict[str, ledgers.PayloadValue] = {
            "batch": to_public(batch.id),
            "line": rows[0].line,
            "lines": len(rows),
        }
        ledgers.seal(session, event, told, part.root())
        _count(session, batch, rows, part)
        act = Act(at_work.actor, event.recorded_at, part.today, law)
        sampling_openings.open_missing(session, act, brought_by=event.id)
        sampling_follow_ups.close_cleared(session, act, brought_by=event.id)
        if part.changed:
            listing_clocks.follow_corrections(session, act, brought_by=event.id)
            lost_grounds.follow_delivery(session, act, brought_by=event.id)
    return part.event_id


def _take_in(
    session: Session,
    rows: Sequence[Row | RowError],
    part: Slice,
    units: Collection[str] | None,
) -> None:
    """Sort the rows into those taken in and those refused; `units` None means those of any body."""
    good: list[Row] = []
    for row in rows:
        if isinstance(row, RowError):
            part.refuse(row.line, row.faults)
        elif not unit_matching.is_of(row.draft, units):
            part.refuse(row.line, [RowFault("source_unit_name", Reason.OTHER_UNIT)])
        else:
            good.append(row)
            for fault in row.remarks:
                part.remark(row.line, fault)
    are_subjects = bool(good) and isinstance(good[0].draft, SubjectDraft)
    intake = subject_intake if are_subjects else record_intake
    intake.take_in(session, good, part)


def _count(session: Session, batch: Batch, rows: Sequence[Row | RowError], part: Slice) -> None:
    """Add the slice to the batch, and write down the lines that were refused or remarked."""
    batch.read += len(rows)
    batch.accepted += part.accepted
    batch.changed += part.changed
    batch.unchanged += part.unchanged
    batch.refused += len(part.refusals)
    batch.provisional += part.provisional
    batch.quarantined += part.quarantined
    batch.ambiguous += part.ambiguous
    batch.warned += len({line for line, _ in part.remarks})
    batch.next_line = rows[-1].line + 1
    batch.row_version += 1
    insert_all(session, BatchFault, list(part.fault_rows(batch.id)))
