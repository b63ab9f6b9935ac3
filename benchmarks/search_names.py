"""How well and how fast real enterprises are found, beside SQLite's LIKE and FTS5 in the same run.

Prints recall and latency for each way of asking, the ratio to the peers, and how fast the index is
built and follows one change. The peers look for a fragment in the name alone; the index also looks
in former names, codes and addresses, counts all hits and their facets.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "search_index"))

from name_questions import QUESTIONS, chosen, enterprises, recall

from search_index.documents import Document
from search_index.queries import Query
from search_index.whoosh_index import WhooshIndex

ASKED = 500
SMALL = 5_000
CHANGES = 20
COMMON = ("", "宁波", "有限公司 路", "宁波 电器", "进出口")

Find = Callable[[str], object]


def main() -> None:
    samples = os.environ.get("REGISTRY_SAMPLES")
    if not samples:
        print("REGISTRY_SAMPLES does not name the directory of sample files; nothing is measured.")
        return
    documents = enterprises(Path(samples))
    with tempfile.TemporaryDirectory() as directory:
        index = WhooshIndex(Path(directory) / "index")
        for count in (SMALL, len(documents)):
            build(index, documents[:count])
        peers = {"LIKE": like(documents), "FTS5": trigram(documents)}
        print(f"\n{'question':<20}{'recall@1':>9}{'@10':>7}{'p50 ms':>9}{'p95 ms':>9}", end="")
        print("".join(f"{name + ' p50':>11}{'ratio':>8}" for name in peers))
        sample = chosen(documents, ASKED)
        for question, ask in QUESTIONS.items():
            first, among = recall(index, sample, ask)
            line(f"{question:<20}{first:>9.3f}{among:>7.3f}", map(ask, sample), index, peers)
        for text in COMMON:
            line(f"{text or '(nothing)':<16}{'':>16}", [text] * 5, index, peers)
        follow(index, documents)
        index.close()


def build(index: WhooshIndex, documents: Sequence[Document]) -> None:
    start = time.perf_counter()
    with index.rebuild() as fresh:
        fresh.apply(documents, [], 1)
    seconds = time.perf_counter() - start
    size = index.health().size_bytes / 1e6
    print(
        f"built {len(documents):,} documents in {seconds:.1f} s: "
        f"{len(documents) / seconds:,.0f} documents/s, {size:.1f} MB"
    )


def line(head: str, questions: Iterable[str], index: WhooshIndex, peers: dict[str, Find]) -> None:
    asked = list(questions)
    own = latencies(lambda text: index.search(Query(text, limit=10)), asked)
    print(f"{head}{at(own, 0.5):>9.2f}{at(own, 0.95):>9.2f}", end="")
    for find in peers.values():
        peer = at(latencies(find, asked), 0.5)
        print(f"{peer:>11.2f}{at(own, 0.5) / peer:>8.2f}", end="")
    print()


def latencies(find: Find, questions: Sequence[str]) -> list[float]:
    """Milliseconds for each question, in ascending order."""
    taken = []
    for text in questions:
        start = time.perf_counter()
        find(text)
        taken.append((time.perf_counter() - start) * 1e3)
    return sorted(taken)


def at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(documents: Sequence[Document], kind: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(kind)
    rows = ((one.id, one.name, " ".join(one.former_names), one.address) for one in documents)
    connection.executemany("INSERT INTO subject VALUES (?, ?, ?, ?)", rows)
    return connection


def like(documents: Sequence[Document]) -> Find:
    """Every fragment in the name, or the code, the shortest names first."""
    connection = table(documents, "CREATE TABLE subject (code, name, former, address)")

    def find(text: str) -> object:
        fragments = text.split() or [""]
        conditions = " AND ".join(["name LIKE ?"] * len(fragments))
        statement = (
            f"SELECT code FROM subject WHERE ({conditions}) OR code LIKE ? OR former LIKE ?"
            " ORDER BY length(name), code LIMIT 10"
        )
        values = [f"%{fragment}%" for fragment in (*fragments, text or "%", text or "%")]
        return connection.execute(statement, values).fetchall()

    return find


def trigram(documents: Sequence[Document]) -> Find:
    """FTS5 with trigrams, which cannot look for fewer than three characters."""
    columns = "code, name, former, address UNINDEXED, tokenize='trigram'"
    connection = table(documents, f"CREATE VIRTUAL TABLE subject USING fts5({columns})")

    def find(text: str) -> object:
        fragments = [f'"{one}"' for one in text.split() if len(one) > 2]
        if not fragments:
            short = f"%{text}%"
            statement = "SELECT code FROM subject WHERE name LIKE ? LIMIT 10"
            return connection.execute(statement, [short]).fetchall()
        statement = "SELECT code FROM subject WHERE subject MATCH ? ORDER BY rank LIMIT 10"
        return connection.execute(statement, [" AND ".join(fragments)]).fetchall()

    return find


def follow(index: WhooshIndex, documents: Sequence[Document]) -> None:
    """The time from a change to the first answer that knows it."""
    taken = []
    for number in range(CHANGES):
        start = time.perf_counter()
        index.apply([documents[number]], [], 2 + number)
        index.search(Query(documents[number].id))
        taken.append((time.perf_counter() - start) * 1e3)
    taken.sort()
    print(
        f"\none change until it is found: p50 {at(taken, 0.5):.0f} ms, p95 {at(taken, 0.95):.0f} ms"
    )


if __name__ == "__main__":
    main()
