"""Counts of the values of facets, and which of them are told."""

from collections import Counter
from collections.abc import Mapping

from search_index.documents import FACETS

MOST_VALUES = 50


class FacetCounts:
    """Counts of facet values under the filters; at most MOST_VALUES are told of each facet.

    A hit that fails a single filter is still counted under that facet, so that the page can say how
    many hits another value of it would bring.
    """

    def __init__(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        self._filters = {facet: frozenset(values) for facet, values in filters.items() if values}
        self._counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}

    def counted(self, facet: str, values: Mapping[str, int]) -> None:
        """Take in how often values of the facet were met; the empty one stands for none."""
        self._counts[facet].update({value: n for value, n in values.items() if value and n})

    @property
    def filters(self) -> Mapping[str, frozenset[str]]:
        """The accepted values of each facet that is filtered by."""
        return self._filters

    def told(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each facet its values with their counts, most frequent first.

        A value that is filtered by is told whatever its rank, so that it can be taken back.
        """
        return {facet: self._most_frequent(facet) for facet in FACETS}

    def _most_frequent(self, facet: str) -> tuple[tuple[str, int], ...]:
        """The told values of one facet."""
        counts = self._counts[facet]
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        chosen = self._filters.get(facet, frozenset())
        rest = [(value, count) for value, count in ranked[MOST_VALUES:] if value in chosen]
        unmet = [(value, 0) for value in sorted(chosen - counts.keys())]
        return (*ranked[:MOST_VALUES], *rest, *unmet)
