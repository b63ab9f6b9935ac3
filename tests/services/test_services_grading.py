"""Grading of everybody: the stored result, what it rests on, and what it may lead to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of
from rule_texts import the_extract
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import NotPermitted, Unauthenticated, Unavailable
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.services import law_editions
from credit_registry.services.grading import grading, proposals, regenerations, rule_sets
from credit_registry.services.registry import Registry
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.listings import Listing
from credit_registry.store.records import PublicationWindow
from credit_registry.store.subjects import PublicityConsent


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """A rule owner who has published the shipped rules."""
    actor = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        rule_set = the_extract()
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    return actor


def stored(registry: Registry, code: str | None = None) -> Evaluation:
    """The subject's result that stands."""
    number = subject_of(registry, code)
    with registry.reading() as session:
        return session.scalars(
            select(Evaluation).where(
                Evaluation.subject_id == number, Evaluation.superseded_by.is_(None)
            )
        ).one()


def a_serious(number: int, day: date, **changes: Any) -> Any:  # noqa: ANN401 - a draft's fields
    return a_record_draft(
        RecordKind.PENALTY, number, severity=Severity.SERIOUS, decided_on=day, **changes
    )


def test_every_stored_result_equals_the_card_that_is_computed_alone(
    registry: Registry, owner: Actor
) -> None:
    numbers = range(1, 7)
    deliver(registry, *(a_subject_draft(number) for number in numbers))
    deliver(
        registry,
        *(a_record_draft(RecordKind.COMMITMENT, number) for number in numbers if number % 2),
        *(a_record_draft(RecordKind.HONOUR, number, level=Level.CITY) for number in (1, 2)),
        *(
            a_record_draft(RecordKind.PENALTY, number, amount_fen=number * 10**6)
            for number in (2, 3)
        ),
        *(a_serious(4, date(2026, month, 1)) for month in (5, 9)),
        a_record_draft(
            RecordKind.SAMPLING, 5, outcome="failed", category="safety", level=Level.NATIONAL
        ),
    )
    assert grading.evaluate_all(registry, actor=owner).evaluated == 6
    for number in numbers:
        code = a_uscc(number)
        row = stored(registry, code)
        card = file_of(registry, owner, subject_id=subject_of(registry, code)).grade
        assert (row.grade, row.score_centi) == (card.grade, card.score_centi)
        assert row.next_change_on == card.next_change_on
        assert row.has_candidates == bool(card.candidates)
    assert {stored(registry, a_uscc(number)).grade for number in numbers} > {"N", "AAA"}


def test_silence_is_not_data(registry: Registry, owner: Actor) -> None:
    """Nobody has looked at the first; the second stands under one source too few."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2), a_subject_draft(3))
    deliver(registry, a_record_draft(RecordKind.PENALTY, 2), a_record_draft(RecordKind.SAMPLING, 3))
    grading.evaluate_all(registry, actor=owner)
    grades = [stored(registry, a_uscc(number)).grade for number in (1, 2, 3)]
    assert grades[:2] == ["N", "N"]
    assert grades[2] != "N"


@pytest.mark.parametrize(
    "changes",
    [
        {"established_on": None},
        {"established_on": date(2026, 1, 1)},
        {"standing": Standing.DEREGISTERED},
        {"standing": Standing.UNKNOWN},
    ],
)
def test_who_is_too_young_or_does_not_operate_has_no_grade(
    registry: Registry, owner: Actor, changes: dict[str, Any]
) -> None:
    deliver(registry, a_subject_draft(1, **changes))
    deliver(registry, a_record_draft(RecordKind.COMMITMENT), a_record_draft(RecordKind.SAMPLING))
    card = file_of(registry, owner).grade
    assert (card.grade, card.score_centi) == ("N", None)


def test_a_result_keeps_its_rules_its_edition_and_both_times(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(document_number="甲1号"))
    known = position(registry)
    grading.evaluate_all(registry, actor=owner)
    row = stored(registry)
    with registry.reading() as session:
        edition_id = law_editions.current(session).edition_id
        (published,) = rule_sets.published(session)
    assert (row.as_of, row.known_at) == (date(2026, 11, 23), known)
    assert (row.law_edition_id, row.rule_set_version) == (edition_id, published.version)
    with registry.reading() as session:
        again = regenerations.regenerate(session, row)
    assert again.is_same
    found = {finding.rule: finding for finding in again.result.findings}
    assert [used.document_number for used in found["D1"].used] == ["甲1号"]
    card = file_of(registry, owner).grade
    (finding,) = [each for each in card.findings if each.rule_code == "D1"]
    assert finding.source_zh.startswith("GZ-QC-1 D1")
    assert len(finding.record_ids) == 1


def test_a_result_is_written_again_when_other_records_stand_behind_the_same_grade(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    draft = a_record_draft(document_number="甲1号", amount_fen=1_000_000)
    deliver(registry, draft, a_record_draft(RecordKind.COMMITMENT))
    grading.evaluate_all(registry, actor=owner)
    before = stored(registry)
    deliver(registry, replace(draft, amount_fen=1_000_001))
    assert grading.evaluate_all(registry, actor=owner).changed == 1
    after = stored(registry)
    assert (before.grade, before.score_centi) == (after.grade, after.score_centi)
    with registry.reading() as session:
        again = [regenerations.regenerate(session, row) for row in (before, after)]
    assert all(each.is_same for each in again)
    measures = [
        next(finding.measure for finding in each.result.findings if finding.rule == "D1")
        for each in again
    ]
    assert measures == [1_000_000, 1_000_001]
    on(registry, date(2026, 11, 24))
    assert grading.evaluate_all(registry, actor=owner).changed == 0


def test_a_second_run_writes_neither_event_nor_row(registry: Registry, owner: Actor) -> None:
    deliver(registry, a_subject_draft(1))
    grading.evaluate_all(registry, actor=owner)
    before = position(registry)
    assert grading.evaluate_all(registry, actor=owner).changed == 0
    assert position(registry) == before


def test_a_bad_grade_alone_lists_nobody_and_a_candidate_is_no_case(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, *(a_record_draft(RecordKind.COMMITMENT, number) for number in (1, 2)))
    fine = a_record_draft(RecordKind.PENALTY, 1, amount_fen=60_000_000)
    deliver(registry, fine, *(a_serious(2, date(2026, month, 1)) for month in (5, 9)))
    failed = [
        a_record_draft(
            RecordKind.SAMPLING, 1, outcome="failed", category="safety", level=Level.NATIONAL
        )
        for _ in range(2)
    ]
    deliver(registry, *failed)
    report = grading.evaluate_all(registry, actor=owner)
    assert report.candidates == 1
    assert stored(registry, a_uscc(1)).grade == "D"
    with registry.reading() as session:
        assert session.scalars(select(Listing.id)).all() == []
        windows = select(PublicationWindow.id).where(
            PublicationWindow.listing_version_id.is_not(None)
        )
        assert session.scalars(windows).all() == []


def test_candidates_are_proposed_by_a_proposer_of_their_division_alone(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, *(a_serious(1, date(2026, month, 1)) for month in (5, 9)))
    grading.evaluate_all(registry, actor=owner)
    with pytest.raises(NotPermitted):
        proposals.propose_candidates(registry, actor=owner)
    elsewhere = an_officer(registry, Role.PROPOSER, division="999902")
    here = an_officer(registry, Role.PROPOSER, division="999901")
    assert proposals.propose_candidates(registry, actor=elsewhere).opened == 0
    assert proposals.propose_candidates(registry, actor=here).opened == 1
    (entry,) = file_of(registry, owner).listings
    assert (entry.proposed_by, entry.version.status) == (here.account_id, "candidate")
    assert "规则 V" in entry.version.grounds


def test_the_public_is_told_a_grade_only_by_consent_on_both_days(
    registry: Registry, owner: Actor
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.COMMITMENT))
    consent(registry, 1, date(2026, 10, 1), date(2026, 10, 31))
    consent(registry, 2, date(2026, 11, 20), date(2026, 11, 23))
    shown = {
        day: file_of(registry, as_of=day).grade.is_shown
        for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 23))
    }
    assert list(shown.values()) == [False, True, False, True]
    on(registry, date(2026, 11, 24))
    card = file_of(registry, as_of=date(2026, 10, 1)).grade
    assert (card.is_shown, card.grade, card.findings, card.summary_zh) == (False, "", (), ())
    assert file_of(registry, owner, as_of=date(2026, 10, 1)).grade.is_shown


def consent(registry: Registry, number: int, since: date, until: date) -> None:
    """The enterprise's consent, on record with the newest event."""
    subject_id = subject_of(registry)
    with registry.transaction() as session:
        event = rule_sets.published(session)[0].published_by
        session.add(
            PublicityConsent(
                id=number, subject_id=subject_id, since=since, until=until,
                recorded_by=event, ordinal=0,
            )
        )  # fmt: skip


def test_nobody_is_graded_without_rules_or_by_one_who_may_not(registry: Registry) -> None:
    with pytest.raises(Unavailable):
        grading.evaluate_all(registry, actor=an_officer(registry, Role.RULE_OWNER))
    with pytest.raises(NotPermitted):
        grading.evaluate_all(registry, actor=an_officer(registry, Role.DECIDER))
    with pytest.raises(Unauthenticated):
        grading.evaluate_all(registry, actor=PUBLIC)


def test_the_rules_in_force_are_those_of_the_day_and_of_what_was_known(
    registry: Registry, owner: Actor
) -> None:
    rule_set = the_extract()
    before = position(registry)
    later = replace(rule_set, code="later", since=date(2026, 12, 1))
    with registry.transaction() as session:
        rule_sets.publish(session, later, actor=owner, at=registry.clock.now())
    with registry.reading() as session:
        found = [
            rule_sets.in_force(session, day, known)
            for day, known in (
                (date(2026, 3, 31), None),
                (date(2026, 11, 30), None),
                (date(2026, 12, 1), None),
                (date(2026, 12, 1), before),
            )
        ]
    codes = [each.rule_set.code if each else None for each in found]
    assert codes == [None, rule_set.code, "later", rule_set.code]
