"""What a case rests on: it is adverse and stands, or nobody decides, and the desk says so first."""

from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from cases_led import answered, periods
from filings import deliver, file_of, on, subject_of, withdraw
from test_services_listings import MONDAY, Case

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import NotPermitted, Unlawful
from credit_registry.domain.listings import DeclineGround, ListingStatus, Step
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.services import law_editions
from credit_registry.services.files import desks
from credit_registry.services.lists import listings
from credit_registry.services.registry import Registry


@pytest.fixture
def case(registry: Registry) -> Case:
    """A case that rests on the one penalty of its enterprise."""
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(document_number="甲1号"))
    case = Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )
    propose(case, "受到较重处罚", penalty(registry))
    return case


def propose(case: Case, words: str, record_id: int | None) -> None:
    """Open the case."""
    number = subject_of(case.registry)
    with case.act(case.proposer) as (session, act):
        case.listing_id = listings.propose(
            session, number, "serious_violation", words, act=act, record_id=record_id
        )


def penalty(registry: Registry) -> int:
    """The record behind the case."""
    (record,) = file_of(registry, an_officer(registry, Role.AUDITOR)).records
    return record.record_id


def urgent(registry: Registry, status: ListingStatus | None = None) -> list[desks.Case]:
    """What stands first on the desk."""
    actor = an_officer(registry, Role.AUDITOR)
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        assert not [each for each in desks.waiting(session, actor, edition) if each.lapse]
        return desks.groundless(session, actor, edition, status)


@pytest.mark.parametrize("state", [RecordState.ANNULLED, RecordState.WITHDRAWN])
def test_nothing_is_decided_on_a_penalty_that_no_longer_stands(
    case: Case, registry: Registry, state: RecordState
) -> None:
    answered(case)
    withdraw(registry, penalty(registry), state)
    with pytest.raises(Unlawful, match=state.value):
        case.decide(version=3)
    declined = case.step(
        Step.DECLINE, case.decider, 3, note="处罚已撤销", ground=DeclineGround.GROUND_LAPSED
    )
    assert declined.status is ListingStatus.DECLINED
    assert urgent(registry) == []


def test_what_was_decided_on_an_annulled_penalty_is_not_published_but_taken_back(
    case: Case, registry: Registry
) -> None:
    answered(case)
    case.decide(version=3)
    case.consent(4)
    withdraw(registry, penalty(registry), RecordState.ANNULLED)
    with pytest.raises(Unlawful, match="annulled"):
        case.step(Step.PUBLISH, case.publisher, 5)
    form = {"document_number": "撤1号", "note": "复议撤销"}
    assert case.step(Step.WITHDRAW, case.decider, 5, **form).status is ListingStatus.WITHDRAWN


def test_an_annulled_penalty_brings_its_entry_to_the_desk_with_three_working_days(
    case: Case, registry: Registry
) -> None:
    answered(case)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    assert urgent(registry) == []
    withdraw(registry, penalty(registry), RecordState.ANNULLED)
    (found,) = urgent(registry)
    assert found.lapse is not None
    assert (found.lapse.state, found.lapse.since) == (RecordState.ANNULLED, MONDAY)
    assert found.lapse.due.due_on == date(2026, 11, 26)
    assert len(urgent(registry, ListingStatus.PUBLISHED)) == 1
    assert urgent(registry, ListingStatus.CANDIDATE) == []


def test_a_failed_sampling_that_is_corrected_carries_no_case(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    failed: dict[str, Any] = {"document_number": "检1号", "occurred_on": date(2026, 3, 2)}
    deliver(registry, a_record_draft(RecordKind.SAMPLING, outcome="failed", **failed))
    proposer = an_officer(registry, Role.PROPOSER)
    case = Case(registry, proposer, proposer, proposer)
    propose(case, "抽查不合格", penalty(registry))
    assert urgent(registry) == []
    deliver(registry, a_record_draft(RecordKind.SAMPLING, outcome="passed", **failed))
    (found,) = urgent(registry)
    assert found.lapse is not None
    assert found.lapse.state is RecordState.ACTIVE


def test_a_delivery_that_corrects_the_ground_of_an_entry_begins_the_time_to_withdraw_it(
    registry: Registry,
) -> None:
    """Three working days from Wednesday 30 September end on Saturday 10 October, a day of work."""
    on(registry, date(2026, 9, 28))
    deliver(registry, a_subject_draft(1))
    failed: dict[str, Any] = {"document_number": "检1号", "occurred_on": date(2026, 3, 2)}
    deliver(registry, a_record_draft(RecordKind.SAMPLING, outcome="failed", **failed))
    case = Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
        date(2026, 9, 28),
    )
    propose(case, "抽查不合格", penalty(registry))
    answered(case)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    assert "annulment_withdrawal" not in periods(case)
    on(registry, date(2026, 9, 30))
    deliver(registry, a_record_draft(RecordKind.SAMPLING, outcome="passed", **failed))
    assert periods(case)["annulment_withdrawal"] == (date(2026, 10, 10), "running")
    withdraw(registry, penalty(registry), RecordState.WITHDRAWN)
    assert periods(case)["annulment_withdrawal"] == (date(2026, 10, 10), "running"), "it goes on"
    case.today = date(2026, 10, 10)
    case.step(Step.WITHDRAW, case.decider, 7, document_number="撤1号", note="结果已更正为合格")
    assert periods(case)["annulment_withdrawal"] == (date(2026, 10, 10), "met")


def test_a_correction_that_is_corrected_back_asks_for_no_withdrawal(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    said: dict[str, Any] = {"document_number": "检1号", "occurred_on": date(2026, 3, 2)}
    deliver(registry, a_record_draft(RecordKind.SAMPLING, outcome="failed", **said))
    proposer = an_officer(registry, Role.PROPOSER)
    case = Case(registry, proposer, proposer, proposer)
    propose(case, "抽查不合格", penalty(registry))
    for outcome, state in (("passed", "running"), ("failed", "dropped")):
        deliver(registry, a_record_draft(RecordKind.SAMPLING, outcome=outcome, **said))
        assert periods(case)["annulment_withdrawal"][1] == state


def test_no_personal_number_goes_into_a_case(case: Case, registry: Registry) -> None:
    identity, mobile = "11010519491231002X", "13800138000"
    with pytest.raises(Unlawful) as refused:
        case.step(
            Step.SERVE_NOTICE, case.proposer, 1,
            document_number=f"告{identity}", note=f"电话{mobile}",
        )  # fmt: skip
    assert [fault.pointer for fault in refused.value.errors] == ["/document_number", "/note"]
    assert identity not in str(refused.value)
    answered(case)
    with pytest.raises(Unlawful, match="grounds"):
        case.step(Step.DECIDE, case.decider, 3, document_number="列1号", grounds=f"张三{identity}")
    with pytest.raises(Unlawful, match="grounds"):
        propose(case, f"罚〔2026〕1号，{mobile}", None)


@pytest.mark.parametrize("step", [Step.SERVE_NOTICE, Step.RECORD_STATEMENT])
@pytest.mark.parametrize("deciding", [Step.DECIDE, Step.DECLINE])
def test_who_took_a_step_of_the_hearing_does_not_decide(
    case: Case, registry: Registry, step: Step, deciding: Step
) -> None:
    both: Actor = an_officer(registry, Role.PROPOSER, Role.DECIDER)
    form = {"document_number": "文1号", "note": "说明", "ground": DeclineGround.OTHER}
    served = both if step is Step.SERVE_NOTICE else case.proposer
    stated = both if step is Step.RECORD_STATEMENT else case.proposer
    case.step(Step.SERVE_NOTICE, served, 1, **form)
    case.step(Step.RECORD_STATEMENT, stated, 2, on=case.today, **form)
    with pytest.raises(NotPermitted, match=step.value):
        case.step(deciding, both, 3, **form)
    case.step(deciding, case.decider, 3, **form)


def test_a_statement_has_the_day_of_its_receipt_and_words_or_a_number(case: Case) -> None:
    case.notice()
    with pytest.raises(Unlawful, match="day"):
        case.step(Step.RECORD_STATEMENT, case.proposer, 2, note="陈述")
    with pytest.raises(Unlawful, match="answered"):
        case.step(Step.RECORD_STATEMENT, case.proposer, 2, on=case.today)
    case.step(Step.RECORD_STATEMENT, case.proposer, 2, document_number="陈1号", on=case.today)


def test_a_provisional_last_day_ends_no_hearing(case: Case, registry: Registry) -> None:
    """Five working days from 2026-12-28 touch a year whose working days are not on file."""
    case.today = date(2026, 12, 28)
    assert case.notice().version.is_due_provisional
    case.today = date(2027, 3, 1)
    on(registry, case.today)
    with pytest.raises(Unlawful, match="2026 or 2027 are not on file"):
        case.decide()
    case.step(Step.RECORD_STATEMENT, case.proposer, 2, note="陈述", on=case.today)
    assert case.decide(version=3).status is ListingStatus.CONSENT_AWAITED


def test_an_entry_is_removed_early_after_a_year(case: Case) -> None:
    answered(case)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    case.today = date(2027, 11, 23)
    with pytest.raises(Unlawful, match="from 2027-11-24 on"):
        case.remove()
    case.today = date(2027, 11, 24)
    assert case.remove().status is ListingStatus.REMOVED


def test_who_published_an_entry_does_not_remove_it(case: Case, registry: Registry) -> None:
    both: Actor = an_officer(registry, Role.DECIDER, Role.PUBLISHER)
    answered(case)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, both, 5)
    case.today = date(2027, 11, 24)
    with pytest.raises(NotPermitted, match="publish"):
        case.remove(both)
