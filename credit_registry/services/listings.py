"""Entries on lists: proposed by one officer, taken step by step, decided by another."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.errors import AlreadyRecorded, NotFound, StaleVersion, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import (
    EVENT,
    OPEN,
    PERMISSION,
    PROPOSED,
    RESTING,
    ListColour,
    ListingStatus,
    RemovalReason,
    Step,
    require_another_officer,
    status_after,
)
from credit_registry.domain.measures import Imposed
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.list_types import ListType, require_type
from credit_registry.services import entry_measures, ledgers, publications, subjects
from credit_registry.services import grounds as behind
from credit_registry.services.listing_steps import (
    EFFECTS,
    Act,
    Changes,
    StepForm,
    require_impersonal,
    require_stated,
    stated_day,
)
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.mapping import columns_of
from credit_registry.store.records import PublicationWindow
from credit_registry.store.subjects import Subject

REPEATED = "The subject has an open entry on this list already."


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry as it is shown, with its list's terms; `removal` is told to officers alone.

    `is_objected` and `is_challenged` say that an objection, or a reconsideration or lawsuit, is
    open now; `measures` are what follows from it. All three are filled in where it is read.
    """

    listing_id: int
    subject_id: int
    list_type: ListType
    version: ListingVersion
    row_version: int
    proposed_by: int
    record_id: int | None
    removal: RemovalReason | None = None
    is_objected: bool = False
    is_challenged: bool = False
    measures: tuple[Imposed, ...] = ()

    @property
    def status(self) -> ListingStatus:
        """Where the entry stands."""
        return ListingStatus(self.version.status)


def propose(
    session: Session,
    subject_id: int,
    list_type: str,
    grounds: str,
    *,
    act: Act,
    record_id: int | None = None,
) -> int:
    """Open a candidate; its id comes back.

    It rests on an adverse record that stands, or on the document that its grounds name.
    Raises NotFound, NotPermitted, AlreadyRecorded, Unlawful.
    """
    division = subjects.division_of(session, subject_id)
    permissions.require(act.actor, Permission.PROPOSE_LISTING, division=division)
    kind = require_type(dict(act.law.edition.list_types), list_type)
    if kind.colour is not ListColour.BLACK:
        raise Unlawful(f"The list {list_type} takes no candidates here.")
    if not grounds.strip():
        raise Unlawful("A candidate needs its grounds.")
    require_impersonal({"grounds": grounds})
    _require_listable(session, subject_id)
    behind.require(session, record_id, subject_id, grounds, act.law.edition)
    number = new_id()
    session.add(
        Listing(
            id=number,
            subject_id=subject_id,
            list_type=list_type,
            colour=kind.colour.value,
            record_id=record_id,
            proposed_by=act.actor.account_id,
            is_open=True,
            row_version=1,
        )
    )
    try:
        session.flush()  # the unique index on open entries decides
    except IntegrityError:
        raise AlreadyRecorded(REPEATED) from None
    event = ledgers.record(
        session,
        EventKind.LISTING_PROPOSED,
        actor=act.actor,
        at=act.at,
        subject_id=subject_id,
        payload={"listing": to_public(number), "list_type": list_type, "grounds": grounds},
    )
    session.add(
        ListingVersion(
            id=new_id(), listing_id=number, subject_id=subject_id, number=1,
            status=ListingStatus.CANDIDATE.value, step=PROPOSED, stepped_on=act.today,
            actor_id=act.actor.account_id, document_number="", note="", grounds=grounds,
            decided_by_unit="", law_edition_id=act.law.edition_id, recorded_by=event, ordinal=0,
        )
    )  # fmt: skip
    session.flush()  # windows and later steps refer to the version
    return number


def _require_listable(session: Session, subject_id: int) -> None:
    """Pass if the subject is confirmed."""
    subject = session.get(Subject, subject_id)
    if subject is None:
        raise NotFound("There is no such subject.")
    if subject.state != SubjectState.CONFIRMED.value:
        raise Unlawful("A subject that nobody has confirmed is not listed.")


def step(session: Session, listing_id: int, taken: Step, form: StepForm, *, act: Act) -> ListEntry:
    """Take one step with an entry; its new state comes back.

    Raises NotFound, NotPermitted, TransitionNotAllowed, StaleVersion, Unlawful.
    """
    listing, version = _current(session, listing_id)
    division = subjects.division_of(session, listing.subject_id)
    permissions.require(act.actor, PERMISSION[taken], division=division)
    if listing.colour != ListColour.BLACK.value:
        raise Unlawful("An entry that is mirrored follows its source; no step is taken here.")
    if listing.row_version != form.version:
        raise StaleVersion(
            f"The entry is at version {listing.row_version}; the step was based on {form.version}."
        )
    status = status_after(ListingStatus(version.status), taken)
    require_another_officer(taken, officers(session, listing_id), act.actor.account_id)
    require_stated(taken, form)
    if taken in RESTING:
        words = form.grounds or version.grounds
        require_impersonal({"grounds": words})
        behind.require(session, listing.record_id, listing.subject_id, words, act.law.edition)
    list_type = require_type(dict(act.law.edition.list_types), listing.list_type)
    form = replace(form, on=stated_day(form, version, act))
    form = entry_measures.stated(taken, form, list_type, act)
    changes = EFFECTS[taken](listing, version, form, act, list_type)
    event = ledgers.record(
        session,
        EVENT[taken],
        actor=act.actor,
        at=act.at,
        subject_id=listing.subject_id,
        payload=_told(listing_id, taken, form, status),
    )
    changes |= {"status": status.value, "step": taken.value, "recorded_by": event}
    after = _succeed(session, listing, version, form, act, changes)
    _publish_windows(session, after, list_type, act)
    entry_measures.follow(session, after, taken, list_type, form, act)
    removal = form.reason if taken is Step.REMOVE else None
    return replace(entry_of(listing, after, list_type), removal=removal)


def _told(
    listing_id: int, taken: Step, form: StepForm, status: ListingStatus
) -> dict[str, ledgers.PayloadValue]:
    """What the event of a step says."""
    told: dict[str, ledgers.PayloadValue] = {
        "listing": to_public(listing_id),
        "document_number": form.document_number,
        "note": form.note,
        "status": status.value,
    }
    told |= {"measures": " ".join(form.measures or ())} if taken is Step.DECIDE else {}
    return told | {"reason": form.reason.value} if taken is Step.REMOVE else told


def officers(session: Session, listing_id: int) -> dict[str, int]:
    """Who took each step of an entry; a step that an edition of the law restated stays theirs."""
    return officers_of(session, [listing_id]).get(listing_id, {})


def officers_of(session: Session, listing_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Who took each step of several entries, in one statement."""
    statement = (
        select(ListingVersion.listing_id, ListingVersion.step, ListingVersion.actor_id)
        .where(ListingVersion.listing_id.in_(listing_ids))
        .order_by(ListingVersion.number.desc())
    )
    found: dict[int, dict[str, int]] = {}
    for listing_id, step_name, actor_id in session.execute(statement):
        found.setdefault(listing_id, {})[step_name] = actor_id
    return found


def _current(session: Session, listing_id: int) -> tuple[Listing, ListingVersion]:
    """The entry and its current version, locked for the step."""
    listing = session.scalars(
        select(Listing).where(Listing.id == listing_id).with_for_update()
    ).one_or_none()
    if listing is None:
        raise NotFound("There is no such entry.")
    version = session.scalars(
        select(ListingVersion).where(
            ListingVersion.listing_id == listing_id, ListingVersion.superseded_by.is_(None)
        )
    ).one()
    return listing, version


def _succeed(
    session: Session,
    listing: Listing,
    version: ListingVersion,
    form: StepForm,
    act: Act,
    changes: Changes,
) -> ListingVersion:
    """Write the entry's next version, which carries along what earlier steps set."""
    values = columns_of(version) | {
        "id": new_id(),
        "number": version.number + 1,
        "stepped_on": form.on or act.today,
        "actor_id": act.actor.account_id,
        "document_number": form.document_number,
        "note": form.note,
        "law_edition_id": act.law.edition_id,
        "ordinal": 0,
    }
    after = ListingVersion(**(values | changes))
    version.superseded_by = after.recorded_by
    listing.row_version += 1
    listing.is_open = after.status in OPEN
    session.add(after)
    session.flush()  # the window row refers to the version
    return after


def _publish_windows(
    session: Session, after: ListingVersion, list_type: ListType, act: Act
) -> None:
    """End the windows of earlier versions; a published entry gets its own."""
    session.execute(
        update(PublicationWindow)
        .where(
            PublicationWindow.superseded_by.is_(None),
            PublicationWindow.listing_version_id.in_(
                select(ListingVersion.id).where(ListingVersion.listing_id == after.listing_id)
            ),
        )
        .values(superseded_by=after.recorded_by)
    )
    window = publications.entry_window(list_type, after, act.today)
    if after.status == ListingStatus.PUBLISHED.value and window is not None:
        row = publications.listing_row(
            window,
            subject_id=after.subject_id,
            listing_version_id=after.id,
            edition_id=act.law.edition_id,
            event_id=after.recorded_by,
        )
        publications.insert_rows(session, [row])


def entry_of(listing: Listing, version: ListingVersion, list_type: ListType) -> ListEntry:
    """The entry as it is shown."""
    return ListEntry(
        listing_id=listing.id,
        subject_id=listing.subject_id,
        list_type=list_type,
        version=version,
        row_version=version.number,
        proposed_by=listing.proposed_by,
        record_id=listing.record_id,
    )
