"""A restoration goes its table's way, its conditions checked by the day, and is one act."""

from datetime import date

import pytest
from builders import a_record_draft, an_officer
from filings import deliver, documents, file_of
from restorations_sought import (
    FROM,
    LAST_OF_MINIMUM,
    PLEDGED,
    Applied,
    sought,
    unmet,
)
from rule_texts import the_extract
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotPermitted,
    TransitionNotAllowed,
    Unlawful,
)
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services.grading import grading, rule_sets
from credit_registry.services.registry import Registry
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.proceedings import ProceedingVersion

TO_THE_DECISION = ("accept", "verify")
GRANTED = (*TO_THE_DECISION, "grant")


@pytest.fixture
def case(registry: Registry) -> Applied:
    return sought(registry)


def test_the_last_day_of_the_minimum_is_too_early_and_the_day_after_is_not(case: Applied) -> None:
    case.today = LAST_OF_MINIMUM
    with pytest.raises(Unlawful) as refused:
        case.apply()
    assert set(unmet(refused)) == {"minimum_reached"}
    assert FROM.isoformat() in unmet(refused)["minimum_reached"]
    case.today = FROM
    assert case.apply()


def test_every_condition_that_is_not_met_is_named(case: Applied) -> None:
    case.today = LAST_OF_MINIMUM
    with pytest.raises(Unlawful) as refused:
        case.apply(details={})
    assert set(unmet(refused)) == {"minimum_reached", "duties_done", "pledge_made"}
    with pytest.raises(Unlawful) as refused:
        case.apply(details={**PLEDGED, "pledge": "2020-01-01"})
    assert set(unmet(refused)) == {"minimum_reached", "pledge_made"}


def test_an_application_keeps_the_words_of_its_pledge_and_the_answers_of_its_day(
    case: Applied,
) -> None:
    case.apply()
    with case.registry.reading() as session:
        (version,) = session.scalars(select(ProceedingVersion))
    assert "材料真实" in version.details["pledge_words"]
    answers = {each["condition"]: each for each in version.details["conditions"]}
    assert all(each["is_met"] for each in answers.values())
    assert answers["minimum_reached"]["first_on"] == FROM.isoformat()
    assert answers["duties_done"]["evidence"] == PLEDGED["fulfilment"]


def test_a_grant_ends_the_record_with_one_event_each_and_grades_in_the_same_transaction(
    case: Applied,
) -> None:
    case.apply()
    case.run(*TO_THE_DECISION)
    assert len(documents(file_of(case.registry))) == 1
    assert case.step("grant") == "granted"
    assert documents(file_of(case.registry)) == []
    assert case.record().state == "restored"
    assert case.events() == [
        "proceeding_opened",
        "proceeding_advanced",
        "proceeding_advanced",
        "proceeding_advanced",
        "record_withdrawn",
    ], "no rules are in force here, so that no result is stored"


def test_the_grade_that_is_stored_is_right_as_soon_as_a_restoration_is_granted(
    case: Applied,
) -> None:
    owner = an_officer(case.registry, Role.RULE_OWNER)
    with case.registry.transaction() as session:
        rule_sets.publish(session, the_extract(), actor=owner, at=case.registry.clock.now())
    grading.evaluate_all(case.registry, actor=owner)

    def stored() -> tuple[int | None, int]:
        with case.registry.reading() as session:
            statement = select(Evaluation.score_centi, Evaluation.recorded_by).where(
                Evaluation.subject_id == case.subject_id,
                Evaluation.purpose == Purpose.GRADE.value,
                Evaluation.superseded_by.is_(None),
            )
            score, event = session.execute(statement).one()
            return score, event

    before = stored()
    case.apply()
    case.run(*TO_THE_DECISION)
    assert stored() == before
    case.step("grant")
    assert stored() != before
    assert case.events()[-2:] == ["record_withdrawn", "evaluations_recorded"]
    after = stored()
    assert grading.evaluate_due(case.registry, actor=owner).changed == 0
    assert stored() == after


def test_who_receives_or_verifies_does_not_grant(case: Applied) -> None:
    both = an_officer(case.registry, Role.REVIEWER, Role.DECIDER, Role.ENTERER)
    case.apply(both)
    case.step("accept", both)
    with pytest.raises(NotPermitted, match="apply"):
        case.step("verify", both)
    case.step("verify")
    with pytest.raises(NotPermitted, match="apply"):
        case.step("grant", both)
    assert case.step("grant") == "granted"


def test_who_accepts_may_verify_and_does_not_decide(case: Applied) -> None:
    both = an_officer(case.registry, Role.REVIEWER, Role.DECIDER)
    case.apply()
    case.others = dict.fromkeys(TO_THE_DECISION, both)
    case.run(*TO_THE_DECISION)
    for decision in ("grant", "refuse"):
        with pytest.raises(NotPermitted, match="verify"):
            case.step(decision, both)
    assert case.step("refuse") == "refused"


def test_an_application_is_open_once_and_what_was_granted_is_not_applied_for_again(
    case: Applied,
) -> None:
    case.apply()
    with pytest.raises(AlreadyRecorded):
        case.apply()
    case.run(*GRANTED)
    with pytest.raises(Unlawful) as refused:
        case.apply()
    assert set(unmet(refused)) == {"stands"}


def test_what_was_refused_may_be_applied_for_again(case: Applied) -> None:
    case.apply()
    case.run("accept", "find_wanting")
    with pytest.raises(TransitionNotAllowed, match="refuse"):
        case.step("grant")
    assert case.step("refuse") == "refused"
    assert case.record().state == "active"
    case.apply()
    assert case.run(*GRANTED) == "granted"


def test_one_sent_back_is_completed_once_and_not_sent_back_again(case: Applied) -> None:
    case.apply(details=PLEDGED)
    assert case.step("send_back") == "returned"
    with pytest.raises(Unlawful, match="2026-09-16"):
        case.step("not_accept")
    assert case.step("complete") == "completed"
    with pytest.raises(TransitionNotAllowed, match="accept, not_accept, take_back"):
        case.step("send_back")
    assert case.run(*GRANTED) == "granted"


def test_one_that_is_not_completed_in_time_may_be_closed_the_day_after(case: Applied) -> None:
    case.apply()
    case.step("send_back")
    case.today = date(2026, 9, 16)
    with pytest.raises(Unlawful):
        case.step("not_accept")
    case.today = date(2026, 9, 17)
    assert case.step("not_accept") == "not_accepted"
    assert {state for _, _, state in case.periods()} <= {"met", "dropped"}


def test_a_decision_is_due_in_seven_working_days_over_the_holiday_week(case: Applied) -> None:
    case.today = date(2026, 9, 24)
    case.apply()
    case.today = date(2026, 9, 29)
    case.step("accept")
    assert case.periods() == [
        ("restoration_acceptance", date(2026, 10, 9), "met"),
        ("restoration_decision", date(2026, 10, 14), "running"),
    ], "28 to 30 September, 8 and 9 October; then 30, 8, 9, the working Saturday 10, 12 to 14"


def test_a_record_restored_on_a_false_application_is_public_again_and_counts_anew(
    case: Applied,
) -> None:
    case.apply()
    case.run(*GRANTED)
    case.today = date(2026, 10, 12)
    with pytest.raises(NotPermitted, match="grant"):
        case.step("revoke")
    other = an_officer(case.registry, Role.DECIDER)
    assert case.step("revoke", other) == "revoked"
    (record,) = file_of(case.registry).records
    assert record.public_until == date(2027, 10, 12), "one year, from the day of the revocation"
    with pytest.raises(Unlawful) as refused:
        case.apply()
    assert set(unmet(refused)) == {"minimum_reached", "not_false_before"}
    assert "2027-01-13" in unmet(refused)["minimum_reached"]
    assert "2027-10-13" in unmet(refused)["not_false_before"]


def test_a_source_that_repeats_its_row_does_not_end_the_time_that_counts_anew(
    case: Applied,
) -> None:
    case.apply()
    case.run(*GRANTED)
    case.today = date(2026, 10, 12)
    case.step("revoke", an_officer(case.registry, Role.DECIDER))
    number = file_of(case.registry).records[0].document_number
    repeated = a_record_draft(
        number=1, document_number=number, decided_on=date(2026, 6, 1), title="更正后的处罚"
    )
    deliver(case.registry, repeated)
    (record,) = file_of(case.registry).records
    assert (record.title, record.public_until) == ("更正后的处罚", date(2027, 10, 12))
