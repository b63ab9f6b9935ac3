"""The real registry as entries, the same for every engine.

Nobody publishes former names together with codes. Names of enterprises that stand at the end of the
registry, and are not indexed themselves, are given to every `FORMER_EACH`th entry as a former name.
"""

import csv
import gzip
import lzma
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin

from search_index.analysis import key
from search_index.documents import Document
from search_index.legal_forms import without_legal_form

REGISTRY = "enterprise-registry/bulk_uscc_name_region_demo.tsv.xz"
REGISTER = "enterprise-registry/ningbo_enterprises.csv.gz"
PAIRS = "name-pairs/hard_negatives_one_char_ningbo.csv"
LISTED = "listed-names/listed_demo.csv"
FACETS = ("division", "industry", "subject_kind", "standing")
SET_ASIDE = 9_900
FORMER_EACH = 10


class Entry(NamedTuple):
    """One enterprise; `pinyin` is its syllables, each facet a value that its code holds."""

    code: str
    name: str
    former: str
    address: str
    pinyin: str

    @property
    def facets(self) -> dict[str, str]:
        """A value for each of the four facets."""
        code = self.code.ljust(18, "0")
        return dict(zip(FACETS, (code[2:8], code[-1], code[:2], code[8]), strict=True))

    @property
    def initials(self) -> str:
        """The first letter of each syllable, other letters as they are."""
        return "".join(part if part.isdigit() else part[0] for part in self.pinyin.split())

    @property
    def core(self) -> str:
        """The name in normal form without its legal form."""
        return without_legal_form(key(self.name))[0]

    def document(self) -> Document:
        """The entry as our engine takes it."""
        return Document(
            id=self.code,
            kind="subject",
            code=self.code,
            other_codes=(),
            name=self.name,
            former_names=(self.former,) if self.former else (),
            address=self.address,
            facets=self.facets,
        )


def syllables(name: str) -> str:
    """The syllables of a name in normal form; other letters stand as they are."""
    return " ".join(lazy_pinyin(key(name)))


def pairs(samples: Path) -> Iterator[tuple[str, str]]:
    """The code and name of both of each two that differ in one character."""
    with (samples / PAIRS).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["uscc_a"], row["name_a"]
            yield row["uscc_b"], row["name_b"]


def listed(samples: Path) -> list[tuple[str, str]]:
    """Short names of listed companies with their full ones."""
    with (samples / LISTED).open(encoding="utf-8") as file:
        return [(row["short_name"], row["full_name"]) for row in csv.DictReader(file)]


def collect(samples: Path, count: int, path: Path, *, has_addresses: bool) -> None:
    """Write the entries to a file: first those that questions need, then the registry's own."""
    with lzma.open(samples / REGISTRY, "rt", encoding="utf-8", newline="") as file:
        rows = [row[:4] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    formers, rows = [row[1] for row in rows[-SET_ASIDE:]], rows[:-SET_ASIDE]
    named = dict.fromkeys(name for _, name in pairs(samples))
    full = dict.fromkeys(name for _, name in listed(samples))
    wanted = [row for row in rows if row[1] in named or row[1] in full]
    missing = full.keys() - {row[1] for row in wanted}
    wanted += [[f"listed{place:04}", name, "", ""] for place, name in enumerate(sorted(missing))]
    chosen = {row[0]: row for row in (*wanted, *rows[:count])}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        for place, (row, street) in enumerate(
            zip(list(chosen.values())[:count], cycle(_streets(samples)), strict=False)
        ):
            former = formers.pop() if formers and not place % FORMER_EACH else ""
            address = f"{row[2]}{row[3]}{street}" if has_addresses else ""
            writer.writerow((row[0], row[1], former, address, syllables(row[1])))


def read(path: Path) -> Iterator[Entry]:
    """The entries of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from map(Entry._make, csv.reader(file, delimiter="\t"))


def by_name(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The entries by the name as it stands."""
    return {entry.name: entry for entry in entries}


def _streets(samples: Path) -> list[str]:
    """Street addresses of one real city."""
    with gzip.open(samples / REGISTER, "rt", encoding="utf-8") as file:
        return [row["address"] for row in csv.DictReader(file)]
