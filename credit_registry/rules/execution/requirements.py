"""What a rule or a grade requires besides its records: of other rules, or of the subject's age."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.rules.execution.timings import day_after_months
from credit_registry.rules.findings import Finding
from credit_registry.rules.rule_sets import Reading, Requirement, RuleSet

NO_LIMIT = 1 << 62
"""Stands where a requirement has no upper or lower limit."""


@dataclass(frozen=True, slots=True)
class CompiledRequirement:
    """A requirement with its rule looked up: `rule` is the place of the rule, -1 for none.

    `is_of_age` and `is_measured` say whether it reads the subject's age, or a rule's measure.
    """

    is_of_age: bool
    is_measured: bool
    rule: int
    at_least: int
    below: int


def compile_requirements(
    rule_set: RuleSet, requirements: Iterable[Requirement]
) -> tuple[CompiledRequirement, ...]:
    """The requirements with the places of their rules."""
    places = {rule.code: index for index, rule in enumerate(rule_set.rules)}
    return tuple(
        CompiledRequirement(
            each.reads is Reading.ESTABLISHED_MONTHS,
            each.reads is Reading.MEASURE,
            places.get(each.rule or "", -1),
            -NO_LIMIT if each.at_least is None else each.at_least,
            NO_LIMIT if each.below is None else each.below,
        )
        for each in requirements
    )


def ages_of(rule_set: RuleSet) -> tuple[int, ...]:
    """The months since the establishment at which something begins or ceases to hold."""
    ages = {rule_set.no_grade.established_months}
    for requirement in rule_set.requirements:
        if requirement.reads is Reading.ESTABLISHED_MONTHS:
            ages.update(
                each for each in (requirement.at_least, requirement.below) if each is not None
            )
    return tuple(sorted(ages))


def unmet(
    requirements: Sequence[CompiledRequirement],
    findings: Sequence[Finding],
    established_on: date | None,
    day: int,
) -> tuple[int, ...]:
    """The places of the requirements that do not hold on the day."""
    lacking: tuple[int, ...] = ()
    for place, each in enumerate(requirements):
        if not _holds(each, findings, established_on, day):
            lacking = (*lacking, place)
    return lacking


def _holds(
    requirement: CompiledRequirement,
    findings: Sequence[Finding],
    established_on: date | None,
    day: int,
) -> bool:
    """Whether the requirement holds; what is not known does not."""
    if requirement.is_of_age:
        return established_on is not None and _is_of_age(requirement, established_on, day)
    finding = findings[requirement.rule]
    value = finding.measure if requirement.is_measured else finding.points_after_cap
    return value is not None and requirement.at_least <= value < requirement.below


def _is_of_age(requirement: CompiledRequirement, established_on: date, day: int) -> bool:
    """Whether the subject is as old as is required, and no older."""
    is_enough = requirement.at_least == -NO_LIMIT or (
        day_after_months(established_on, requirement.at_least) <= day
    )
    is_below = requirement.below == NO_LIMIT or (
        day < day_after_months(established_on, requirement.below)
    )
    return is_enough and is_below
