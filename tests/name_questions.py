"""Real enterprises as documents, and the ways in which people ask for them."""

import csv
import gzip
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import opencc

from search_index.documents import Document
from search_index.legal_forms import without_legal_form
from search_index.port import SearchIndex
from search_index.queries import Query

REGISTER = "enterprise-registry/ningbo_enterprises.csv.gz"
PAIRS = "name-pairs/hard_negatives_one_char_ningbo.csv"
LISTED = "listed-names/listed_demo.csv"
_TO_TRADITIONAL = opencc.OpenCC("s2t")
_WIDTHS = str.maketrans("()（）", "（）()")
_SEED = 20260401

Ask = Callable[[Document], str]


def enterprises(samples: Path) -> list[Document]:
    """The real register of one city, a document for each code.

    Every tenth is given a former name, which is invented from its own.
    """
    documents: dict[str, Document] = {}
    with gzip.open(samples / REGISTER, "rt", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            documents.setdefault(row["uscc"], _document(number, row))
    return list(documents.values())


def _document(number: int, row: dict[str, str]) -> Document:
    core = without_legal_form(row["name"])[0]
    return Document(
        id=row["uscc"],
        kind="subject",
        code=row["uscc"],
        other_codes=(),
        name=row["name"],
        former_names=(f"原{core}老号",) if number % 10 == 0 else (),
        address=row["address"],
        facets={"division": row["uscc"][2:8]},
    )


def pairs(samples: Path) -> Iterator[tuple[str, str, str, str]]:
    """Two names that differ in one character, with their two codes."""
    with (samples / PAIRS).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["name_a"], row["uscc_a"], row["name_b"], row["uscc_b"]


def listed(samples: Path) -> list[tuple[str, str]]:
    """Short names of listed companies with the full ones."""
    with (samples / LISTED).open(encoding="utf-8") as file:
        return [(row["short_name"], row["full_name"]) for row in csv.DictReader(file)]


def chosen(documents: Sequence[Document], count: int) -> list[Document]:
    """The same so many of the documents every time."""
    return random.Random(_SEED).sample(list(documents), count)  # noqa: S311 - a fixed choice


def core_of(document: Document) -> str:
    """The name without its legal form."""
    return without_legal_form(document.name)[0]


def two_fragments(document: Document) -> str:
    """The trade name and the trade: what stands after the place, and the end."""
    core = core_of(document)
    return f"{core[2:5]} {core[-2:]}"


def respelled(document: Document) -> str:
    """The name in another width, with other brackets, in traditional characters or spaced."""
    name = document.name
    spellings = (
        name.translate(_WIDTHS),
        str(_TO_TRADITIONAL.convert(name)),
        f" {name[:2]} {name[2:]} ",
        "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name),
    )
    return spellings[sum(map(ord, name)) % len(spellings)]


QUESTIONS: dict[str, Ask] = {
    "exact name": lambda document: document.name,
    "without legal form": core_of,
    "respelled": respelled,
    "two fragments": two_fragments,
    "code": lambda document: document.id,
    "organisation code": lambda document: document.id[8:17],
    "code, first 14": lambda document: document.id[:14],
    "code, last 6": lambda document: document.id[-6:],
    "former name": lambda document: (document.former_names or (document.name,))[0],
}


def recall(index: SearchIndex, documents: Sequence[Document], ask: Ask) -> tuple[float, float]:
    """The shares of documents that come first, and among the first ten."""
    first = among = 0
    for document in documents:
        ids = [hit.id for hit in index.search(Query(ask(document), limit=10)).hits]
        first += ids[:1] == [document.id]
        among += document.id in ids
    return first / len(documents), among / len(documents)
