"""Searches, suggestions and screenings over HTTP: two workers, clients that ask without a pause.

Real names and codes of the whole country stand in a registry of an invented city, without any
record. Each client asks its next question when it has its answer; server and clients share the
machine. The peer is `/healthz` of the same server under the same clients: what any answer costs.
Milliseconds are of the clock, as p50 / p95 / p99.
"""

import argparse
import csv
import http.client
import io
import json
import os
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from founding import directories, registries
from founding.web_servers import ALIVE, HOST, Asked, answered, milliseconds, served
from search_peers.entries import Entry, collect, read
from search_peers.questions import Question, questions
from search_peers.tables import at, table

from credit_registry.domain.screenings import MOST_SUBJECTS
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry

WORKERS, THREADS, CLIENTS = 2, 4, 8
PURPOSE = "government_procurement"
SEARCH, SUGGESTIONS = "searches", "suggestions"
TARGETS = {SEARCH: 40, SUGGESTIONS: 20}
TYPED = 6
HEAD = ("asked", "requests", "milliseconds", "to the peer's p50", "target p95")


def main() -> None:
    """Fill, index, serve, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=2_000, help="requests of each kind")
    parser.add_argument("--uploaded", type=int, default=10_000, help="rows of the uploaded table")
    parser.add_argument("--port", type=int, default=8792)
    registries.add_option(parser)
    asked = parser.parse_args()
    if not os.environ.get("REGISTRY_SAMPLES"):
        print("REGISTRY_SAMPLES does not name the directory of sample files; nothing is measured.")
        return
    with registries.founded(asked.database) as (registry, place):
        entries = _filled(registry, place, asked.subjects)
        settings = registry.settings
        with served(settings, asked.port, workers=WORKERS, threads=THREADS):
            _measure(asked, entries)


def _filled(registry: Registry, place: Path, count: int) -> list[Entry]:
    """Write and index the enterprises."""
    path, begun = place / "entries.tsv", time.perf_counter()
    collect(Path(os.environ["REGISTRY_SAMPLES"]), count, path, has_addresses=False)
    entries = list(read(path))
    written = directories.fill(registry, ((each.code, each.name) for each in entries))
    print(f"{written:,} subjects are there after {time.perf_counter() - begun:.0f} s", flush=True)
    begun = time.perf_counter()
    indexed = indexing.rebuild(registry)
    took = time.perf_counter() - begun
    print(f"indexed from the database: {indexed:,} in {took:.0f} s, {indexed / took:,.0f}/s")
    return entries


def _measure(asked: argparse.Namespace, entries: Sequence[Entry]) -> None:
    """The rows of the table, then the screenings."""
    samples = Path(os.environ["REGISTRY_SAMPLES"])
    every = [each for _, those in questions(entries, samples, asked.asked // 10) for each in those]
    ways = {
        ALIVE: [Asked(ALIVE)] * asked.asked,
        SEARCH: [_search(each) for each in _spread(every, asked.asked)],
        SUGGESTIONS: list(_typed(entries, asked.asked)),
    }
    milliseconds(asked.port, ways[SEARCH][: CLIENTS * 4], CLIENTS)  # every worker opens the index
    rows, peer = [], 0.0
    for way, requests in ways.items():
        taken = milliseconds(asked.port, requests, CLIENTS)
        half, most, last = (at(taken, share) for share in (0.5, 0.95, 0.99))
        peer = peer or half
        told = f"{half:.1f} / {most:.1f} / {last:.1f}"
        target = TARGETS.get(way)
        holds = "" if target is None else f"{target} ms: {'holds' if most <= target else 'missed'}"
        rows.append((way, f"{len(taken):,}", told, f"{half / peer:.1f}", holds))
    print(table(HEAD, rows), flush=True)
    _screened(asked, entries)


def _spread(every: Sequence[Question], count: int) -> list[Question]:
    """So many questions, of all classes alike."""
    return [every[place * 7919 % len(every)] for place in range(count)]


def _search(question: Question) -> Asked:
    """A question as the interface takes it."""
    return Asked(f"/api/v1/search?{urlencode({'q': question.text})}")


def _typed(entries: Sequence[Entry], count: int) -> Iterator[Asked]:
    """What somebody has typed after two characters, three, and so on."""
    for place in range(count):
        name = entries[place * 7919 % len(entries)].name
        yield Asked(f"/api/v1/suggestions?{urlencode({'q': name[: 2 + place % (TYPED - 1)]})}")


def _screened(asked: argparse.Namespace, entries: Sequence[Entry]) -> None:
    """One call of five hundred a client, and one table with progress."""
    rows = [
        {"code": each.code, "name": each.name} if place % 2 else {"name": each.name}
        for place, each in enumerate(entries[: MOST_SUBJECTS * WORKERS])
    ]
    calls = [_call(rows[at : at + MOST_SUBJECTS]) for at in range(0, len(rows), MOST_SUBJECTS)]
    begun = time.perf_counter()
    milliseconds(asked.port, calls, WORKERS)
    rate = len(rows) / (time.perf_counter() - begun)
    print(f"screened by {WORKERS} clients, {MOST_SUBJECTS} a call: {rate:,.0f} subjects/s")
    begun = time.perf_counter()
    table_of_rows = _upload(entries[: asked.uploaded])
    lines = answered(http.client.HTTPConnection(HOST, asked.port), table_of_rows).splitlines()
    took = time.perf_counter() - begun
    told = sum(bool(json.loads(line)["progress"]) for line in lines)
    print(f"a table of {asked.uploaded:,}: {took:.0f} s (target 120), {told} lines of progress")


def _call(rows: Sequence[dict[str, str]]) -> Asked:
    """A screening of some subjects."""
    return Asked("/api/v1/screenings", json.dumps({"purpose": PURPOSE, "subjects": rows}).encode())


def _upload(entries: Sequence[Entry]) -> Asked:
    """A table of codes and names as a browser sends it."""
    text = io.StringIO()
    csv.writer(text).writerows([("code", "name"), *((each.code, each.name) for each in entries)])
    mark = uuid.uuid4().hex
    parts = (
        f'--{mark}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n{PURPOSE}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n{text.getvalue()}\r\n--{mark}--\r\n"
    )
    kind = f"multipart/form-data; boundary={mark}"
    return Asked("/api/v1/screenings/files", parts.encode(), kind)


if __name__ == "__main__":
    main()
