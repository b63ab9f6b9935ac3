"""Records of conduct as a reader may see them, and their withdrawal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.public_values import public_value
from credit_registry.domain.privacy import hidden
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.records import RecordKind
from credit_registry.services.records import record_replies, record_selections
from credit_registry.services.records.record_replies import SHOWN, WRITTEN, Reply
from credit_registry.services.records.record_selections import Kinds
from credit_registry.store.accounts import SourceUnitName
from credit_registry.store.columns import Id
from credit_registry.store.ledgers import recorded_at
from credit_registry.store.proceedings import Proceeding, ProceedingVersion, is_open
from credit_registry.store.records import FILED, PublicationWindow, Record, RecordVersion
from credit_registry.store.views import Sort, View, covers, known, pattern

ALL_KINDS = frozenset(RecordKind)
Place = tuple[date, int]
"""Where a record stands among others: the day under which it is filed, and its id."""

_EACH = aliased(SourceUnitName)


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as it is shown; `detail` holds only the fields the reader may see.

    `public_until` is the last day of display, None where no end is set or nothing is public.
    `earned_by` is the subject that earned it, where the file is another's. `is_objected` and
    `is_challenged` say that an objection, or a reconsideration or lawsuit, is open now; `follow_up`
    is the state of what follows a failed sampling, `reply` what the enterprise says of the record.
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
    is_objected: bool = False
    is_challenged: bool = False
    follow_up: str | None = None
    reply: Reply | None = None

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


@dataclass(frozen=True, slots=True)
class Standing:
    """How many records of each kind are shown, and sums of their versions' ids.

    Two views with the same subjects and the same sums show the same versions: ids hold chance, and
    nobody chooses them.
    """

    counts: tuple[tuple[RecordKind, int], ...]
    low: int
    high: int


def newest(
    session: Session,
    subject_ids: Sequence[int],
    view: View,
    each: int,
    kinds: Kinds = ALL_KINDS,
) -> tuple[RecordView, ...]:
    """The newest `each` records of every kind, those of further subjects among the first's.

    It takes two statements, which read no more of the other records than an index holds.
    """
    if not each:
        return ()
    asked = view.times | {"subject_ids": subject_ids, "each": each}
    chosen = [row.id for row in session.execute(record_selections.finding(kinds, view.sort), asked)]
    return tuple(_read(session, chosen, subject_ids[0], view))


def counts(
    session: Session, subject_ids: Sequence[int], view: View, kinds: Kinds = ALL_KINDS
) -> Mapping[RecordKind, int]:
    """How many records of each of the kinds the reader may see."""
    asked = view.times | {"subject_ids": subject_ids}
    counted = session.execute(record_selections.counting(kinds, view.sort), asked)
    return {RecordKind(kind): count for kind, count in counted}


def standing(session: Session, subject_ids: Sequence[int], view: View) -> Standing:
    """The records that are shown at the view, whoever reads, in one statement."""
    asked = view.times | {"subject_ids": subject_ids}
    found = session.execute(record_selections.standing(view.sort), asked).all()
    return Standing(
        counts=tuple(sorted((RecordKind(kind), count) for kind, count, _, _ in found)),
        low=sum(int(low) for _, _, low, _ in found),
        high=sum(int(high) for _, _, _, high in found),
    )


def page(
    session: Session,
    subject_ids: Sequence[int],
    view: View,
    *,
    kinds: Kinds = ALL_KINDS,
    after: Place | None = None,
    limit: int = 50,
) -> RecordsPage:
    """A page of the subjects' records of the kinds, newest first, in two statements.

    It is found by days and ids alone: of ten thousand records only its own are read whole.
    """
    asked = view.times | {"subject_ids": subject_ids, "each": limit + 1, "limit": limit + 1}
    if after is not None:
        asked |= {"after_day": after[0], "after_record": after[1]}
    statement = record_selections.finding(
        kinds, view.sort, is_page=True, has_start=after is not None
    )
    found = session.execute(statement, asked).all()
    shown_here = _read(session, [row.id for row in found[:limit]], subject_ids[0], view)
    following = [(row.filed_on, row.record_id) for row in found[limit - 1 : limit]]
    return RecordsPage(tuple(shown_here), following[0] if len(found) > limit else None)


def one(
    session: Session, subject_ids: Sequence[int], view: View, record_id: int
) -> RecordView | None:
    """One of the subjects' records, None where the reader may not see it or it is another's."""
    version = RecordVersion
    asked = view.times | {"subject_ids": subject_ids}
    of_record = record_selections.readable(pattern(view.sort), version.record_id == record_id)
    found = session.execute(select(version.id).where(*of_record), asked)
    chosen = [row.id for row in found]
    return next(iter(_read(session, chosen, subject_ids[0], view)), None)


def _read(
    session: Session, version_ids: Sequence[int], subject_id: int, view: View
) -> list[RecordView]:
    """The records of the versions, newest first, each with the newest window that is told of it."""
    asked = view.times | {"version_ids": version_ids}
    seen: dict[int, RecordView] = {}
    rows = session.execute(_reading(view.sort), asked)
    for version, record, unit_name, told, *contested, follow_up, written in rows:
        is_objected, is_challenged = contested
        shown_as = _view(version, record, unit_name or "", told, view)
        earned_by = None if record.subject_id == subject_id else record.subject_id
        marked = replace(
            shown_as,
            earned_by=earned_by,
            is_objected=is_objected,
            is_challenged=is_challenged,
            follow_up=follow_up,
            reply=record_replies.reply_of(written, version.number),
        )
        seen.setdefault(record.id, marked)
    return list(seen.values())


@cache
def _reading(
    sort: Sort,
) -> Select[
    RecordVersion,
    Record,
    str,
    PublicationWindow,
    bool,
    bool,
    str | None,
    ProceedingVersion,
]:
    """Versions with their records, the names of their units, and their windows."""
    window, view = PublicationWindow, pattern(sort)
    return (
        select(
            RecordVersion,
            Record,
            unit_name(),
            window,
            is_open(ProcedureKind.OBJECTION, Proceeding.record_id, Record.id.expression),
            is_open(ProcedureKind.CHALLENGE, Proceeding.record_id, Record.id.expression),
            _follow_up(view),
            WRITTEN,
        )
        .join(Record, Record.id == RecordVersion.record_id)
        .outerjoin(window, (window.record_version_id == RecordVersion.id) & _is_seen(view))
        .outerjoin(SHOWN, record_replies.stands(view))
        .outerjoin(WRITTEN, record_replies.is_written())
        .where(RecordVersion.id.in_(bindparam("version_ids", expanding=True, type_=Id)))
        .order_by(FILED.desc(), RecordVersion.record_id, window.since.desc())
    )


def _is_seen(view: View) -> ColumnElement[bool]:
    """The windows a reader is told of: the public today's, officers those known at the view."""
    window = PublicationWindow
    if view.is_public:
        return window.superseded_by.is_(None) & covers(window, view.today)
    return known(window, view)


def _follow_up(view: View) -> ScalarSelect[str | None]:
    """The state in which the follow-up of a sampling was on the view's day, as then known."""
    version, row = ProceedingVersion, Proceeding
    return (
        select(version.state)
        .join(row, row.id == version.proceeding_id)
        .where(
            row.record_id == Record.id,
            row.kind == ProcedureKind.SAMPLING_FOLLOW_UP.value,
            recorded_at(version, view.position),
            version.stepped_on <= view.as_of,
        )
        .order_by(version.id.desc())
        .limit(1)
        .correlate(Record)
        .scalar_subquery()
    )


def unit_name() -> ScalarSelect[str]:
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
    if view.is_public:
        allowed = {name: public_value(kind.by_name[name], each) for name, each in allowed.items()}
    return RecordView(
        record_id=record.id,
        kind=RecordKind(version.kind),
        title=hidden(version.title) if view.is_public else version.title,
        document_number=record.document_number,
        unit=unit,
        version=version,
        detail=allowed,
        public_until=window.until if window is not None else None,
        withheld=window.reason if window is not None and window.since is None else None,
    )
