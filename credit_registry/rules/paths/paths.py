"""The path to restoration: the smallest sets of acts after which a result is better, and when.

A set is told where no part of it reaches as much as early. All sets of up to three acts are tried
on every day on which a result can change, by the traced evaluation; what is found depends on
nothing but the arguments.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from credit_registry.domain.records import RecordKind
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.requirements import unmet
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.paths.options import Option, Outlook
from credit_registry.rules.paths.trials import Chosen, Trials

MONTHS_AHEAD = 36
"""So far ahead the search looks."""
MOST_ACTS = 3
"""Sets of more acts are not tried."""
MOST_EVALUATIONS = 4000
"""So many evaluations are made at most; the search then says that it was not finished."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something better: this grade or a better one, or no longer a candidate for a list."""

    grade: str | None = None
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A set of options (none for waiting), the first day on which it reaches the goal, and how.

    The grade is the goal's own where the goal is a grade: a better one is a goal by itself.
    """

    goal: Goal
    options: tuple[Option, ...]
    on: date
    score_centi: int | None
    grade: str


@dataclass(frozen=True, slots=True)
class Paths:
    """What the search found between `as_of` and `until`.

    `unreached` are the goals that no path reaches; where `is_complete` is false the search was
    stopped after its most evaluations, and there may be more.
    """

    as_of: date
    until: date
    now: Evaluation
    goals: tuple[Goal, ...]
    paths: tuple[Path, ...]
    unreached: tuple[Goal, ...]
    evaluations: int
    is_complete: bool


def search(
    compiled: CompiledRuleSet,
    outlook: Outlook,
    options: Sequence[Option],
    day: date,
    until: date,
    *,
    with_candidates: bool = False,
    most: int = MOST_EVALUATIONS,
) -> Paths:
    """The paths from the result of the day to better ones, up to the last day."""
    trials = Trials(compiled, outlook, options, most)
    now = trials.result((), day)
    goals = goals_of(compiled, now, with_candidates=with_candidates)
    found: list[tuple[Goal, Chosen, date, Evaluation]] = []
    days = trials.days(day, until) if goals else []
    places = [
        place for place, each in enumerate(options) if matters(compiled, outlook.dossier, each)
    ]
    open_days = _open_days(trials, tuple(places), days, goals)
    for chosen in _sets(options, places) if goals else ():
        found += _reached(trials, chosen, open_days, found)
    paths = [
        Path(goal, tuple(options[place] for place in chosen), on, result.score_centi, result.grade)
        for goal, chosen, on, result in found
        if goal.grade in {None, result.grade}
    ]
    met = {goal for goal, *_ in found}
    return Paths(
        as_of=day,
        until=until,
        now=now,
        goals=goals,
        paths=tuple(sorted(paths, key=lambda path: _place(goals, path))),
        unreached=tuple(goal for goal in goals if goal not in met),
        evaluations=trials.made,
        is_complete=not trials.is_stopped,
    )


def _place(goals: tuple[Goal, ...], path: Path) -> tuple[int, int, date]:
    """The nearest goal first, of its paths those of fewest acts, of these the earliest."""
    return goals.index(path.goal), len(path.options), path.on


def goals_of(
    compiled: CompiledRuleSet, now: Evaluation, *, with_candidates: bool
) -> tuple[Goal, ...]:
    """What would be better than the result, the nearest grade first."""
    codes = compiled.grade_codes
    better = codes[: codes.index(now.grade)]
    grades = tuple(Goal(grade=code) for code in reversed(better))
    if not with_candidates:
        return grades
    listed = sorted({candidate.list_type for candidate in now.candidates})
    return (*grades, *(Goal(candidate=code) for code in listed))


def meets(compiled: CompiledRuleSet, result: Evaluation, goal: Goal) -> bool:
    """Whether a result is as good as the goal."""
    if goal.grade is None:
        return all(each.list_type != goal.candidate for each in result.candidates)
    codes = compiled.grade_codes
    return codes.index(result.grade) <= codes.index(goal.grade)


def _sets(options: Sequence[Option], places: Sequence[int]) -> Iterator[Chosen]:
    """The sets of the options at the places, small ones first; one record is acted on once."""
    for size in range(MOST_ACTS + 1):
        for chosen in combinations(places, size):
            drops = [options[place].drops for place in chosen]
            if sum(map(len, drops)) == len(frozenset[int]().union(*drops)):
                yield chosen


def _open_days(
    trials: Trials, places: Chosen, days: Sequence[date], goals: Sequence[Goal]
) -> dict[date, frozenset[Goal]]:
    """The goals that some set may reach, by day: what no act touches holds for all of them."""
    return {
        day: possible(trials.compiled, trials.result((), day), goals, trials.untouched(places))
        for day in days
        if trials.may_go_on()
    }


def possible(
    compiled: CompiledRuleSet,
    result: Evaluation,
    goals: Sequence[Goal],
    untouched: frozenset[RecordKind],
) -> frozenset[Goal]:
    """The goals that caps and requirements which no act touches leave possible on the day.

    A requirement that does not hold for one grade bars a goal where it bars all grades as good.
    """
    fixed = _fixed(compiled, untouched)
    codes = compiled.grade_codes
    caps = [codes.index(cap.grade) for cap in result.caps if cap.rule in fixed]
    best = max(caps, default=0)
    while best < len(compiled.grade_requires) and _is_barred(compiled, result, best, fixed):
        best += 1
    return frozenset(
        goal for goal in goals if goal.grade is None or codes.index(goal.grade) >= best
    )


def _fixed(compiled: CompiledRuleSet, untouched: frozenset[RecordKind]) -> frozenset[str]:
    """The rules whose findings are the same after any acts."""
    fixed: set[str] = set()
    for rule in compiled.rules:
        needed = {compiled.rules[each.rule].rule.code for each in rule.requires if each.rule >= 0}
        if rule.rule.kind in untouched and needed <= fixed:
            fixed.add(rule.rule.code)
    return frozenset(fixed)


def _is_barred(
    compiled: CompiledRuleSet, result: Evaluation, grade: int, fixed: frozenset[str]
) -> bool:
    """Whether a requirement of the grade that no act touches does not hold."""
    requires = [
        each
        for each in compiled.grade_requires[grade]
        if each.rule >= 0 and compiled.rules[each.rule].rule.code in fixed
    ]
    return bool(unmet(requires, result.findings, None, result.as_of.toordinal()))


def matters(compiled: CompiledRuleSet, dossier: Dossier, option: Option) -> bool:
    """Whether an option can change any result, by itself or with others.

    It cannot where no rule for the subject reads a record that it takes away or brings, and where
    these are not what makes a dimension have data.
    """
    facts = [fact for fact in dossier.facts if fact.record_id in option.drops]
    facts += [each.fact for each in option.adds]
    return any(
        _is_read(compiled, dossier, fact)
        or (compiled.dimensions_of[fact.kind] and fact.kind not in dossier.covered)
        for fact in facts
    )


def _is_read(compiled: CompiledRuleSet, dossier: Dossier, fact: Fact) -> bool:
    """Whether a rule that applies to the subject reads the record."""
    rules = (compiled.rules[place] for place in compiled.rules_of[fact.kind])
    return any(rule.applies_to(dossier.industry) and rule.selects.fits(fact) for rule in rules)


def _reached(
    trials: Trials,
    chosen: Chosen,
    open_days: Mapping[date, frozenset[Goal]],
    found: Sequence[tuple[Goal, Chosen, date, Evaluation]],
) -> list[tuple[Goal, Chosen, date, Evaluation]]:
    """The goals that a set reaches earlier than every part of it, each with its first day.

    Before its last act is in effect it comes to no more than a part does.
    """
    begins = max((trials.options[place].effective_on for place in chosen), default=date.min)
    limits: dict[Goal, date] = {}
    for goal, part, on, _ in found:
        if set(part) < set(chosen):
            limits[goal] = min(limits.get(goal, on), on)
    reached: list[tuple[Goal, Chosen, date, Evaluation]] = []
    for day, goals in open_days.items():
        wanted = [goal for goal in goals if day < limits.get(goal, date.max)]
        if day < begins or not wanted:
            continue
        if not trials.may_go_on():
            break
        result = trials.result(chosen, day)
        for goal in wanted:
            if meets(trials.compiled, result, goal):
                limits[goal] = day
                reached.append((goal, chosen, day, result))
    return reached
