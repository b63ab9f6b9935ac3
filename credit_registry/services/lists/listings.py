"""Entries on lists: proposed by one officer, taken step by step, decided by another."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.errors import AlreadyRecorded, NotFound, StaleVersion, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.listing_courses import (
    COURSES,
    OPENS,
    require_another_officer,
    status_after,
    way,
)
from credit_registry.domain.listing_steps import EVENT, PERMISSION
from credit_registry.domain.listings import (
    ListColour,
    ListingStatus,
    ListProcedure,
    RemovalReason,
    Step,
)
from credit_registry.domain.measures import Imposed
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.list_types import ListType, require_type
from credit_registry.services import ledgers
from credit_registry.services.acts import Act, require_impersonal
from credit_registry.services.lists import (
    entry_measures,
    listing_clocks,
    listing_decisions,
    listing_effects,
    listing_versions,
    red_entries,
)
from credit_registry.services.lists import grounds as behind
from credit_registry.services.lists.listing_effects import Matter
from credit_registry.services.lists.listing_steps import (
    StepForm,
    require_stated,
    scope_of,
    stated_day,
)
from credit_registry.services.subjects import subjects
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.subjects import Subject

REASONS = {Step.REMOVE: RemovalReason.EARLY, Step.WITHDRAW: RemovalReason.ANNULLED}
"""Why an entry that the step ends left its list before its term."""

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
    """Open an entry where its list begins: a candidate, a nomination, a watch; its id comes back.

    A candidate rests on an adverse record that stands, or on the document that its grounds name.
    Raises NotFound, NotPermitted, AlreadyRecorded, Unlawful.
    """
    division = subjects.division_of(session, subject_id)
    permissions.require(act.actor, Permission.PROPOSE_LISTING, division=division)
    kind = require_type(dict(act.law.edition.list_types), list_type)
    begins = OPENS.get(kind.procedure)
    if begins is None:
        raise Unlawful(f"The list {list_type} takes no candidates here.")
    if not grounds.strip():
        raise Unlawful("A candidate needs its grounds.")
    require_impersonal({"grounds": grounds})
    _require_listable(session, subject_id)
    _require_ground(session, kind, record_id, subject_id, grounds, act)
    listing = Listing(
        id=new_id(), subject_id=subject_id, list_type=list_type, colour=kind.colour.value,
        record_id=record_id, proposed_by=act.actor.account_id, is_open=True, row_version=1,
    )  # fmt: skip
    session.add(listing)
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
        payload={"listing": to_public(listing.id), "list_type": list_type, "grounds": grounds},
    )
    session.add(listing_versions.opened(listing, begins, grounds, act, event))
    session.flush()  # windows and later steps refer to the version
    return listing.id


def _require_ground(
    session: Session,
    kind: ListType,
    record_id: int | None,
    subject_id: int,
    grounds: str,
    act: Act,
) -> None:
    """Pass if an entry of the list may rest on what is named. Raises Unlawful."""
    if kind.procedure is ListProcedure.DUE_PROCESS or record_id is not None:
        behind.require(session, record_id, subject_id, grounds, act.law.edition)
    if kind.procedure is ListProcedure.NOMINATION and record_id is not None:
        raise Unlawful("A nomination rests on its grounds, not on an adverse record.")


def _require_listable(session: Session, subject_id: int) -> None:
    """Pass if the subject is confirmed."""
    subject = session.get(Subject, subject_id)
    if subject is None:
        raise NotFound("There is no such subject.")
    if subject.state != SubjectState.CONFIRMED.value:
        raise Unlawful("A subject that nobody has confirmed is not listed.")


def step(session: Session, listing_id: int, taken: Step, form: StepForm, *, act: Act) -> ListEntry:
    """Take one step with an entry; its new state comes back.

    Raises NotFound, NotPermitted, TransitionNotAllowed, StaleVersion, AlreadyRecorded, Unlawful.
    """
    listing, version = listing_versions.current(session, listing_id)
    permission = PERMISSION[taken]
    division = scope_of(permission, subjects.division_of(session, listing.subject_id))
    permissions.require(act.actor, permission, division=division)
    kind = require_type(dict(act.law.edition.list_types), listing.list_type)
    if not COURSES[kind.procedure]:
        raise Unlawful("An entry that is mirrored follows its source; no step is taken here.")
    if listing.row_version != form.version:
        raise StaleVersion(
            f"The entry is at version {listing.row_version}; the step was based on {form.version}."
        )
    before = ListingStatus(version.status)
    status_after(kind.procedure, before, taken)
    taken_by = officers(session, listing_id)
    require_another_officer(kind.procedure, taken, taken_by, act.actor.account_id)
    require_stated(taken, way(kind.procedure, taken), form)
    form = replace(form, on=stated_day(form, version, act))
    form = entry_measures.stated(taken, form, kind, act)
    matter = Matter(session, listing, version, form, act, kind)
    return take(matter, before, taken)


def take(matter: Matter, before: ListingStatus, taken: Step) -> ListEntry:
    """Take the step of the matter, with its event, its version and what follows from it.

    Whether it may be taken is asked before. Raises TransitionNotAllowed, AlreadyRecorded, Unlawful.
    """
    session, listing, kind = matter.session, matter.listing, matter.list_type
    if way(kind.procedure, taken).is_resting:
        _require_resting(matter)
    changes = listing_effects.changes_of(matter, taken)
    if taken is Step.DECIDE:
        listing_decisions.require_penalty(matter)
    needs_consent = listing_effects.needs_consent(matter)
    status = status_after(kind.procedure, before, taken, needs_consent=needs_consent)
    event = ledgers.record(
        session,
        EVENT[taken],
        actor=matter.act.actor,
        at=matter.act.at,
        subject_id=listing.subject_id,
        payload=_told(matter, taken, status),
    )
    changes |= {"status": status.value, "step": taken.value, "recorded_by": event}
    try:
        after = listing_versions.succeed(session, matter, changes)
    except IntegrityError:
        raise AlreadyRecorded(REPEATED) from None
    listing_versions.publish_windows(session, after, kind, matter.act)
    entry_measures.follow(session, after, taken, kind, matter.form, matter.act)
    listing_clocks.turn(session, kind.procedure, taken, after, matter.act)
    if taken is Step.DECIDE:
        listing_decisions.keep(matter, after)
    if status is ListingStatus.PUBLISHED and kind.colour is ListColour.BLACK:
        red_entries.suspend(session, [listing.subject_id], matter.act, event)
    return replace(entry_of(listing, after, kind), removal=REASONS.get(taken))


def _require_resting(matter: Matter) -> None:
    """Pass if what the case rests on still stands. Raises Unlawful."""
    words = matter.form.grounds or matter.version.grounds
    require_impersonal({"grounds": words})
    listing, edition = matter.listing, matter.act.law.edition
    behind.require(matter.session, listing.record_id, listing.subject_id, words, edition)


def _told(matter: Matter, taken: Step, status: ListingStatus) -> dict[str, ledgers.PayloadValue]:
    """What the event of a step says."""
    form = matter.form
    told: dict[str, ledgers.PayloadValue] = {
        "listing": to_public(matter.listing.id),
        "document_number": form.document_number,
        "note": form.note,
        "status": status.value,
    }
    if taken is Step.DECIDE:
        told["measures"] = " ".join(form.measures or ())
    if taken is Step.DECLINE and form.ground is not None:
        told["ground"] = form.ground.value
    if taken in REASONS:
        told["reason"] = REASONS[taken].value
    return told


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
