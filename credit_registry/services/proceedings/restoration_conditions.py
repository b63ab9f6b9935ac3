"""The conditions of a restoration, each answered for a day from what is on record then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import NotFound, Unlawful
from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.procedures.restorations import REVOKED
from credit_registry.domain.procedures.tables import About, ProcedureKind
from credit_registry.domain.publications import last_day_of
from credit_registry.domain.records import RecordKind, RecordState, Severity
from credit_registry.domain.restoration_conditions import ConditionAnswer, RestorationCondition
from credit_registry.domain.restorations import Deed, restoring
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType, require_type
from credit_registry.law.restoration_terms import RestorationTerms, terms_on
from credit_registry.services.lists import listing_steps, restrictions
from credit_registry.services.records import withdrawals
from credit_registry.services.subjects import representations
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion

PLEDGE, FULFILMENT, FINDING = "pledge", "fulfilment", "finding"
"""What an application states beyond its words: whose terms' pledge it makes, and by what document
its duties are done; and the document in which an officer found that they are."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is to be restored, as it stands: a record, or an entry under its list."""

    subject_id: int
    record: RecordVersion | None = None
    entry: ListingVersion | None = None
    list_type: ListType | None = None

    @property
    def about(self) -> About:
        """Which of the two it is."""
        return About.RECORD if self.record is not None else About.LISTING


@dataclass(frozen=True, slots=True)
class Matter:
    """What conditions are answered from: the thing, what is stated, the day and the law."""

    session: Session
    sought: Sought
    stated: Mapping[str, Any]
    day: date
    edition: Edition
    terms: RestorationTerms


Met = tuple[bool, date | None, str]
"""Whether a condition is met, the first day on which it is, and the document it rests on."""
A_DAY = timedelta(days=1)
NOT_YET: Met = (False, None, "")


def sought(
    session: Session, edition: Edition, record_id: int | None, listing_id: int | None
) -> Sought:
    """The record or the entry as it stands. Raises NotFound."""
    if record_id is not None:
        record = session.scalars(
            select(RecordVersion).where(
                RecordVersion.record_id == record_id, RecordVersion.superseded_by.is_(None)
            )
        ).one_or_none()
        if record is not None:
            return Sought(record.subject_id, record=record)
    found = session.execute(
        select(ListingVersion, Listing.list_type)
        .join(Listing, Listing.id == ListingVersion.listing_id)
        .where(ListingVersion.listing_id == listing_id, ListingVersion.superseded_by.is_(None))
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such record or entry.")
    kind = require_type(dict(edition.list_types), found.list_type)
    return Sought(found[0].subject_id, entry=found[0], list_type=kind)


def answers(
    session: Session, thing: Sought, stated: Mapping[str, Any], day: date, edition: Edition
) -> list[ConditionAnswer]:
    """The answer to each condition that the terms of the day ask for. Raises Unlawful."""
    terms = terms_on(edition.restoration_terms, day)
    matter = Matter(session, thing, stated, day, edition, terms)
    return list(_answers(matter))


def _answers(matter: Matter) -> Iterator[ConditionAnswer]:
    """One answer a condition, in the order of the terms."""
    for asked in matter.terms.of(matter.sought.about):
        is_met, first_on, evidence = ANSWERS[asked.condition](matter)
        yield ConditionAnswer(asked.condition, is_met, asked.source, first_on, evidence)


def _stands(matter: Matter) -> Met:
    """An active record, or an entry that this registry published."""
    record, entry, kind = matter.sought.record, matter.sought.entry, matter.sought.list_type
    if record is not None:
        return record.state == RecordState.ACTIVE.value, None, ""
    is_ours = kind is not None and kind.colour is ListColour.BLACK
    stands = entry is not None and entry.status == ListingStatus.PUBLISHED.value
    return is_ours and stands, None, ""


def _restorable(matter: Matter) -> Met:
    """The catalogue has an act of the day by which such a record is restored."""
    record = matter.sought.record
    is_known = record is not None and restoring(record, matter.edition.acts, matter.day)
    return bool(is_known), None, ""


def _minimum_reached(matter: Matter) -> Met:
    """The day after the last one of the least display has come."""
    last = least_until(matter.sought, matter.day, matter.edition)
    return NOT_YET if last is None else (matter.day > last, last + A_DAY, "")


def least_until(thing: Sought, day: date, edition: Edition) -> date | None:
    """The last day of the least display; None where it is not known or there is no early end."""
    if thing.record is not None:
        try:
            return withdrawals.least_until(thing.record, edition, day)
        except Unlawful:
            return None
    if thing.entry is None or thing.list_type is None:
        return None
    return listing_steps.least_until(thing.entry, thing.list_type)


def _duties_done(matter: Matter) -> Met:
    """An officer found so in a document, or at first the applicant names one that shows it."""
    named = str(matter.stated.get(FINDING) or matter.stated.get(FULFILMENT) or "").strip()
    return bool(named), None, named


def _pledge_made(matter: Matter) -> Met:
    """The applicant made the pledge in the words of terms on file."""
    made = str(matter.stated.get(PLEDGE) or "")
    known = {terms.code for terms in matter.edition.restoration_terms}
    return made in known, None, made if made in known else ""


def _no_heavier_penalty(matter: Matter) -> Met:
    """No serious penalty was decided after the entry began."""
    since = matter.sought.entry.since if matter.sought.entry else None
    if since is None:
        return NOT_YET
    later = [each for each in _penalties(matter) if each.decided_on and each.decided_on > since]
    grave = [each for each in later if each.severity == Severity.SERIOUS.value]
    return not grave, None, ""


def _no_restriction(matter: Matter) -> Met:
    """No restriction of the record runs; for an entry, none that the subject is under."""
    record = matter.sought.record
    acts = [act for act in matter.edition.acts if act.deed is Deed.RESTORE]
    concerned = [record]
    if record is None:
        concerned = [each for each in _penalties(matter) if _binds(each, matter)]
    ends = [
        act.restricted_until(each)
        for act in acts
        for each in concerned
        if each is not None and act.is_about(each)
    ]
    if any(runs and last is None for last, runs in ends):
        return NOT_YET
    days = [day for day, _ in ends if day is not None]
    last = max([*days, *_restricted(matter)], default=None)
    return (True, None, "") if last is None else (matter.day > last, last + A_DAY, "")


def _restricted(matter: Matter) -> Iterator[date]:
    """The last days of the restrictions of an entry, as decided and by penalties since."""
    thing = matter.sought
    if thing.entry is None or thing.list_type is None:
        return
    day, kind = matter.day, thing.list_type
    running = restrictions.longest(matter.session, thing.subject_id, kind, day)
    yield from (each for each in (thing.entry.restricted_until, running) if each is not None)


def _binds(penalty: RecordVersion, matter: Matter) -> bool:
    """Whether a penalty is of a category that restricts its subject."""
    return any(penalty.category in act.bound_categories for act in matter.edition.acts)


def _not_false_before(matter: Matter) -> Met:
    """The time after a restoration of the same thing that was revoked as false is over."""
    thing, row, version = matter.sought, Proceeding, ProceedingVersion
    record_id = thing.record.record_id if thing.record else None
    listing_id = thing.entry.listing_id if thing.entry else None
    same = row.listing_id == listing_id if record_id is None else row.record_id == record_id
    revoked = matter.session.scalars(
        select(version.stepped_on)
        .join(row, row.id == version.proceeding_id)
        .where(row.kind == ProcedureKind.RESTORATION.value, same, version.state == REVOKED)
        .order_by(version.stepped_on.desc())
        .limit(1)
    ).one_or_none()
    if revoked is None:
        return True, None, ""
    last = last_day_of(revoked, matter.terms.again_after)
    return matter.day > last, last + A_DAY, ""


def _penalties(matter: Matter) -> list[RecordVersion]:
    """The penalties of the subject that stand, those of its duplicates included."""
    number = matter.sought.subject_id
    earned = {number, *representations.sources(matter.session, [number]).get(number, ())}
    version = RecordVersion
    statement = select(version).where(
        version.subject_id.in_(earned),
        version.kind == RecordKind.PENALTY.value,
        version.state == RecordState.ACTIVE.value,
        version.superseded_by.is_(None),
    )
    return list(matter.session.scalars(statement.order_by(version.id)))


C = RestorationCondition
ANSWERS: Mapping[RestorationCondition, Callable[[Matter], Met]] = {
    C.STANDS: _stands,
    C.RESTORABLE: _restorable,
    C.MINIMUM_REACHED: _minimum_reached,
    C.DUTIES_DONE: _duties_done,
    C.PLEDGE_MADE: _pledge_made,
    C.NO_HEAVIER_PENALTY: _no_heavier_penalty,
    C.NO_RESTRICTION: _no_restriction,
    C.NOT_FALSE_BEFORE: _not_false_before,
}
"""How each condition is answered."""
