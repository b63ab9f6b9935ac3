"""Use profiles at a view: the public and officers apart, entries, duplicates, and grades unread."""

from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, merge, on, subject_of, withdraw
from rule_texts import the_extract
from statements import counted
from test_services_entries import confirm, mirrored
from test_services_listings import Case

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import NotFound
from credit_registry.domain.listings import Step
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.uses import Outcome
from credit_registry.services import law_editions
from credit_registry.services.grading import grading, profiles, rule_sets
from credit_registry.services.grading.profiles import Checked
from credit_registry.services.registry import Registry
from credit_registry.store.evaluations import Evaluation

TODAY = date(2026, 11, 23)
CODES = ("bank_credit", "government_procurement", "qualification_awards", "works_tendering")
NONE, REVIEW, BARRED = Outcome.NO_BAR_FOUND, Outcome.NEEDS_REVIEW, Outcome.BARRED


def checked_of(
    registry: Registry, subject_id: int, actor: Actor = PUBLIC, as_of: date | None = None
) -> dict[str, Checked]:
    with registry.reading() as session:
        view = registry.view(session, actor, as_of)
        edition = law_editions.current(session).edition
        offered = profiles.offered(view)
        found = profiles.check_one(session, subject_id, offered, view, edition)
    return {each.profile.code: each for each in found}


def outcomes(
    registry: Registry, actor: Actor = PUBLIC, number: int = 1, as_of: date | None = None
) -> tuple[Outcome, ...]:
    """The outcomes by the codes in alphabetical order."""
    found = checked_of(registry, subject_of(registry, a_uscc(number)), actor, as_of)
    assert tuple(sorted(found)) == CODES
    return tuple(found[code].finding.outcome for code in CODES)


def a_suspension(number: int = 1, **changes: Any) -> RecordDraft:  # noqa: ANN401 - any field
    values: dict[str, Any] = {
        "category": "suspend_business",
        "severity": Severity.SERIOUS,
        "title": "责令停产停业",
    }
    return a_record_draft(RecordKind.PENALTY, number, **{**values, **changes})


def record_id(registry: Registry, actor: Actor) -> int:
    found = checked_of(registry, subject_of(registry), actor)["government_procurement"]
    (ground,) = found.finding.reasons[0].grounds
    assert ground.record_id is not None
    return ground.record_id


@pytest.fixture
def auditor(registry: Registry) -> Actor:
    return an_officer(registry, Role.AUDITOR)


def test_a_file_without_records_has_no_bar_and_says_what_was_not_looked_at(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    assert outcomes(registry) == (NONE, NONE, NONE, NONE)
    found = checked_of(registry, subject_of(registry))["government_procurement"]
    told = " ".join(sentence.zh for sentence in found.sentences)
    assert "未查：刑事处罚" in told
    assert "来源尚未完整报送" in told
    assert RecordKind.PENALTY not in found.finding.undelivered


def test_a_public_suspension_bars_procurement_and_no_other_use(
    registry: Registry, auditor: Actor
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_suspension())
    expected = (REVIEW, BARRED, REVIEW, REVIEW)
    assert outcomes(registry) == outcomes(registry, auditor) == expected
    assert outcomes(registry, number=2) == (NONE, NONE, NONE, NONE)


def test_on_the_day_after_the_three_years_nothing_is_held_against_anyone(
    registry: Registry, auditor: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_suspension(decided_on=date(2026, 6, 1)))
    for actor in (PUBLIC, auditor):
        on(registry, date(2029, 6, 1))
        assert outcomes(registry, actor)[1] is BARRED
        on(registry, date(2029, 6, 2))
        assert outcomes(registry, actor) == (NONE, NONE, NONE, NONE)


@pytest.mark.parametrize("state", [RecordState.RESTORED, RecordState.ANNULLED])
def test_a_penalty_that_is_restored_or_annulled_is_held_against_nobody_from_that_day(
    registry: Registry, auditor: Actor, state: RecordState
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_suspension(decided_on=date(2025, 6, 1), served_on=date(2025, 6, 3)))
    number = record_id(registry, auditor)
    withdraw(registry, number, state)
    assert outcomes(registry) == outcomes(registry, auditor) == (NONE, NONE, NONE, NONE)


def test_an_internal_record_is_told_to_officers_alone_and_bars_nothing(
    registry: Registry, auditor: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_suspension(disclosure=Disclosure.INTERNAL, title="不公开的处罚"))
    assert outcomes(registry) == (NONE, NONE, NONE, NONE)
    found = checked_of(registry, subject_of(registry))["government_procurement"]
    assert found.finding.reasons == ()
    assert not any("不公开的处罚" in each.zh for each in found.sentences)
    assert outcomes(registry, auditor) == (REVIEW, REVIEW, REVIEW, REVIEW)
    (reason,) = checked_of(registry, subject_of(registry), auditor)[
        "government_procurement"
    ].finding.reasons
    assert [ground.is_public for ground in reason.grounds] == [False]


def test_a_record_withheld_for_a_person_to_settle_is_told_to_officers_alone(
    registry: Registry, auditor: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        a_record_draft(
            category="fine", severity=Severity.UNDETERMINED, amount_fen=300_000_000, title="罚款"
        ),
    )
    assert outcomes(registry) == (NONE, NONE, NONE, NONE)
    assert outcomes(registry, auditor) == (NONE, REVIEW, NONE, NONE)


def test_looking_back_tells_the_public_nothing_that_is_not_public_today(
    registry: Registry, auditor: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_suspension(decided_on=date(2026, 6, 1)))
    on(registry, date(2029, 6, 2))
    then = date(2027, 1, 1)
    assert outcomes(registry, as_of=then)[1] is NONE
    assert outcomes(registry, auditor, as_of=then)[1] is BARRED


def test_a_record_of_a_duplicate_is_held_against_the_subject_that_stands_for_it(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_suspension(2))
    first, second = (subject_of(registry, a_uscc(number)) for number in (1, 2))
    merge(registry, second, first)
    found = checked_of(registry, first)["government_procurement"]
    assert found.finding.outcome is BARRED


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


def test_a_published_entry_bars_honours_and_is_weighed_elsewhere(case: Case) -> None:
    registry, auditor = case.registry, an_officer(case.registry, Role.AUDITOR)
    case.propose()
    case.notice()
    case.today = date(2026, 12, 1)
    on(registry, case.today)
    case.decide()
    assert outcomes(registry) == outcomes(registry, auditor) == (NONE, NONE, NONE, NONE)
    case.consent()
    case.step(Step.PUBLISH, case.publisher, 4)
    expected = (REVIEW, REVIEW, BARRED, REVIEW)
    assert outcomes(registry) == outcomes(registry, auditor) == expected
    reasons = checked_of(registry, subject_of(registry))["qualification_awards"].finding.reasons
    assert [(each.row, each.outcome) for each in reasons] == [("QA-1", REVIEW), ("QA-2", BARRED)]
    assert all(each.grounds[0].listing_id == case.listing_id for each in reasons)


def test_an_entry_removed_today_is_held_against_nobody_today(case: Case) -> None:
    registry, auditor = case.registry, an_officer(case.registry, Role.AUDITOR)
    on(registry, date(2026, 12, 1))
    case.publish()
    case.today = date(2026, 12, 8)
    on(registry, date(2026, 12, 7))
    assert outcomes(registry)[2] is outcomes(registry, auditor)[2] is BARRED
    on(registry, case.today)
    case.step(
        Step.WITHDRAW, case.decider, 5,
        document_number="移〔2026〕1号", note="处罚被撤销。",
    )  # fmt: skip
    assert outcomes(registry) == outcomes(registry, auditor) == (NONE, NONE, NONE, NONE)


def test_a_mirrored_entry_is_weighed_while_its_source_has_confirmed_it(
    registry: Registry, auditor: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    confirm(registry, TODAY, mirrored(subject_of(registry)))
    expected = (REVIEW, REVIEW, REVIEW, REVIEW)
    for day, found in ((date(2026, 11, 30), expected), (date(2026, 12, 1), (NONE,) * 4)):
        on(registry, day)
        assert outcomes(registry) == outcomes(registry, auditor) == found


@pytest.mark.parametrize("grade", ["AAA", "D", "N"])
def test_a_grade_has_no_influence(registry: Registry, auditor: Actor, grade: str) -> None:
    owner = an_officer(registry, Role.RULE_OWNER)
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_suspension(2))
    with registry.transaction() as session:
        rule_sets.publish(session, the_extract(), actor=owner, at=registry.clock.now())
    before = [outcomes(registry, actor, number) for actor in (PUBLIC, auditor) for number in (1, 2)]
    grading.evaluate_all(registry, actor=owner)
    with registry.transaction() as session:
        for row in session.query(Evaluation):
            row.grade = grade
    after = [outcomes(registry, actor, number) for actor in (PUBLIC, auditor) for number in (1, 2)]
    assert before == after


def test_a_profile_has_a_name_and_a_first_day(registry: Registry) -> None:
    with registry.reading() as session:
        now, before = (
            registry.view(session, PUBLIC),
            registry.view(session, PUBLIC, date(2019, 1, 28)),
        )
        assert profiles.one(now, "bank_credit").is_information_only
        with pytest.raises(NotFound, match="bank_credit"):
            profiles.one(now, "housing")
        assert profiles.offered(before) == ()


@pytest.mark.parametrize("is_public", [True, False])
def test_many_subjects_take_as_many_statements_as_one(
    registry: Registry, auditor: Actor, is_public: bool
) -> None:
    everyone = range(1, 9)
    deliver(registry, *(a_subject_draft(number) for number in everyone))
    deliver(registry, *(a_suspension(number) for number in everyone))
    ids = [subject_of(registry, a_uscc(number)) for number in everyone]
    counts = []
    with registry.reading() as session:
        view = registry.view(session, PUBLIC if is_public else auditor)
        edition = law_editions.current(session).edition
        for asked in (ids[:1], ids):
            with counted(registry.database) as statements:
                found = profiles.check(session, asked, profiles.offered(view), view, edition)
            counts.append(statements.count)
            assert list(found) == asked
            assert all(each[0].finding.outcome is BARRED for each in found.values())
    assert counts[0] == counts[1] <= 6


def test_the_public_is_told_of_no_display_to_come(registry: Registry, auditor: Actor) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_suspension())
    for actor in (PUBLIC, auditor):
        found = checked_of(registry, subject_of(registry), actor)["government_procurement"]
        assert found.finding.next_change_on == date(2029, 6, 2)
