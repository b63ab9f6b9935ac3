"""A case on an officer's desk: the entry, all about its subject, its steps and who took them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.listings import OPEN, ListColour
from credit_registry.domain.measures import Measure
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.law.editions import Edition
from credit_registry.services.files import credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.lists import entries, grounds
from credit_registry.services.lists.grounds import Lapse
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.records import records
from credit_registry.services.records.records import RecordView
from credit_registry.store.accounts import Account
from credit_registry.store.listings import ListingVersion
from credit_registry.store.proceedings import Proceeding
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that the page of a case shows; `people` are display names by account.

    `reason` is the record behind the case; `lapse` says that the record behind an open case or a
    published entry no longer stands; `possible` are the measures that a decision may choose today;
    `restoration_id` is the last application for restoration of the entry.
    """

    entry: ListEntry
    file: CreditFile
    steps: tuple[ListingVersion, ...]
    people: Mapping[int, str]
    reason: RecordView | None = None
    lapse: Lapse | None = None
    possible: tuple[Measure, ...] = ()
    restoration_id: int | None = None

    @property
    def taken_by(self) -> Mapping[str, int]:
        """Who took each step; what an edition of the law restated stays who took it first."""
        return {step.step: step.actor_id for step in reversed(self.steps)}

    @property
    def division(self) -> str | None:
        """The division in which the subject is registered."""
        registration = self.file.registration
        return registration.division_code if registration else None


def read(session: Session, listing_id: int, actor: Actor, view: View, edition: Edition) -> CaseFile:
    """The case, in a fixed number of statements. Raises NotFound, NotPermitted."""
    entry = entries.entry(session, listing_id, actor, edition)
    steps = tuple(entries.steps_taken(session, listing_id))
    file = credit_files.read(session, entry.subject_id, view, edition)
    people = names_of(session, {step.actor_id for step in steps})
    reason = None
    if entry.record_id is not None:
        reason = records.one(session, file.represented, view, entry.record_id)
    possible = edition.measures_to_choose(entry.list_type.code, view.today)
    lapse, applied_for = _lapse(session, entry, edition), _restoration(session, entry)
    return CaseFile(entry, file, steps, people, reason, lapse, possible, applied_for)


def _restoration(session: Session, entry: ListEntry) -> int | None:
    """The last application for restoration of the entry, where there was any."""
    row = Proceeding
    statement = (
        select(row.id)
        .where(row.listing_id == entry.listing_id, row.kind == ProcedureKind.RESTORATION.value)
        .order_by(row.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def _lapse(session: Session, entry: ListEntry, edition: Edition) -> Lapse | None:
    """What became of the record behind the case, where that still matters."""
    is_black = entry.list_type.colour is ListColour.BLACK
    if entry.status not in OPEN or not is_black:
        return None
    cases = [(entry.record_id, entry.version)]
    return grounds.lapses_of(session, cases, edition).get(entry.listing_id)


def names_of(session: Session, account_ids: set[int]) -> dict[int, str]:
    """What the accounts are called."""
    statement = select(Account.id, Account.display_name).where(Account.id.in_(account_ids))
    return {row.id: row.display_name for row in session.execute(statement)}
