"""The ways in which people ask for an enterprise, made of real entries."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import opencc

from search_index.analysis import key
from search_peers.entries import Entry, listed, pairs, syllables

SEED = 20261126
COMMON = (
    "有限公司 科技",
    "贸易",
    "科技",
    "公司 市",
    "工程",
    "中国",
    "进出口",
    "宁波",
    "市",
    "商贸",
)
KINDS = ("91", "92", "93")
_TO_TRADITIONAL = opencc.OpenCC("s2t")
_WIDTHS = str.maketrans("()（）", "（）()")
_FULL_WIDTH = str.maketrans({chr(one): chr(one + 0xFEE0) for one in range(ord("!"), ord("~") + 1)})
_LIMITED, _LIMITED_LONG = "有限公司", "有限责任公司"
_PLACE = 2


class Question(NamedTuple):
    """Words and what they are meant to find: None where they mean many.

    `kinds` are accepted values of the facet subject_kind; with them hits are sorted by name.
    """

    text: str
    wanted: str | None = None
    kinds: tuple[str, ...] = ()


Ask = Callable[[Entry, random.Random], str]
Slip = Callable[[str, int, str], str]

_LETTERS = "天华明金鑫泰宏盛达瑞丰源兴隆永昌顺通安康福美佳德信诚和东海新建工电器科贸"


def slipped(slip: Slip) -> Ask:
    """The whole name with one slip before its legal form."""

    def asked(entry: Entry, chance: random.Random) -> str:
        name = key(entry.name)
        while True:
            place = chance.randrange(max(1, len(entry.core) - 1))
            wrong = slip(name, place, chance.choice(_LETTERS))
            if wrong != name:
                return wrong

    return asked


def part(length: int) -> Ask:
    """So many neighbouring characters of the name."""

    def asked(entry: Entry, chance: random.Random) -> str:
        name = key(entry.name)
        start = chance.randrange(max(1, len(name) - length + 1))
        return name[start : start + length]

    return asked


def two_fragments(entry: Entry, _: random.Random) -> str:
    """The trade name and the trade: what follows the place, and the end."""
    return f"{entry.core[2:5]} {entry.core[-2:]}".strip()


def reordered(entry: Entry, chance: random.Random) -> str:
    """The name without its legal form in three pieces, the last first."""
    core = entry.core
    second = chance.randrange(3, max(4, len(core) - 1))
    return " ".join(filter(None, (core[second:], core[_PLACE:second], core[:_PLACE])))


def respelled(entry: Entry, _: random.Random) -> str:
    """Brackets of the other width or about the place, letters and digits in full width, spaces."""
    name = entry.name.translate(_WIDTHS)
    if name == entry.name:
        name = f"（{name[:_PLACE]}）{name[_PLACE:]}"
    return name.translate(_FULL_WIDTH) if sum(map(ord, name)) % 2 else f"{name[:4]} {name[4:]}"


CLASSES: dict[str, Ask] = {
    "code": lambda entry, _: entry.code,
    "code, first 14": lambda entry, _: entry.code[:14],
    "exact name": lambda entry, _: entry.name,
    "two characters": part(2),
    "four characters": part(4),
    "two fragments": two_fragments,
    "filter and sort": part(2),
    "most common, four facets": lambda _, chance: chance.choice(COMMON),
    "typo: substitution": slipped(lambda name, at, other: name[:at] + other + name[at + 1 :]),
    "typo: omission": slipped(lambda name, at, _: name[:at] + name[at + 1 :]),
    "typo: insertion": slipped(lambda name, at, other: name[:at] + other + name[at:]),
    "typo: swap": slipped(
        lambda name, at, _: name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    ),
    "reordered": reordered,
    "without legal form": lambda entry, _: entry.core,
    "brackets and widths": respelled,
    "traditional": lambda entry, _: str(_TO_TRADITIONAL.convert(entry.name)),
    "pinyin": lambda entry, _: syllables(entry.core).replace(" ", ""),
    "initials": lambda entry, _: entry.initials[: max(4, len(entry.core))],
}
MANY = ("code, first 14", "two characters", "four characters", "two fragments", "filter and sort")
"""Classes whose words fit many enterprises, so that which comes first tells nothing."""


def questions(
    entries: Sequence[Entry], samples: Path, most: int
) -> Iterator[tuple[str, list[Question]]]:
    """So many questions of each class, the same in every run."""
    for name, ask in CLASSES.items():
        chance = random.Random(f"{SEED} {name}")  # noqa: S311 - the same questions every time
        kinds = KINDS if name == "filter and sort" else ()
        meant = name not in MANY and name != "most common, four facets"
        fit = (entry for entry in shuffled(entries, chance) if fits(name, entry))
        yield (
            name,
            [
                Question(ask(entry, chance), entry.code if meant else None, kinds)
                for entry in islice(fit, most)
            ],
        )
    chance = random.Random(SEED)  # noqa: S311 - as above
    by_name = {entry.name: entry for entry in entries}
    renamed = [entry for entry in shuffled(entries, chance) if entry.former]
    yield "former name", [Question(one.former, one.code) for one in renamed[:most]]
    known = [(short, by_name[full]) for short, full in listed(samples) if full in by_name]
    yield (
        "short name of a listed company",
        [
            Question(short, entry.code)
            for short, entry in chance.sample(known, min(most, len(known)))
        ],
    )
    near = [
        Question(text, code)
        for code, name in pairs(samples)
        if name in by_name
        for text in varied(name)
    ]
    yield "near miss", chance.sample(near, min(most, len(near)))


def shuffled(entries: Sequence[Entry], chance: random.Random) -> Iterator[Entry]:
    """Entries drawn at random, each at most once."""
    places = list(range(len(entries)))
    while places:
        drawn = chance.randrange(len(places))
        places[drawn], places[-1] = places[-1], places[drawn]
        yield entries[places.pop()]


def fits(name: str, entry: Entry) -> bool:
    """Whether questions of the class can be made of the entry."""
    if "code" in name:
        return len(entry.code) == len("91330201256108955A")
    return len(entry.core) >= 6 or name in ("exact name", "traditional")


def varied(name: str) -> Iterator[str]:
    """The full name with brackets about its place, with another legal form, and with neither."""
    yield f"（{name[:_PLACE]}）{name[_PLACE:]}"
    if name.endswith(_LIMITED_LONG):
        yield name.removesuffix(_LIMITED_LONG) + _LIMITED
    elif name.endswith(_LIMITED):
        yield name.removesuffix(_LIMITED) + _LIMITED_LONG
        yield name.removesuffix(_LIMITED)
