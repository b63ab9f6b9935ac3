"""The search for paths finds what trying everything on every day finds."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from random_rules import CATEGORIES, FACTS, KINDS, OUTCOMES, rule_sets

from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.restorations import Deed, RestorationAct
from credit_registry.domain.subjects import Standing
from credit_registry.rules.documents.documents import read_rule_set
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.compilation import CompiledRuleSet, compile_rule_set
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.paths.options import Added, Option, Outlook
from credit_registry.rules.paths.paths import MOST_ACTS, Goal, goals_of, meets, search
from credit_registry.rules.paths.trials import after
from credit_registry.rules.rule_sets import RuleSet

EXTRACT = Path(__file__).parents[1] / "rules" / "sets" / "extract.yaml"
COMPILED = compile_rule_set(read_rule_set(EXTRACT.read_text("utf-8")))
FIRST = date(2026, 1, 31)
LENGTH_DAYS = 30
DAYS = [FIRST + timedelta(days=number) for number in range(LENGTH_DAYS)]
SOME_DAYS = st.sampled_from(DAYS)
ACT = RestorationAct(
    "x", FIRST, None, "", "", Deed.RESTORE, RecordKind.PENALTY, frozenset(), frozenset(),
    frozenset(), False, False, frozenset(), None, False, (), None, "", "", "", "", "", "",
)  # fmt: skip
Found = set[tuple[Goal, tuple[int, ...], date]]

HELD = st.builds(
    Fact,
    record_id=st.just(0),
    version_id=st.just(0),
    kind=st.sampled_from(KINDS),
    outcome=st.sampled_from(OUTCOMES),
    category=st.sampled_from(CATEGORIES),
    occurred_on=SOME_DAYS,
    decided_on=SOME_DAYS,
    effective_from=SOME_DAYS,
)


@st.composite
def outlooks(draw: st.DrawFn) -> Outlook:
    facts = draw(st.lists(FACTS, max_size=5, unique_by=lambda fact: fact.record_id))
    ends = {fact.record_id: draw(SOME_DAYS) for fact in facts if draw(st.booleans())}
    covered = draw(st.frozensets(st.sampled_from([kind.value for kind in KINDS])))
    dossier = Dossier(1, date(2022, 2, 28), Standing.OPERATING, tuple(facts), covered, "C13")
    return Outlook(dossier, ends)


@st.composite
def option_lists(draw: st.DrawFn, outlook: Outlook) -> list[Option]:
    """Acts on records, or on none, some of which bring a record in its place."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        on = draw(SOME_DAYS)
        record = draw(st.sampled_from([None, *outlook.dossier.facts]))
        drops = frozenset({record.record_id}) if record else frozenset[int]()
        adds: tuple[Added, ...] = ()
        if record is None or draw(st.booleans()):
            fact = replace(draw(HELD), record_id=-1 - number)
            adds = (Added(fact, draw(st.none() | SOME_DAYS), draw(st.booleans())),)
        found.append(Option(ACT, record, on, on, drops, adds))
    return found


def on_day(outlook: Outlook, options: list[Option], day: date) -> Dossier:
    facts = after(outlook, outlook.dossier.facts, options, day)
    return replace(outlook.dossier, facts=facts)


def tried(compiled: CompiledRuleSet, outlook: Outlook, options: list[Option]) -> Found:
    """Every set on every day: its first day of a goal, where no part of it is as early."""
    now = evaluate(compiled, on_day(outlook, [], FIRST), FIRST)
    goals = goals_of(compiled, now, with_candidates=True)
    first: dict[tuple[Goal, tuple[int, ...]], tuple[date, str]] = {}
    for size in range(MOST_ACTS + 1):
        for chosen in combinations(range(len(options)), size):
            acts = [options[place] for place in chosen]
            if any(a.drops & b.drops for a, b in combinations(acts, 2)):
                continue
            for day in DAYS:
                result = evaluate(compiled, on_day(outlook, acts, day), day)
                for goal in goals:
                    if (goal, chosen) not in first and meets(compiled, result, goal):
                        first[goal, chosen] = (day, result.grade)
    return {
        (goal, chosen, day)
        for (goal, chosen), (day, grade) in first.items()
        if goal.grade in {None, grade}
        and not any(
            day >= first[goal, part][0]
            for size in range(len(chosen))
            for part in combinations(chosen, size)
            if (goal, part) in first
        )
    }


def assert_found(compiled: CompiledRuleSet, outlook: Outlook, options: list[Option]) -> None:
    found = search(compiled, outlook, options, FIRST, DAYS[-1], with_candidates=True)
    places = {id(option): place for place, option in enumerate(options)}
    event(f"at most {max((len(path.options) for path in found.paths), default=None)} acts")
    assert found.is_complete
    assert tried(compiled, outlook, options) == {
        (path.goal, tuple(places[id(each)] for each in path.options), path.on)
        for path in found.paths
    }
    assert found == search(compiled, outlook, options, FIRST, DAYS[-1], with_candidates=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), rule_sets(), outlooks())
def test_the_search_finds_what_trying_everything_finds(
    data: st.DataObject, rule_set: RuleSet, outlook: Outlook
) -> None:
    assert_found(compile_rule_set(rule_set), outlook, data.draw(option_lists(outlook)))


COVERED = frozenset(map(str, RecordKind))
LAPSES = st.builds(
    Fact,
    record_id=st.integers(1, 10**6),
    version_id=st.just(1),
    kind=st.sampled_from([RecordKind.SAMPLING, RecordKind.PENALTY]),
    outcome=st.just("failed"),
    category=st.sampled_from(CATEGORIES),
    severity=st.sampled_from([Severity.GENERAL, Severity.SERIOUS]),
    amount_fen=st.sampled_from([100, 2_000_000, 20_000_000]),
    occurred_on=st.sampled_from([date(2024, 2, 10), date(2025, 2, 5), date(2025, 11, 1)]),
    decided_on=st.sampled_from([date(2023, 2, 8), date(2024, 2, 20), date(2025, 11, 1)]),
)


@st.composite
def troubled(draw: st.DrawFn) -> tuple[Outlook, list[Option]]:
    """An enterprise with lapses of the extract's kinds, and acts against each of them."""
    lapses = draw(st.lists(LAPSES, min_size=2, max_size=4, unique_by=lambda fact: fact.record_id))
    dossier = Dossier(1, date(2010, 1, 1), Standing.OPERATING, tuple(lapses), COVERED)
    ends = {fact.record_id: draw(SOME_DAYS) for fact in lapses if draw(st.booleans())}
    options = []
    for fact in lapses:
        on = draw(SOME_DAYS)
        options.append(Option(ACT, fact, on, on, frozenset({fact.record_id})))
    promised = Fact(
        record_id=-1, version_id=-1, kind=RecordKind.COMMITMENT, outcome="not_due",
        effective_from=FIRST,
    )  # fmt: skip
    options.append(Option(ACT, None, FIRST, FIRST, adds=(Added(promised),)))
    return Outlook(dossier, ends), options


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(troubled())
def test_the_search_misses_no_set_of_acts_that_are_needed_together(
    case: tuple[Outlook, list[Option]],
) -> None:
    assert_found(COMPILED, *case)
