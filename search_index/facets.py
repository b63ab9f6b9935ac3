"""Counts of the values of facets, and which of them are told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nlargest

from search_index.documents import FILTERS

MOST_VALUES = 50


class FacetCounts:
    """Counts of facet values under the filters; at most MOST_VALUES are told of each facet.

    A hit that fails a single filter is still counted under that facet, so that the page can say how
    many hits another value of it would bring.
    """

    def __init__(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        self._filters = {facet: frozenset(values) for facet, values in filters.items() if values}
        self._counts: dict[str, Counter[str]] = {facet: Counter() for facet in FILTERS}

    def counted(self, facet: str, values: Mapping[str, int]) -> None:
        """Take in how often values of the facet were met; the empty one stands for none."""
        self._counts[facet].update(values)
        del self._counts[facet][""]

    @property
    def filters(self) -> Mapping[str, frozenset[str]]:
        """The accepted values of each facet that is filtered by."""
        return self._filters

    def told(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each facet its values with their counts, most frequent first.

        A value that is filtered by is told whatever its rank, so that it can be taken back.
        """
        return {facet: self._most_frequent(facet) for facet in FILTERS}

    def _most_frequent(self, facet: str) -> tuple[tuple[str, int], ...]:
        """The told values of one facet."""
        counts = self._counts[facet]
        ranked = _by_frequency(_above(counts, MOST_VALUES))
        chosen = self._filters.get(facet, frozenset())
        told = {value for value, _ in ranked[:MOST_VALUES]}
        rest = _by_frequency((value, counts[value]) for value in chosen - told if value in counts)
        unmet = [(value, 0) for value in sorted(chosen - counts.keys())]
        return (*ranked[:MOST_VALUES], *rest, *unmet)


def _above(counts: Mapping[str, int], most: int) -> Iterable[tuple[str, int]]:
    """The most frequent so many values with their counts, and all that are as frequent."""
    if len(counts) <= most:
        return counts.items()
    least = min(nlargest(most, counts.values()))
    return [(value, count) for value, count in counts.items() if count >= least]


def _by_frequency(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The values with their counts, most frequent first."""
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))
