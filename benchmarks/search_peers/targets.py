"""What the registry's search is held to at 1,000,000 names, and which of it does not hold."""

from collections.abc import Iterator, Mapping, Sequence

from search_peers.tables import Recall, at

OWN, PEER = "index", "tantivy"
CODES, NAMES, PARTS, TYPO, COMMON = (0.15, 0.6), (0.6, 2.0), (1.5, 15.0), (4.0, 12.0), (8.0, 30.0)
MILLISECONDS: Mapping[str, tuple[float, float]] = {
    "code": CODES,
    "exact name": NAMES,
    "two fragments": NAMES,
    "filter and sort": NAMES,
    "pinyin": NAMES,
    "initials": NAMES,
    "two characters": PARTS,
    "four characters": PARTS,
    "typo: substitution": TYPO,
    "typo: omission": TYPO,
    "typo: insertion": TYPO,
    "typo: swap": TYPO,
    "most common, four facets": COMMON,
}
"""p50 and p95 of a class."""
MOST_OF_PEER = 3.0
NEAR_MISS_FIRST = 0.99
FEWEST = 50
"""A peer that answered fewer questions of a class in its time says too little about recall."""


def missed(
    taken: Mapping[str, Mapping[str, Sequence[float]]],
    ranks: Mapping[str, Mapping[str, Sequence[int | None]]],
) -> Iterator[str]:
    """A line for each target that does not hold."""
    for name, by_engine in taken.items():
        for share, most in zip((0.5, 0.95), MILLISECONDS.get(name, ()), strict=False):
            found = at(by_engine[OWN], share)
            if found > most:
                yield f"{name}: p{share * 100:.0f} {found:.2f} ms, target {most} ms"
        ratio = at(by_engine[OWN], 0.5) / at(by_engine[PEER], 0.5)
        most_of_peer = 1.0 if "typo" in name or name == "filter and sort" else MOST_OF_PEER
        if ratio > most_of_peer:
            yield f"{name}: p50 is {ratio:.1f} times {PEER}'s, target {most_of_peer:.0f} times"
    for name, placed in ranks.items():
        yield from _behind(name, placed)
    near = Recall.of(ranks["near miss"][OWN]).first
    if near < NEAR_MISS_FIRST:
        yield f"near miss: the right one first in {near:.3f}, target {NEAR_MISS_FIRST}"


def _behind(name: str, placed: Mapping[str, Sequence[int | None]]) -> Iterator[str]:
    """A line where a peer found significantly more."""
    own = Recall.of(placed[OWN])
    peers = {
        engine: Recall.of(each)
        for engine, each in placed.items()
        if engine != OWN and len(each) >= FEWEST
    }
    engine, best = max(peers.items(), key=lambda pair: pair[1].first)
    low, high = own.interval
    if best.first > own.first + (high - low) / 2:
        yield (
            f"{name}: recall {own.first:.3f} lies more than its 95 % interval"
            f" below that of {engine}, {best.first:.3f}"
        )
