"""The path to restoration: the smallest sets of acts after which a result is better, and when.

A set is told where no part of it reaches as much as early. All sets of up to three acts are tried
on every day on which a result can change, by the traced evaluation; what is found depends on
nothing but the arguments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from credit_registry.rules.compilation import CompiledRuleSet
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.options import Option, Outlook
from credit_registry.rules.traced import evaluate

MONTHS_AHEAD = 36
"""So far ahead the search looks."""
MOST_ACTS = 3
"""Sets of more acts are not tried."""
MOST_EVALUATIONS = 6000
"""So many evaluations are made at most; the search then says that it was not finished."""

Chosen = tuple[int, ...]
"""The places of some options, in order."""


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


class Trials:
    """Evaluations of the dossier after some acts, counted; none is made once they are used up."""

    def __init__(
        self, compiled: CompiledRuleSet, outlook: Outlook, options: Sequence[Option], most: int
    ) -> None:
        self.compiled = compiled
        self.outlook = outlook
        self.options = options
        self.most = most
        self.made = 0
        self.is_stopped = False

    def may_go_on(self) -> bool:
        """Whether one more evaluation may be made; from the first refusal on, none may."""
        self.is_stopped = self.is_stopped or self.made >= self.most
        return not self.is_stopped

    def result(self, chosen: Chosen, day: date) -> Evaluation:
        """The result on the day after the acts."""
        self.made += 1
        options = [self.options[place] for place in chosen]
        return evaluate(self.compiled, after(self.outlook, options, day), day)

    def days(self, day: date, until: date) -> list[date]:
        """The days up to the last on which any of the results can change.

        Each record changes results on days of its own, so that a dossier of all of them, before
        and after every act, has the days of all sets.
        """
        added = [each for option in self.options for each in option.adds]
        found = {option.effective_on for option in self.options}
        found |= {each + timedelta(days=1) for each in self.outlook.ends.values()}
        found |= {each.until + timedelta(days=1) for each in added if each.until}
        facts = (*self.outlook.dossier.facts, *(each.fact for each in added))
        everything = replace(self.outlook.dossier, facts=facts)
        following: date | None = day
        while following is not None and following <= until and self.may_go_on():
            found.add(following)
            self.made += 1
            following = evaluate(self.compiled, everything, following).next_change_on
        return sorted(each for each in found if day <= each <= until)


def after(outlook: Outlook, options: Sequence[Option], day: date) -> Dossier:
    """The dossier on the day, with the acts that have come into effect by then."""
    done = [option for option in options if option.effective_on <= day]
    dropped = frozenset[int]().union(*(option.drops for option in done))
    kept = [
        fact
        for fact in outlook.dossier.facts
        if fact.record_id not in dropped and outlook.shown_on(fact, day)
    ]
    brought = [fact for option in done for each in option.adds if (fact := each.on(day))]
    return replace(outlook.dossier, facts=(*kept, *brought))


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
    for chosen in _sets(compiled, outlook, options) if goals else ():
        found += _reached(trials, chosen, days, goals, found)
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


def _sets(
    compiled: CompiledRuleSet, outlook: Outlook, options: Sequence[Option]
) -> Iterator[Chosen]:
    """The sets of options that can matter, small ones first; one record is acted on once."""
    places = [
        place for place, each in enumerate(options) if matters(compiled, outlook.dossier, each)
    ]
    for size in range(MOST_ACTS + 1):
        for chosen in combinations(places, size):
            drops = [options[place].drops for place in chosen]
            if sum(map(len, drops)) == len(frozenset[int]().union(*drops)):
                yield chosen


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
    days: Sequence[date],
    goals: Sequence[Goal],
    found: Sequence[tuple[Goal, Chosen, date, Evaluation]],
) -> list[tuple[Goal, Chosen, date, Evaluation]]:
    """The goals that a set reaches earlier than every part of it, each with its first day.

    Before its last act is in effect it comes to no more than a part does.
    """
    begins = max((trials.options[place].effective_on for place in chosen), default=date.min)
    limits: dict[Goal, date] = dict.fromkeys(goals, date.max)
    for goal, part, on, _ in found:
        if set(part) < set(chosen):
            limits[goal] = min(limits[goal], on)
    reached: list[tuple[Goal, Chosen, date, Evaluation]] = []
    for day in days:
        if day < begins:
            continue
        limits = {goal: limit for goal, limit in limits.items() if day < limit}
        if not limits or not trials.may_go_on():
            break
        result = trials.result(chosen, day)
        for goal in [goal for goal in limits if meets(trials.compiled, result, goal)]:
            del limits[goal]
            reached.append((goal, chosen, day, result))
    return reached
