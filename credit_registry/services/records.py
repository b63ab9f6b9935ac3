"""Records of conduct as a reader may see them, and their withdrawal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Date, ScalarSelect, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.records import RecordKind
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.views import View, covers, known, shown

Place = tuple[date, int]
"""Where a record stands among others: the day under which it is filed, and its id."""

_EACH = aliased(SourceUnitName)
_UNDATED = date(1, 1, 1)
"""Under which a record without any date is filed: after all others."""


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


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """Some of the records; `after` leads to the following ones, None on the last page."""

    records: tuple[RecordView, ...]
    after: Place | None


def of_subjects(session: Session, subject_ids: Sequence[int], view: View) -> list[RecordView]:
    """The records of the first subject and of the further ones, newest first, in one statement."""
    return _read(session, _readable(subject_ids, view), subject_ids[0], view)


def page(
    session: Session,
    subject_ids: Sequence[int],
    view: View,
    *,
    kinds: Collection[RecordKind] = (),
    after: Place | None = None,
    limit: int = 50,
) -> RecordsPage:
    """A page of the subjects' records of the kinds, newest first, in two statements.

    No kind stands for all. A page is found by days and ids alone: of ten thousand records only its
    own are read whole.
    """
    filed_on = _filed_on()
    conditions = [_readable(subject_ids, view)]
    if kinds:
        conditions.append(RecordVersion.kind.in_(sorted(kind.value for kind in kinds)))
    if after is not None:
        conditions.append(_follows(after))
    statement = (
        select(RecordVersion.id, filed_on, RecordVersion.record_id)
        .where(*conditions)
        .order_by(filed_on.desc(), RecordVersion.record_id)
        .limit(limit + 1)
    )
    found = session.execute(statement).all()
    chosen = RecordVersion.id.in_([version_id for version_id, _, _ in found[:limit]])
    shown_here = _read(session, chosen, subject_ids[0], view)
    following = [(day, record_id) for _, day, record_id in found[limit - 1 : limit]]
    return RecordsPage(tuple(shown_here), following[0] if len(found) > limit else None)


def _filed_on() -> ColumnElement[date]:
    """The day under which a version is filed."""
    return func.coalesce(
        RecordVersion.decided_on,
        RecordVersion.occurred_on,
        RecordVersion.effective_from,
        literal(_UNDATED, Date),
    )


def _follows(place: Place) -> ColumnElement[bool]:
    """The condition that a version stands after the place."""
    filed_on, (day, record_id) = _filed_on(), place
    same_day = and_(filed_on == day, RecordVersion.record_id > record_id)
    return or_(filed_on < day, same_day)


def _readable(subject_ids: Collection[int], view: View) -> ColumnElement[bool]:
    """The condition that a version is one of the subjects' that the reader may see."""
    if view.is_public:
        seen = shown(view, PublicationWindow.record_version_id, RecordVersion.id)
    else:
        seen = _filed_on() <= view.as_of
    return and_(RecordVersion.subject_id.in_(subject_ids), known(RecordVersion, view), seen)


def _read(
    session: Session, condition: ColumnElement[bool], subject_id: int, view: View
) -> list[RecordView]:
    """The records whose versions meet the condition, newest first, with the window told of each."""
    window = PublicationWindow
    statement = (
        select(RecordVersion, Record, _unit_name(), window)
        .join(Record, Record.id == RecordVersion.record_id)
        .outerjoin(window, (window.record_version_id == RecordVersion.id) & _is_seen(view))
        .where(condition)
        .order_by(_filed_on().desc(), RecordVersion.record_id, window.since.desc())
    )
    seen: dict[int, RecordView] = {}
    for version, record, unit_name, told in session.execute(statement):
        shown_as = _view(version, record, unit_name or "", told, view)
        is_own = record.subject_id == subject_id
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
