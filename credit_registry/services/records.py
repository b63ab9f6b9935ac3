"""Records of conduct as a reader may see them, and their withdrawal."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.law.editions import Edition
from credit_registry.services import ledgers, publications, subjects
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.ids import new_id
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.views import View, covers, known, shown

_EACH = aliased(SourceUnitName)


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
    filed = func.coalesce(
        RecordVersion.decided_on, RecordVersion.occurred_on, RecordVersion.effective_from
    )
    statement = (
        select(RecordVersion, Record, _unit_name(), PublicationWindow)
        .join(Record, Record.id == RecordVersion.record_id)
        .outerjoin(
            PublicationWindow,
            (PublicationWindow.record_version_id == RecordVersion.id) & _is_seen(view),
        )
        .where(RecordVersion.subject_id == subject_id, known(RecordVersion, view))
        .order_by(filed.desc(), RecordVersion.id, PublicationWindow.since.desc())
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


def _is_seen(view: View) -> ColumnElement[bool]:
    """The windows a reader is told of: the public today's, officers those known at the view."""
    window = PublicationWindow
    if view.is_public:
        return window.superseded_by.is_(None) & covers(window, view.today)
    return known(window, view)


def _unit_name() -> ScalarSelect[str]:
    """What the source unit was called when the version was recorded."""
    each = _EACH
    of_unit = each.unit_id == Record.source_unit_id
    newest = select(func.max(each.id)).where(of_unit, each.id < RecordVersion.id)
    first = select(func.min(each.id)).where(of_unit)
    return (
        select(SourceUnitName.name)
        .where(
            SourceUnitName.id
            == func.coalesce(
                newest.correlate(Record, RecordVersion).scalar_subquery(),
                first.correlate(Record).scalar_subquery(),
            )
        )
        .correlate(Record, RecordVersion)
        .scalar_subquery()
    )


def _view(
    version: RecordVersion,
    record: Record,
    unit: str,
    window: PublicationWindow | None,
    view: View,
) -> RecordView:
    """One record for one reader."""
    kind = KINDS[RecordKind(version.kind)]
    is_reduced = window is not None and window.field_set == FieldSet.REDUCED.value
    shown_fields = kind.reduced_fields if is_reduced else kind.public_fields
    fields = shown_fields if view.is_public else kind.fields
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

    Raises NotFound, Conflict where it is not active, Unlawful without a reason, NotPermitted.
    """
    record = session.scalars(
        select(Record).where(Record.id == record_id).with_for_update()
    ).one_or_none()
    division = subjects.division_of(session, record.subject_id) if record else None
    permissions.require(actor, Permission.WITHDRAW_RECORD, division=division)
    if state is RecordState.ACTIVE or not reason.strip():
        raise Unlawful("A record is withdrawn, annulled or restored, and the reason is stated.")
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
