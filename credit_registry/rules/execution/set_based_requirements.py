"""What rules and grades require besides, of a whole population at once."""

from collections.abc import Sequence

import numpy as np

from credit_registry.rules.execution.columns import Flags
from credit_registry.rules.execution.requirements import NO_LIMIT, CompiledRequirement
from credit_registry.rules.execution.set_based_rules import Found
from credit_registry.rules.execution.timings import NO_DAY, Days, column_months_after


def held(
    requirements: Sequence[CompiledRequirement],
    found: Sequence[Found],
    applicable: Sequence[Flags],
    established_on: Days,
    day: int,
) -> Flags:
    """Whether all requirements hold for each subject on the day."""
    holds = np.ones(len(established_on), np.bool_)
    for each in requirements:
        if each.is_of_age:
            holds &= _is_of_age(each, established_on, day)
            continue
        source = found[each.rule]
        value = source.measure if each.is_measured else source.points
        holds &= (value >= each.at_least) & (value < each.below) & applicable[each.rule]
        if each.is_measured:
            holds &= source.has_measure
    return holds


def _is_of_age(requirement: CompiledRequirement, established_on: Days, day: int) -> Flags:
    """Whether each subject is as old as is required, and no older."""
    holds: Flags = established_on != NO_DAY
    if requirement.at_least != -NO_LIMIT:
        holds &= column_months_after(established_on, requirement.at_least) <= day
    if requirement.below != NO_LIMIT:
        holds &= day < column_months_after(established_on, requirement.below)
    return holds
