"""How long an entry lasts and how it ends: longer bans, annulled penalties, false applications."""

import json
from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from cases_led import WORDS, answered, decision, penalise, periods, propose_on, shown
from editions import edited, load
from filings import deliver, file_of, on, subject_of, withdraw
from test_services_listings import GROUNDS, Case

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotPermitted,
    Unlawful,
)
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.domain.records import RecordState
from credit_registry.law.editions import read_seeds
from credit_registry.services.lists import listings
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


LIST = "serious_violation"
BAN = {"category": "restrict_practice"}


def test_of_three_bans_with_two_lengths_the_longer_one_is_the_term(case: Case) -> None:
    """Two bans of two years end before the term of three years; one of five years after it."""
    first = penalise(case, **BAN, effective_to=date(2028, 6, 1))
    penalise(case, **BAN, effective_to=date(2028, 6, 1))
    penalise(case, **BAN, effective_to=date(2031, 6, 1))
    propose_on(case, first)
    answered(case)
    decided = case.decide(version=3).version
    assert (decided.restricted_until, decided.until) == (date(2031, 6, 1), date(2031, 6, 1))
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    for day, is_shown in ((date(2031, 6, 1), True), (date(2031, 6, 2), False)):
        on(case.registry, day)
        assert shown(case, day) == is_shown


@pytest.mark.parametrize(
    ("stated", "until"),
    [
        (None, date(2029, 11, 23)),
        (date(2029, 11, 22), date(2029, 11, 23)),
        (date(2029, 11, 24), date(2029, 11, 24)),
    ],
    ids=["none", "a day shorter", "a day longer"],
)
def test_the_term_lasts_as_long_as_a_restriction_that_outlasts_it(
    case: Case, stated: date | None, until: date
) -> None:
    case.propose()
    answered(case)
    form: dict[str, Any] = {"document_number": "列〔2026〕1号", "restricted_until": stated}
    assert case.step(Step.DECIDE, case.decider, 3, **form).version.until == until


def test_a_restriction_that_is_over_is_none(case: Case) -> None:
    case.propose()
    answered(case)
    form: dict[str, Any] = {
        "document_number": "列〔2026〕1号",
        "restricted_until": date(2026, 11, 22),
    }
    with pytest.raises(Unlawful, match="2026-11-22"):
        case.step(Step.DECIDE, case.decider, 3, **form)


def test_an_entry_comes_back_though_the_restriction_of_its_decision_is_long_over(
    case: Case,
) -> None:
    case.propose()
    answered(case)
    form: dict[str, Any] = {
        "document_number": "列〔2026〕1号",
        "restricted_until": date(2026, 12, 31),
    }
    case.step(Step.DECIDE, case.decider, 3, **form)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    case.today = date(2028, 1, 10)
    case.remove()
    case.today = date(2028, 3, 1)
    back = case.relist(an_officer(case.registry, Role.DECIDER))
    assert (back.version.since, back.version.until) == (date(2028, 3, 1), date(2031, 3, 1))
    assert back.version.restricted_until is None


def test_nobody_is_removed_early_while_a_legal_restriction_runs(case: Case) -> None:
    penalty = penalise(case, **BAN, effective_to=date(2028, 6, 1))
    propose_on(case, penalty)
    answered(case)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    case.today = date(2028, 6, 1)
    with pytest.raises(Unlawful, match="restriction is still running: from 2028-06-02 on"):
        case.remove()
    case.today = date(2028, 6, 2)
    assert case.remove().status is ListingStatus.REMOVED


def test_three_firms_that_colluded_are_three_cases_on_one_decision_document(
    case: Case, registry: Registry
) -> None:
    deliver(registry, a_subject_draft(2), a_subject_draft(3))
    document = "虚市监处罚〔2026〕77号"
    deliver(
        registry, *(a_record_draft(number=number, document_number=document) for number in (1, 2, 3))
    )
    auditor = an_officer(registry, Role.AUDITOR)
    made: list[ListEntry] = []
    for number in (1, 2, 3):
        subject_id = subject_of(registry, a_uscc(number))
        (record,) = file_of(registry, auditor, subject_id=subject_id).records
        propose_on(case, record.record_id, number)
        answered(case)
        made.append(case.decide(version=3))
        assert decision(case)["penalty"]["document_number"] == document
        case.consent(4)
        case.step(Step.PUBLISH, case.publisher, 5)
    assert len({entry.listing_id for entry in made}) == 3
    assert {entry.version.decision_number for entry in made} == {"列〔2026〕1号"}
    assert case.page(case.today).total == 3


def test_a_penalty_annulled_a_year_after_listing_takes_its_entry_off_everywhere(
    case: Case, registry: Registry
) -> None:
    """Three working days from 30 September 2026 end on Saturday 10 October, a day of work."""
    case.today = date(2025, 9, 24)
    on(registry, case.today)
    penalty = penalise(case, decided_on=date(2025, 9, 1))
    propose_on(case, penalty)
    answered(case)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    case.today = date(2026, 9, 30)
    on(registry, case.today)
    assert shown(case, case.today)
    withdraw(registry, penalty, RecordState.ANNULLED)
    assert periods(case)["annulment_withdrawal"] == (date(2026, 10, 10), "running")
    with pytest.raises(Unlawful, match="reason in words"):
        case.step(Step.WITHDRAW, case.decider, 7, document_number="撤〔2026〕1号")
    case.today = date(2026, 10, 10)
    on(registry, case.today)
    gone = case.step(Step.WITHDRAW, case.decider, 7, **WORDS)
    assert gone.status is ListingStatus.WITHDRAWN
    assert not shown(case, case.today)
    assert case.page(case.today, as_of=date(2026, 1, 1)).total == 0
    assert periods(case)["annulment_withdrawal"] == (date(2026, 10, 10), "met")


def test_a_penalty_that_stands_again_asks_for_no_withdrawal(case: Case, registry: Registry) -> None:
    penalty = penalise(case)
    propose_on(case, penalty)
    withdraw(registry, penalty, RecordState.ANNULLED)
    assert periods(case)["annulment_withdrawal"][1] == "running"
    with case.act(an_officer(registry, *Role)) as (session, act):
        withdrawals.reinstate(session, penalty, "误撤", act=act)
    assert periods(case)["annulment_withdrawal"][1] == "dropped"


def test_a_deadline_in_a_holiday_week_whose_table_is_loaded_late(
    case: Case, registry: Registry
) -> None:
    """Before the year's table is known, the time to answer is provisional and ends nothing."""
    case.today = date(2026, 12, 29)
    on(registry, case.today)
    case.propose()
    noticed = case.notice().version
    assert (noticed.statement_due_on, noticed.is_due_provisional) == (date(2027, 1, 5), True)
    case.today = date(2027, 1, 6)
    on(registry, case.today)
    with pytest.raises(Unlawful, match="provisional"):
        case.decide()
    seeds: dict[str, str] = json.loads(read_seeds())
    table = seeds["working_days.csv"].rstrip("\n") + "\n"
    holidays = "".join(f"2027-01-{day:02},rest,元旦,虚构的通知\n" for day in (1, 4, 5))
    load(registry, edited("working_days.csv", seeds["working_days.csv"], table + holidays))
    assert periods(case)["listing_statement"] == (date(2027, 1, 8), "running")
    case.today = date(2027, 1, 8)
    with pytest.raises(Unlawful, match="2027-01-08"):
        case.decide(version=3)
    case.today = date(2027, 1, 9)
    assert case.decide(version=3).status is ListingStatus.CONSENT_AWAITED


def test_after_a_false_application_the_term_counts_again_from_that_day(
    case: Case, registry: Registry
) -> None:
    case.publish()
    case.today = date(2027, 12, 2)
    on(registry, case.today)
    remover = an_officer(registry, Role.DECIDER)
    case.remove(remover)
    assert not shown(case, case.today)
    case.today = date(2028, 3, 1)
    on(registry, case.today)
    with pytest.raises(NotPermitted, match="grant"):
        case.relist(remover)
    back = case.relist(case.decider).version
    assert (back.since, back.until, back.removed_on) == (
        date(2028, 3, 1),
        date(2031, 3, 1),
        None,
    )
    assert shown(case, case.today)
    assert case.page(date(2031, 3, 1)).total == 1
    assert case.page(date(2031, 3, 2)).total == 0


def test_an_entry_does_not_come_back_beside_another_case(case: Case, registry: Registry) -> None:
    first = case.publish().listing_id
    case.today = date(2027, 12, 2)
    case.remove(an_officer(registry, Role.DECIDER))
    case.propose()
    case.listing_id = first
    with pytest.raises(AlreadyRecorded):
        case.relist(case.decider)


def test_an_entry_that_outlives_a_change_of_its_list_keeps_the_term_it_was_decided_with(
    case: Case, registry: Registry
) -> None:
    """Listed for three years on 2026-12-01; from 2027-02-01 on the list knows two."""
    case.publish()
    first = case.listing_id
    on(registry, date(2027, 2, 1))
    three = "term: {amount: 3, unit: years}\n  early_removal_after: {amount: 1"
    shorter = edited("list_types.yaml", three, three.replace("amount: 3", "amount: 2", 1))
    load(registry, shorter)
    for day, is_shown in ((date(2029, 12, 1), True), (date(2029, 12, 2), False)):
        on(registry, day)
        assert shown(case, day) == is_shown
    on(registry, date(2027, 2, 1))
    deliver(registry, a_subject_draft(2))
    (case.today, subject_id) = date(2027, 2, 1), subject_of(registry, a_uscc(2))
    with case.act(case.proposer) as (session, act):
        case.listing_id = listings.propose(session, subject_id, LIST, GROUNDS, act=act)
    answered(case)
    assert case.decide(version=3).version.until == date(2029, 2, 1)
    case.listing_id = first
    assert case.entry().version.until == date(2029, 12, 1)


def test_an_entry_is_shown_no_longer_than_its_list_is_in_force(
    case: Case, registry: Registry
) -> None:
    case.publish()
    on(registry, date(2027, 2, 1))
    lasting = "field_en: market regulation\n  since: 2021-09-01\n  until: null"
    load(registry, edited("list_types.yaml", lasting, lasting.replace("null", "2028-06-30")))
    for day, is_shown in ((date(2028, 6, 30), True), (date(2028, 7, 1), False)):
        on(registry, day)
        assert shown(case, day) == is_shown
