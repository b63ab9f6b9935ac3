"""A draft beside the version in force: which firms move, and how they are counted."""

from dataclasses import replace
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver, subject_of
from rule_drafts import (
    CLEAN,
    FINED,
    FIRST,
    SECOND,
    SERIOUS,
    TODAY,
    a_draft,
    populate,
)
from rule_texts import the_extract
from sqlalchemy import event, select

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict, InvalidInput, NotFound
from credit_registry.domain.records import RecordKind
from credit_registry.domain.rule_changes import Signal, Trait
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services.grading import grading, loaded_populations, rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_if_changes, what_ifs
from credit_registry.services.rule_changes.what_ifs import Change, WhatIf
from credit_registry.store.evaluations import Evaluation


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


def the_changes(registry: Registry, found: WhatIf) -> dict[int, Change]:
    """The changes by the number of the firm."""
    numbers = {subject_of(registry, a_uscc(number)): number for number in range(1, 7)}
    return {numbers[each.subject_id]: each for each in found.changes}


def test_a_changed_threshold_moves_exactly_the_firms_it_must(
    registry: Registry, owner: Actor
) -> None:
    found = what_ifs.run(registry, a_draft(), actor=owner)
    changes = the_changes(registry, found)
    assert list(changes) == [FINED]
    change = changes[FINED]
    assert (change.grade_before, change.grade_after) == ("AA", "B")
    assert (change.score_before_centi, change.score_after_centi) == (8095, 6190)
    assert (found.population, found.graded) == (6, 5)
    assert found.totals[Signal.CHANGED] == found.totals[Signal.WORSE] == 1
    assert found.totals[Signal.BETTER] == found.totals[Signal.NEWLY_CAPPED] == 0


def test_a_stricter_veto_names_who_is_newly_capped_and_newly_a_candidate(
    registry: Registry, owner: Actor
) -> None:
    draft = a_draft(fines=False, serious=True)
    found = what_ifs.run(registry, draft, actor=owner)
    changes = the_changes(registry, found)
    assert list(changes) == [SERIOUS]
    change = changes[SERIOUS]
    assert (change.grade_before, change.grade_after) == ("A", "C")
    assert change.score_before_centi == change.score_after_centi
    assert (change.candidates_before, change.candidates_after) == ((), ("serious_violation",))
    assert (change.is_capped_before, change.is_capped_after) == (False, True)
    assert found.totals[Signal.NEWLY_CAPPED] == found.totals[Signal.NEWLY_CANDIDATE] == 1


def test_the_matrix_holds_the_whole_population_and_its_totals(
    registry: Registry, owner: Actor
) -> None:
    found = what_ifs.run(registry, a_draft(serious=True), actor=owner)
    codes = list(found.base.grade_codes)
    assert codes == list(found.draft.grade_codes)
    assert found.matrix.sum() == found.population == 6
    cells = {
        (codes[row], codes[column]): count
        for row, counts in enumerate(found.matrix.tolist())
        for column, count in enumerate(counts)
        if count
    }
    assert cells == {
        ("AAA", "AAA"): 2,
        ("AA", "B"): 1,
        ("A", "A"): 1,
        ("A", "C"): 1,
        ("N", "N"): 1,
    }
    off_diagonal = sum(count for (old, new), count in cells.items() if old != new)
    assert off_diagonal == found.totals[Signal.CHANGED]
    assert what_if_changes.newly_below(found.summary(), "A") == 2
    assert what_if_changes.newly_below(found.summary(), "B") == 1
    with pytest.raises(InvalidInput):
        what_if_changes.newly_below(found.summary(), "N")


def test_counts_by_division_section_and_kind_add_up_to_the_totals(
    registry: Registry, owner: Actor
) -> None:
    found = what_ifs.run(registry, a_draft(serious=True), actor=owner)
    by_division = found.counts[Trait.DIVISION]
    assert {code: counts["population"] for code, counts in by_division.items()} == {
        FIRST: 3,
        SECOND: 3,
    }
    assert by_division[FIRST]["worse"] == by_division[SECOND]["worse"] == 1
    assert by_division[SECOND]["newly_candidate"] == 1
    assert by_division[FIRST]["newly_candidate"] == 0
    assert set(found.counts[Trait.SECTION]) == {"C", "F"}
    assert found.counts[Trait.SUBJECT_KIND]["individual_business"]["population"] == 1
    for counts in found.counts.values():
        assert sum(each["population"] for each in counts.values()) == found.population
        for signal, total in found.totals.items():
            assert sum(each[signal.value] for each in counts.values()) == total


def test_both_sides_are_what_an_evaluation_of_everybody_would_write(
    registry: Registry, owner: Actor
) -> None:
    draft = a_draft(serious=True)
    found = what_ifs.run(registry, draft, actor=owner)
    grading.evaluate_all(registry, actor=owner)
    assert grades(registry) == grades_of(registry, found, after=False)
    with registry.transaction() as session:
        rule_sets.publish(session, draft, actor=owner, at=registry.clock.now())
    grading.evaluate_all(registry, actor=owner)
    assert grades(registry) == grades_of(registry, found, after=True)


def grades(registry: Registry) -> dict[int, str]:
    """The grades that stand."""
    with registry.reading() as session:
        rows = session.execute(
            select(Evaluation.subject_id, Evaluation.grade).where(
                Evaluation.superseded_by.is_(None)
            )
        )
        return {row.subject_id: row.grade for row in rows}


def grades_of(registry: Registry, found: WhatIf, *, after: bool) -> dict[int, str]:
    """The grades of a report: those of its changes, and the unchanged by a report of themselves."""
    with registry.reading() as session:
        population = loaded_populations.load(session, TODAY)
    version = found.draft if after else found.base
    (judged,) = population.judged(version)
    (part,) = population.parts
    codes = [version.grade_codes[grade] for grade in judged.grade.tolist()]
    return dict(zip(part.columns.subject_ids.tolist(), codes, strict=True))


def test_any_number_of_drafts_is_tried_on_a_population_that_is_loaded_once(
    registry: Registry, owner: Actor
) -> None:
    with registry.reading() as session:
        population = loaded_populations.load(session, TODAY)
        base = what_ifs.base_of(session, the_extract().purpose, TODAY, None)
        asked: list[str] = []
        event.listen(
            session.connection(),
            "before_cursor_execute",
            lambda *args: asked.append(str(args[2])),
        )
        drafts = [a_draft(), a_draft(fines=False, serious=True), the_extract()]
        found = [what_ifs.beside(population, base, compile_rule_set(each)) for each in drafts]
    assert asked == []
    assert [each.totals[Signal.CHANGED] for each in found] == [1, 1, 0]
    assert list(found[2].changes) == []


def test_the_statements_do_not_grow_with_the_subjects(registry: Registry, owner: Actor) -> None:
    def asked() -> int:
        statements: list[str] = []
        with registry.reading() as session:
            event.listen(
                session.connection(),
                "before_cursor_execute",
                lambda *args: statements.append(str(args[2])),
            )
            loaded_populations.load(session, TODAY)
        return len(statements)

    before = asked()
    deliver(registry, *(a_subject_draft(number) for number in range(20, 60)))
    deliver(registry, *(a_record_draft(RecordKind.COMMITMENT, n) for n in range(20, 60)))
    assert asked() == before


def test_a_draft_is_compared_with_a_named_version_on_an_earlier_day(
    registry: Registry, owner: Actor
) -> None:
    with registry.transaction() as session:
        other = rule_sets.publish(
            session, a_draft(date(2027, 1, 1)), actor=owner, at=registry.clock.now()
        )
    found = what_ifs.run(registry, a_draft(), actor=owner, base=other, as_of=date(2026, 11, 1))
    assert found.base.version == other
    assert found.as_of == date(2026, 11, 1)
    assert found.totals[Signal.CHANGED] == 0
    with pytest.raises(NotFound):
        what_ifs.run(registry, a_draft(), actor=owner, base="0" * 64)
    with pytest.raises(InvalidInput):
        what_ifs.run(registry, a_draft(), actor=owner, as_of=date(2026, 11, 24))
    with pytest.raises(Conflict):
        what_ifs.run(registry, a_draft(), actor=owner, as_of=date(2026, 3, 1))


def test_rules_for_one_purpose_are_not_compared_with_those_for_another(
    registry: Registry, owner: Actor
) -> None:
    with registry.reading() as session:
        (graded,) = rule_sets.published(session)
    risk = replace(a_draft(), purpose=Purpose.RISK)
    for base in (None, graded.version):
        with pytest.raises(Conflict, match="purpose"):
            what_ifs.run(registry, risk, actor=owner, base=base)


def test_grades_that_only_one_version_names_are_changed_but_neither_better_nor_worse(
    registry: Registry, owner: Actor
) -> None:
    extract = a_draft(fines=False)
    best = replace(extract.grades[0], code="S")
    draft = replace(extract, grades=(best, *extract.grades[1:]))
    found = what_ifs.run(registry, draft, actor=owner)
    assert set(the_changes(registry, found)) == {CLEAN, 6}
    assert found.totals[Signal.CHANGED] == 2
    assert found.totals[Signal.BETTER] == found.totals[Signal.WORSE] == 0
