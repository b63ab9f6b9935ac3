"""Random rule sets and random dossiers, for properties of the rules."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from credit_registry.domain.records import Level, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.rule_sets import (
    BONUS,
    MEASURED,
    SUMMED,
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
    Reading,
    Requirement,
    Rule,
    RuleSet,
    Timing,
    Wording,
)

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
AGES: list[tuple[int | None, int | None]] = [(36, None), (None, 24), (12, 40)]
LIMITS: list[tuple[int | None, int | None]] = [(0, None), (1, None), (None, 2), (300, 40_000)]


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
        dated_by = draw(often(None, st.sampled_from(DateField)))
        span = often(0, st.integers(1, 40))
        return Timing(
            dated_by,
            from_next_day=dated_by is not None and draw(st.booleans()),
            after_months=draw(span),
            after_end_months=draw(span),
            open_months=draw(span),
            without_last_day=draw(st.booleans()),
        )
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
def requirements(draw: st.DrawFn, earlier: list[Rule]) -> Requirement:
    """Of an age, or of an earlier rule that has what is read."""
    measured = [rule for rule in earlier if rule.aggregate in MEASURED]
    scoring = [rule for rule in earlier if rule.dimension is not None]
    readings = [Reading.ESTABLISHED_MONTHS]
    readings += [Reading.MEASURE] if measured else []
    readings += [Reading.POINTS] if scoring else []
    reads = draw(st.sampled_from(readings))
    if reads is Reading.ESTABLISHED_MONTHS:
        return Requirement(reads, None, *draw(st.sampled_from(AGES)))
    rule = draw(st.sampled_from(measured if reads is Reading.MEASURE else scoring))
    return Requirement(reads, rule.code, *draw(st.sampled_from(LIMITS)))


@st.composite
def rules(
    draw: st.DrawFn,
    code: str,
    dimension: str | None,
    grades: tuple[Grade, ...],
    earlier: list[Rule],
) -> Rule:
    measures = sorted(MEASURED)
    aggregate = draw(st.sampled_from(measures if dimension is None else list(Aggregate)))
    is_measured = aggregate in MEASURED
    requires = draw(often((), st.lists(requirements(earlier), max_size=2).map(tuple)))
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
        without_records=(
            0 if aggregate in SUMMED or dimension is None else draw(st.integers(0, 3000))
        ),
        least=least,
        most=most,
        table=() if is_measured else tuple(draw(rows)),
        bands=bands if is_measured and dimension else (),
        effect=draw(effects(grades)) if has_effect else None,
        requires=requires,
        otherwise=draw(st.integers(least, most)) if requires and dimension else 0,
        industries=draw(often((), st.sampled_from([("C",), ("C13", "E")]))) if earlier else (),
    )


@st.composite
def rule_rows(
    draw: st.DrawFn, targets: list[str | None], grades: tuple[Grade, ...]
) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for number, target in enumerate(targets):
        found.append(draw(rules(f"R{number}", target, grades, found)))
    return tuple(found)


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    codes = draw(st.sampled_from(["A", "AB", "ABC"]))
    lowest = sorted(draw(st.sets(st.integers(1, 9000), min_size=2, max_size=4)), reverse=True)
    grades = tuple(Grade(f"G{i}", at_least, WORDS) for i, at_least in enumerate([*lowest, 0]))
    kinds = st.lists(st.sampled_from(KINDS), unique=True, min_size=1, max_size=2).map(tuple)
    extra = draw(st.lists(st.sampled_from([None, BONUS, *codes]), min_size=2, max_size=4))
    rows = draw(rule_rows([*codes, *extra], grades))
    required = often((), st.lists(requirements(list(rows)), max_size=2).map(tuple))
    better = tuple(replace(grade, requires=draw(required)) for grade in grades[:-1])
    left = {
        code: sum(rule.most for rule in rows if rule.dimension == code and rule.industries)
        for code in codes
    }
    return RuleSet(
        code="random",
        title=WORDS,
        source=WORDS,
        since=date(2026, 4, 1),
        scale_to=draw(st.sampled_from([100, 9999, 10000])),
        bonus_most=draw(st.integers(0, 2000)),
        dimensions=tuple(
            Dimension(code, WORDS, left[code] + draw(st.integers(1, 5000)), draw(kinds))
            for code in codes
        ),
        grades=(*better, grades[-1]),
        no_grade=NoGrade(
            "N", WORDS, draw(st.integers(0, 24)), (Standing.OPERATING,),
            draw(often(1, st.integers(1, len(codes)))),
        ),
        rules=rows,
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
    score_centi=often(st.integers(0, 1000), st.none()),
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
    industry=st.sampled_from(["", "C13", "C1353", "E47", "K70"]),
)
POPULATIONS = st.lists(DOSSIERS, min_size=1, max_size=3)
