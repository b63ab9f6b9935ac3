"""What-if reports that are kept: once, with their event, and read by officers alone."""

from dataclasses import replace

import pytest
from builders import a_record_draft, a_uscc, an_officer
from filings import deliver, position
from rule_drafts import FINED, FINED_MORE, SERIOUS, a_draft, populate
from sqlalchemy import func, select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import NotFound, NotPermitted
from credit_registry.domain.records import RecordKind
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_if_changes, what_if_reports, what_ifs
from credit_registry.services.rule_changes.what_if_changes import Only
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ledgers import Event


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


def test_a_report_is_kept_once_with_its_event_and_read_page_by_page(
    registry: Registry, owner: Actor
) -> None:
    before = position(registry)
    ids = [saved(registry, owner), saved(registry, owner)]
    assert ids[0] == ids[1]
    assert position(registry) == before + 1
    auditor = an_officer(registry, Role.AUDITOR)
    with registry.reading() as session:
        report = what_if_reports.one(session, ids[0], actor=auditor)
        pages = [what_if_changes.page(session, report, actor=auditor, limit=1)]
        pages.append(
            what_if_changes.page(
                session, report, actor=auditor, limit=1, after=pages[0][-1].subject_id
            )
        )
        told = session.scalars(select(Event).where(Event.kind == "what_if_reported")).one()
        kept = {
            only: [
                each.code
                for each in what_if_changes.page(
                    session, report, actor=auditor, only=only, below="A"
                )
            ]
            for only in Only
        }
    assert (report.population, report.graded, report.changed) == (6, 5, 2)
    assert report.made_by == owner.username
    assert [page[0].code for page in pages] == [a_uscc(FINED), a_uscc(SERIOUS)]
    assert told.payload["changed"] == 2
    assert len(told.payload["changes_digest"]) == 64
    assert kept[Only.GRADE] == kept[Only.ALL] == [a_uscc(FINED), a_uscc(SERIOUS)]
    assert kept[Only.NEWLY_CAPPED] == kept[Only.NEWLY_CANDIDATE] == [a_uscc(SERIOUS)]
    assert kept[Only.NEWLY_BELOW] == [a_uscc(FINED), a_uscc(SERIOUS)]


def saved(registry: Registry, owner: Actor) -> int:
    """The report of the draft that moves two firms, kept."""
    found = what_ifs.run(registry, a_draft(serious=True), actor=owner)
    with registry.transaction() as session:
        return what_if_reports.save(session, found, actor=owner, at=registry.clock.now())


def test_another_fact_makes_another_report(registry: Registry, owner: Actor) -> None:
    first = saved(registry, owner)
    deliver(registry, a_record_draft(RecordKind.PENALTY, FINED_MORE))
    assert saved(registry, owner) != first


def test_a_report_is_kept_by_who_may_try_rules_and_read_by_officers(
    registry: Registry, owner: Actor
) -> None:
    found = what_ifs.run(registry, a_draft(), actor=owner)
    decider = an_officer(registry, Role.DECIDER)
    with registry.transaction() as session, pytest.raises(NotPermitted):
        what_if_reports.save(session, found, actor=decider, at=registry.clock.now())
    outside = an_officer(registry, Role.SOURCE_UNIT)
    with registry.reading() as session, pytest.raises(NotPermitted):
        what_if_reports.one(session, 1, actor=outside)
    with registry.reading() as session, pytest.raises(NotFound):
        what_if_reports.one(session, 1, actor=decider)


def test_of_the_invented_city_the_grades_before_are_those_that_stand(city: Registry) -> None:
    """The city was evaluated today by the version in force; stricter grades move some of it."""
    owner = an_officer(city, Role.RULE_OWNER)
    with city.reading() as session:
        rows = session.execute(
            select(Evaluation.grade, func.count().label("subjects"))
            .where(Evaluation.superseded_by.is_(None), Evaluation.purpose == "grade")
            .group_by(Evaluation.grade)
        )
        standing = {row.grade: row.subjects for row in rows}
        in_force = rule_sets.in_force(session, city.clock.today())
    assert in_force is not None
    first, *others = in_force.rule_set.grades
    stricter = replace(first, at_least=first.at_least + 100)
    draft = replace(in_force.rule_set, grades=(stricter, *others))
    found = what_ifs.run(city, draft, actor=owner)
    before = dict(zip(found.base.grade_codes, found.matrix.sum(axis=1).tolist(), strict=True))
    assert {grade: count for grade, count in before.items() if count} == standing
    assert found.population == sum(standing.values())
    assert all(change.grade_before == first.code for change in found.changes)
