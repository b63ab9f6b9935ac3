"""Counting the values of facets while candidates go by."""

from collections import Counter
from collections.abc import Mapping

from search_index.documents import FACETS

MOST_VALUES = 50


class FacetCounts:
    """Counts of facet values under the filters; at most MOST_VALUES are told of each facet."""

    def __init__(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        self._filters = {facet: frozenset(values) for facet, values in filters.items() if values}
        self._counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}

    def admits(self, facets: Mapping[str, str]) -> bool:
        """Count a candidate by its facets; whether it passes every filter.

        One that fails a single filter is still counted under that facet, so that the page can say
        how many hits another value of it would bring.
        """
        failed = [f for f, accepted in self._filters.items() if facets.get(f, "") not in accepted]
        counted = FACETS if not failed else failed if len(failed) == 1 else ()
        for facet in counted:
            value = facets.get(facet)
            if value:
                self._counts[facet][value] += 1
        return not failed

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
