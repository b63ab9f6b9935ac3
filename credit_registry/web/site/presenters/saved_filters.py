"""An account's filters above a worklist, and the form that keeps the one that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.saved_filters import Worklist
from credit_registry.services.files.saved_filters import Saved
from credit_registry.web.site.addresses import here

PAGES: Mapping[Worklist, str] = {
    Worklist.CASES: "desk",
    Worklist.PROCEEDINGS: "proceedings",
    Worklist.SAMPLINGS: "samplings",
    Worklist.ENDINGS: "propagation",
    Worklist.LEDGER: "ledger",
}
"""The page of each worklist."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A filter that is kept: where it leads, and where it is deleted."""

    name: str
    address: str
    deletion: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class SavedFilters:
    """The account's filters, and what is open: `query` is empty where nothing is chosen."""

    links: tuple[FilterLink, ...]
    worklist: str
    query: str


def shown(found: Sequence[Saved], worklist: Worklist, asked: Mapping[str, str]) -> SavedFilters:
    """The filters above a worklist on which `asked` is chosen."""
    return SavedFilters(
        links=tuple(_link(each, asked) for each in found),
        worklist=worklist.value,
        query=urlencode(asked),
    )


def place(worklist: Worklist, query: Mapping[str, str]) -> str:
    """The address of a worklist under a filter."""
    return here(PAGES[worklist], **query)


def _link(saved: Saved, asked: Mapping[str, str]) -> FilterLink:
    """One filter."""
    number = to_public(saved.filter_id)
    return FilterLink(
        name=saved.name,
        address=place(saved.worklist, saved.query),
        deletion=here("delete_filter", saved=number),
        is_here=dict(saved.query) == dict(asked),
    )
