"""Proportions as they are told in figures: with an interval, and never of a few."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

WHOLE_CENTI = 10_000
"""A hundred percent in hundredths of a percent."""
DEVIATIONS_95 = 1.959964
"""So many standard deviations hold 95 of 100 values of the normal distribution."""
SMALLEST = 10
"""Of fewer cases no proportion is told."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of a whole."""

    part: int
    whole: int

    @property
    def centi(self) -> int:
        """The share in hundredths of a percent, rounded down. Raises ZeroDivisionError.

        >>> Proportion(2, 3).centi
        6666
        """
        return WHOLE_CENTI * self.part // self.whole

    @property
    def interval_centi(self) -> tuple[int, int]:
        """Wilson's interval of 95 %, in hundredths of a percent, to the nearest one.

        >>> Proportion(0, 10).interval_centi, Proportion(95, 100).interval_centi
        ((0, 2775), (8882, 9785))
        """
        share, squared = self.part / self.whole, DEVIATIONS_95**2
        middle = share + squared / (2 * self.whole)
        spread = DEVIATIONS_95 * sqrt(
            share * (1 - share) / self.whole + squared / (4 * self.whole**2)
        )
        scale = WHOLE_CENTI / (1 + squared / self.whole)
        low, high = round((middle - spread) * scale), round((middle + spread) * scale)
        return max(0, low), min(WHOLE_CENTI, high)


def untold(groups: Mapping[Key, Proportion]) -> frozenset[Key]:
    """The groups of which nothing is told: the small ones, and as many more as hide these.

    The groups add up to a whole that is told as well, so that a single small one could be found by
    subtraction: the next larger groups are left out until those left out are no few together.
    """
    by_size = sorted(groups, key=lambda key: (groups[key].whole, str(key)))
    hidden = [key for key in by_size if groups[key].whole < SMALLEST]
    while hidden and len(hidden) < len(by_size) and _are_few([groups[key] for key in hidden]):
        hidden.append(by_size[len(hidden)])
    return frozenset(hidden)


def _are_few(hidden: list[Proportion]) -> bool:
    """Whether what is left out could be told from the whole."""
    return len(hidden) == 1 or sum(each.whole for each in hidden) < SMALLEST
