"""Applications for restoration: what can be applied for, and an application with its code."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import Disclosure, RecordState
from credit_registry.domain.restorations import Deed, restoring
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType, require_type
from credit_registry.law.restoration_terms import terms_on
from credit_registry.services import query_codes
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import proceedings, restoration_conditions
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.proceedings.restoration_conditions import FULFILMENT, PLEDGE, Sought
from credit_registry.services.subjects import representations
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import Record, RecordVersion

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Application:
    """An application: for a record or for an entry, and what the applicant states.

    `fulfilment` names the document by which the duties are done; `on` is the day on which the
    application was received, today where none is named.
    """

    record_id: int | None = None
    listing_id: int | None = None
    fulfilment: str = ""
    is_pledged: bool = False
    note: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Restorable:
    """A record or an entry that may be applied for, from `first_on` on where that is known."""

    record_id: int | None
    listing_id: int | None
    list_type: ListType | None
    title: str
    document_number: str
    first_on: date | None


def apply(session: Session, application: Application, *, act: Act) -> tuple[int, str]:
    """Apply; the proceeding's id and its code, which is kept nowhere, come back.

    Raises NotFound, NotPermitted, AlreadyRecorded, Unlawful naming each condition not met.
    """
    edition, day = act.law.edition, application.on or act.today
    if (application.record_id is None) is (application.listing_id is None):
        detail = "An application names one record, or one entry on a list."
        raise Unlawful(detail, [FieldError("/record_id", detail, "one of both")])
    thing = restoration_conditions.sought(
        session, edition, application.record_id, application.listing_id
    )
    _require_ours(thing)
    pledge = terms_on(edition.restoration_terms, day).code if application.is_pledged else ""
    form = ProceedingForm(
        note=application.note,
        on=application.on,
        details={PLEDGE: pledge, FULFILMENT: application.fulfilment.strip()},
    )
    opening = Opening(
        ProcedureKind.RESTORATION, thing.subject_id, application.record_id, application.listing_id
    )
    code = query_codes.new()
    return proceedings.begin(session, opening, form, act=act, code=code), code


def _require_ours(thing: Sought) -> None:
    """Pass unless another body determined the entry: it restores what it determined."""
    kind = thing.list_type
    if kind is not None and kind.colour is not ListColour.BLACK:
        raise Unlawful(
            f"Entries on the list {kind.code} are not restored here; "
            f"apply to {kind.decided_by_en} ({kind.decided_by_zh})."
        )


def restorable(
    session: Session, subject_id: int, day: date, edition: Edition, *, actor: Actor
) -> Sequence[Restorable]:
    """What may be applied for about a subject: its records first, the latest first.

    At the counter what was earned by the subjects it stands for is offered too.
    Raises NotPermitted.
    """
    permissions.require(actor, Permission.READ_PROCEEDINGS)
    proceedings.require_own(actor, Permission.READ_PROCEEDINGS, subject_id, None)
    earned = {subject_id}
    if actor.subject_id is None:
        earned |= {*representations.sources(session, [subject_id]).get(subject_id, ())}
    return [
        *_records(session, earned, day, edition),
        *_entries(session, earned, day, edition),
    ]


def _records(
    session: Session, earned: Collection[int], day: date, edition: Edition
) -> Sequence[Restorable]:
    """The subject's records of which an act of the day is about."""
    version = RecordVersion
    kinds = {act.kind.value for act in edition.acts if act.deed is Deed.RESTORE}
    statement = (
        select(version, Record.document_number)
        .join(Record, Record.id == version.record_id)
        .where(
            version.subject_id.in_(earned),
            version.kind.in_(sorted(kinds)),
            version.state == RecordState.ACTIVE.value,
            version.disclosure == Disclosure.PUBLIC.value,
            version.superseded_by.is_(None),
        )
        .order_by(version.decided_on.desc(), version.id.desc())
    )
    found = []
    for record, document_number in session.execute(statement):
        if restoring(record, edition.acts, day):
            thing = Sought(record.subject_id, record=record)
            found.append(
                Restorable(
                    record.record_id, None, None, record.title, document_number,
                    _first_on(thing, day, edition),
                )
            )  # fmt: skip
    return found


def _entries(
    session: Session, earned: Collection[int], day: date, edition: Edition
) -> Sequence[Restorable]:
    """The entries about the subject that this registry published."""
    statement = (
        select(ListingVersion, Listing.list_type)
        .join(Listing, Listing.id == ListingVersion.listing_id)
        .where(
            ListingVersion.subject_id.in_(earned),
            ListingVersion.superseded_by.is_(None),
            ListingVersion.status == ListingStatus.PUBLISHED.value,
            Listing.colour == ListColour.BLACK.value,
        )
        .order_by(ListingVersion.id.desc())
    )
    found = []
    for entry, code in session.execute(statement):
        kind = require_type(dict(edition.list_types), code)
        thing = Sought(entry.subject_id, entry=entry, list_type=kind)
        found.append(
            Restorable(
                None, entry.listing_id, kind, entry.grounds, entry.decision_number or "",
                _first_on(thing, day, edition),
            )
        )  # fmt: skip
    return found


def _first_on(thing: Sought, day: date, edition: Edition) -> date | None:
    """The day after the least display."""
    last = restoration_conditions.least_until(thing, day, edition)
    return None if last is None else last + A_DAY
