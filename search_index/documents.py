"""What is indexed: one document for each subject that can be found, with the texts of its days."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FACETS = ("division", "industry", "subject_kind", "standing")
WINDOW_TEXTS = ("product", "violation", "sampling")
WINDOW_FACETS = ("list_state", "grade")
FILTERS = (*WINDOW_FACETS, *FACETS)
NO_VALUE = "none"
"""The value of a facet of windows for a document that has no window of it on the day."""
MOST_RANK = 255


@dataclass(frozen=True, slots=True)
class Window:
    """One text, or one value of a facet, of a document on certain days.

    `kind` is one of WINDOW_TEXTS, and `text` is found; or one of WINDOW_FACETS, and `value` is
    counted and filtered by. `since` and `until` are day numbers, both included; None leaves that
    side open. A window that is not public is shown to no public query. Outside its days, a window
    is as if it were not there: nothing matches it, counts it or tells of it.
    """

    kind: str
    text: str = ""
    value: str = ""
    is_public: bool = True
    since: int | None = None
    until: int | None = None

    def is_shown_on(self, day: int) -> bool:
        """Whether the window holds on the day."""
        has_begun = self.since is None or self.since <= day
        return has_begun and (self.until is None or day <= self.until)

    def __post_init__(self) -> None:
        """Refuse what could never be found again."""
        if self.kind in WINDOW_TEXTS and self.text and not self.value:
            return
        is_facet = self.kind in WINDOW_FACETS and self.value and not self.text
        if not is_facet or not self.value.isprintable() or self.value == NO_VALUE:
            raise ValueError(
                f"A window of {WINDOW_TEXTS} has a text, one of {WINDOW_FACETS} a printable value."
            )


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found, and the days on which it may be.

    `since` and `until` are day numbers, both included; None leaves that side open.
    `facets` holds values of FACETS only. A document that is not public is shown to no public query.
    Of hits for one reason those of the lower `rank` (0 to MOST_RANK) come first.
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
    windows: tuple[Window, ...] = ()
    rank: int = 0

    def __post_init__(self) -> None:
        """Refuse what could never be found again."""
        if not self.id or not "".join((self.id, *self.facets.values())).isprintable():
            raise ValueError("A document needs an id; ids and values of facets are printable.")
        unknown = set(self.facets) - set(FACETS)
        if unknown:
            raise ValueError(f"{sorted(unknown)} are not facets; the facets are {FACETS}.")
        if not 0 <= self.rank <= MOST_RANK:
            raise ValueError(f"A rank is from 0 to {MOST_RANK}.")
