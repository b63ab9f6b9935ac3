"""Records of conduct as a reader may see them, and their withdrawal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.records import RecordKind
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.views import View, covers, known, shown

_EACH = aliased(SourceUnitName)


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as it is shown; `detail` holds only the fields the reader may see.

    `public_until` is the last day of display, None where no end is set or nothing is public.
    `earned_by` is the subject that earned it, where the file is another's.
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
    earned_by: int | None = None

    @property
    def day(self) -> date | None:
        """The day under which the record is filed."""
        version = self.version
        return version.decided_on or version.occurred_on or version.effective_from


def of_subjects(session: Session, subject_ids: Sequence[int], view: View) -> list[RecordView]:
    """The records of the first subject and of the further ones, newest first, in one statement."""
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
        .where(RecordVersion.subject_id.in_(subject_ids), known(RecordVersion, view))
        .order_by(filed.desc(), RecordVersion.id, PublicationWindow.since.desc())
    )
    if view.is_public:
        column = PublicationWindow.record_version_id
        statement = statement.where(shown(view, column, RecordVersion.id))
    else:
        statement = statement.where(func.coalesce(filed, view.as_of) <= view.as_of)
    seen: dict[int, RecordView] = {}
    for version, record, unit_name, window in session.execute(statement):
        shown_as = _view(version, record, unit_name or "", window, view)
        is_own = record.subject_id == subject_ids[0]
        earned = shown_as if is_own else replace(shown_as, earned_by=record.subject_id)
        seen.setdefault(record.id, earned)
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
