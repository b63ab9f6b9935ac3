"""Grades over time: each as it was stored, and none that tells of what is no longer public."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, file_of, on, subject_of, withdraw

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.records import RecordKind, RecordState, Severity
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.services import law_editions
from credit_registry.services.grading import consents, grade_histories, grading, rule_sets
from credit_registry.services.registry import Registry

FIRST, SECOND, THIRD = date(2026, 3, 1), date(2026, 6, 10), date(2026, 8, 1)
LAST_DISPLAYED = date(2027, 6, 1)
"""The last day of a general penalty decided on 1 June 2026."""


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """A rule owner under the shipped rules, over an enterprise that consented to its grade."""
    actor = an_officer(registry, *Role)
    on(registry, FIRST)
    with registry.transaction() as session:
        for rule_set in shipped_rule_sets():
            begun = replace(rule_set, since=date(2020, 1, 1))
            rule_sets.publish(session, begun, actor=actor, at=registry.clock.now())
    deliver(registry, a_subject_draft())
    consent(registry, actor, FIRST)
    return actor


def consent(registry: Registry, actor: Actor, since: date) -> None:
    number = subject_of(registry)
    with registry.transaction() as session:
        at = registry.clock.now()
        consents.record(session, number, since, None, actor=actor, at=at)


def graded(registry: Registry, owner: Actor, day: date) -> None:
    on(registry, day)
    grading.evaluate_due(registry, actor=owner)


def days(registry: Registry, actor: Actor = PUBLIC, as_of: date | None = None) -> list[date]:
    with registry.reading() as session:
        view = registry.view(session, actor, as_of)
        edition = law_editions.current(session).edition
        found = grade_histories.of_subject(session, (subject_of(registry),), view, edition)
    return [point.day for point in found]


def penalise(registry: Registry, amount_fen: int = 100_000) -> None:
    """A penalty; with another amount it is the same one, corrected."""
    day = date(2026, 6, 1)
    penalty = a_record_draft(
        RecordKind.PENALTY, document_number="虚市监罚〔2026〕1号", decided_on=day, served_on=day,
        severity=Severity.GENERAL, amount_fen=amount_fen,
    )  # fmt: skip
    deliver(registry, penalty)


def test_a_result_is_a_point_of_its_day(registry: Registry, owner: Actor) -> None:
    graded(registry, owner, FIRST)
    on(registry, SECOND)
    penalise(registry)
    graded(registry, owner, SECOND)
    assert days(registry) == [FIRST, SECOND]
    assert days(registry, as_of=SECOND - timedelta(days=1)) == [FIRST]


def test_a_point_goes_with_the_record_that_it_rests_on(registry: Registry, owner: Actor) -> None:
    graded(registry, owner, FIRST)
    on(registry, SECOND)
    penalise(registry)
    graded(registry, owner, SECOND)
    (record,) = file_of(registry, owner).records
    on(registry, THIRD)
    withdraw(registry, record.record_id, RecordState.ANNULLED)
    assert days(registry) == [FIRST]
    graded(registry, owner, THIRD)
    assert days(registry) == [FIRST, THIRD]
    assert days(registry, owner) == [FIRST, SECOND, THIRD]


def test_a_point_stays_until_the_last_day_of_the_display(registry: Registry, owner: Actor) -> None:
    graded(registry, owner, FIRST)
    on(registry, SECOND)
    penalise(registry)
    graded(registry, owner, SECOND)
    on(registry, LAST_DISPLAYED)
    assert days(registry) == [FIRST, SECOND]
    on(registry, LAST_DISPLAYED + timedelta(days=1))
    assert days(registry) == [FIRST]


def test_a_point_that_rests_on_what_was_corrected_since_goes(
    registry: Registry, owner: Actor
) -> None:
    on(registry, SECOND)
    penalise(registry)
    graded(registry, owner, SECOND)
    penalise(registry, amount_fen=77_700)
    assert days(registry) == []
    graded(registry, owner, THIRD)
    assert days(registry) == [THIRD]


def test_what_came_later_hides_no_earlier_point(registry: Registry, owner: Actor) -> None:
    graded(registry, owner, FIRST)
    on(registry, SECOND)
    penalise(registry)  # it is displayed from its decision on, before it was known here
    (record,) = file_of(registry, owner).records
    withdraw(registry, record.record_id)
    assert days(registry) == [FIRST]


def test_nothing_is_told_before_the_enterprise_consented(registry: Registry) -> None:
    actor = an_officer(registry, *Role)
    on(registry, FIRST)
    with registry.transaction() as session:
        for rule_set in shipped_rule_sets():
            begun = replace(rule_set, since=date(2020, 1, 1))
            rule_sets.publish(session, begun, actor=actor, at=registry.clock.now())
    deliver(registry, a_subject_draft())
    graded(registry, actor, FIRST)
    assert days(registry) == []
    consent(registry, actor, SECOND)
    on(registry, SECOND)
    penalise(registry)
    graded(registry, actor, SECOND)
    assert days(registry) == [SECOND]
    assert days(registry, actor) == [FIRST, SECOND]
