"""A penalty and an entry that are to be restored, and who may do what about them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, on, subject_of
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import Step
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services import deadlines, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import Record, RecordVersion

T = TypeVar("T", RecordVersion, ListingVersion)

DECIDED = date(2026, 6, 1)
LAST_OF_MINIMUM = date(2026, 9, 1)
"""Three months of a general penalty, from the day of its decision."""
FROM = date(2026, 9, 2)
NOTICED, LISTED = date(2025, 4, 21), date(2025, 4, 29)
LAST_OF_YEAR = date(2026, 4, 29)
PLEDGED = {"pledge": "2021-09-01", "fulfilment": "罚没款缴款书〔2026〕8号"}
GROUNDS = "两次严重处罚（虚市监罚〔2025〕1号）"
NEEDED: dict[str, dict[str, str]] = {
    "verify": {"document_number": "虚市监核〔2026〕1号", "note": "义务已履行，行为已纠正"},
    "find_wanting": {"note": "罚款尚未缴清"},
    "grant": {"document_number": "虚市监修〔2026〕1号"},
    "refuse": {"document_number": "虚市监不修〔2026〕1号", "note": "罚款尚未缴清"},
    "revoke": {"document_number": "虚市监撤〔2026〕1号", "note": "缴款凭证系伪造"},
    "send_back": {"note": "缺少缴款凭证"},
    "complete": {"note": "补交缴款凭证"},
    "not_accept": {"note": "材料不全"},
    "take_back": {"note": "申请人撤回"},
}
"""The least that is to be stated with each step."""
APPLICANTS = frozenset({"complete", "take_back"})
DECIDERS = frozenset({"grant", "refuse", "revoke"})


@dataclass
class Applied:
    """What is to be restored, who may do what about it, and the day that the test sets."""

    registry: Registry
    applicant: Actor
    reviewer: Actor
    decider: Actor
    subject_id: int
    record_id: int
    listing_id: int = 0
    proceeding_id: int = 0
    version: int = 1
    today: date = FROM
    others: dict[str, Actor] = field(default_factory=dict)

    @contextmanager
    def act(self, actor: Actor) -> Iterator[tuple[Session, Act]]:
        on(self.registry, self.today)
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            yield session, Act(actor, self.registry.clock.now(), self.today, law)

    def apply(
        self,
        actor: Actor | None = None,
        *,
        code: str | None = None,
        details: dict[str, str] | None = None,
        of_entry: bool = False,
        day: date | None = None,
    ) -> int:
        record, listing = (None, self.listing_id) if of_entry else (self.record_id, None)
        opening = Opening(ProcedureKind.RESTORATION, self.subject_id, record, listing)
        form = ProceedingForm(on=day, details=PLEDGED if details is None else details)
        with self.act(actor or self.applicant) as (session, act):
            self.proceeding_id = proceedings.begin(session, opening, form, act=act, code=code)
        self.version = 1
        return self.proceeding_id

    def step(self, taken: str, actor: Actor | None = None, **form: object) -> str:
        stated = ProceedingForm(self.version, **{**NEEDED.get(taken, {}), **form})  # type: ignore[arg-type] # fields by name
        chosen = actor or self.others.get(taken) or self._whose(taken)
        with self.act(chosen) as (session, act):
            state = proceedings.step(session, self.proceeding_id, taken, stated, act=act).state
        self.version += 1
        return state

    def _whose(self, taken: str) -> Actor:
        if taken in APPLICANTS:
            return self.applicant
        return self.decider if taken in DECIDERS else self.reviewer

    def run(self, *taken: str) -> str:
        return [self.step(each) for each in taken][-1]

    def periods(self) -> Sequence[tuple[str, date, str]]:
        with self.registry.reading() as session:
            found = deadlines.of(session, Whose(self.subject_id, proceeding_id=self.proceeding_id))
            return [(each.code, each.due_on, each.state) for each in found]

    def events(self) -> list[str]:
        """The kinds of the events since the applications began."""
        with self.registry.reading() as session:
            first = select(func.min(Event.id)).where(Event.kind == "proceeding_opened")
            statement = select(Event.kind).where(Event.id >= first.scalar_subquery())
            return list(session.scalars(statement.order_by(Event.id)))

    def list_entry(self) -> int:
        """An entry on the black list, listed on `LISTED`; its id."""
        proposer, publisher = (
            an_officer(self.registry, role) for role in (Role.PROPOSER, Role.PUBLISHER)
        )
        lister, kept = an_officer(self.registry, Role.DECIDER), self.today
        self.today = NOTICED
        with self.act(proposer) as (session, act):
            self.listing_id = listings.propose(
                session, self.subject_id, "serious_violation", GROUNDS, act=act
            )
        self._list(Step.SERVE_NOTICE, proposer, 1, document_number="告〔2025〕1号")
        self.today = LISTED
        self._list(Step.DECIDE, lister, 2, document_number="列〔2025〕1号")
        superior = an_officer(self.registry, Role.DECIDER)
        self._list(Step.GIVE_CONSENT, superior, 3, document_number="同〔2025〕1号")
        self._list(Step.PUBLISH, publisher, 4)
        self.today = kept
        return self.listing_id

    def _list(self, taken: Step, actor: Actor, version: int, **form: str) -> None:
        with self.act(actor) as (session, act):
            listings.step(session, self.listing_id, taken, StepForm(version, **form), act=act)  # type: ignore[arg-type] # fields by name

    def entry(self) -> ListingVersion:
        """The entry as it stands."""
        version = ListingVersion
        return self._standing(version, version.listing_id == self.listing_id)

    def record(self) -> RecordVersion:
        """The record as it stands."""
        version = RecordVersion
        return self._standing(version, version.record_id == self.record_id)

    def _standing(self, entity: type[T], condition: ColumnElement[bool]) -> T:
        with self.registry.reading() as session:
            statement = select(entity).where(condition, entity.superseded_by.is_(None))
            return session.scalars(statement).one()


def sought(registry: Registry) -> Applied:
    """An enterprise with a general penalty of `DECIDED`, and officers of each role."""
    on(registry, FROM)
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(number=1, decided_on=DECIDED))
    with registry.reading() as session:
        record_id = session.scalars(select(Record.id)).one()
    return Applied(
        registry,
        an_officer(registry, Role.ENTERER),
        an_officer(registry, Role.REVIEWER),
        an_officer(registry, Role.DECIDER),
        subject_of(registry),
        record_id,
    )


def unmet(refused: pytest.ExceptionInfo[Unlawful]) -> dict[str, str]:
    """The conditions that an application was refused for, with what would be accepted."""
    return {
        each.pointer.removeprefix("/conditions/"): each.accepted for each in refused.value.errors
    }
