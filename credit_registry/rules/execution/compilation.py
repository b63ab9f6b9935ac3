"""A rule set made ready once for both executions: the traced one and the set-based one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from credit_registry.domain.records import RecordKind
from credit_registry.rules.execution.compiled_rules import CompiledRule, compile_rule
from credit_registry.rules.execution.readers import Readers
from credit_registry.rules.execution.requirements import (
    CompiledRequirement,
    ages_of,
    compile_requirements,
)
from credit_registry.rules.findings import Candidate, CapHit
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import version_of


@dataclass(frozen=True, slots=True)
class CompiledEffect:
    """What follows where the rule at the place comes to at least so much."""

    place: int
    at_least: int
    cap: CapHit | None
    candidate: Candidate | None


@dataclass(frozen=True, slots=True)
class CompiledRuleSet:
    """A rule set with everything looked up; indices count dimensions, grades and candidates.

    `ages` are the months since the establishment after which a result may change; `requiring`
    and `bonuses` the places of the rules that require something, or give points on top, `effects`
    those of the rules that have any, in their order. `grade_codes` are the grades from the best to
    the worst, and the code for no grade last. `readers` keep what the traced execution has found
    out once.
    """

    rule_set: RuleSet
    version: str
    rules: tuple[CompiledRule, ...]
    rules_of: Mapping[RecordKind, tuple[int, ...]]
    dimensions_of: Mapping[RecordKind, tuple[int, ...]]
    candidates: tuple[str, ...]
    grade_requires: tuple[tuple[CompiledRequirement, ...], ...]
    ages: tuple[int, ...]
    requiring: tuple[int, ...]
    effects: tuple[CompiledEffect, ...]
    bonuses: tuple[int, ...]
    grade_codes: tuple[str, ...]
    readers: Readers = field(compare=False)


def compile_rule_set(rule_set: RuleSet) -> CompiledRuleSet:
    """The rule set, ready for evaluation. It must have passed the checks."""
    found = {rule.effect.candidate for rule in rule_set.rules if rule.effect}
    candidates = tuple(sorted(code for code in found if code is not None))
    rules = tuple(compile_rule(rule, rule_set, candidates) for rule in rule_set.rules)
    rules_of = {
        kind: tuple(index for index, each in enumerate(rules) if each.rule.kind is kind)
        for kind in RecordKind
    }
    dimensions_of = {
        kind: tuple(i for i, each in enumerate(rule_set.dimensions) if kind in each.sources)
        for kind in RecordKind
    }
    most = tuple(dimension.most for dimension in rule_set.dimensions)
    return CompiledRuleSet(
        rule_set=rule_set,
        version=version_of(rule_set),
        rules=rules,
        rules_of=rules_of,
        dimensions_of=dimensions_of,
        candidates=candidates,
        grade_requires=tuple(
            compile_requirements(rule_set, grade.requires) for grade in rule_set.grades
        ),
        ages=ages_of(rule_set),
        requiring=tuple(index for index, each in enumerate(rules) if each.requires),
        effects=_effects(rule_set),
        bonuses=tuple(index for index, each in enumerate(rules) if each.rule.is_bonus),
        grade_codes=(*(grade.code for grade in rule_set.grades), rule_set.no_grade.code),
        readers=Readers(rules, rules_of, dimensions_of, most),
    )


def _effects(rule_set: RuleSet) -> tuple[CompiledEffect, ...]:
    """The effects of the rules, ready to be told."""
    return tuple(
        CompiledEffect(
            place,
            rule.effect.at_least,
            None if (cap := rule.effect.grade_cap) is None else CapHit(rule.code, cap),
            None if (found := rule.effect.candidate) is None else Candidate(found, rule.code),
        )
        for place, rule in enumerate(rule_set.rules)
        if rule.effect
    )
