"""What stands behind a public list: entries, or for a list of honours the records themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.list_types import ListType
from credit_registry.services.lists.entries import is_shown
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.services.records import records
from credit_registry.services.subjects import representations
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.proceedings import Proceeding, ProceedingVersion, is_open
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import Registration, Subject
from credit_registry.store.views import View, known, shown

_OWN = aliased(Subject)
_RECORD_DAY: ColumnElement[date | None] = func.coalesce(
    RecordVersion.decided_on, RecordVersion.effective_from
)

MARKING = (ProcedureKind.OBJECTION.value, ProcedureKind.CHALLENGE.value)
"""The kinds of proceeding that are marked on what they are about."""

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """What is public of a list, a row a line: `number`, `version` and `subject` are its ids.

    `Subject` is whom the line names: the one that stands now for the one who is listed.
    """

    lines: Statement
    number: ColumnElement[int]
    day: ColumnElement[date | None]
    name: ColumnElement[str]


def source_of(list_type: ListType, view: View) -> Source:
    """What is public of a list at the view."""
    name = func.coalesce(current_name(), "")
    if list_type.source_kind:
        lines = _from_records(list_type, view)
        return Source(lines, Record.id.expression, _RECORD_DAY, name)
    lines = _from_entries(list_type, view)
    return Source(lines, Listing.id.expression, ListingVersion.decided_on.expression, name)


def particulars(list_type: ListType, versions: Collection[int]) -> Statement:
    """What the versions say, whatever stands behind the list, and when it was recorded."""
    return _of_records(versions) if list_type.source_kind else _of_entries(versions)


def names(subject_ids: Collection[int]) -> Statement:
    """The current names, codes and divisions of subjects."""
    registered = Registration
    named = select(
        Subject.id,
        current_name().label("name"),
        current_code().label("code"),
        registered.division_code,
    )
    is_current = (registered.subject_id == Subject.id) & registered.superseded_by.is_(None)
    return named.outerjoin(registered, is_current).where(Subject.id.in_(subject_ids))


def _from_entries(list_type: ListType, view: View) -> Statement:
    """The entries that are public."""
    version = ListingVersion
    lines = (
        select(
            Listing.id.label("number"),
            version.id.label("version"),
            Subject.id.label("subject"),
            version.decided_on.label("day"),
        )
        .select_from(Listing)
        .join(version, version.listing_id == Listing.id)
        .where(
            Listing.list_type == list_type.code,
            version.decided_on.is_not(None),
            known(version, view),
            is_shown(view),
        )
    )
    return _named(lines, Listing.subject_id.expression)


def _from_records(list_type: ListType, view: View) -> Statement:
    """The records that are public."""
    version = RecordVersion
    lines = (
        select(
            Record.id.label("number"),
            version.id.label("version"),
            Subject.id.label("subject"),
            _RECORD_DAY.label("day"),
        )
        .select_from(Record)
        .join(version, version.record_id == Record.id)
        .where(
            Record.kind == list_type.source_kind,
            _RECORD_DAY.is_not(None),
            known(version, view),
            shown(view, PublicationWindow.record_version_id, version.id),
        )
    )
    return _named(lines, Record.subject_id.expression)


def _named(lines: Statement, subject_id: ColumnElement[int]) -> Statement:
    """The lines of confirmed subjects, each joined with the subject that it names."""
    ends = representations.confirmed_ends()
    return (
        lines.join(_OWN, _OWN.id == subject_id)
        .outerjoin(ends, ends.c.source == subject_id)
        .join(Subject, Subject.id == func.coalesce(ends.c.end, subject_id))
        .where(_OWN.state == SubjectState.CONFIRMED.value)
    )


def _of_entries(versions: Collection[int]) -> Statement:
    """What versions of entries say."""
    version = ListingVersion
    return (
        select(
            version.id,
            version.grounds,
            version.decision_number.label("document_number"),
            version.decided_on,
            version.decided_by_unit.label("decided_by"),
            version.since,
            version.until,
            version.source_confirmed_on.label("confirmed_on"),
            *_marks(Proceeding.listing_id, version.listing_id.expression),
            marked_at(Proceeding.listing_id, version.listing_id.expression).label("marked_at"),
            Event.recorded_at.label("told_at"),
        )
        .join(Event, Event.id == version.recorded_by)
        .where(version.id.in_(versions))
    )


def _of_records(versions: Collection[int]) -> Statement:
    """What versions of records say."""
    version = RecordVersion
    return (
        select(
            version.id,
            version.title.label("grounds"),
            Record.document_number,
            _RECORD_DAY.label("decided_on"),
            records.unit_name().label("decided_by"),
            func.coalesce(version.effective_from, version.decided_on).label("since"),
            version.effective_to.label("until"),
            *_marks(Proceeding.record_id, version.record_id.expression),
            marked_at(Proceeding.record_id, version.record_id.expression).label("marked_at"),
            Event.recorded_at.label("told_at"),
        )
        .join(Record, Record.id == version.record_id)
        .join(Event, Event.id == version.recorded_by)
        .where(version.id.in_(versions))
    )


def marked_at(
    about: InstrumentedAttribute[int | None], number: ColumnElement[int]
) -> ColumnElement[Any]:
    """When an objection to it, or a challenge of it, last moved; NULL where there was none."""
    return last_marked(about == number).correlate(ListingVersion, RecordVersion).scalar_subquery()


def last_marked(condition: ColumnElement[bool]) -> Statement:
    """When the objections and challenges that fulfil the condition last moved."""
    version, event = aliased(ProceedingVersion), aliased(Event)
    return (
        select(func.max(event.recorded_at))
        .select_from(version)
        .join(Proceeding, Proceeding.id == version.proceeding_id)
        .join(event, event.id == version.recorded_by)
        .where(condition, Proceeding.kind.in_(MARKING))
    )


def _marks(
    about: InstrumentedAttribute[int | None], number: ColumnElement[int]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether an objection is open, and whether a reconsideration or a lawsuit is."""
    return (
        is_open(ProcedureKind.OBJECTION, about, number).label("is_objected"),
        is_open(ProcedureKind.CHALLENGE, about, number).label("is_challenged"),
    )
