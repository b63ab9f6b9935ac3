"""A rule set made ready once for both executions: the traced one and the set-based one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from credit_registry.domain.records import RecordKind
from credit_registry.rules.compiled_rules import CompiledRule, compile_rule
from credit_registry.rules.readers import Readers
from credit_registry.rules.requirements import CompiledRequirement, ages_of, compile_requirements
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import version_of


@dataclass(frozen=True, slots=True)
class CompiledRuleSet:
    """A rule set with everything looked up; indices count dimensions, grades and candidates.

    `ages` are the months since the establishment after which a result may change; `requiring`,
    `effective` and `bonuses` the places of the rules that require something, have an effect, or
    give points on top. `readers` keep what the traced execution has found out once.
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
    effective: tuple[int, ...]
    bonuses: tuple[int, ...]
    readers: Readers = field(compare=False)

    @property
    def grade_codes(self) -> tuple[str, ...]:
        """The grades from the best to the worst, and the code for no grade last."""
        return (*(grade.code for grade in self.rule_set.grades), self.rule_set.no_grade.code)


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
        effective=tuple(index for index, each in enumerate(rules) if each.rule.effect),
        bonuses=tuple(index for index, each in enumerate(rules) if each.rule.is_bonus),
        readers=Readers(rules, rules_of, dimensions_of, most),
    )
