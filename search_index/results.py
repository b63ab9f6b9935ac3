"""Answers of the index."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search_index.queries import Understanding
from search_index.ranking import MatchedField, MatchReason


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers the question, why, and the text as it stands that the reason met."""

    id: str
    kind: str
    code: str | None
    name: str
    reason: MatchReason
    matched_text: str

    @property
    def field(self) -> MatchedField:
        """The part of the document that the question met."""
        return self.reason.field

    @property
    def score(self) -> int:
        """The reason's weight; hits of one score follow by shorter name."""
        return self.reason.score


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, how many there are in all, and how the question was understood.

    `facets` has, for each facet, values with their counts, most frequent first; a facet's counts
    heed every filter but its own. `after` asks for the next page, None when this is the last.
    `cursor` is the index's own, at which the answer was made.
    """

    understanding: Understanding
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    after: str | None = None
    cursor: int = 0

    @property
    def ignored(self) -> tuple[str, ...]:
        """The words that were left out because they tell no subject from another."""
        return self.understanding.ignored
