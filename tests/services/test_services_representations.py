"""What duplicates earned is shown, listed and graded with the subject that stands for them."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, documents, file_of, position, subject_of
from rule_texts import the_extract
from sqlalchemy import func, select
from statements import counted

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import LinkKind
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.files import credit_files
from credit_registry.services.grading import grading, regenerations, rule_sets
from credit_registry.services.lists import listings
from credit_registry.services.public_lists import list_pages
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import representations, subject_links, subject_states
from credit_registry.store.evaluations import Evaluation

SAME = LinkKind.DUPLICATE_OF


@pytest.fixture
def officer(registry: Registry) -> Actor:
    """An officer of every role, over three enterprises with one penalty each under the rules."""
    actor = an_officer(registry, *Role)
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3)))
    deliver(
        registry,
        *(a_record_draft(number=number, document_number=f"{number}号") for number in (1, 2, 3)),
    )
    with registry.transaction() as session:
        rule_set = the_extract()
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    return actor


def link(
    registry: Registry,
    actor: Actor,
    number: int,
    other: int,
    kind: LinkKind = SAME,
    *,
    since: date | None = None,
) -> int:
    pair = subject_of(registry, a_uscc(number)), subject_of(registry, a_uscc(other))
    with registry.transaction() as session:
        at = registry.clock.now()
        return subject_links.link(session, *pair, kind, actor=actor, at=at, since=since)


def unlink(registry: Registry, actor: Actor, made: int) -> None:
    with registry.transaction() as session:
        subject_links.reverse(session, made, "误认", actor=actor, at=registry.clock.now())


def graded(registry: Registry) -> dict[int, list[str]]:
    """The documents on which the stored grades rest, each as often as it counts."""
    with registry.reading() as session:
        statement = select(Evaluation).where(Evaluation.superseded_by.is_(None))
        return {
            row.subject_id: sorted(
                used.document_number
                for found in regenerations.regenerate(session, row).result.findings
                for used in found.used
            )
            for row in session.scalars(statement)
        }


def told(registry: Registry, actor: Actor, number: int) -> tuple[str, int]:
    """The grade on the page, and on how many records it rests."""
    card = file_of(registry, actor, subject_id=number).grade
    return card.grade, sum(len(found.record_ids) for found in card.findings)


def test_records_of_duplicates_are_shown_with_the_subject_that_stands_for_them(
    registry: Registry, officer: Actor
) -> None:
    link(registry, officer, 1, 2)
    link(registry, officer, 2, 3)
    file = file_of(registry, subject_id=subject_of(registry, a_uscc(3)))
    assert documents(file) == ["1号", "2号", "3号"]
    earned = {record.document_number: record.earned_by for record in file.records}
    assert earned == {
        "1号": subject_of(registry, a_uscc(1)),
        "2号": subject_of(registry, a_uscc(2)),
        "3号": None,
    }
    kinds = [(relation.kind, relation.is_from, relation.code) for relation in file.relations]
    assert kinds == [(SAME, False, a_uscc(2))]


def test_an_undone_merge_parts_them_and_officers_still_see_what_was_shown(
    registry: Registry, officer: Actor
) -> None:
    number = subject_of(registry, a_uscc(2))
    before = position(registry)
    made = link(registry, officer, 1, 2)
    merged = position(registry)
    unlink(registry, officer, made)
    told = [
        documents(file_of(registry, actor, subject_id=number, known_at=known_at))
        for known_at in (before, merged, None)
        for actor in (officer, PUBLIC)
    ]
    assert told == [["2号"], ["2号"], ["1号", "2号"], ["2号"], ["2号"], ["2号"]]
    assert documents(file_of(registry)) == ["1号"]


def test_a_duplicate_that_nobody_confirmed_is_counted_with_no_other(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_record_draft(number=9, document_number="9号"))
    link(registry, officer, 9, 2)
    number = subject_of(registry, a_uscc(2))
    assert documents(file_of(registry, officer, subject_id=number)) == ["2号"]
    between = position(registry)
    with registry.transaction() as session:
        uncertain = subject_of(registry, a_uscc(9))
        subject_states.confirm(session, uncertain, actor=officer, at=registry.clock.now())
    assert documents(file_of(registry, subject_id=number)) == ["2号", "9号"]
    assert documents(file_of(registry, officer, subject_id=number, known_at=between)) == ["2号"]


def test_the_grade_follows_and_a_document_recorded_twice_counts_once(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, *(a_record_draft(number=each, document_number="共号") for each in (1, 2)))
    grading.evaluate_all(registry, actor=officer)
    first, second = subject_of(registry), subject_of(registry, a_uscc(2))
    alone = graded(registry)
    assert set(alone[second]) == {"2号", "共号"}
    made = link(registry, officer, 1, 2)
    assert not {first, second} & set(graded(registry))
    grading.evaluate_all(registry, actor=officer)
    merged = graded(registry)
    assert first not in merged
    assert set(merged[second]) == {"1号", "2号", "共号"}
    assert merged[second].count("共号") == alone[second].count("共号")
    assert told(registry, officer, second)[1] == len(merged[second])
    unlink(registry, officer, made)
    grading.evaluate_all(registry, actor=officer)
    assert graded(registry)[second] == alone[second]
    assert set(graded(registry)[first]) == {"1号", "共号"}


def test_a_case_rests_on_a_duplicates_record(registry: Registry, officer: Actor) -> None:
    (record,) = file_of(registry).records
    second = subject_of(registry, a_uscc(2))
    link(registry, officer, 1, 2)
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(officer, registry.clock.now(), registry.clock.today(), law)
        made = listings.propose(
            session, second, "serious_violation", "理由", act=act, record_id=record.record_id
        )
    assert to_public(made)


def test_a_list_names_the_subject_that_stands_for_the_one_that_earned_the_honour(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1, title="质量奖"))
    made = link(registry, officer, 1, 2)
    names = []
    for _ in range(2):
        with registry.reading() as session:
            edition = law_editions.current(session).edition
            view = registry.view(session, PUBLIC)
            (row,) = list_pages.on_list(session, edition.list_types["honours"], view).rows
        names.append((row.name, row.code))
        if len(names) == 1:
            unlink(registry, officer, made)
    assert names == [("虚构市第2制造有限公司", a_uscc(2)), ("虚构市第1制造有限公司", a_uscc(1))]


def test_a_successor_shows_what_the_rule_of_the_day_lets_it_inherit(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1, document_number="荣誉"))
    number = subject_of(registry, a_uscc(2))
    alone = file_of(registry, officer, subject_id=number).grade
    link(registry, officer, 1, 2, LinkKind.SUCCEEDED_BY, since=date(2026, 7, 1))
    for actor in (PUBLIC, officer):
        file = file_of(registry, actor, subject_id=number)
        assert documents(file) == ["2号"]
        assert [record.document_number for record in file.inherited] == ["1号"]
        earlier = file_of(registry, actor, subject_id=number, as_of=date(2026, 6, 30))
        assert earlier.inherited == ()
        assert file_of(registry, actor).inherited == ()
    after = file_of(registry, officer, subject_id=number).grade
    assert (after.grade, after.score_centi) == (alone.grade, alone.score_centi)


def test_a_branch_inherits_nothing(registry: Registry, officer: Actor) -> None:
    link(registry, officer, 1, 2, LinkKind.BRANCH_OF)
    head = file_of(registry, subject_id=subject_of(registry, a_uscc(2)))
    assert head.inherited == ()
    assert [relation.kind for relation in head.relations] == [LinkKind.BRANCH_OF]
    assert [relation.is_from for relation in file_of(registry).relations] == [True]


def test_the_public_is_told_of_no_relation_to_a_subject_that_is_not_public(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_record_draft(number=9))
    link(registry, officer, 9, 1, LinkKind.BRANCH_OF)
    assert file_of(registry).relations == ()
    assert len(file_of(registry, officer).relations) == 1


def test_a_chain_costs_as_many_statements_as_none(registry: Registry, officer: Actor) -> None:
    counts = []
    for numbers in ((), (1, 2), (2, 3)):
        if numbers:
            link(registry, officer, *numbers)
        number = subject_of(registry, a_uscc(3))
        with registry.reading() as session, counted(registry.database) as sent:
            view = registry.view(session, PUBLIC)
            edition = law_editions.current(session).edition
            credit_files.read(session, number, view, edition)
        counts.append(sent.count)
    assert len(set(counts)) == 1


def test_every_way_has_its_end(registry: Registry, officer: Actor) -> None:
    link(registry, officer, 1, 2)
    link(registry, officer, 2, 3)
    ids = [subject_of(registry, a_uscc(number)) for number in (1, 2, 3)]
    with registry.reading() as session:
        assert representations.ends(session, ids) == {ids[0]: ids[2], ids[1]: ids[2]}
        assert representations.sources(session, ids) == {ids[1]: [ids[0]], ids[2]: sorted(ids[:2])}
        assert session.scalar(select(func.count()).select_from(Evaluation)) == 0
