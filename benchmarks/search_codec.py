"""How much faster the index answers than stock whoosh, on real names and in the same run.

Both hold the same documents and give the same answers: hits in order, exact counts and facets. The
questions are put to one and the other in turn, so that whatever else the machine does meets both.
`--directory` keeps the two indexes, which are then not built again.
"""

import argparse
import csv
import gzip
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from founding.memory import memory_now, most_memory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "search_index"))

from name_questions import REGISTER, core_of, two_fragments
from stock_search import StockSearch

from search_index.analysis import key
from search_index.documents import Document
from search_index.queries import Query
from search_index.whoosh_index import WhooshIndex

REGISTRY = "enterprise-registry/bulk_uscc_name_region_demo.tsv.xz"
ENGINES = ("index", "stock")
SEED = 20261126
# How many of the rarest terms the registry's search on stock whoosh joined.
TERMS_ASKED = 3
COMMON = ("有限公司 科技", "贸易", "科技", "公司 市", "工程", "中国", "进出口", "宁波", "市", "路")

Ask = Callable[[Document, random.Random], str]


def part(length: int) -> Ask:
    """So many neighbouring characters of the name."""

    def asked(document: Document, chance: random.Random) -> str:
        name = key(document.name)
        start = chance.randrange(max(1, len(name) - length + 1))
        return name[start : start + length]

    return asked


CLASSES: dict[str, Ask] = {
    "code": lambda one, _: one.id,
    "code, first 14": lambda one, _: one.id[:14],
    "exact name": lambda one, _: one.name,
    "without legal form": lambda one, _: core_of(one),
    "two characters": part(2),
    "four characters": part(4),
    "two fragments": lambda one, _: two_fragments(one),
    "address": lambda one, _: one.address[-8:],
    "letters apart": lambda one, _: core_of(one)[::2],
    "most common": lambda _, chance: chance.choice(COMMON),
    "filter and sort": part(2),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--asked", type=int, default=200, help="questions of each class")
    parser.add_argument("--seconds", type=float, default=20, help="most for a class")
    parser.add_argument("--directory", type=Path, help="where the indexes are kept")
    parser.add_argument("--step", choices=("build", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not os.environ.get("REGISTRY_SAMPLES"):
        print("REGISTRY_SAMPLES does not name the directory of sample files; nothing is measured.")
    elif options.step:
        {"build": build, "read": read}[options.step](options)
    elif options.directory:
        measure(options)
    else:
        with tempfile.TemporaryDirectory() as directory:
            options.directory = Path(directory)
            measure(options)


def documents(count: int) -> Iterator[Document]:
    """Real enterprises of the whole country, each with a real street address of one city."""
    samples = Path(os.environ["REGISTRY_SAMPLES"])
    with gzip.open(samples / REGISTER, "rt", encoding="utf-8") as file:
        streets = [row["address"] for row in csv.DictReader(file)]
    with lzma.open(samples / REGISTRY, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        named = {row[0]: row for row in islice(rows, 1, count + 1)}
    for row, street in zip(named.values(), cycle(streets), strict=False):
        code, name, province, city = row[:4]
        yield Document(
            id=code,
            kind="subject",
            code=code,
            other_codes=(),
            name=name,
            former_names=(),
            address=f"{province}{city}{street}",
            facets={"division": code[2:8], "industry": code[-1]},
        )


def build(options: argparse.Namespace) -> None:
    """Build one of the indexes and print what it took."""
    held = list(documents(options.documents))
    before = most_memory()
    start, processor = time.perf_counter(), time.process_time()
    path = options.directory / options.engine
    if options.engine == "index":
        with WhooshIndex(path).rebuild() as fresh:
            fresh.apply(held, [], 1)
    else:
        StockSearch(path).apply(held)
    print(
        json.dumps(
            {
                "documents": len(held),
                "seconds": time.perf_counter() - start,
                "processor": time.process_time() - processor,
                "megabytes": most_memory() - before,
                "on disk": sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
                / 1e6,
            }
        )
    )


def read(options: argparse.Namespace) -> None:
    """Ask one of the indexes some questions and print how much memory the process then has."""
    held = list(islice(documents(2_000), 50))
    before = memory_now()
    find = finders(options.directory)[options.engine]
    for document in held:
        find(Query(document.name, limit=10))
    after = memory_now()
    print(json.dumps({name: after[name] - before[name] for name in after}))


def measure(options: argparse.Namespace) -> None:
    """Build, ask and print the tables."""
    for engine in ENGINES:
        report = options.directory / f"{engine}.json"
        if not report.exists():
            report.write_text(stepped(options, "build", engine), encoding="utf-8")
        built = json.loads(report.read_text(encoding="utf-8"))
        used = json.loads(stepped(options, "read", engine))
        print(
            f"{engine:<6} {built['documents']:,} documents in {built['seconds']:.0f} s"
            f" ({built['processor']:.0f} s of processor time):"
            f" {built['documents'] / built['seconds']:,.0f} documents/s,"
            f" {built['megabytes']:,.0f} MB more while building,"
            f" {built['on disk']:,.0f} MB on disk,"
            f" {used['RssAnon']:.0f} MB of its own and {used['RssFile']:.0f} MB mapped a reader"
        )
    held = list(documents(options.documents))
    engines = finders(options.directory)
    print(f"\n{'question':<20}{'n':>5}", end="")
    print("".join(f"{f'{engine} p50':>12}{'p95':>9}" for engine in engines), end="")
    print(f"{'ratio p50':>11}{'p95':>7}{'differ':>8}")
    for name, ask in CLASSES.items():
        chance = random.Random(SEED)  # noqa: S311 - the same questions every time
        texts = [ask(one, chance) for one in chance.sample(held, options.asked)]
        print(line(name, queries(name, texts), engines, options.seconds))


def queries(name: str, texts: Sequence[str]) -> list[Query]:
    """The questions of a class."""
    if name != "filter and sort":
        return [Query(text, limit=10) for text in texts]
    filters = {"industry": ("1", "2", "3", "4", "5")}
    return [Query(text, filters, limit=10, sort="name") for text in texts]


def line(
    name: str, asked: Sequence[Query], engines: dict[str, Callable[[Query], int]], most: float
) -> str:
    """The milliseconds of processor time of both for a class, and how many totals differ."""
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    end = time.perf_counter() + most
    differing = 0
    for query in asked:
        totals = set()
        for engine, find in engines.items():
            start = time.process_time()
            totals.add(find(query))
            taken[engine].append((time.process_time() - start) * 1e3)
        differing += len(totals) > 1
        if time.perf_counter() > end:
            break
    both = [(at(each, 0.5), at(each, 0.95)) for each in taken.values()]
    (own_half, own_most), (stock_half, stock_most) = both
    cells = "".join(f"{half:>12.2f}{most:>9.2f}" for half, most in both)
    count = len(taken["index"])
    ratios = f"{stock_half / own_half:>10.0f}x{stock_most / own_most:>6.0f}x"
    return f"{name:<20}{count:>5}{cells}{ratios}{differing:>8}"


def finders(directory: Path) -> dict[str, Callable[[Query], int]]:
    """What asks each engine and gives the number of hits."""
    index, stock = WhooshIndex(directory / "index"), StockSearch(directory / "stock", TERMS_ASKED)
    return {
        "index": lambda query: index.search(query).total,
        "stock": lambda query: stock.search(query).total,
    }


def stepped(options: argparse.Namespace, step: str, engine: str) -> str:
    """What a process of its own prints, which does one step."""
    words = [sys.executable, "-W", "ignore", __file__, "--step", step, "--engine", engine]
    words += ["--documents", str(options.documents), "--directory", str(options.directory)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def on_disk(path: Path) -> float:
    """The megabytes of all files in the directory."""
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) / 1e6


def at(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


if __name__ == "__main__":
    main()
