"""The traced and the set-based evaluation agree on random rule sets and random dossiers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credit_registry.domain.records import Level, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules import traces
from credit_registry.rules.checks import faults_of
from credit_registry.rules.columns import columns_of
from credit_registry.rules.compilation import compile_rule_set
from credit_registry.rules.documents import read_rule_set, write_rule_set
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.explanations import explain
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.rule_sets import (
    BONUS,
    MEASURED,
    AgeStep,
    Aggregate,
    Band,
    DateField,
    Dimension,
    Effect,
    Grade,
    Match,
    NoGrade,
    PointsRow,
    Rule,
    RuleSet,
    Timing,
    Wording,
)
from credit_registry.rules.set_based import NO_SCORE, Results, evaluate_population, prepare
from credit_registry.rules.traced import evaluate

WORDS = Wording("字", "word")
OUTCOMES = ("failed", "passed")
CATEGORIES = ("safety", "ordinary")
SEVERITIES = (Severity.GENERAL, Severity.SERIOUS)
LEVELS = (Level.CITY, Level.NATIONAL)
KINDS = (RecordKind.SAMPLING, RecordKind.PENALTY)
MONTH_ENDS = [date(y, m, 1) - timedelta(days=1) for y in range(2023, 2027) for m in (1, 3, 5, 12)]
DAYS = st.sampled_from(MONTH_ENDS) | st.dates(date(2023, 1, 1), date(2026, 12, 31))
LATER_DAYS = st.sampled_from(MONTH_ENDS[4:]) | st.dates(date(2025, 1, 1), date(2026, 12, 31))
POINTS = st.integers(-3000, 3000)


def often(usual: object, other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The usual value three times in four, so that rare values do not hide the rest."""
    values = usual if isinstance(usual, st.SearchStrategy) else st.just(usual)
    return st.integers(0, 3).flatmap(lambda number: values if number else other)


def subsets(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return often((), st.lists(st.sampled_from(values), min_size=1, max_size=1).map(tuple))


MATCHES = st.builds(
    Match,
    outcomes=subsets(OUTCOMES),
    severities=subsets(SEVERITIES),
    levels=subsets(LEVELS),
    categories=subsets(CATEGORIES),
)


@st.composite
def timings(draw: st.DrawFn, *, ages: bool) -> Timing:
    if draw(st.booleans()):
        return Timing()
    count = draw(st.integers(1, 3)) if ages else 1
    months = sorted(draw(st.sets(st.integers(1, 40), min_size=count, max_size=count)))
    percents = sorted(
        draw(st.lists(st.integers(1, 100), min_size=count, max_size=count)), reverse=True
    )
    steps = zip(months, percents if ages else [100], strict=True)
    return Timing(
        dated_by=draw(often(DateField.DECIDED_ON, st.sampled_from(DateField))),
        from_next_day=draw(st.booleans()),
        steps=tuple(AgeStep(month, percent) for month, percent in steps),
    )


@st.composite
def effects(draw: st.DrawFn, grades: tuple[Grade, ...]) -> Effect:
    worst = grades[-1].code
    cap = draw(often(worst, st.none() | st.sampled_from([grade.code for grade in grades])))
    lists = st.sampled_from(["one", "two"])
    return Effect(
        draw(often(1, st.integers(2, 3))), cap, draw(lists if cap is None else st.none() | lists)
    )


@st.composite
def rules(draw: st.DrawFn, code: str, dimension: str | None, grades: tuple[Grade, ...]) -> Rule:
    measures = sorted(MEASURED)
    aggregate = draw(st.sampled_from(measures if dimension is None else list(Aggregate)))
    is_measured = aggregate in MEASURED
    starts = sorted(draw(st.sets(st.sampled_from([1, 2, 3, 500, 10**7]), max_size=3)))
    bands = tuple(Band(start, draw(POINTS)) for start in [0, *starts])
    rows = st.lists(st.builds(PointsRow, points=POINTS, match=MATCHES), min_size=1, max_size=3)
    least = draw(often(0, st.integers(1, 500)))
    most = draw(st.integers(1000, 3000))
    has_effect = dimension is None or (is_measured and draw(st.booleans()))
    return Rule(
        code=code,
        title=WORDS,
        clause=WORDS,
        aggregate=aggregate,
        kind=draw(often(KINDS[0], st.sampled_from(KINDS))),
        timing=draw(timings(ages=aggregate is Aggregate.POINTS)),
        match=draw(often(Match(), MATCHES)),
        dimension=dimension,
        without_records=0 if is_measured else draw(st.integers(0, 3000)),
        least=least,
        most=most,
        table=() if is_measured else tuple(draw(rows)),
        bands=bands if is_measured and dimension else (),
        effect=draw(effects(grades)) if has_effect else None,
    )


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    codes = draw(st.sampled_from(["A", "AB", "ABC"]))
    lowest = sorted(draw(st.sets(st.integers(1, 9000), min_size=2, max_size=4)), reverse=True)
    grades = tuple(Grade(f"G{i}", at_least, WORDS) for i, at_least in enumerate([*lowest, 0]))
    kinds = st.lists(st.sampled_from(KINDS), unique=True, min_size=1, max_size=2).map(tuple)
    extra = draw(st.lists(st.sampled_from([None, BONUS, *codes]), min_size=2, max_size=4))
    targets = [*codes, *extra]
    return RuleSet(
        code="random",
        title=WORDS,
        source=WORDS,
        since=date(2026, 4, 1),
        scale_to=draw(st.sampled_from([100, 9999, 10000])),
        bonus_most=draw(st.integers(0, 2000)),
        dimensions=tuple(
            Dimension(code, WORDS, draw(st.integers(1, 5000)), draw(kinds)) for code in codes
        ),
        grades=grades,
        no_grade=NoGrade(
            "N", WORDS, draw(st.integers(0, 24)), (Standing.OPERATING,),
            draw(often(1, st.integers(1, len(codes)))),
        ),
        rules=tuple(draw(rules(f"R{i}", target, grades)) for i, target in enumerate(targets)),
    )  # fmt: skip


SOME_DAY = often(DAYS, st.sampled_from([None, date.max]))
FACTS = st.builds(
    Fact,
    record_id=st.integers(1, 10**6),
    version_id=st.integers(1, 10**6),
    kind=often(KINDS[0], st.sampled_from(KINDS)),
    severity=often(st.sampled_from(SEVERITIES), st.none()),
    level=often(st.sampled_from(LEVELS), st.none()),
    outcome=often(st.sampled_from(OUTCOMES), st.none()),
    category=often(st.sampled_from(CATEGORIES), st.none()),
    amount_fen=often(st.integers(0, 1000) | st.integers(0, 10**9), st.none()),
    decided_on=SOME_DAY,
    served_on=SOME_DAY,
    effective_from=SOME_DAY,
    effective_to=SOME_DAY,
    occurred_on=SOME_DAY,
    counts_from=often(None, DAYS),
    state=often(RecordState.ACTIVE, st.sampled_from(RecordState)),
)
DOSSIERS = st.builds(
    Dossier,
    subject_id=st.integers(1, 10**6),
    established_on=often(date(2022, 2, 28), st.none() | DAYS),
    standing=often(Standing.OPERATING, st.sampled_from(Standing)),
    facts=st.lists(FACTS, min_size=1, max_size=8, unique_by=lambda fact: fact.record_id).map(tuple),
    covered=st.frozensets(st.sampled_from([kind.value for kind in KINDS])),
)
POPULATIONS = st.lists(DOSSIERS, min_size=1, max_size=3)
SETTINGS = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_agree(evaluation: Evaluation, results: Results, row: int, rule_set: RuleSet) -> None:
    compiled = compile_rule_set(rule_set)
    score = NO_SCORE if evaluation.score_centi is None else evaluation.score_centi
    found = {
        name for name, hit in zip(compiled.candidates, results.candidates[row], strict=True) if hit
    }
    assert results.score_centi[row] == score
    assert compiled.grade_codes[results.grade[row]] == evaluation.grade
    assert found == {candidate.list_type for candidate in evaluation.candidates}
    assert results.next_change(row) == evaluation.next_change_on


@SETTINGS
@given(rule_sets(), POPULATIONS, LATER_DAYS)
def test_both_executions_agree(rule_set: RuleSet, population: list[Dossier], day: date) -> None:
    compiled = compile_rule_set(rule_set)
    prepared = prepare(compiled, columns_of(population))
    for as_of in (day, day - timedelta(days=1)):
        results = evaluate_population(prepared, as_of)
        for row, dossier in enumerate(population):
            assert_agree(evaluate(compiled, dossier, as_of), results, row, rule_set)


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
            assert_agree(evaluation, results, row, rule_set)
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
        assert evaluate(compiled, dossier, until) == replace(today, as_of=until)


@SETTINGS
@given(rule_sets(), DOSSIERS, LATER_DAYS)
def test_every_trace_survives_json_and_can_be_explained(
    rule_set: RuleSet, dossier: Dossier, day: date
) -> None:
    evaluation = evaluate(compile_rule_set(rule_set), dossier, day)
    assert traces.load(traces.dump(evaluation)) == evaluation
    assert all(sentence.zh and sentence.en for sentence in explain(rule_set, evaluation))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_sets())
def test_random_rule_sets_are_sound_and_survive_yaml(rule_set: RuleSet) -> None:
    assert faults_of(rule_set) == ()
    assert read_rule_set(write_rule_set(rule_set)) == rule_set
