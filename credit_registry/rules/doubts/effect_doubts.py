"""Doubts about effects: caps that never bind, lists that contradict each other."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from credit_registry.domain.listings import ListColour
from credit_registry.rules.doubts.doubts import Doubt, Doubts
from credit_registry.rules.doubts.requirement_doubts import never_holds
from credit_registry.rules.doubts.total_doubts import highest_score
from credit_registry.rules.rule_sets import Effect, Rule, RuleSet, Wording

Colours = Mapping[str, ListColour]
"""The lists that there are, by their codes."""

NO_CAP = Wording(
    "没有企业的等级能高于此级，限级不起作用",
    "No grade above this one can be reached; nothing is capped.",
)
LOWER_CAP = Wording("更低的等级，或删去限级", "a lower grade, or no cap")
ONE_RULE = Wording("合并为一条规则，或改门槛", "one rule instead of two, or other thresholds")
OPPOSED = Wording("保留其中一个名单，或改适用记录", "one of the two lists, or another selection")

Placed = tuple[int, Rule, Effect]
"""A rule with its place and its effect."""


def effect_doubts(rule_set: RuleSet) -> Doubts:
    """Caps that never bind, and effects on the same records that do not go together."""
    grades = [grade.code for grade in rule_set.grades]
    best = _best_reachable(rule_set)
    for index, _, effect in _effects(rule_set):
        if effect.grade_cap is not None and grades.index(effect.grade_cap) <= best:
            yield Doubt(f"/rules/{index}/effect/grade_cap", NO_CAP, LOWER_CAP)
    for first, second in combinations(_effects(rule_set), 2):
        if _looks_at_the_same(first[1], second[1]):
            yield from _pair(first, second, grades)


def list_doubts(rule_set: RuleSet, colours: Colours) -> Doubts:
    """Lists that there are not, and red and black ones proposed for the same records."""
    for index, _, effect in _effects(rule_set):
        if effect.candidate is not None and effect.candidate not in colours:
            yield Doubt(
                f"/rules/{index}/effect/candidate",
                Wording(f"没有名单{effect.candidate}", f"There is no list {effect.candidate}."),
                Wording("、".join(colours), ", ".join(colours)),
            )
    for (_, one, effect), (index, other, later) in combinations(_effects(rule_set), 2):
        found = {colours.get(effect.candidate or ""), colours.get(later.candidate or "")}
        if {ListColour.RED, ListColour.BLACK} <= found and _selects_the_same(one, other):
            yield Doubt(
                f"/rules/{index}/effect/candidate",
                Wording(
                    f"同样的记录，{one.code}与{other.code}一个提示红名单、一个提示黑名单",
                    f"{one.code} and {other.code} propose a red and a black list on the same"
                    " records.",
                ),
                OPPOSED,
            )


def _effects(rule_set: RuleSet) -> Iterator[Placed]:
    """The rules that have an effect."""
    for index, rule in enumerate(rule_set.rules):
        if rule.effect is not None:
            yield index, rule, rule.effect


def _best_reachable(rule_set: RuleSet) -> int:
    """The place of the best grade that somebody can have."""
    highest = highest_score(rule_set)
    for place, grade in enumerate(rule_set.grades):
        is_open = not any(never_holds(rule_set, each) for each in grade.requires)
        if grade.at_least <= highest and is_open:
            return place
    return len(rule_set.grades) - 1


def _selects_the_same(one: Rule, other: Rule) -> bool:
    """Whether two rules select the same records."""
    return (one.kind, one.match) == (other.kind, other.match)


def _looks_at_the_same(one: Rule, other: Rule) -> bool:
    """Whether two rules come to the same measure of every subject."""
    shapes = [(r.timing, r.aggregate, r.requires, frozenset(r.industries)) for r in (one, other)]
    return _selects_the_same(one, other) and shapes[0] == shapes[1]


def _pair(first: Placed, second: Placed, grades: list[str]) -> Doubts:
    """Two effects of one measure: at one threshold, or the stricter cap at the lower one."""
    (_, one, effect), (index, other, later) = first, second
    pointer = f"/rules/{index}/effect"
    if effect.at_least == later.at_least:
        yield Doubt(
            pointer,
            Wording(
                f"{other.code}与{one.code}的记录、时效和门槛相同，后果应写在一条规则里",
                f"{other.code} has the records, timing and threshold of {one.code}; their effects"
                " belong together.",
            ),
            ONE_RULE,
        )
        return
    earlier, higher = sorted((first, second), key=lambda each: each[2].at_least)
    caps = [each[2].grade_cap for each in (earlier, higher)]
    if None not in caps and grades.index(caps[0] or "") >= grades.index(caps[1] or ""):
        yield Doubt(
            f"/rules/{higher[0]}/effect/grade_cap",
            Wording(
                f"{earlier[1].code}在更低的门槛已限到{caps[0]}级，此限级不起作用",
                f"{earlier[1].code} caps at {caps[0]} from a lower threshold on; this cap never"
                " binds.",
            ),
            LOWER_CAP,
        )
