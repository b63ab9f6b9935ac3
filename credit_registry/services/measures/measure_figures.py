"""What notices of measures come to in numbers: by body and measure, and without any name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from credit_registry.domain.measures import Family, Measure
from credit_registry.domain.procedures.measures import CLOSED, LIFTED, LIFTING, NOT_APPLICABLE
from credit_registry.services.measures.measure_desks import Notice


@dataclass(frozen=True, slots=True)
class Counts:
    """How many notices there are, what was reported of them, and how many reports were late.

    A notice that was applied and lifted counts under both; `lifting` waits for the report.
    """

    notices: int
    applied: int
    not_applicable: int
    lifting: int
    lifted: int
    late: int


@dataclass(frozen=True, slots=True)
class Figure:
    """The counts of one measure at one unit; `measure` is None where the law no longer has it."""

    unit: str
    item: str
    measure: Measure | None
    counts: Counts


def by_unit(notices: Iterable[Notice]) -> list[Figure]:
    """The counts by unit and measure, in their order."""
    groups: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for each in notices:
        groups[each.unit, each.item].append(each)
    return [
        Figure(unit, item, group[0].measure, counted(group))
        for (unit, item), group in sorted(groups.items())
    ]


def by_family(notices: Sequence[Notice]) -> dict[Family, Counts]:
    """The counts of incentives and of discipline, as the law in force tells them apart."""
    return {
        family: counted(
            [each for each in notices if each.measure and each.measure.family is family]
        )
        for family in (Family.INCENTIVE, Family.DISCIPLINE)
    }


def counted(notices: Sequence[Notice]) -> Counts:
    """The counts of some notices."""
    states = [each.state for each in notices]
    return Counts(
        notices=len(notices),
        applied=sum(each.was_applied for each in notices),
        not_applicable=states.count(NOT_APPLICABLE) + states.count(CLOSED),
        lifting=states.count(LIFTING),
        lifted=states.count(LIFTED),
        late=sum(each.is_late for each in notices),
    )
