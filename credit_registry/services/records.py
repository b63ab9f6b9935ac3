"""Records of conduct as a reader may see them, and their withdrawal."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.law.editions import Edition
from credit_registry.services import ledgers, publications
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.views import View, known, shown


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as it is shown; `detail` holds only the fields the reader may see.

    `public_until` is the last day of display, None where no end is set or nothing is public.
    """

    record_id: int
    kind: RecordKind
    title: str
    document_number: str
    unit: str
    version: RecordVersion
    detail: dict[str, object]
    public_until: date | None
    withheld: str | None

    @property
    def day(self) -> date | None:
        """The day under which the record is filed."""
        version = self.version
        return version.decided_on or version.occurred_on or version.effective_from


def of_subject(session: Session, subject_id: int, view: View) -> list[RecordView]:
    """The subject's records, newest first, in one statement."""
    unit = (
        select(func.max(SourceUnitName.name))
        .where(SourceUnitName.unit_id == Record.source_unit_id, SourceUnitName.until.is_(None))
        .scalar_subquery()
    )
    filed = func.coalesce(
        RecordVersion.decided_on, RecordVersion.occurred_on, RecordVersion.effective_from
    )
    statement = (
        select(RecordVersion, Record, unit, PublicationWindow)
        .join(Record, Record.id == RecordVersion.record_id)
        .outerjoin(
            PublicationWindow,
            (PublicationWindow.record_version_id == RecordVersion.id)
            & PublicationWindow.superseded_by.is_(None),
        )
        .where(RecordVersion.subject_id == subject_id, known(RecordVersion, view))
        .order_by(filed.desc(), RecordVersion.id)
    )
    if view.is_public:
        column = PublicationWindow.record_version_id
        statement = statement.where(shown(view, column, RecordVersion.id))
    else:
        statement = statement.where(func.coalesce(filed, view.as_of) <= view.as_of)
    seen: dict[int, RecordView] = {}
    for version, record, unit_name, window in session.execute(statement):
        seen.setdefault(record.id, _view(version, record, unit_name or "", window, view))
    return list(seen.values())


def _view(
    version: RecordVersion,
    record: Record,
    unit: str,
    window: PublicationWindow | None,
    view: View,
) -> RecordView:
    """One record for one reader."""
    kind = KINDS[RecordKind(version.kind)]
    fields = kind.public_fields if view.is_public else kind.fields
    allowed = {
        field.name: version.detail[field.name] for field in fields if field.name in version.detail
    }
    return RecordView(
        record_id=record.id,
        kind=RecordKind(version.kind),
        title=version.title,
        document_number=record.document_number,
        unit=unit,
        version=version,
        detail=allowed,
        public_until=window.until if window is not None else None,
        withheld=window.reason if window is not None and window.since is None else None,
    )


def withdraw(
    session: Session,
    record_id: int,
    state: RecordState,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    edition: Edition,
    edition_id: int,
) -> None:
    """End a record's publicity at once: withdrawn, annulled or restored, with the reason stated.

    Raises NotFound, Conflict where it is not active.
    """
    permissions.require(actor, Permission.WITHDRAW_RECORD)
    current = session.scalars(
        select(RecordVersion).where(
            RecordVersion.record_id == record_id, RecordVersion.superseded_by.is_(None)
        )
    ).one_or_none()
    if current is None:
        raise NotFound("There is no such record.")
    if current.state != RecordState.ACTIVE.value:
        raise Conflict(f"The record is {current.state} already.")
    event = ledgers.record(
        session,
        EventKind.RECORD_WITHDRAWN,
        actor=actor,
        at=at,
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
    publications.replace(session, [version], edition, edition_id, event)
