"""An entry's way on the list: notice, hearing, another officer's decision, publication, removal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import early_removals
import pytest
from builders import a_subject_draft, a_uscc, an_officer
from sqlalchemy import select
from sqlalchemy.orm import Session
from test_services_exchanging import deliver

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotPermitted,
    StaleVersion,
    TransitionNotAllowed,
    Unauthenticated,
    Unlawful,
)
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.lists import entries, listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.public_lists import list_pages
from credit_registry.services.public_lists.list_pages import ListPage
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.services.views import view
from credit_registry.store.ledgers import Event

MONDAY = date(2026, 11, 23)
GROUNDS = "两次严重处罚（虚市监罚〔2026〕1号、2号）"


@dataclass
class Case:
    """One firm, four officers, and a day that the test sets."""

    registry: Registry
    proposer: Actor
    decider: Actor
    publisher: Actor
    today: date = MONDAY
    listing_id: int = 0

    @contextmanager
    def act(self, actor: Actor) -> Iterator[tuple[Session, Act]]:
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            yield session, Act(actor, self.registry.clock.now(), self.today, law)

    def propose(self, actor: Actor | None = None, list_type: str = "serious_violation") -> int:
        with self.act(actor or self.proposer) as (session, act):
            number = subjects.by_code(session, a_uscc(1))
            assert number is not None
            self.listing_id = listings.propose(session, number, list_type, GROUNDS, act=act)
        return self.listing_id

    def step(self, taken: Step, actor: Actor, version: int, **form: object) -> ListEntry:
        with self.act(actor) as (session, act):
            stated = StepForm(version=version, **form)  # type: ignore[arg-type] # fields by name
            return listings.step(session, self.listing_id, taken, stated, act=act)

    def notice(self) -> ListEntry:
        return self.step(Step.SERVE_NOTICE, self.proposer, 1, document_number="告〔2026〕1号")

    def decide(self, version: int = 2) -> ListEntry:
        return self.step(Step.DECIDE, self.decider, version, document_number="列〔2026〕1号")

    def consent(self, version: int = 3) -> ListEntry:
        return self.consent_by(an_officer(self.registry, Role.DECIDER), version)

    def consent_by(self, superior: Actor, version: int) -> ListEntry:
        return self.step(Step.GIVE_CONSENT, superior, version, document_number="同〔2026〕1号")

    def remove(self, decider: Actor | None = None, number: str = "移〔2027〕1号") -> ListEntry:
        """Let the entry leave early, by an application that the decider grants today."""
        decider = decider or self.decider
        early_removals.remove(self.registry, self.act, self.listing_id, decider, number)
        return self.entry()

    def relist(self, officer: Actor, number: str = "恢〔2028〕1号") -> ListEntry:
        """Let the entry come back, because the application was false."""
        early_removals.revoke(self.act, self.listing_id, officer, number)
        return self.entry()

    def entry(self) -> ListEntry:
        auditor = an_officer(self.registry, Role.AUDITOR)
        with self.registry.reading() as session:
            edition = law_editions.current(session).edition
            return entries.entry(session, self.listing_id, auditor, edition)

    def page(self, today: date, as_of: date | None = None) -> ListPage:
        with self.registry.reading() as session:
            law = law_editions.current(session)
            seen = view(session, PUBLIC, today, as_of)
            return list_pages.on_list(session, law.edition.list_types["serious_violation"], seen)

    def publish(self) -> ListEntry:
        self.propose()
        self.notice()
        self.today = date(2026, 12, 1)
        self.decide()
        self.consent()
        return self.step(Step.PUBLISH, self.publisher, 4)


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


def test_five_working_days_to_answer_are_counted_from_the_day_after_the_notice(
    case: Case,
) -> None:
    case.propose()
    assert case.notice().version.statement_due_on == date(2026, 11, 30)


def test_nobody_decides_while_the_subject_may_still_answer(case: Case) -> None:
    case.propose()
    case.notice()
    case.today = date(2026, 11, 30)
    with pytest.raises(Unlawful, match="2026-11-30"):
        case.decide()
    case.today = date(2026, 12, 1)
    assert case.decide().status is ListingStatus.CONSENT_AWAITED


def test_an_answer_opens_the_way_to_a_decision_at_once(case: Case) -> None:
    case.propose()
    case.notice()
    case.step(Step.RECORD_STATEMENT, case.proposer, 2, note="当事人陈述：已整改。", on=MONDAY)
    assert case.decide(version=3).status is ListingStatus.CONSENT_AWAITED


def test_no_decision_without_notice(case: Case) -> None:
    case.propose()
    with pytest.raises(TransitionNotAllowed):
        case.decide(version=1)


def test_who_proposes_does_not_decide(case: Case, registry: Registry) -> None:
    both = an_officer(registry, Role.PROPOSER, Role.DECIDER)
    case.propose(both)
    case.notice()
    case.today = date(2026, 12, 1)
    with pytest.raises(NotPermitted, match="another officer"):
        case.step(Step.DECIDE, both, 2, document_number="列〔2026〕1号")


def test_each_step_needs_its_role(case: Case) -> None:
    case.propose()
    with pytest.raises(NotPermitted):
        case.step(Step.SERVE_NOTICE, case.publisher, 1, document_number="告1号")
    with pytest.raises(Unauthenticated):
        case.step(Step.SERVE_NOTICE, PUBLIC, 1, document_number="告1号")


def test_a_subject_has_one_open_entry_on_a_list(case: Case) -> None:
    case.propose()
    with pytest.raises(AlreadyRecorded):
        case.propose()


def test_a_mirrored_list_takes_no_candidates(case: Case) -> None:
    with pytest.raises(Unlawful):
        case.propose(list_type="national_serious_violation")


def test_a_step_based_on_an_older_version_is_refused(case: Case) -> None:
    case.propose()
    case.notice()
    with pytest.raises(StaleVersion):
        case.step(Step.RECORD_STATEMENT, case.proposer, 1, note="迟到")


def test_an_entry_is_public_from_publication_to_the_last_day_of_its_term(case: Case) -> None:
    case.publish()
    assert case.page(date(2026, 11, 30)).rows == ()
    (row,) = case.page(date(2026, 12, 1)).rows
    assert row.until == date(2029, 12, 1)
    assert case.page(date(2029, 12, 1)).total == 1
    assert case.page(date(2029, 12, 2)).total == 0


def test_a_removed_entry_is_gone_and_looking_back_does_not_bring_it_back(case: Case) -> None:
    case.publish()
    case.today = date(2027, 12, 2)
    assert case.remove().status is ListingStatus.REMOVED
    assert case.page(date(2027, 12, 2)).total == 0
    assert case.page(date(2027, 12, 2), as_of=date(2027, 1, 1)).total == 0
    case.propose()


@pytest.mark.parametrize("days", [0, 366, 3 * 366], ids=["at once", "after a year", "at its end"])
def test_nobody_takes_an_entry_off_early_without_a_granted_application(
    case: Case, registry: Registry, days: int
) -> None:
    case.publish()
    case.today += timedelta(days=days)
    form = {"document_number": "移〔2027〕1号", "note": "提前移出"}
    with pytest.raises(Unlawful, match="granted application"):
        case.step(Step.REMOVE, an_officer(registry, *Role), 5, **form)


def test_nobody_puts_an_entry_back_while_the_application_stands_as_granted(
    case: Case, registry: Registry
) -> None:
    case.publish()
    case.today = date(2027, 12, 2)
    case.remove()
    form = {"document_number": "恢〔2027〕1号", "note": "申请材料虚假"}
    with pytest.raises(Unlawful, match="revoked as false"):
        case.step(Step.RELIST, an_officer(registry, *Role), 6, **form)
    assert case.relist(an_officer(registry, Role.DECIDER)).status is ListingStatus.PUBLISHED
    with pytest.raises(Unlawful, match="granted application"):
        case.step(Step.REMOVE, an_officer(registry, *Role), 7, **form)


def test_every_step_has_exactly_one_event(case: Case, registry: Registry) -> None:
    case.publish()
    with registry.reading() as session:
        kinds = session.scalars(
            select(Event.kind).where(Event.kind.startswith("listing_")).order_by(Event.position)
        ).all()
        assert kinds == [
            "listing_proposed",
            "listing_noticed",
            "listing_decided",
            "listing_consent_given",
            "listing_published",
        ]
        assert all(ledgers.verify(session, position) for position in range(ledgers.size(session)))
