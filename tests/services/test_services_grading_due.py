"""Evaluating what is due comes to what evaluating everybody would, day after day."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, subject_of, withdraw
from sqlalchemy import func, select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.records import Level, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import LinkKind
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services import law_editions
from credit_registry.services.grading import grading, populations, regenerations, rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_documents, subject_links
from credit_registry.store.evaluations import Evaluation

FIRST = date(2026, 1, 1)
SUBJECTS = (1, 2, 3, 4, 5)
DAYS = 365


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """A rule owner under the shipped rules, over a few enterprises."""
    actor = an_officer(registry, *Role)
    on(registry, FIRST)
    with registry.transaction() as session:
        for rule_set in shipped_rule_sets():
            begun = replace(rule_set, since=date(2020, 1, 1))
            rule_sets.publish(session, begun, actor=actor, at=registry.clock.now())
    deliver(registry, *(a_subject_draft(number) for number in SUBJECTS))
    return actor


def anew(registry: Registry) -> set[tuple[object, ...]]:
    """What evaluating everybody on columns comes to today."""
    found: set[tuple[object, ...]] = set()
    with registry.reading() as session:
        today = registry.clock.today()
        law = law_editions.current(session)
        forwarding = subject_documents.forwarding(session)
        for stretch in populations.stretches(session, 100):
            population = populations.load(
                session, stretch, today, law.edition.industries, forwarding
            )
            for purpose in Purpose:
                compiled = rule_sets.in_force(session, today, purpose=purpose)
                assert compiled is not None
                found |= {
                    (purpose.value, compiled.version, each.subject_id, each.grade, each.score_centi,
                     each.outcome, each.next_change_on)
                    for each in grading.outcomes(compiled, population, today)
                }  # fmt: skip
    return found


def standing(registry: Registry) -> set[tuple[object, ...]]:
    """The results that stand."""
    row = Evaluation
    columns = (row.purpose, row.rule_set_version, row.subject_id, row.grade, row.score_centi)
    with registry.reading() as session:
        statement = select(*columns, row.outcome, row.next_change_on).where(
            row.superseded_by.is_(None)
        )
        return {tuple(each) for each in session.execute(statement)}


def a_random_draft(rng: random.Random, today: date) -> RecordDraft:
    """A record that was decided some days ago."""
    number, day = rng.choice(SUBJECTS), today - timedelta(days=rng.randrange(1, 40))
    makers: list[Callable[[], RecordDraft]] = [
        lambda: a_record_draft(RecordKind.PENALTY, number, decided_on=day, served_on=day,
                               severity=rng.choice([Severity.GENERAL, Severity.SERIOUS])),
        lambda: a_record_draft(RecordKind.SAMPLING, number, outcome="failed", category="safety",
                               occurred_on=day, served_on=day, first_displayed_on=day,
                               level=rng.choice(list(Level))),
        lambda: a_record_draft(RecordKind.COMMITMENT, number, decided_on=day, effective_from=day,
                               effective_to=day + timedelta(days=rng.randrange(90))),
    ]  # fmt: skip
    return rng.choice(makers)()


def test_what_is_due_equals_everybody_on_every_day_of_a_year(
    registry: Registry, owner: Actor
) -> None:
    rng = random.Random(20260101)  # noqa: S311 - the same year in every run
    evaluated, changed = 0, 0
    for number in range(DAYS):
        today = FIRST + timedelta(days=number)
        on(registry, today)
        if rng.randrange(8) == 0:
            deliver(registry, a_random_draft(rng, today))
        report = grading.evaluate_due(registry, actor=owner)
        evaluated += report.evaluated
        changed += report.changed
        assert standing(registry) == anew(registry), today
    assert len(SUBJECTS) < evaluated < DAYS * len(SUBJECTS) / 4
    assert changed > len(SUBJECTS) * 10
    with registry.reading() as session:
        rows = session.scalars(select(Evaluation)).all()
        assert all(regenerations.regenerate(session, row).is_same for row in rows[::7])


def test_nothing_is_due_twice(registry: Registry, owner: Actor) -> None:
    assert grading.evaluate_due(registry, actor=owner).evaluated == len(SUBJECTS)
    assert grading.evaluate_due(registry, actor=owner).evaluated == 0
    grading.evaluate_all(registry, actor=owner)
    assert grading.evaluate_due(registry, actor=owner).evaluated == 0


def test_only_whom_an_event_touched_is_due(registry: Registry, owner: Actor) -> None:
    grading.evaluate_due(registry, actor=owner)
    deliver(registry, a_record_draft(RecordKind.PENALTY, 2, decided_on=date(2025, 12, 1)))
    assert grading.evaluate_due(registry, actor=owner).evaluated == 1
    (record,) = file_of(registry, owner, subject_id=subject_of(registry, a_uscc(2))).records
    withdraw(registry, record.record_id, RecordState.ANNULLED)
    assert grading.evaluate_due(registry, actor=owner).evaluated == 1
    assert standing(registry) == anew(registry)


def test_who_stands_for_another_is_due_when_that_one_changes(
    registry: Registry, owner: Actor
) -> None:
    grading.evaluate_due(registry, actor=owner)
    pair = subject_of(registry, a_uscc(1)), subject_of(registry, a_uscc(2))
    with registry.transaction() as session:
        subject_links.link(
            session, *pair, LinkKind.DUPLICATE_OF, actor=owner, at=registry.clock.now()
        )
    assert grading.evaluate_due(registry, actor=owner).evaluated == 1
    deliver(registry, a_record_draft(RecordKind.PENALTY, 1, decided_on=date(2025, 12, 1)))
    assert grading.evaluate_due(registry, actor=owner).evaluated == 1
    assert standing(registry) == anew(registry)


def test_new_rules_make_everybody_due_from_their_day_on(registry: Registry, owner: Actor) -> None:
    grading.evaluate_due(registry, actor=owner)
    (grade,) = (each for each in shipped_rule_sets() if each.purpose is Purpose.GRADE)
    coming = replace(grade, since=date(2026, 1, 3), bonus_most=500)
    with registry.transaction() as session:
        rule_sets.publish(session, coming, actor=owner, at=registry.clock.now())
    on(registry, date(2026, 1, 2))
    assert grading.evaluate_due(registry, actor=owner).evaluated == 0
    on(registry, date(2026, 1, 3))
    assert grading.evaluate_due(registry, actor=owner).evaluated == len(SUBJECTS)
    with registry.reading() as session:
        counted = session.scalars(select(func.count()).select_from(Evaluation)).one()
    assert counted == 3 * len(SUBJECTS)  # two purposes, and the grades anew


class Broken(Exception):  # noqa: N818 - it stands for a process that is killed
    """The run has broken off."""


def test_a_run_that_broke_off_is_made_up_for(
    registry: Registry, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(evaluated: int) -> None:
        raise Broken(evaluated)

    monkeypatch.setattr(grading, "SLICE_SUBJECTS", 2)
    with pytest.raises(Broken, match="2"):
        grading.evaluate_due(registry, actor=owner, on_progress=break_off)
    assert {each[2] for each in standing(registry)} < {each[2] for each in anew(registry)}
    report = grading.evaluate_due(registry, actor=owner)
    assert report.changed == 2 * (len(SUBJECTS) - 2)  # both purposes; the first two stand
    assert standing(registry) == anew(registry)
