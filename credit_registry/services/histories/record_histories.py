"""All that was ever known of one record: its versions, who wrote them, and their windows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import RecordDraft, SubjectReference, UnitReference
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import Disclosure, RecordKind, RecordState
from credit_registry.domain.subjects import SubjectKind
from credit_registry.services.people import identity_numbers
from credit_registry.services.subjects import subjects
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.accounts import Account, SourceUnit, SourceUnitName
from credit_registry.store.ledgers import Event
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class VersionStep:
    """One version: when and by whom it was recorded, for what stated reason, and its windows.

    A window that is superseded was replaced under another edition of the law.
    """

    version: RecordVersion
    recorded_at: datetime
    position: int | None
    person: str
    reason: str
    windows: tuple[PublicationWindow, ...]


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """A record with its versions, oldest first, and the subject whose it is now.

    `numbers` are the versions that brought an identity number, and whether one of theirs stands.
    """

    record: Record
    unit: UnitReference
    subject: Identity
    subject_kind: SubjectKind
    division: str | None
    steps: tuple[VersionStep, ...]
    numbers: Mapping[int, bool] = field(default_factory=dict)

    @property
    def has_identity_numbers(self) -> bool:
        """Whether a number stands that could be shown."""
        return any(self.numbers.values())

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""
        return RecordKind(self.record.kind)

    @property
    def current(self) -> VersionStep:
        """The version that stands."""
        return self.steps[-1]

    @property
    def is_active(self) -> bool:
        """Whether its publicity has not been ended."""
        return self.current.version.state == RecordState.ACTIVE.value


def stated(history: RecordHistory) -> RecordDraft:
    """The current version as its source would state it anew."""
    version, subject = history.current.version, history.subject
    return RecordDraft(
        kind=history.kind,
        subject=SubjectReference(subject.name, subject.codes, history.subject_kind),
        source_unit=history.unit,
        document_number=history.record.document_number,
        title=version.title,
        disclosure=Disclosure(version.disclosure),
        detail=version.detail,
    )


def read(session: Session, record_id: int, actor: Actor, view: View) -> RecordHistory:
    """The record's history, in a fixed number of statements. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    record = session.get(Record, record_id)
    if record is None:
        raise NotFound("There is no such record.")
    steps = _steps(session, record_id)
    subject_id = steps[-1].version.subject_id
    return RecordHistory(
        record=record,
        unit=_unit(session, record.source_unit_id),
        subject=subjects.identity(session, subject_id, view),
        subject_kind=subjects.kinds_of(session, {subject_id})[subject_id],
        division=subjects.division_of(session, subject_id),
        steps=steps,
        numbers=identity_numbers.brought(session, record_id),
    )


def _steps(session: Session, record_id: int) -> tuple[VersionStep, ...]:
    """The versions in the order in which they were written."""
    statement = (
        select(
            RecordVersion,
            Event.recorded_at,
            Event.position,
            Event.payload,
            Account.display_name,
        )
        .join(Event, Event.id == RecordVersion.recorded_by)
        .outerjoin(Account, Account.id == Event.actor_id)
        .where(RecordVersion.record_id == record_id)
        .order_by(RecordVersion.number)
    )
    rows = session.execute(statement).all()
    windows = _windows(session, [row.RecordVersion.id for row in rows])
    return tuple(
        VersionStep(
            version=version,
            recorded_at=recorded_at,
            position=position,
            person=person or "",
            reason=str(payload.get("reason") or ""),
            windows=tuple(windows.get(version.id, ())),
        )
        for version, recorded_at, position, payload, person in rows
    )


def _windows(
    session: Session, versions: Sequence[int]
) -> Mapping[int, Sequence[PublicationWindow]]:
    """The windows of each version, those that were replaced among them."""
    found: dict[int, list[PublicationWindow]] = {}
    statement = (
        select(PublicationWindow)
        .where(PublicationWindow.record_version_id.in_(versions))
        .order_by(PublicationWindow.id)
    )
    for window in session.scalars(statement):
        found.setdefault(window.record_version_id or 0, []).append(window)
    return found


def _unit(session: Session, unit_id: int) -> UnitReference:
    """What the source unit is called now, and its code."""
    statement = (
        select(SourceUnitName.name, SourceUnit.code)
        .join(SourceUnit, SourceUnit.id == SourceUnitName.unit_id)
        .where(SourceUnit.id == unit_id)
        .order_by(SourceUnitName.until.is_(None).desc(), SourceUnitName.id.desc())
    )
    found = session.execute(statement).first()
    return UnitReference(found.name, found.code) if found else UnitReference("")
