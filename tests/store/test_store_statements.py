"""A fixed number of statements, whatever the number of records, entries and hits."""

from collections.abc import Callable
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of
from rule_texts import the_extract
from sqlalchemy.orm import Session
from statements import counted

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.records import RecordKind
from credit_registry.services import changes, figures, law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.finding import indexing, searching
from credit_registry.services.finding.searching import Question
from credit_registry.services.grading import grading, rule_sets
from credit_registry.services.public_lists import list_movements, list_pages
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.views import View

Read = Callable[[Session, Registry, View], object]
MOST = 20
"""More statements than this no page needs."""


def credit_file(session: Session, _registry: Registry, view: View) -> object:
    edition = law_editions.current(session).edition
    number = subjects.by_code(session, a_uscc(1))
    assert number is not None
    return credit_files.read(session, number, view, edition)


def red_list(session: Session, _registry: Registry, view: View) -> object:
    types = law_editions.current(session).edition.list_types
    page = list_pages.on_list(session, types["honours"], view)
    assert page.rows
    return page


def movement(session: Session, _registry: Registry, view: View) -> object:
    kind = law_editions.current(session).edition.list_types["honours"]
    found = list_movements.this_month(session, kind, view.today)
    assert found.entered
    return list_movements.changed_at(session, kind, view.today)


def search(session: Session, registry: Registry, view: View) -> object:
    edition = law_editions.current(session).edition
    page = searching.find(session, registry.index, Question("虚构市"), view, edition)
    assert page.hits
    return page


def feed(session: Session, _registry: Registry, view: View) -> object:
    assert changes.latest(session, view, 100)
    return changes.since(session, view)


def home(session: Session, _registry: Registry, view: View) -> object:
    return figures.home(session, view)


def statements_of(registry: Registry, actor: Actor, read: Read, **times: object) -> int:
    """How many statements one read sends."""
    with registry.reading() as session:
        view = registry.view(session, actor, **times)  # type: ignore[arg-type] # as_of, known_at
        with counted(registry.database) as sent:
            read(session, registry, view)
    return sent.count


def fill(registry: Registry, numbers: range, records: int) -> None:
    """Enterprises, and records of every kind about each."""
    deliver(registry, *(a_subject_draft(number) for number in numbers))
    drafts = [
        a_record_draft(kind, number)
        for number in numbers
        for kind in RecordKind
        for _ in range(records)
    ]
    deliver(registry, *drafts)
    indexing.follow(registry)


@pytest.fixture
def owner(registry: Registry) -> Actor:
    actor = an_officer(registry, *Role)
    with registry.transaction() as session:
        rule_set = the_extract()
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    return actor


@pytest.mark.parametrize("read", [credit_file, red_list, movement, search, feed, home])
@pytest.mark.parametrize("is_public", [True, False])
def test_more_records_and_more_subjects_cost_no_more_statements(
    registry: Registry, owner: Actor, read: Read, is_public: bool
) -> None:
    actor = PUBLIC if is_public else owner
    fill(registry, range(1, 3), 1)
    few = statements_of(registry, actor, read)
    fill(registry, range(3, 12), 3)
    deliver(registry, *(a_record_draft(kind, 1) for kind in RecordKind for _ in range(8)))
    many = statements_of(registry, actor, read)
    assert 0 < many == few <= MOST


@pytest.mark.parametrize("is_public", [True, False])
def test_a_file_with_two_thousand_records_costs_as_many_statements_as_one_with_ten(
    registry: Registry, owner: Actor, is_public: bool
) -> None:
    actor = PUBLIC if is_public else owner
    deliver(registry, a_subject_draft(1))
    deliver(registry, *(a_record_draft() for _ in range(10)))
    few = statements_of(registry, actor, credit_file)
    deliver(registry, *(a_record_draft() for _ in range(1_990)))
    many = statements_of(registry, actor, credit_file)
    assert 0 < many == few <= MOST
    with registry.reading() as session:
        file = credit_file(session, registry, registry.view(session, actor))
    assert isinstance(file, CreditFile)
    assert (file.record_count, len(file.records)) == (2_000, credit_files.EACH)


@pytest.mark.usefixtures("owner")
def test_a_look_back_costs_as_much_as_a_look(registry: Registry) -> None:
    fill(registry, range(1, 3), 2)
    now = statements_of(registry, PUBLIC, credit_file)
    then = statements_of(registry, PUBLIC, credit_file, as_of=date(2026, 10, 1))
    assert then == now
    shown = set(RecordKind) - {RecordKind.COMPLAINT}  # single complaints are never public
    assert len(file_of(registry).records) == 2 * len(shown)


def test_a_slice_of_gradings_costs_the_same_for_one_subject_and_for_many(
    registry: Registry, owner: Actor
) -> None:
    counts = []
    for numbers in (range(1, 2), range(2, 30)):
        fill(registry, numbers, 1)
        with counted(registry.database) as sent:
            grading.evaluate_all(registry, actor=owner)
        counts.append(sent.count)
    assert counts[1] <= counts[0] + 1  # the second run replaces a result that stands
