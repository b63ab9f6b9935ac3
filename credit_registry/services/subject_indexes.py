"""The index of subjects as the registry holds it: the search port, behind one name."""

from dataclasses import dataclass

from search_index.port import Health, SearchIndex


@dataclass(slots=True)
class SubjectIndex:
    """The index of subjects behind its port."""

    port: SearchIndex

    def cursor(self) -> int:
        """How many events the index has taken in."""
        return self.port.cursor()

    def health(self) -> Health:
        """Whether the index can answer, and what it holds."""
        return self.port.health()
