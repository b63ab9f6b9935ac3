"""The traced and the set-based evaluation agree on random rule sets and random dossiers."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from random_rules import DOSSIERS, LATER_DAYS, POPULATIONS, rule_sets

from credit_registry.rules.documents.checks import faults_of
from credit_registry.rules.documents.documents import read_rule_set, write_rule_set
from credit_registry.rules.dossiers import Dossier
from credit_registry.rules.execution.columns import columns_of
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.execution.outcomes import dimension_points, of_evaluation, of_results
from credit_registry.rules.execution.set_based import (
    NO_SCORE,
    Results,
    evaluate_population,
    prepare,
)
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.rule_sets import (
    RuleSet,
)
from credit_registry.rules.words.explanations import explain

SETTINGS = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_agree(
    dossier: Dossier, evaluation: Evaluation, results: Results, row: int, rule_set: RuleSet
) -> None:
    compiled = compile_rule_set(rule_set)
    score = NO_SCORE if evaluation.score_centi is None else evaluation.score_centi
    found = {
        name for name, hit in zip(compiled.candidates, results.candidates[row], strict=True) if hit
    }
    assert results.score_centi[row] == score
    assert compiled.grade_codes[results.grade[row]] == evaluation.grade
    assert compiled.grade_codes[results.grade_before_caps[row]] == evaluation.grade_before_caps
    assert results.dimension_points[row].tolist() == [each.points for each in evaluation.dimensions]
    for place, finding in enumerate(evaluation.findings):
        if finding.points_after_cap is not None:
            assert results.rule_points[row, place] == finding.points_after_cap
    assert found == {candidate.list_type for candidate in evaluation.candidates}
    assert results.next_change(row) == evaluation.next_change_on
    outcome = of_evaluation(compiled, dossier.facts, evaluation)
    assert of_results(results)[row] == outcome
    points, has_data = dimension_points(compiled, [outcome])
    assert points[0].tolist() == [each.points for each in evaluation.dimensions]
    assert has_data[0].tolist() == [each.has_data for each in evaluation.dimensions]


@SETTINGS
@given(rule_sets(), POPULATIONS, LATER_DAYS)
def test_both_executions_agree(rule_set: RuleSet, population: list[Dossier], day: date) -> None:
    compiled = compile_rule_set(rule_set)
    prepared = prepare(compiled, columns_of(population))
    for as_of in (day, day - timedelta(days=1)):
        results = evaluate_population(prepared, as_of)
        for row, dossier in enumerate(population):
            assert_agree(dossier, evaluate(compiled, dossier, as_of), results, row, rule_set)


@SETTINGS
@given(rule_sets(), POPULATIONS, LATER_DAYS)
def test_both_executions_agree_on_the_days_of_change(
    rule_set: RuleSet, population: list[Dossier], day: date
) -> None:
    compiled = compile_rule_set(rule_set)
    prepared = prepare(compiled, columns_of(population))
    for _ in range(6):
        evaluations = [evaluate(compiled, dossier, day) for dossier in population]
        results = evaluate_population(prepared, day)
        for row, evaluation in enumerate(evaluations):
            assert_agree(population[row], evaluation, results, row, rule_set)
        following = [each.next_change_on for each in evaluations if each.next_change_on]
        if not following:
            break
        eve = min(following) - timedelta(days=1)
        day = min(following) if eve == day else eve


@SETTINGS
@given(rule_sets(), DOSSIERS, LATER_DAYS)
def test_nothing_changes_before_the_next_change(
    rule_set: RuleSet, dossier: Dossier, day: date
) -> None:
    compiled = compile_rule_set(rule_set)
    today = evaluate(compiled, dossier, day)
    until = (today.next_change_on or date.max) - timedelta(days=today.next_change_on is not None)
    if until >= day:
        assert evaluate(compiled, dossier, until) == today._replace(as_of=until)


@SETTINGS
@given(rule_sets(), DOSSIERS, LATER_DAYS)
def test_every_evaluation_can_be_explained(rule_set: RuleSet, dossier: Dossier, day: date) -> None:
    evaluation = evaluate(compile_rule_set(rule_set), dossier, day)
    assert all(sentence.zh and sentence.en for sentence in explain(rule_set, evaluation))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_sets())
def test_random_rule_sets_are_sound_and_survive_yaml(rule_set: RuleSet) -> None:
    assert faults_of(rule_set) == ()
    assert read_rule_set(write_rule_set(rule_set)) == rule_set
