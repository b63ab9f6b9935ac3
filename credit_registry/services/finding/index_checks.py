"""Whether the index holds what the registry knows: its files, and each subject's document."""

from collections.abc import Iterator
from dataclasses import dataclass

from credit_registry.services import readiness
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from search_index.queries import MOST_HITS, Query

_Told = dict[str, tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """What a check found: subjects the index lacks, has too many, or names otherwise.

    `fault` says why the index cannot answer at all; `lag` counts the events it has still to take
    in, which may explain differences.
    """

    documents: int
    missing: int
    stray: int
    changed: int
    lag: int | None
    fault: str

    @property
    def is_sound(self) -> bool:
        """Whether the index holds what the registry knows, and nothing else."""
        return not (self.fault or self.missing or self.stray or self.changed)


def verify(registry: Registry) -> IndexCheck:
    """Read every file of the index, and compare each document's code and name."""
    lag = readiness.of(registry).index_lag
    health = registry.index.health()
    if not health.is_ready:
        return IndexCheck(0, 0, 0, 0, lag, health.fault)
    held = dict(_held(registry))
    known = dict(_known(registry))
    both = held.keys() & known.keys()
    return IndexCheck(
        documents=len(held),
        missing=len(known.keys() - both),
        stray=len(held.keys() - both),
        changed=sum(held[one] != known[one] for one in both),
        lag=lag,
        fault="",
    )


def _held(registry: Registry) -> Iterator[tuple[str, tuple[str | None, str]]]:
    """What the index answers when everything is asked for."""
    after: str | None = None
    while True:
        query = Query("", limit=MOST_HITS, after=after, public_only=False, counts_facets=False)
        page = registry.index.port.search(query)
        yield from ((hit.id, (hit.code, hit.name)) for hit in page.hits)
        after = page.after
        if after is None:
            return


def _known(registry: Registry) -> Iterator[tuple[str, tuple[str | None, str]]]:
    """What the documents of all subjects would say now."""
    with registry.reading() as session:
        for document in indexing.all_documents(session):
            yield document.id, (document.code, document.name)
