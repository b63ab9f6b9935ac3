"""What is indexed: one document for each thing that can be found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FACETS = ("division", "industry", "subject_kind", "standing")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found, and the days on which it may be.

    `since` and `until` are day numbers, both included; None leaves that side open.
    `facets` holds values of FACETS only. A document that is not public is shown to no public query.
    """

    id: str
    kind: str
    code: str | None
    other_codes: tuple[str, ...]
    name: str
    former_names: tuple[str, ...]
    address: str
    facets: Mapping[str, str] = field(default_factory=dict)
    is_public: bool = True
    since: int | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        """Refuse what could never be found again."""
        if not self.id or not "".join((self.id, *self.facets.values())).isprintable():
            raise ValueError("A document needs an id; ids and values of facets are printable.")
        unknown = set(self.facets) - set(FACETS)
        if unknown:
            raise ValueError(f"{sorted(unknown)} are not facets; the facets are {FACETS}.")
