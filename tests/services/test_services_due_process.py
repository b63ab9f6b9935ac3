"""Hearings, consents, grounds and legal periods of entries, at the edges of their days."""

from datetime import date, timedelta
from typing import Any

import pytest
from builders import a_subject_draft, an_officer
from cases_led import WORDS, answered, decision, penalise, periods, propose_on, shown
from editions import edited, load
from filings import deliver, on
from test_services_listings import Case

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import (
    NotPermitted,
    TransitionNotAllowed,
    Unlawful,
)
from credit_registry.domain.listings import DeclineGround, ListingStatus, Step
from credit_registry.services.registry import Registry

LAST_DAY = date(2026, 11, 30)


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


@pytest.fixture
def reviewer(registry: Registry) -> Actor:
    return an_officer(registry, Role.REVIEWER)


def test_a_hearing_is_asked_for_on_the_last_day_to_answer_and_not_after(case: Case) -> None:
    case.propose()
    case.notice()
    case.today = date(2026, 12, 1)
    with pytest.raises(Unlawful, match="too late"):
        case.step(Step.REQUEST_HEARING, case.proposer, 2, on=case.today)
    asked = case.step(Step.REQUEST_HEARING, case.proposer, 2, on=LAST_DAY)
    assert asked.version.hearing_requested_on == LAST_DAY


def test_a_decision_waits_for_the_hearing_that_was_asked_for(case: Case, reviewer: Actor) -> None:
    case.propose()
    answered(case)
    case.step(Step.REQUEST_HEARING, case.proposer, 3, on=case.today)
    case.today = date(2026, 12, 10)
    with pytest.raises(TransitionNotAllowed, match="hold_hearing"):
        case.decide(version=4)
    held = case.step(Step.HOLD_HEARING, reviewer, 4, note="笔录附卷", on=case.today)
    assert held.status is ListingStatus.HEARD
    assert case.decide(version=5).status is ListingStatus.CONSENT_AWAITED


def test_who_handles_a_case_does_not_hold_its_hearing(case: Case, registry: Registry) -> None:
    both = an_officer(registry, Role.PROPOSER, Role.REVIEWER)
    case.propose()
    case.notice()
    case.step(Step.REQUEST_HEARING, both, 2, on=case.today)
    with pytest.raises(NotPermitted, match="request_hearing"):
        case.step(Step.HOLD_HEARING, both, 3, note="笔录附卷", on=case.today)


def test_who_decided_neither_consents_nor_publishes(case: Case, registry: Registry) -> None:
    everything = an_officer(registry, *Role)
    case.propose()
    answered(case)
    case.step(Step.DECIDE, everything, 3, document_number="列〔2026〕1号")
    with pytest.raises(NotPermitted, match="decide"):
        case.consent_by(everything, 4)
    case.consent(4)
    with pytest.raises(NotPermitted, match="decide"):
        case.step(Step.PUBLISH, everything, 5)
    case.step(Step.PUBLISH, case.publisher, 5)


def test_nothing_is_published_before_the_superior_consents_nor_once_it_refused(
    case: Case, registry: Registry
) -> None:
    case.propose()
    answered(case)
    case.decide(version=3)
    with pytest.raises(TransitionNotAllowed):
        case.step(Step.PUBLISH, case.publisher, 4)
    bound = an_officer(registry, Role.DECIDER, division="999901")
    with pytest.raises(NotPermitted):
        case.consent_by(bound, 4)
    superior = an_officer(registry, Role.DECIDER)
    refused = case.step(Step.REFUSE_CONSENT, superior, 4, **WORDS)
    assert refused.status is ListingStatus.CONSENT_REFUSED
    assert not refused.version.consented_on
    case.propose()


def test_no_consent_is_asked_for_from_the_day_on_which_the_law_drops_it(
    case: Case, registry: Registry
) -> None:
    """The rule that is to change ends on a Monday; a decision of that day still needs consent."""
    since = "  - since: 2021-09-01\n    until: null\n    deciding_levels"
    load(registry, edited("list_types.yaml", since, since.replace("null", "2026-11-23")))
    case.propose()
    answered(case)
    assert case.decide(version=3).status is ListingStatus.CONSENT_AWAITED
    case.step(Step.REFUSE_CONSENT, an_officer(registry, Role.DECIDER), 4, **WORDS)
    case.today = date(2026, 11, 24)
    case.propose()
    answered(case)
    assert case.decide(version=3).status is ListingStatus.DECIDED
    case.step(Step.PUBLISH, case.publisher, 4)
    on(registry, case.today)
    assert shown(case, case.today)


def test_each_step_begins_its_legal_period_and_meets_the_one_before(case: Case) -> None:
    case.propose()
    case.notice()
    assert periods(case) == {"listing_statement": (LAST_DAY, "running")}
    case.step(Step.RECORD_STATEMENT, case.proposer, 2, note="陈述", on=case.today)
    case.decide(version=3)
    assert periods(case)["listing_consent"] == (date(2026, 12, 7), "running")
    case.consent(4)
    assert periods(case)["listing_publication"] == (date(2026, 12, 21), "running")
    case.step(Step.PUBLISH, case.publisher, 5)
    assert {code: state for code, (_, state) in periods(case).items()} == {
        "listing_statement": "met",
        "listing_consent": "met",
        "listing_publication": "met",
    }


@pytest.mark.parametrize("ground", list(DeclineGround))
def test_a_subject_is_left_off_on_a_ground_with_its_reason(
    case: Case, ground: DeclineGround
) -> None:
    case.propose()
    answered(case)
    with pytest.raises(Unlawful, match="ground"):
        case.step(Step.DECLINE, case.decider, 3, note="理由")
    with pytest.raises(Unlawful, match="reason in words"):
        case.step(Step.DECLINE, case.decider, 3, ground=ground)
    declined = case.step(Step.DECLINE, case.decider, 3, note="理由", ground=ground)
    assert declined.version.decline_ground == ground.value


def test_a_firm_that_proves_no_intent_is_not_listed(case: Case, reviewer: Actor) -> None:
    case.propose()
    case.notice()
    case.step(Step.REQUEST_HEARING, case.proposer, 2, on=case.today)
    case.step(Step.HOLD_HEARING, reviewer, 3, note="当事人举证：原料检验合格", on=case.today)
    form: dict[str, Any] = {
        "note": "证据充分，没有主观故意",
        "ground": DeclineGround.NO_SUBJECTIVE_INTENT,
    }
    declined = case.step(Step.DECLINE, case.decider, 4, **form)
    assert declined.status is ListingStatus.DECLINED
    assert declined.version.decline_ground == "no_subjective_intent"
    assert not shown(case, case.today)
    assert decision(case) is None


def test_a_decision_keeps_what_the_law_of_its_day_had_it_say(
    case: Case, registry: Registry
) -> None:
    penalty = penalise(case, document_number="虚市监处罚〔2026〕5号", decided_on=date(2026, 6, 1))
    propose_on(case, penalty)
    answered(case)
    case.decide(version=3)
    kept = decision(case)
    assert kept["name"] == "虚构市第1制造有限公司"
    assert kept["penalty"] == {
        "document_number": "虚市监处罚〔2026〕5号",
        "decided_on": "2026-06-01",
    }
    assert "总局令第44号" in kept["basis"]["zh"]
    assert kept["consent"]["en"] == "the next higher market regulation department"
    assert len(kept["measures"]) == 6
    assert all(kept[part]["zh"] and kept[part]["en"] for part in ("leaving", "removal", "remedies"))
    load(registry, edited("list_types.yaml", "可以在法定期限内", "可以依法"))
    assert decision(case) == kept


def test_a_decision_that_rests_on_a_penalty_without_a_day_says_why_it_names_none(
    case: Case,
) -> None:
    propose_on(case, penalise(case, decided_on=None))
    answered(case)
    with pytest.raises(Unlawful, match="not named"):
        case.decide(version=3)
    form = {"document_number": "列〔2026〕1号", "unnamed": "移送单位未载明处罚日期"}
    case.step(Step.DECIDE, case.decider, 3, **form)
    assert (decision(case)["penalty"], decision(case)["unnamed"]) == (None, form["unnamed"])


def test_nothing_is_published_early_on_a_stated_day(case: Case) -> None:
    published = case.publish().version
    assert published.stepped_on == case.today
    assert case.page(case.today - timedelta(days=1)).total == 0
