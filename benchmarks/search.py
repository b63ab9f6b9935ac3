"""How well and how fast real enterprises are found, beside three peers in the same run.

The registry's index, tantivy, SQLite's FTS5 and PostgreSQL's pg_trgm hold the same real names and
are asked the same questions, one engine after the other. All count hits exactly and share a normal
form. Milliseconds are of the asking thread's processor, as others use the machine; of PostgreSQL,
which answers in a process of its own, they are of the clock. They stand as p50 / p95 / p99, recall
as @1 [95 % interval] / @10 / mean reciprocal rank, in brackets how many questions were put: an
engine is asked no more when its time for a class is over. `--documents 1000000` measures in full.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from founding.memory import memory_now, most_memory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
# Before the tests, whose folder search_index would else stand for the package.
sys.path.insert(0, str(Path(__file__).parents[1]))

from postgres import NoPostgres, cluster
from search_peers.engines import Answer, Engine, Own
from search_peers.entries import collect, read
from search_peers.postgres_engine import SETTINGS, PgTrgm
from search_peers.questions import Question, questions
from search_peers.sqlite_engine import Fts5
from search_peers.tables import at, latencies, recalls, table
from search_peers.tantivy_engine import Tantivy
from search_peers.targets import OWN, PEER, missed

EMBEDDED: dict[str, Callable[[Path], Engine]] = {
    OWN: lambda directory: Own(directory / OWN),
    PEER: lambda directory: Tantivy(directory / PEER),
    "FTS5": lambda directory: Fts5(directory / "fts5.sqlite"),
}
SERVED = "pg_trgm"
CHANGES, READ_QUESTIONS, _PART = 20, 20, 4
FIGURES = (
    "engine", "documents/s built", "MB more while building", "MB on disk",
    "a reader's own MB", "MB mapped",
)  # fmt: skip

Taken = dict[str, dict[str, list[float]]]
Ranks = dict[str, dict[str, list[int | None]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=1_000, help="questions of each class")
    parser.add_argument("--seconds", type=float, default=4, help="an engine's most for a class")
    parser.add_argument("--addresses", action="store_true", help="documents have addresses too")
    parser.add_argument("--directory", type=Path, help="where entries and indexes are kept")
    parser.add_argument("--step", choices=("build", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--engine", choices=tuple(EMBEDDED), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not os.environ.get("REGISTRY_SAMPLES"):
        print("REGISTRY_SAMPLES does not name the directory of sample files; nothing is measured.")
    elif options.step:
        print(json.dumps({"build": built, "read": used}[options.step](options)))
    elif options.directory:
        measure(options)
    else:
        with tempfile.TemporaryDirectory() as directory:
            options.directory = Path(directory)
            measure(options)


def measure(options: argparse.Namespace) -> None:
    """Build, ask and print the tables."""
    samples = Path(os.environ["REGISTRY_SAMPLES"])
    options.directory.mkdir(exist_ok=True)
    path = options.directory / "entries.tsv"
    if not path.exists():
        collect(samples, options.documents, path, has_addresses=options.addresses)
    figures = [reported(options, engine) for engine in EMBEDDED]
    engines = {name: opened(options.directory) for name, opened in EMBEDDED.items()}
    asked = dict(questions(list(read(path)), samples, options.asked))
    with served(path, engines) as figure:
        print(table(FIGURES, [*figures, figure]), "\n", flush=True)
        taken, ranks = ask_all(engines, asked, options.seconds)
    print(latencies(taken, PEER, OWN), "\n")
    print(recalls(ranks), "\n")
    print("\n".join(f"- {line}" for line in missed(taken, ranks)) or "Every target holds.", "\n")
    with tempfile.TemporaryDirectory(dir=options.directory) as directory:
        shutil.copytree(options.directory / OWN, Path(directory) / OWN)
        follow(path, Own(Path(directory) / OWN))


def reported(options: argparse.Namespace, engine: str) -> list[str]:
    """The figures of an embedded engine, which is built where it is not kept from before."""
    report = options.directory / f"{engine}.json"
    if not report.exists():
        report.write_text(stepped(options, "build", engine), encoding="utf-8")
    told = json.loads(report.read_text(encoding="utf-8"))
    held = json.loads(stepped(options, "read", engine))
    return [
        engine,
        f"{told['documents'] / told['processor']:,.0f}",
        f"{told['memory']:,.0f}",
        f"{told['disk']:,.0f}",
        f"{held['RssAnon']:,.0f}",
        f"{held['RssFile']:,.0f}",
    ]


@contextmanager
def served(path: Path, engines: dict[str, Engine]) -> Iterator[list[str]]:
    """PostgreSQL among the engines, where it is installed, and its figures."""
    try:
        with cluster(**SETTINGS) as running:
            running.create("names")
            engine = PgTrgm(running.url("names"))
            start = time.perf_counter()
            count = engine.build(read(path))
            rate = count / (time.perf_counter() - start)
            engines[SERVED] = engine
            yield [SERVED, f"{rate:,.0f}", "", f"{engine.megabytes():,.0f}", "", ""]
    except NoPostgres as fault:
        yield [SERVED, str(fault), "", "", "", ""]


def ask_all(
    engines: Mapping[str, Engine], asked: Mapping[str, Sequence[Question]], most: float
) -> tuple[Taken, Ranks]:
    """Put every class to every engine, one question after the other."""
    taken: Taken = {}
    ranks: Ranks = {}
    for opened in engines.values():
        opened.ask(Question("家具"))  # An engine opens its files with the first question.
    for name, those in asked.items():
        taken[name] = {engine: [] for engine in engines}
        ranks[name] = {engine: [] for engine in engines}
        is_faceted = "facets" in name
        for question in those:
            for engine, each in engines.items():
                times = taken[name][engine]
                if sum(times) < most * 1e3:
                    answer, spent = timed(each, question, is_faceted=is_faceted)
                    times.append(spent)
                    ranks[name][engine].append(rank(answer, question))
    meant = {name for name, those in asked.items() if those[0].wanted}
    return taken, {name: by_engine for name, by_engine in ranks.items() if name in meant}


def timed(engine: Engine, question: Question, *, is_faceted: bool) -> tuple[Answer, float]:
    """The answer, and its milliseconds."""
    clock = time.perf_counter if engine.is_served else time.thread_time
    ask = engine.facets if is_faceted else engine.ask
    start = clock()
    answer = ask(question)
    return answer, (clock() - start) * 1e3


def rank(answer: Answer, question: Question) -> int | None:
    """At which place, from 1, what was meant came."""
    places = (place for place, code in enumerate(answer.codes, 1) if code == question.wanted)
    return next(places, None)


def follow(path: Path, index: Own) -> None:
    """The time from a change to the first answer that knows it; the kept index stays as it is."""
    changed = [entry.document() for entry, _ in zip(read(path), range(CHANGES), strict=False)]
    before = index.index.cursor()
    taken = []
    for number, document in enumerate(changed, start=1):
        start = time.perf_counter()
        index.index.apply([document], [], before + number)
        index.ask(Question(document.id))
        taken.append((time.perf_counter() - start) * 1e3)
    half, most = at(taken, 0.5), at(taken, 0.95)
    print(f"One change until it is found: p50 {half:.0f} ms, p95 {most:.0f} ms.")


def built(options: argparse.Namespace) -> dict[str, float]:
    """Build one of the embedded engines; what it took."""
    engine = EMBEDDED[options.engine](options.directory)
    before, processor = most_memory(), time.process_time()
    count = engine.build(read(options.directory / "entries.tsv"))
    return {
        "documents": count,
        "processor": time.process_time() - processor,
        "memory": most_memory() - before,
        "disk": engine.megabytes(),
    }


def used(options: argparse.Namespace) -> dict[str, float]:
    """Ask one of the engines some names; the megabytes that the process then has more."""
    names = [
        entry.name
        for entry, _ in zip(
            read(options.directory / "entries.tsv"), range(READ_QUESTIONS), strict=False
        )
    ]
    before = memory_now()
    engine = EMBEDDED[options.engine](options.directory)
    for name in names:
        engine.ask(Question(name))
        engine.ask(Question(name[:_PART]))
    after = memory_now()
    return {name: after[name] - before[name] for name in after}


def stepped(options: argparse.Namespace, step: str, engine: str) -> str:
    """What a process of its own prints, which does one step."""
    words = [sys.executable, "-W", "ignore", __file__, "--step", step, "--engine", engine]
    words += ["--directory", str(options.directory)]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
